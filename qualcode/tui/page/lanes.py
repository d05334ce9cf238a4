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
        self._running: list[tuple[int, int]] = []
        self._free: list[int] = []
        self._opened = 0
        self.extend(entries)

    def __getitem__(self, key: str) -> int:
        return self._lanes[key]

    def __contains__(self, key: str) -> bool:
        return key in self._lanes

    def extend(self, entries: Iterable[Entry]) -> None:
        """Give columns to entries that all begin behind those that are there.

        A run of such calls gives the columns that one call with all of them gives. None may reach
        into a stripe that was added one by one.
        """
        ordered = sorted(entries, key=lambda entry: (entry.start, -entry.end))
        for entry in ordered:
            self._lanes[entry.key] = self._next(entry)
        self.index.extend(ordered)

    def _next(self, entry: Entry) -> int:
        # Greedy colouring by start uses no more columns than stripes ever lie side by side.
        running, free = self._running, self._free
        while running and running[0][0] <= entry.start:
            heapq.heappush(free, heapq.heappop(running)[1])
        if free:
            lane = heapq.heappop(free)
        else:
            lane, self._opened = self._opened, self._opened + 1
        heapq.heappush(running, (entry.end, lane))
        return lane

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
