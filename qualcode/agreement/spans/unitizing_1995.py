"""The older alpha for unitizing, from squared differences of boundaries (Krippendorff 1995)."""

from itertools import combinations

import numpy as np

from qualcode.agreement.spans.spans import Positions, Spans
from qualcode.agreement.tables.ratings import Floats


def u1995_disagreements(spans: Spans) -> tuple[float, float]:
    """Return D_o and D_e of alpha_U, each summed over codes, of one text with m > 1 coders.

    `spans` are merged: of one coder and code they do not overlap. Sources: Krippendorff 1995,
    "On the reliability of unitizing contiguous data"; D_e as corrected in Krippendorff 2004,
    "Content Analysis", 2nd edition, section 11.6.
    """
    return _observed(spans), _expected(spans)


def _observed(spans: Spans) -> float:
    """Return 2 / (m (m - 1) L^2) times the differences of all pairs of coders.

    Two units that share a character differ by the squared distances of their starts and of their
    ends; a unit within a gap of the other coder by its squared length.
    """
    n_coders = len(spans.coders)
    # Codes one after the other, so that one search serves all of them.
    shift = spans.code * (spans.length + 1) - spans.begin
    order = np.argsort(spans.start + shift, kind="stable")
    start, end, coder = (spans.start + shift)[order], (spans.end + shift)[order], spans.coder[order]
    parts = [(start[coder == who], end[coder == who]) for who in range(n_coders)]
    summed = 0.0
    for one, other in combinations(parts, 2):
        summed += _differences(*one, *other) + _in_gaps(*one, *other) + _in_gaps(*other, *one)
    return 2.0 * summed / (n_coders * (n_coders - 1) * float(spans.length) ** 2)


def _met(
    start: Positions, end: Positions, starts: Positions, ends: Positions
) -> tuple[Positions, Positions]:
    """Return the range of the other units with which each unit shares a character."""
    first = np.searchsorted(ends, start, side="right")
    return first, np.searchsorted(starts, end, side="left")


def _differences(start: Positions, end: Positions, starts: Positions, ends: Positions) -> float:
    first, last = _met(start, end, starts, ends)
    times = last - first
    mine = np.repeat(np.arange(len(start)), times)
    theirs = np.arange(len(mine)) + np.repeat(first - np.cumsum(times) + times, times)
    apart = (start[mine] - starts[theirs]).astype(np.float64) ** 2
    return float((apart + (end[mine] - ends[theirs]).astype(np.float64) ** 2).sum())


def _in_gaps(start: Positions, end: Positions, starts: Positions, ends: Positions) -> float:
    first, last = _met(start, end, starts, ends)
    alone = first == last
    return float(((end - start)[alone].astype(np.float64) ** 2).sum())


def _expected(spans: Spans) -> float:
    """Return D_e, the difference expected of units and gaps placed at random.

    For a code with N units of length l, (2/L) sum_units [(N - 1)/3 (2 l^3 - 3 l^2 + l)
    + l^2 sum_{gaps g >= l} (g - l + 1)] / (m L (m L - 1) - sum l (l - 1)), with the gaps that
    the coders left between their units of this code.
    """
    whole = float(spans.length)
    total = len(spans.coders) * whole
    summed = 0.0
    for code in range(len(spans.codes)):
        mine = np.flatnonzero(spans.code == code)
        size = (spans.end - spans.start)[mine].astype(np.float64)
        crossing = (len(mine) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        placed = size**2 * _room(size, _gaps(spans, mine))
        possible = total * (total - 1) - (size * (size - 1)).sum()
        if len(mine):
            summed += 2 / whole * float((crossing + placed).sum() / possible)
    return summed


def _gaps(spans: Spans, rows: Positions) -> Floats:
    """Return the lengths of what each coder left between units, zero where units touch."""
    edges = len(spans.coders)
    shift = spans.length * np.arange(edges) - spans.begin
    end_at = np.sort(
        np.concatenate([spans.end[rows] + shift[spans.coder[rows]], shift + spans.begin])
    )
    start_at = np.sort(
        np.concatenate([spans.start[rows] + shift[spans.coder[rows]], shift + spans.end_of_text])
    )
    return np.asarray(start_at - end_at, dtype=np.float64)


def _room(size: Floats, gaps: Floats) -> Floats:
    """Return sum_{gaps g >= l} (g - l + 1) for each length l."""
    ordered = np.sort(gaps)
    above = np.append(np.cumsum(ordered[::-1])[::-1], 0.0)
    first = np.searchsorted(ordered, size, side="left")
    return np.asarray(above[first] - (len(ordered) - first) * (size - 1))
