"""Draws the resamples of a report again, and makes intervals of what each of them gives.

The scheme: numpy's default generator is seeded once; each resample of K clusters is the next K
whole numbers below K, each the number of a cluster that is drawn. Clusters are sources in the
order of the texts, or units where there is one source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import floor, sqrt
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Values = tuple[float | None, ...]
Column = Mapping[int, float]
"""What each cluster adds to a sum."""

TIE = 1e-12
_AT_ONCE = 4_000_000


class Measured(Protocol):
    """Figures that are functions of sums over clusters."""

    @property
    def columns(self) -> Sequence[Column]:
        """Return what is summed."""

    def point(self) -> Values:
        """Return the figures of the data themselves."""

    def of(self, sums: NDArray[Any]) -> Sequence[Values]:
        """Return the figures of some resamples from their sums, (resamples, columns)."""


@dataclass(frozen=True, slots=True)
class How:
    """How intervals are made: number of resamples, seed, and the share that they cover."""

    n: int
    seed: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval and what the resamples say; None where there is none."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    se: float | None = None
    below_667: float | None = None
    below_800: float | None = None


def estimates(
    measured: Sequence[Measured], n_clusters: int, how: How
) -> list[tuple[Estimate, ...]]:
    """Return the estimates of the figures of each, all from the same resamples.

    Fewer than two clusters give no interval.
    """
    points = [one.point() for one in measured]
    if n_clusters < 2:
        return [tuple(Estimate(value) for value in point) for point in points]
    drawn: list[list[Values]] = [[] for _ in measured]
    for sums in _resamples([one.columns for one in measured], n_clusters, how):
        for place, one in enumerate(measured):
            drawn[place].extend(one.of(sums[place]))
    return [
        tuple(
            interval(value, [sample[at] for sample in samples], how)
            for at, value in enumerate(point)
        )
        for point, samples in zip(points, drawn, strict=True)
    ]


def interval(value: float | None, drawn: Sequence[float | None], how: How) -> Estimate:
    """Return a figure with the percentiles of its resamples.

    There is no interval if the figure is undefined, or more than one resample in ten is.
    """
    known = sorted(one for one in drawn if one is not None)
    if value is None or not known or 10 * len(known) < 9 * len(drawn):
        return Estimate(value)
    mean = sum(known) / len(known)
    squares = sum((one - mean) ** 2 for one in known)
    return Estimate(
        value,
        _percentile(known, (1 - how.confidence) / 2),
        _percentile(known, (1 + how.confidence) / 2),
        sqrt(squares / (len(known) - 1)) if len(known) > 1 else None,
        sum(one < 0.667 - TIE for one in known) / len(known),
        sum(one < 0.8 - TIE for one in known) / len(known),
    )


def drawings(n_clusters: int, how: How) -> Iterator[NDArray[np.int64]]:
    """Yield how often each resample holds each cluster."""
    generator = np.random.default_rng(how.seed)
    for _ in range(how.n):
        drawn = generator.integers(n_clusters, size=n_clusters)
        yield np.bincount(drawn, minlength=n_clusters)


def total(column: Column) -> Fraction:
    """Return the sum over all clusters, exactly."""
    return Fraction(sum(column.values()))


def _resamples(
    groups: Sequence[Sequence[Column]], n_clusters: int, how: How
) -> Iterator[list[NDArray[Any]]]:
    """Yield, for some resamples at a time, the sums of the columns of each group."""
    columns = [column for group in groups for column in group]
    # An empty run would take the first entry of the next one.
    filled = [column or {0: 0} for column in columns]
    where = np.array([place for column in filled for place in column], dtype=np.int64)
    what = np.array([value for column in filled for value in column.values()], dtype=np.float64)
    starts = np.cumsum([0, *(len(column) for column in filled)])[:-1]
    ends = np.cumsum([len(group) for group in groups])[:-1]
    drawn = drawings(n_clusters, how)
    while block := list(islice(drawn, max(1, _AT_ONCE // max(len(where), 1)))):
        sums = np.zeros((len(block), len(columns)))
        for row, times in enumerate(block):
            if columns:
                sums[row] = np.add.reduceat(times[where] * what, starts)
        yield np.split(sums, ends, axis=1)


def _percentile(known: Sequence[float], share: float) -> float:
    """Return the linear percentile of sorted values."""
    place = share * (len(known) - 1)
    below = min(floor(place), len(known) - 1)
    above = min(below + 1, len(known) - 1)
    return known[below] + (known[above] - known[below]) * (place - below)
