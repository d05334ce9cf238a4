"""Classes of numbers that answers give.

The classes are the same whatever was answered: a list of the numbers themselves would tell that
somebody gave each of them.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

_FROM = (0, 1, 2, 5, 10, 20, 50, 100)
_BELOW = "below 0"


def _named(low: int, following: int) -> str:
    return str(low) if following == low + 1 else f"{low} to {following - 1}"


NUMBER_CLASSES = (
    *(_named(low, following) for low, following in pairwise(_FROM)),
    f"{_FROM[-1]} or more",
)
"""The names of the classes from 0 upwards."""


def number_class(number: float) -> str:
    """Return the name of the class that a number falls into; parts of one are cut off."""
    if number < 0:
        return _BELOW
    return NUMBER_CLASSES[bisect_right(_FROM, int(number)) - 1]
