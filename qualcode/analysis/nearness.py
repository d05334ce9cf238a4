"""Which codes come within a few segments of each other."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment by number: its source, its place among the segments of the source, its codes."""

    segment: int
    source: int
    place: int
    codes: Sequence[int]


@dataclass(frozen=True, slots=True)
class Reach:
    """Which segment has which code within its window, each pair once; itself is within."""

    unit: NDArray[np.int64]
    code: NDArray[np.int64]


def near(segments: Iterable[Placed], window: int) -> Reach:
    """Move a window of so many segments before and after over each source.

    `segments` come sorted by source and place. Places count all segments of the source, so what
    lies between is counted although it is not among the segments given. The work is that of the
    codings and of the codes in each window.
    """
    rows = list(segments)
    units, codes = array("q"), array("q")
    inside: Counter[int] = Counter()
    first = last = 0
    for number, row in enumerate(rows):
        if number and rows[number - 1].source != row.source:
            inside.clear()
            first = last = number
        while last < len(rows) and _follows(row, rows[last], window):
            inside.update(rows[last].codes)
            last += 1
        while rows[first].place < row.place - window:
            inside -= Counter(rows[first].codes)
            first += 1
        units.extend([row.segment] * len(inside))
        codes.extend(inside)
    return Reach(np.array(units, np.int64), np.array(codes, np.int64))


def _follows(row: Placed, other: Placed, window: int) -> bool:
    return other.source == row.source and other.place <= row.place + window
