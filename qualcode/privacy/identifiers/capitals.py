"""Words that are no ordinary ones: capitals inside sentences, and strangers in small letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from qualcode.domain.redaction import IdentifierKind, Proposal
from qualcode.domain.span import Span
from qualcode.privacy.identifiers import lists
from qualcode.privacy.identifiers.titles import TITLES
from qualcode.privacy.identifiers.words import Word, is_cased, is_shouted, words_of

_PLACE_BEFORE = frozenset({"in", "from", "near", "outside", "to", "off", "at", "through"})


class Habits:
    """How the words of a study are written: `names` with a capital only, `ordinary` ones without.

    `phrases` are several capital words together, in small letters, whole and without the last.
    Texts that have no capitals, or nothing else, tell nothing.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        capital: set[str] = set()
        small: set[str] = set()
        phrases: set[str] = set()
        for text in texts:
            if not is_cased(text):
                continue
            words = words_of(text)
            phrases.update(_phrases(words))
            for word in words:
                if not word.is_capital:
                    small.add(word.folded)
                elif not word.opens and not lists.is_common(word.text):
                    capital.add(word.folded)
        self.names = frozenset(capital - small)
        self.ordinary = frozenset(small)
        self.phrases = _pattern(phrases)


def _phrases(words: Sequence[Word]) -> Iterator[str]:
    """Yield the capital words that stand together inside sentences."""
    run: list[str] = []
    for word in [*words, None]:
        inside = word is not None and word.is_capital and not word.opens and not _has_capital(word)
        if inside and word is not None and (not run or word.gap == " "):
            run.append(word.folded)
            continue
        if len(run) > 1:
            yield " ".join(run)
        if len(run) > 2:
            yield " ".join(run[:-1])
        run = [word.folded] if inside and word is not None else []


def _pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    if not longest:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)


def by_phrases(text: str, habits: Habits) -> Iterator[Proposal]:
    """Yield words that the study writes elsewhere as a name of several words."""
    for match in habits.phrases.finditer(text) if habits.phrases else ():
        span = Span(*match.span())
        yield Proposal(span, IdentifierKind.ORGANISATION, "written as a name elsewhere")


def by_capitals(text: str, words: Sequence[Word], habits: Habits) -> Iterator[Proposal]:
    """Yield words that are probably names because no ordinary word is written so."""
    shouted, cased = is_shouted(text), is_cased(text)
    strange = [_is_strange(word, shouted, cased, habits) for word in words]
    number = 0
    while number < len(words):
        if not strange[number]:
            number += 1
            continue
        end = number
        while end + 1 < len(words) and strange[end + 1] and words[end + 1].gap in (" ", "-", ". "):
            if words[end].possessive:
                break
            end += 1
        before = words[number - 1].folded if number else ""
        kind = IdentifierKind.PLACE if before in _PLACE_BEFORE else IdentifierKind.PERSON
        span = Span(words[number].span.start, words[end].span.end)
        yield Proposal(span, kind, _reason(words[number], shouted))
        number = end + 1


def _is_strange(word: Word, shouted: bool, cased: bool, habits: Habits) -> bool:
    if word.folded in habits.names:
        return True
    inside = word.is_capital and not word.opens and not shouted
    if lists.is_common(word.text):
        # An ordinary word with a capital inside a sentence is part of a name more often than not.
        return (
            inside
            and word.gap in (" ", ", ")
            and not word.text.isupper()
            and not _has_capital(word)
        )
    if inside:
        return not _has_capital(word)
    return (word.is_capital or not cased) and word.folded not in habits.ordinary


def _has_capital(word: Word) -> bool:
    """Say whether a word has a capital inside sentences without being a name."""
    return word.folded in lists.capital_anyway() or word.folded in TITLES


def _reason(word: Word, shouted: bool) -> str:
    if word.is_capital and not shouted:
        return "a capital where ordinary words have none"
    return "not an ordinary word"
