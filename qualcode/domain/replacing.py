"""Words of a text replaced by others, and where every other span of it goes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise

from qualcode.domain.span import Span


@dataclass(frozen=True, slots=True)
class Replacement:
    """Other words in the place of those that a span covers."""

    span: Span
    words: str


class Replacing:
    """Replacements in one text, which do not overlap.

    Raises:
        ValueError: if two overlap, or one puts nothing in the place of words.
    """

    def __init__(self, replacements: Iterable[Replacement]) -> None:
        self.replacements = tuple(sorted(replacements, key=lambda one: one.span))
        for one, following in pairwise(self.replacements):
            if one.span.overlaps(following.span):
                raise ValueError(f"{one.span} and {following.span} overlap")
        if not all(one.words for one in self.replacements):
            raise ValueError("words must stand in the place of words")
        self._starts = [one.span.start for one in self.replacements]
        self._ends = [one.span.end for one in self.replacements]
        grown = (len(one.words) - len(one.span) for one in self.replacements)
        self._shifts = [0, *accumulate(grown)]

    def apply(self, text: str) -> str:
        """Return the text with all replacements made."""
        return self.within(Span(0, len(text)), text) if text else ""

    def within(self, span: Span, text: str) -> str:
        """Return a quotation with the replacements that lie wholly inside it."""
        pieces, place = [], span.start
        for one in self.replacements[bisect_left(self._starts, span.start) :]:
            if one.span.start >= span.end:
                break
            if span.contains(one.span):
                pieces += [text[place : one.span.start], one.words]
                place = one.span.end
        return "".join([*pieces, text[place : span.end]])

    def moved(self, span: Span) -> Span:
        """Return where a span lies afterwards.

        A border inside replaced words goes to the outer end of what stands in their place.
        """
        return Span(self._moved_start(span.start), self._moved_end(span.end))

    def is_cut(self, span: Span) -> bool:
        """Say whether a border of the span lies inside words that are replaced."""
        return any(self._inside(place) is not None for place in (span.start, span.end))

    def _inside(self, place: int) -> int | None:
        number = bisect_right(self._starts, place) - 1
        if number >= 0 and self._starts[number] < place < self._ends[number]:
            return number
        return None

    def _moved_start(self, place: int) -> int:
        number = self._inside(place)
        if number is not None:
            return self._starts[number] + self._shifts[number]
        return place + self._shifts[bisect_right(self._ends, place)]

    def _moved_end(self, place: int) -> int:
        number = self._inside(place)
        if number is not None:
            return self._ends[number] + self._shifts[number + 1]
        return place + self._shifts[bisect_right(self._ends, place)]
