"""A text cut into words, with what their letters and neighbours tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualcode.domain.span import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’.-](?=[^\W\d_])[^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’][sS]$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word where it stands, without a possessive ending.

    `opens` says that it begins a sentence, where a capital tells nothing; `gap` is what stands
    between it and the word before.
    """

    span: Span
    text: str
    opens: bool
    gap: str
    possessive: bool

    @property
    def folded(self) -> str:
        """Return the word in small letters."""
        return self.text.casefold()

    @property
    def is_capital(self) -> bool:
        """Say whether it begins with a capital."""
        return self.text[0].isupper()


def words_of(text: str) -> list[Word]:
    """Return the words of a text in their order."""
    found: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        words = match.group()
        ending = _POSSESSIVE.search(words)
        bare = words[: ending.start()] if ending else words
        gap = text[last : match.start()]
        start = match.start()
        end = start + len(bare)
        mark = text[end : end + 1] in ("'", "’")
        opens = not found or _begins(gap, found[-1].text)
        found.append(Word(Span(start, end), bare, opens, gap, bool(ending) or mark))
        last = match.end()
    return found


SHORT = frozenset({"mr", "mrs", "ms", "dr", "sgt", "lt", "det", "st", "capt", "prof", "rev",
                    "ofc", "dep", "cmdr", "asst", "jr", "sr", "fr", "hon"})  # fmt: skip
"""What is written with a full stop that ends no sentence."""


def _begins(gap: str, before: str) -> bool:
    if before.casefold() in SHORT or (len(before) == 1 and before.isupper()):
        return any(mark in gap for mark in "!?:\n")
    return any(mark in gap for mark in '.!?:\n…"“') and gap.strip() != "'"


def is_shouted(text: str) -> bool:
    """Say whether a text is written in capitals throughout."""
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 12 and sum(sign.isupper() for sign in letters) > 0.7 * len(letters)


def is_cased(text: str) -> bool:
    """Say whether a text has capitals where sentences begin, so that a capital tells something."""
    openings = [word for word in words_of(text) if word.opens]
    return bool(openings) and openings[0].is_capital and not is_shouted(text)
