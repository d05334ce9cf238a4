"""Means of closed items, and how far two of them rise together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from qualcode.domain.estimate import TOO_FEW
from qualcode.domain.proportions import Z_95

Floats = NDArray[np.float64]

LEAST_PAIRS = 10
"""Below so many pairs the intervals and tests of a correlation do not hold."""


@dataclass(frozen=True, slots=True)
class Centre:
    """Mean with its t interval, standard deviation, median and quartiles; None if undefined."""

    mean: float | None = None
    low: float | None = None
    high: float | None = None
    sd: float | None = None
    median: float | None = None
    lower_quartile: float | None = None
    upper_quartile: float | None = None


def centre(values: Sequence[float]) -> Centre:
    """Return where values lie; quartiles by linear interpolation (type 7 of Hyndman and Fan)."""
    if not values:
        return Centre()
    found = np.asarray(values, dtype=float)
    middle = float(found.mean())
    lower, median, upper = (float(one) for one in np.quantile(found, [0.25, 0.5, 0.75]))
    if len(found) < 2:
        return Centre(middle, None, None, None, median, lower, upper)
    sd = float(found.std(ddof=1))
    reach = float(stats.t.ppf(0.975, len(found) - 1)) * sd / sqrt(len(found))
    return Centre(middle, middle - reach, middle + reach, sd, median, lower, upper)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A correlation from -1 to 1 with its 95 per cent interval and p."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None


@dataclass(frozen=True, slots=True)
class Correlation:
    """Spearman's rho and Kendall's tau-b of `n` pairs, or the reason why there are none."""

    n: int
    rho: Coefficient = Coefficient()
    tau: Coefficient = Coefficient()
    reason: str = ""


def correlation(pairs: Sequence[tuple[float, float]]) -> Correlation:
    """Return how far the two values of each pair rise together.

    Intervals by Fisher's z with the variances of Bonett and Wright (2000), Sample size requirements
    for estimating Pearson, Kendall and Spearman correlations, Psychometrika 65, 23-28.
    """
    if len(pairs) < LEAST_PAIRS:
        return Correlation(len(pairs), reason=f"{TOO_FEW}: {len(pairs)} answered both")
    one, other = np.asarray(pairs, dtype=float).T
    for values in (one, other):
        if (values == values[0]).all():
            return Correlation(len(pairs), reason="all gave the same answer")
    spearman, kendall = stats.spearmanr(one, other), stats.kendalltau(one, other, variant="b")
    rho = float(spearman.statistic)
    return Correlation(
        len(pairs),
        _with_interval(rho, float(spearman.pvalue), (1 + rho * rho / 2) / (len(pairs) - 3)),
        _with_interval(float(kendall.statistic), float(kendall.pvalue), 0.437 / (len(pairs) - 4)),
    )


def _with_interval(value: float, p: float, variance: float) -> Coefficient:
    if abs(value) > 1 - 1e-12:
        return Coefficient(value, None, None, p)
    middle, reach = atanh(value), Z_95 * sqrt(variance)
    return Coefficient(value, tanh(middle - reach), tanh(middle + reach), p)
