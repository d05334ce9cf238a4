"""The change of a share from one wave to the next, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.domain.proportions import newcombe


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of two percentages in points, its 95 per cent interval, and what it says."""

    difference: float
    low: float
    high: float
    reading: str


def change(before: int, base_before: int, after: int, base_after: int) -> Change | None:
    """Return the change of after/base_after less before/base_before; None where a base is 0.

    The interval is Newcombe's (1998, method 10), for two samples of different people.
    """
    interval = newcombe(after, base_after, before, base_before)
    if interval is None:
        return None
    low, high = 100 * interval[0], 100 * interval[1]
    difference = 100 * (after / base_after - before / base_before)
    if low > 0:
        reading = "rose: the interval leaves out 0"
    elif high < 0:
        reading = "fell: the interval leaves out 0"
    else:
        reading = "no change that holds: 0 lies in the interval"
    return Change(difference, low, high, reading)
