"""Passages cut into sentences, so that an answer about two things is read as two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.domain.discovery import Passage, Quotation
from qualcode.domain.span import Span
from qualcode.domain.text import sentences
from qualcode.suggest.discovery.typical_words import telling_words
from qualcode.suggest.language import Language

FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence under no code, with the passage that it stands in."""

    quotation: Quotation
    passage: Passage

    @property
    def words(self) -> str:
        """Return the words of the sentence."""
        return self.quotation.words

    @property
    def voice(self) -> str:
        """Return who speaks, or else where it stands."""
        return self.quotation.participant or f"{self.quotation.source} {self.quotation.span.start}"


def uncoded(passages: Sequence[Passage], language: Language) -> list[Piece]:
    """Return the sentences of two words and more that no coding touches and that say something.

    They come in one order, whatever that of the passages.
    """
    found = [one for passage in passages for one in _uncoded_in(passage, language)]
    return sorted(found, key=lambda one: (one.words, *place(one.quotation)))


def place(quotation: Quotation) -> tuple[str, Span, str]:
    """Return what orders quotations: where they stand, and who said them."""
    return quotation.source, quotation.span, quotation.participant


def _uncoded_in(passage: Passage, language: Language) -> Iterator[Piece]:
    words, begin = passage.whole.words, passage.whole.span.start
    for sentence in sentences(words, 0, len(words)):
        span = Span(sentence.start + begin, sentence.end + begin)
        if any(one.span.overlaps(span) for one in passage.coded):
            continue
        quotation = passage.whole.part(span)
        enough = len(language.words(quotation.words)) >= FEWEST_WORDS
        if enough and telling_words(quotation.words, language):
            yield Piece(quotation, passage)
