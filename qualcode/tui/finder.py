"""Where typed letters occur in a page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from qualcode.domain.span import Span
from qualcode.tui.page.units import Units


@dataclass
class Finder:
    """The places found on a page, in order; nothing between two segments is ever found."""

    units: Units
    places: list[Span] = field(default_factory=list)

    def find(self, typed: str) -> None:
        """Find typed letters, whatever their case; nothing typed finds nothing."""
        # A pattern that ignores case keeps positions; a folded copy of the text would move them.
        found = re.finditer(re.escape(typed), self.units.text, re.IGNORECASE) if typed else ()
        spans = (Span(one.start(), one.end()) for one in found)
        self.places = [one for one in spans if self.units.segment(one.start).covers(one.start)]

    def within(self, start: int, end: int) -> list[Span]:
        """Return the places that share text with a stretch of the page."""
        low = bisect_right(self.places, start, key=lambda one: one.end)
        high = bisect_left(self.places, end, key=lambda one: one.start)
        return self.places[low:high]

    def next(self, position: int) -> int | None:
        """Return the number of the first place at or after a position; past the end, the first."""
        number = bisect_left(self.places, position, key=lambda one: one.start)
        return number % len(self.places) if self.places else None

    def previous(self, position: int) -> int | None:
        """Return the number of the last place before a position; before all, the last."""
        number = bisect_left(self.places, position, key=lambda one: one.start) - 1
        return number % len(self.places) if self.places else None
