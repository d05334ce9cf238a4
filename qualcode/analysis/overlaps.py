"""Which quotations overlap: one sweep over the codings of each segment."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import groupby
from typing import NamedTuple

import numpy as np

from qualcode.analysis.cooccurrence import Hits


class Quoted(NamedTuple):
    """A coder's coding `[start, end)` within a segment; segment, coder and code by number."""

    segment: int
    coder: int
    start: int
    end: int
    code: int


Pair = tuple[int, int]
Enough = Callable[[int, int], bool]
"""Says of a segment whether a number of its coders is enough by the coder rule."""


@dataclass(slots=True)
class Overlaps:
    """What a sweep found.

    `hits` holds the pairs that meet, and each code with itself. `meetings` counts the pairs of
    quotations that overlap, `quotations` by (segment, code) the quotations of a code; both only in
    segments where enough coders say so.
    """

    hits: Hits
    meetings: Counter[Pair] = field(default_factory=Counter)
    quotations: Counter[Pair] = field(default_factory=Counter)


def sweep(quotations: Iterable[Quoted], enough: Enough) -> Overlaps:
    """Find where two codes of one coder share at least one code point.

    Spans that only touch share none. `quotations` come sorted and each once. The work is a
    sort's, plus for each quotation one step for every code that is open where it begins.
    """
    found = array("q")
    result = Overlaps(Hits(*(np.empty(0, np.int64) for _ in range(3))))
    for segment, inside in groupby(quotations, key=lambda one: one.segment):
        coders: Counter[Pair] = Counter()
        times: Counter[Pair] = Counter()
        for _, own in groupby(inside, key=lambda one: one.coder):
            met = _met(own)
            coders.update(met.keys())
            times.update(met)
        for pair, agreed in coders.items():
            if not enough(segment, agreed):
                continue
            found.extend((segment, *pair))
            if pair[0] == pair[1]:
                result.quotations[segment, pair[0]] = times[pair]
            else:
                result.meetings[pair] += times[pair]
    table = np.array(found, np.int64).reshape(-1, 3)
    result.hits = Hits(table[:, 0], table[:, 1], table[:, 2])
    return result


def _met(own: Iterable[Quoted]) -> Counter[Pair]:
    """Count how often the codes of one coder in one segment meet; itself: how often it is used."""
    met: Counter[Pair] = Counter()
    open_: Counter[int] = Counter()
    ends: list[tuple[int, int]] = []
    for one in own:
        while ends and ends[0][0] <= one.start:
            closed = heappop(ends)[1]
            open_[closed] -= 1
            if not open_[closed]:
                del open_[closed]
        met[one.code, one.code] += 1
        code = one.code
        for other, number in open_.items():
            if other != code:
                pair = (code, other) if code < other else (other, code)
                met[pair] = met.get(pair, 0) + number
        open_[one.code] += 1
        heappush(ends, (one.end, one.code))
    return met
