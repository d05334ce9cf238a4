"""How far a statistic would move had other documents been coded: bootstrap and jackknife."""

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from statistics import NormalDist
from typing import Any

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Reason
from qualcode.agreement.coefficients.alpha import krippendorff_alpha, nominal_alpha_sums
from qualcode.agreement.coefficients.chance import (
    ac1_sums,
    brennan_prediger,
    brennan_prediger_sums,
    fleiss_kappa,
    fleiss_sums,
    gwet_ac1,
)
from qualcode.agreement.coefficients.kappa import cohen_kappa, kappa_sums
from qualcode.agreement.coefficients.percent import percent_agreement, percent_sums
from qualcode.agreement.coefficients.sums import UnitSums
from qualcode.agreement.intervals.clusters import (
    ClusterSums,
    clusters_of,
    count_clusters,
    left_out_draws,
    sum_by_cluster,
)
from qualcode.agreement.intervals.intervals import (
    THRESHOLDS,
    Interval,
    Measure,
    Method,
    Resampling,
    estimates,
    require_level,
)
from qualcode.agreement.tables.encoding import Ints, checked_rows
from qualcode.agreement.tables.ratings import Floats, Ratings, Table

_MOST = 0.9
_SUMS: dict[Any, Callable[[Ratings], UnitSums]] = {
    krippendorff_alpha: nominal_alpha_sums,
    percent_agreement: percent_sums,
    cohen_kappa: kappa_sums,
    fleiss_kappa: fleiss_sums,
    brennan_prediger: brennan_prediger_sums,
    gwet_ac1: ac1_sums,
}

Statistic = Callable[[Any], Coefficient | float | None]


def bootstrap(
    statistic: Statistic,
    ratings: Table | Sequence[Sequence[Any]],
    n: int = 1000,
    seed: int = 0,
    level: float = 0.95,
    documents: Sequence[Hashable] | None = None,
    method: Method = "percentile",
    thresholds: Sequence[float] = THRESHOLDS,
) -> Interval:
    """Return the bootstrap interval of a statistic over `n` resamples of documents.

    `ratings` is coders x units and `statistic` takes such a table. `documents` names the document
    of each unit; units of one document are drawn together, because they are not independent.
    Without it, or with one document, units are drawn. Coders are never resampled. `method` is
    percentile (Efron and Tibshirani 1993, chapter 13; for clusters Davison and Hinkley 1997,
    section 3.8) or bca, corrected for bias and skewness (Efron 1987). No interval if the
    statistic itself is undefined (with its reason), if there are fewer than two clusters, or if
    fewer than nine of ten resamples have a value (reason "too few"). Raises ValueError if n < 1,
    for a level outside (0, 1), for another method, or if `documents` does not name one document
    a unit.
    """
    if method is None:
        raise ValueError("The method is 'percentile' or 'bca', not None.")
    how = Resampling(n, seed, level, method, tuple(thresholds))
    table = _resamplable(ratings)
    clusters = clusters_of(_n_units(table), documents)
    n_clusters = count_clusters(clusters)
    result = statistic(ratings)
    measure = _measure(statistic, table, clusters)
    interval = replace(_one(measure, n_clusters, how), value=_number(result))
    return _explained(interval, result)


def jackknife(
    statistic: Statistic,
    ratings: Table | Sequence[Sequence[Any]],
    level: float = 0.95,
    documents: Sequence[Hashable] | None = None,
) -> Interval:
    """Return standard error, bias and interval of a statistic from leaving out each document.

    `ratings`, `statistic` and `documents` as in bootstrap; units are left out where there is one
    document or none is named. With m values without one of m clusters and their mean M, se^2 =
    (m - 1)/m sum (value_i - M)^2 and bias = (m - 1)(M - value) (Efron and Tibshirani 1993,
    chapter 11); `low` and `high` are value +- t se with m - 1 degrees of freedom, a coefficient's
    `high` at most 1. `n` is m. No interval as in bootstrap. Raises ValueError for a level outside
    (0, 1), or if `documents` does not name one document a unit.
    """
    require_level(level)
    table = _resamplable(ratings)
    clusters = clusters_of(_n_units(table), documents)
    m = count_clusters(clusters)
    result = statistic(ratings)
    value = _number(result)
    measure = _measure(statistic, table, clusters)
    parts = [measure(draws)[0][:, 0] for draws in left_out_draws(m)]
    without = np.concatenate(parts) if parts else np.empty(0)
    known = without[np.isfinite(without)]
    lost = len(without) - len(known)
    none = Interval(
        None, None, value, level, n=m, n_undefined=lost, n_clusters=m, method="jackknife"
    )
    if value is None or m < 2 or len(known) < max(_MOST * m, 2):
        return _explained(replace(none, reason=Reason.TOO_FEW), result)
    mean = float(known.mean())
    share = (len(known) - 1) / len(known)
    se = math.sqrt(share * float(((known - mean) ** 2).sum()))
    reach = _student(level, len(known) - 1) * se
    ceiling = 1.0 if isinstance(result, Coefficient) else math.inf
    bias = (len(known) - 1) * (mean - value)
    return replace(none, low=value - reach, high=min(value + reach, ceiling), se=se, bias=bias)


def _one(measure: Measure, n_clusters: int, how: Resampling) -> Interval:
    return estimates(measure, n_clusters, how)[0][0]


def _measure(statistic: Statistic, table: Any, clusters: Ints) -> Measure:
    """Return the statistic as a function of samples: by sums where it has them, else literally."""
    sums = _SUMS.get(statistic)
    if sums is None:
        return lambda draws: (_called(statistic, table, clusters, draws.weights),)
    form = sums(Ratings.of(table))
    rows = ClusterSums(sum_by_cluster(form.rows, clusters))
    return lambda draws: (form.value(draws.of(rows))[:, None],)


def _called(statistic: Statistic, table: Any, clusters: Ints, weights: Floats) -> Floats:
    drawn = (_number(statistic(_literal(table, clusters, row))) for row in weights)
    return np.array([math.nan if one is None else one for one in drawn])[:, None]


def _explained(interval: Interval, result: Coefficient | float | None) -> Interval:
    if isinstance(result, Coefficient) and result.reason is not None:
        return replace(interval, reason=result.reason)
    return interval


def _student(level: float, df: int) -> float:
    from scipy.special import stdtrit

    tail = (1 + level) / 2
    return float(stdtrit(df, tail)) if df < 10_000 else NormalDist().inv_cdf(tail)


def _resamplable(ratings: Any) -> Any:
    if isinstance(ratings, Ratings):
        return ratings
    return np.asarray(ratings) if hasattr(ratings, "__array__") else checked_rows(ratings)


def _literal(table: Any, clusters: Ints, weights: Floats) -> Any:
    units = np.repeat(np.arange(len(clusters)), weights[clusters].astype(np.int64))
    if isinstance(table, Ratings):
        return table.take(units)
    if isinstance(table, np.ndarray):
        return table[:, units]
    return [[row[unit] for unit in units] for row in table]


def _number(result: Coefficient | float | None) -> float | None:
    value = result.value if isinstance(result, Coefficient) else result
    return None if value is None or not math.isfinite(value) else float(value)


def _n_units(table: Any) -> int:
    if isinstance(table, Ratings):
        return table.n_units
    if isinstance(table, np.ndarray):
        return table.shape[1] if table.ndim == 2 else 0
    return len(table[0]) if table else 0
