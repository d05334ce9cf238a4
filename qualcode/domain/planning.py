"""How many more units an interval of a wished width takes."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

MOST_UNITS = 10_000_000


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What one code still takes: `more` units, None if that cannot be told, and `reason` why.

    `low` and `high` bound alpha now, from `units` that at least two coders looked at; `left`
    segments to which the code can belong are not compared yet.
    """

    code: str
    name: str
    alpha: float | None
    low: float | None
    high: float | None
    units: int
    left: int
    more: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What each code takes until its interval is narrower than `width`.

    `units` were compared so far, in `documents` sources.
    """

    round: str
    width: float
    level: float
    units: int
    documents: int
    lines: tuple[PlanLine, ...]


def more_units(units: int, width: float, wanted: float) -> int:
    """Return how many units an interval still takes to be narrower than wanted.

    The standard error, and so the width, is taken to shrink with one over the square root of the
    number of documents, and units to come in documents as before: n' = n (width / wanted)^2. That
    holds for a mean over independent documents, and for alpha to first order only.
    """
    if width < wanted:
        return 0
    needed = units * (width / wanted) ** 2
    return MOST_UNITS if needed > MOST_UNITS else max(1, ceil(needed) - units)
