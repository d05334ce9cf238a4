"""Which codings lie in the stretch of text on the screen, among any number of them.

Spans are kept by start; beside each stands the furthest end of it and all before it, so that two
binary searches bound those that reach into a window. A few very long spans would spoil that bound
and are kept apart.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

LONG = 4000
"""Spans of more code points than this are kept apart."""


class Entry(NamedTuple):
    """The range `[start, end)`, the key of what lies there (a coding's id) and its code."""

    start: int
    end: int
    key: str
    code: str = ""


class SpanIndex:
    """A set of entries that answers which of them overlap a window."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._long: list[Entry] = []
        self._entries: list[Entry] = []
        self._starts = array("Q")
        self._furthest = array("Q")
        self.extend(entries)

    def __len__(self) -> int:
        return len(self._entries) + len(self._long)

    def __iter__(self) -> Iterator[Entry]:
        yield from sorted([*self._entries, *self._long])

    def extend(self, entries: Iterable[Entry]) -> None:
        """Add entries that those there do not meet, or all lie before; it costs little more."""
        short: list[Entry] = []
        for entry in sorted(entries):
            (self._long if entry.end - entry.start > LONG else short).append(entry)
        self._long.sort()
        if not short:
            return
        place = bisect_right(self._entries, short[0])
        before = self._furthest[place - 1] if place else 0
        furthest = accumulate((entry.end for entry in short), max, initial=before)
        self._entries[place:place] = short
        self._starts[place:place] = array("Q", [entry.start for entry in short])
        self._furthest[place:place] = array("Q", list(furthest)[1:])

    def insert(self, entry: Entry) -> None:
        """Add an entry."""
        if entry.end - entry.start > LONG:
            insort(self._long, entry)
            return
        index = bisect_left(self._entries, entry)
        self._entries.insert(index, entry)
        self._starts.insert(index, entry.start)
        self._furthest.insert(index, 0)
        self._recount(index)

    def remove(self, entry: Entry) -> None:
        """Take an entry away.

        Raises:
            KeyError: if it is not there.
        """
        entries = self._long if entry.end - entry.start > LONG else self._entries
        index = bisect_left(entries, entry)
        if index == len(entries) or entries[index] != entry:
            raise KeyError(entry.key)
        del entries[index]
        if entries is self._entries:
            del self._starts[index]
            del self._furthest[index]
            self._recount(index)

    def _recount(self, index: int) -> None:
        furthest = self._furthest[index - 1] if index else 0
        first = index
        while index < len(self._entries):
            furthest = max(furthest, self._entries[index].end)
            if self._furthest[index] == furthest and index > first:
                return
            self._furthest[index] = furthest
            index += 1

    def within(self, start: int, end: int) -> list[Entry]:
        """Return the entries that share at least one code point with `[start, end)`, in order."""
        low = bisect_right(self._furthest, start)
        high = bisect_left(self._starts, end)
        near = [entry for entry in self._entries[low:high] if entry.end > start]
        far = [entry for entry in self._long if entry.start < end and entry.end > start]
        return sorted(near + far) if far else near

    def at(self, position: int) -> list[Entry]:
        """Return the entries that cover the code point at this position."""
        return self.within(position, position + 1)
