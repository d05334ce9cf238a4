"""Which column of the margin each coding's stripe runs in.

Stripes that would meet run in different columns. A stripe keeps its column while the text scrolls
and while others come and go. Positions may be rows or code points, as long as all are the same.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from qualcode.tui.page.spans import Entry, SpanIndex


class Lanes:
    """Columns, counted from 0, for a set of entries."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._index = SpanIndex(entries)
        self._lanes: dict[str, int] = {}
        self._colour()

    def __getitem__(self, key: str) -> int:
        return self._lanes[key]

    def __contains__(self, key: str) -> bool:
        return key in self._lanes

    def _colour(self) -> None:
        # Greedy colouring by start uses no more columns than stripes ever lie side by side.
        running: list[tuple[int, int]] = []
        free: list[int] = []
        opened = 0
        for entry in sorted(self._index, key=lambda entry: (entry.start, -entry.end)):
            while running and running[0][0] <= entry.start:
                heapq.heappush(free, heapq.heappop(running)[1])
            if free:
                lane = heapq.heappop(free)
            else:
                lane, opened = opened, opened + 1
            heapq.heappush(running, (entry.end, lane))
            self._lanes[entry.key] = lane

    def add(self, entry: Entry) -> int:
        """Give a new stripe the first column that is free along all of it."""
        taken = {self._lanes[other.key] for other in self._index.within(entry.start, entry.end)}
        lane = next(column for column in range(len(taken) + 1) if column not in taken)
        self._index.insert(entry)
        self._lanes[entry.key] = lane
        return lane

    def remove(self, entry: Entry) -> None:
        """Free the column of a stripe; the others stay where they are.

        Raises:
            KeyError: if it is not there.
        """
        self._index.remove(entry)
        del self._lanes[entry.key]

    def within(self, start: int, end: int) -> list[tuple[Entry, int]]:
        """Return the stripes in a window with their columns."""
        return [(entry, self._lanes[entry.key]) for entry in self._index.within(start, end)]
