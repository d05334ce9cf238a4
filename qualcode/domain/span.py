"""Half-open ranges of Unicode code points and the little algebra that coding needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The range `[start, end)` of code points in one source's text.

    Raises:
        ValueError: if the range is empty, reversed or starts before 0.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Say whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def covers(self, position: int) -> bool:
        """Say whether the code point at this position belongs to the span."""
        return self.start <= position < self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def intersection(self, other: Span) -> Span | None:
        """Return the shared part, or None where there is none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def shifted(self, distance: int) -> Span:
        """Return the same length of text moved by a number of code points."""
        return Span(self.start + distance, self.end + distance)

    def of(self, text: str) -> str:
        """Return the quotation: the words that the span covers in the text."""
        return text[self.start : self.end]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or touch; the result is sorted and covers the same code points."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            last = joined.pop()
            span = Span(last.start, max(last.end, span.end))
        joined.append(span)
    return joined
