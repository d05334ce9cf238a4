"""Names of persons: after titles, by common names, and by what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qualcode.domain.redaction import IdentifierKind, Proposal
from qualcode.domain.span import Span
from qualcode.privacy.identifiers import lists
from qualcode.privacy.identifiers.titles import AMBIGUOUS, TITLES
from qualcode.privacy.identifiers.words import SHORT, Word

_JOINING = frozenset({"de", "la", "del", "van", "von", "der", "den", "al", "el", "bin", "ibn",
                      "los", "las", "di", "da", "mc", "st", "y", "of"})  # fmt: skip
_SAYING = frozenset({"says", "said", "goes", "told", "asked", "called", "knew", "calls", "asks",
                     "wrote", "testified", "signed", "agreed", "thinks", "thought",
                     "retired"})  # fmt: skip


def by_name(text: str, words: Sequence[Word]) -> Iterator[Proposal]:
    """Yield what stands after a title, or holds a common name."""
    yield from _after_titles(words)
    yield from _common_names(text, words)
    yield from _introduced(text)
    yield from _initialled(text)


def _after_titles(words: Sequence[Word]) -> Iterator[Proposal]:
    for number, word in enumerate(words[:-1]):
        if word.folded not in TITLES:
            continue
        end = number
        following = words[number + 1]
        if not _may_follow_title(word, following):
            continue
        end = number + 1
        if following.folded in TITLES and end + 1 < len(words):
            continue
        end = _to_end_of_name(words, end)
        span = Span(word.span.start, words[end].span.end)
        yield Proposal(span, IdentifierKind.PERSON, f"a name after '{word.text}'")


def _may_follow_title(title: Word, word: Word) -> bool:
    mark = word.gap.strip()
    if len(word.gap) > 3 or not (mark == "" or (mark == "." and title.folded in SHORT)):
        return False
    if word.is_capital and not word.text.isupper():
        return word.folded not in TITLES
    if title.folded in AMBIGUOUS and not title.is_capital:
        return False
    return (
        not lists.is_common(word.text)
        or word.folded in lists.given_names() - lists.everyday_names()
    )


_MONTHS = frozenset({"april", "may", "june", "august"})
_TELLING = frozenset({"told", "tell", "ask", "asked", "phoned", "emailed", "texted", "thanks"})


def _common_names(text: str, words: Sequence[Word]) -> Iterator[Proposal]:
    given, family = lists.given_names(), lists.surnames()
    shouted = text.isupper()
    for number, word in enumerate(words):
        name = word.folded
        first = _part_of(name, given)
        if not first and not _part_of(name, family):
            continue
        if name in lists.everyday_names() and not _is_used_as_name(words, number, shouted):
            continue
        if not first and not word.is_capital and name in lists.common_words():
            continue
        end = _to_end_of_name(words, number) if first else number
        reason = "a common given name" if first else "a common surname"
        yield Proposal(Span(word.span.start, words[end].span.end), IdentifierKind.PERSON, reason)


def _part_of(name: str, known: frozenset[str]) -> bool:
    return name in known or ("-" in name and any(part in known for part in name.split("-")))


def _is_used_as_name(words: Sequence[Word], number: int, shouted: bool) -> bool:
    word = words[number]
    following = words[number + 1] if number + 1 < len(words) else None
    beside = following is not None and following.gap == " "
    if word.is_capital and not shouted:
        if not word.opens and word.folded not in _MONTHS:
            return True
        return (
            bool(following and beside and (following.is_capital or following.folded in _SAYING))
            or word.possessive
        )
    if number and words[number - 1].folded in _TELLING:
        return True
    if following is None or not beside:
        return False
    unknown = not lists.is_common(following.text) and following.folded not in lists.given_names()
    return following.folded in _SAYING or (unknown and following.is_capital == word.is_capital)


def _to_end_of_name(words: Sequence[Word], number: int) -> int:
    """Return the number of the last word of a name that begins at one."""
    end = number
    while end + 1 < len(words) and not words[end].possessive:
        following = words[end + 1]
        gap = following.gap.strip()
        initial = len(words[end].text) == 1 and gap == "."
        if len(following.gap) > 3 or (gap not in ("", '"', "“") and not initial):
            break
        if following.folded in _JOINING and end + 2 < len(words) and following.gap == " ":
            last = words[end + 2]
            if last.gap == " " and last.is_capital and not lists.is_common(last.text):
                end += 2
                continue
        if not _continues(words[end], following):
            break
        end += 1
    return end


def _continues(word: Word, following: Word) -> bool:
    if following.is_capital and not following.text.isupper():
        return not lists.is_common(following.text) or following.folded in lists.surnames()
    if following.text.isupper() and len(following.text) == 1:
        return following.text != "I"
    name = following.folded
    if name in lists.surnames() and word.folded in lists.given_names():
        return True
    if name in lists.everyday_names() and not following.is_capital:
        return False
    return not lists.is_common(following.text) and word.is_capital == following.is_capital


_INTRODUCED = re.compile(
    r"\b(?:(?:my|her|his|the|real|whose) name(?:'s| is| was)|names?:|goes by|go by|known as|aka"
    r"|a\.k\.a\."
    r"|called (?:him|her|me)|call me|nicknamed"
    r"|(?:a )?(?:man|woman|guy|girl|one|kid|agent|nurse|driver)"
    r" (?:named|called)|name of|signed|ask for|say hi to|soy|me llamo|se llama|nombre)\s+"
    r"(?P<words>(?!not\b|the\b)[^\W\d_][\w'’-]*(?:\s+[A-ZÀ-Þ][\w'’-]*\.?)*)",
    re.IGNORECASE,
)


def _introduced(text: str) -> Iterator[Proposal]:
    for match in _INTRODUCED.finditer(text):
        start, _ = match.span("words")
        words = match["words"].split()
        while len(words) > 1 and not words[-1][0].isupper():
            words.pop()
        if lists.is_common(words[0]) and not words[0][0].isupper():
            continue
        ends_sentence = words[-1].endswith(".") and len(words[-1]) > 2
        end = start + len(" ".join(words)) - ends_sentence
        yield Proposal(Span(start, end), IdentifierKind.PERSON, "somebody is named so")


_INITIALLED = re.compile(
    r"(?<!\w)(?:[A-Z]\.\s?){1,3}(?=[A-Z])[A-ZÀ-Þ][\w'’-]+|\b[A-Z][\w'’-]+ [A-Z]\.(?=\s|$|[,;)])"
    r"|\b(?:[A-Z]-){3,}[A-Z]\b|\b[A-Z][\w'’-]+(?: [a-z]{2,3}){0,2} ?[A-Z][\w'’-]+, [A-Z]\."
)


def _initialled(text: str) -> Iterator[Proposal]:
    for match in _INITIALLED.finditer(text):
        if match.group().startswith(("U.S", "U. S", "P.O", "P. O")):
            continue
        yield Proposal(Span(*match.span()), IdentifierKind.PERSON, "a name with an initial")
