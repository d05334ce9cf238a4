"""Many spans of one text in little room."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import overload

from qualcode.domain.span import Span


class SpanList(Sequence[Span]):
    """Spans that are ordered and do not overlap, kept as two rows of numbers."""

    def __init__(self, starts: Iterable[int] = (), ends: Iterable[int] = ()) -> None:
        self.starts = array("Q", starts)
        self.ends = array("Q", ends)

    @classmethod
    def of(cls, spans: Sequence[Span]) -> SpanList:
        """Return the spans as such a list; one that is already is given back."""
        if isinstance(spans, SpanList):
            return spans
        return cls((span.start for span in spans), (span.end for span in spans))

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> SpanList: ...
    def __getitem__(self, index: int | slice) -> Span | SpanList:
        """Return the span of a number, or some of them."""
        if isinstance(index, slice):
            return SpanList(self.starts[index], self.ends[index])
        return Span(self.starts[index], self.ends[index])

    def number_at(self, position: int) -> int:
        """Return the number of the last span that begins at or before a position; 0 before all."""
        return max(0, bisect_right(self.starts, position) - 1)
