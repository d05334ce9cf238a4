"""Tests whether groups answer a scale or number differently, each with the size of the effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from qualcode.domain.proportions import Z_95

Floats = NDArray[np.float64]

LEAST_GROUP = 10
"""Groups with fewer answers are left out: with less, rank tests hardly find anything true."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One test with its statistic, degrees of freedom, p and effect; or why there is none."""

    test: str
    statistic: float | None = None
    df: float | None = None
    p: float | None = None
    effect_name: str = ""
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""


def differences(groups: Mapping[str, Sequence[float]]) -> list[Difference]:
    """Return Welch's t and Mann-Whitney's test of two groups, Kruskal-Wallis's of more.

    Every group must have `LEAST_GROUP` values or more.
    """
    samples = [np.asarray(values, dtype=float) for values in groups.values()]
    everything = np.concatenate(samples)
    if (everything == everything[0]).all():
        return [Difference(name, reason="all gave the same answer") for name in _names(samples)]
    if len(samples) > 2:
        return [_kruskal(samples)]
    one, other = samples
    return [_welch(one, other), _shift(one, other), _ranks(one, other)]


def _names(samples: Sequence[Floats]) -> tuple[str, ...]:
    return ("Kruskal-Wallis",) if len(samples) > 2 else ("Welch t", "Mann-Whitney")


def _welch(one: Floats, other: Floats) -> Difference:
    """Return Welch's test (1947); scipy's warns where one of the groups does not vary."""
    if one.std() == 0 and other.std() == 0:
        return Difference("Welch t", reason="nothing varies within either group")
    apart = one.mean() - other.mean()
    own, others = one.var(ddof=1) / len(one), other.var(ddof=1) / len(other)
    error = sqrt(own + others)
    df = (own + others) ** 2 / (own**2 / (len(one) - 1) + others**2 / (len(other) - 1))
    statistic, reach = apart / error, float(stats.t.ppf(0.975, df)) * error
    return Difference(
        "Welch t",
        float(statistic),
        float(df),
        float(2 * stats.t.sf(abs(statistic), df)),
        "difference of means",
        float(apart),
        float(apart - reach),
        float(apart + reach),
    )


def _shift(one: Floats, other: Floats) -> Difference:
    """Return Mann-Whitney's test with the shift of Hodges and Lehmann.

    Source: Hollander, Wolfe and Chicken (2014), Nonparametric Statistical Methods, 3rd edition,
    sections 4.2 and 4.3 (large samples).
    """
    found = stats.mannwhitneyu(one, other)
    steps, times = _pairwise(one, other)
    total = len(one) * len(other)
    cut = max(1, round(total / 2 - Z_95 * sqrt(total * (len(one) + len(other) + 1) / 12)))
    low, high = _ranked(steps, times, cut), _ranked(steps, times, total + 1 - cut)
    middle = (_ranked(steps, times, (total + 1) // 2), _ranked(steps, times, total // 2 + 1))
    return Difference(
        "Mann-Whitney",
        float(found.statistic),
        None,
        float(found.pvalue),
        "Hodges-Lehmann shift",
        sum(middle) / 2,
        low,
        high,
    )


def _ranks(one: Floats, other: Floats) -> Difference:
    """Return Mann-Whitney's test with the rank-biserial correlation (Wendt 1972)."""
    found = stats.mannwhitneyu(one, other)
    effect = 2 * float(found.statistic) / (len(one) * len(other)) - 1
    return Difference(
        "Mann-Whitney", float(found.statistic), None, float(found.pvalue), "rank-biserial", effect
    )


def _kruskal(samples: Sequence[Floats]) -> Difference:
    """Return Kruskal and Wallis's test with epsilon squared (Tomczak and Tomczak 2014)."""
    found = stats.kruskal(*samples)
    people = sum(map(len, samples))
    return Difference(
        "Kruskal-Wallis",
        float(found.statistic),
        float(len(samples) - 1),
        float(found.pvalue),
        "epsilon squared",
        float(found.statistic) / (people - 1),
    )


def _pairwise(one: Floats, other: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Return the differences of all pairs in order, each once, with how often it occurs."""
    values, counts = np.unique(one, return_counts=True)
    others, other_counts = np.unique(other, return_counts=True)
    steps, where = np.unique(np.subtract.outer(values, others), return_inverse=True)
    times = np.bincount(where.ravel(), weights=np.outer(counts, other_counts).ravel())
    return steps, times.astype(np.int64)


def _ranked(steps: Floats, times: NDArray[np.int64], place: int) -> float:
    """Return the value at a place, counted from 1, of the differences laid out in order."""
    return float(steps[np.searchsorted(np.cumsum(times), place)])
