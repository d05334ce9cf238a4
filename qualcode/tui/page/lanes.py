"""Which column of the margin each coding's stripe runs in.

Stripes that would meet run in different columns. A stripe keeps its column while the text scrolls
and while others come and go. Positions may be rows or code points, as long as all are the same.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from qualcode.tui.page.spans import Entry, SpanIndex


class Lanes:
    """Columns, counted from 0, for a set of entries; `index` holds the same entries."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.index = SpanIndex()
        self._lanes: dict[str, int] = {}
        self.extend(entries)

    def __getitem__(self, key: str) -> int:
        return self._lanes[key]

    def __contains__(self, key: str) -> bool:
        return key in self._lanes

    def extend(self, entries: Iterable[Entry]) -> None:
        """Give columns to entries that none of those that are there meets, such as a segment's."""
        ordered = sorted(entries, key=lambda entry: (entry.start, -entry.end))
        # Greedy colouring by start uses no more columns than stripes ever lie side by side.
        running: list[tuple[int, int]] = []
        free: list[int] = []
        for entry in ordered:
            while running and running[0][0] <= entry.start:
                heapq.heappush(free, heapq.heappop(running)[1])
            lane = heapq.heappop(free) if free else len(running)
            heapq.heappush(running, (entry.end, lane))
            self._lanes[entry.key] = lane
        self.index.extend(ordered)

    def add(self, entry: Entry) -> int:
        """Give a new stripe the first column that is free along all of it."""
        taken = {self._lanes[other.key] for other in self.index.within(entry.start, entry.end)}
        lane = next(column for column in range(len(taken) + 1) if column not in taken)
        self.index.insert(entry)
        self._lanes[entry.key] = lane
        return lane

    def remove(self, entry: Entry) -> None:
        """Free the column of a stripe; the others stay where they are.

        Raises:
            KeyError: if it is not there.
        """
        self.index.remove(entry)
        del self._lanes[entry.key]

    def within(self, start: int, end: int) -> list[tuple[Entry, int]]:
        """Return the stripes in a window with their columns."""
        return [(entry, self._lanes[entry.key]) for entry in self.index.within(start, end)]
