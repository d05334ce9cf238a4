"""A figure with its interval, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

TOO_FEW = "too few to say"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure from `n` cases with its 95 per cent interval.

    Where the value or the interval is None, `reason` says why.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    reason: str = ""
