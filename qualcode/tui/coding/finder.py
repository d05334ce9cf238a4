"""Where typed letters occur in a page; looked for around the place that is asked about.

All places of a long page are counted in stretches, so that no key waits for a million words.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from qualcode.domain.span import Span
from qualcode.tui.page.units import Units

_STRETCH, _MOST = 131_072, 4_096
_BACK = 4_096


class Finder:
    """The places found on a page, in order; none begins between two segments."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._typed: re.Pattern[str] | None = None
        self._length = 0
        self._counted = array("I")
        self._counted_to = 0

    def find(self, typed: str) -> None:
        """Find typed letters, whatever their case; nothing typed finds nothing."""
        # A pattern that ignores case keeps positions; a folded copy of the text would move them.
        self._typed = re.compile(re.escape(typed), re.IGNORECASE) if typed else None
        self._length = len(typed)
        self._counted = array("I")
        self._counted_to = 0

    @property
    def seeks(self) -> bool:
        """Say whether anything is looked for."""
        return self._typed is not None

    def _from(self, start: int, end: int) -> Iterator[Span]:
        """Yield the places that begin in `[start, end)`."""
        text = self._units.text
        while self._typed is not None:
            found = self._typed.search(text, max(0, start), min(len(text), end + self._length - 1))
            if found is None:
                return
            start = found.start() + 1
            if self._units.segment(found.start()).covers(found.start()):
                yield Span(*found.span())

    def within(self, start: int, end: int) -> list[Span]:
        """Return the places that share text with a stretch of the page."""
        return list(self._from(start - self._length + 1, end))

    def next(self, position: int) -> Span | None:
        """Return the first place at or after a position; past the end, the first."""
        length = len(self._units.text)
        return next(self._from(position, length), None) or next(self._from(0, position), None)

    def previous(self, position: int) -> Span | None:
        """Return the last place before a position; before all, the last."""
        return self._last(position) or self._last(len(self._units.text))

    def _last(self, end: int) -> Span | None:
        stretch = _BACK
        while end > 0:
            start = max(0, end - stretch)
            found: Span | None = None
            for one in self._from(start, end):
                found = one
            if found is not None:
                return found
            end, stretch = start, 2 * stretch
        return None

    def told(self, place: Span) -> str:
        """Say which of all places this one is; of a long page, once all are counted."""
        if self.count_on():
            return "found"
        number = bisect_left(self._counted, place.start) + 1
        return f"{number} of {len(self._counted)} found"

    def count_on(self) -> bool:
        """Count the places of one more stretch of the page; say whether more are to be counted."""
        if not self.is_counted:
            last = min(len(self._units.text), self._counted_to + _STRETCH)
            found = islice(self._from(self._counted_to, last), _MOST)
            starts = [one.start for one in found]
            self._counted.extend(starts)
            self._counted_to = starts[-1] + 1 if len(starts) == _MOST else last
        return not self.is_counted

    @property
    def is_counted(self) -> bool:
        """Say whether all places are counted."""
        return self._typed is None or self._counted_to >= len(self._units.text)

    def counted_among(self, start: int, end: int) -> int:
        """Return how many places begin in `[start, end)`, of those counted so far."""
        return bisect_left(self._counted, end) - bisect_left(self._counted, start)
