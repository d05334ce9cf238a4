"""How far a statistic would move had other documents been coded: the bootstrap."""

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from qualcode.agreement.alpha import krippendorff_alpha, nominal_alpha_sums
from qualcode.agreement.chance import (
    ac1_sums,
    brennan_prediger,
    brennan_prediger_sums,
    fleiss_kappa,
    fleiss_sums,
    gwet_ac1,
)
from qualcode.agreement.coefficient import Coefficient, Reason
from qualcode.agreement.encoding import Ints, checked_rows
from qualcode.agreement.kappa import cohen_kappa, kappa_sums
from qualcode.agreement.percent import percent_agreement, percent_sums
from qualcode.agreement.ratings import Floats, Ratings, Table
from qualcode.agreement.sums import UnitSums

_BLOCK = 4_000_000
_MOST = 0.9
_SUMS: dict[Any, Callable[[Ratings], UnitSums]] = {
    krippendorff_alpha: nominal_alpha_sums,
    percent_agreement: percent_sums,
    cohen_kappa: kappa_sums,
    fleiss_kappa: fleiss_sums,
    brennan_prediger: brennan_prediger_sums,
    gwet_ac1: ac1_sums,
}


@dataclass(frozen=True, slots=True)
class Interval:
    """A percentile interval of a statistic, or `low` and `high` None with the `reason`.

    `value` is the statistic of the data itself and `se` the standard deviation of the resamples.
    Of `n` resamples `n_undefined` had no value and were left out. `n_clusters` counts what was
    resampled: documents, or units where there is one document or none is named.
    """

    low: float | None
    high: float | None
    value: float | None
    level: float = 0.95
    se: float | None = None
    n: int = 0
    n_undefined: int = 0
    n_clusters: int = 0
    reason: Reason | None = None


def bootstrap(
    statistic: Callable[[Any], Coefficient | float | None],
    ratings: Table | Sequence[Sequence[Any]],
    n: int = 1000,
    seed: int = 0,
    level: float = 0.95,
    documents: Sequence[Hashable] | None = None,
) -> Interval:
    """Return the percentile interval of a statistic over `n` resamples of documents.

    `ratings` is coders x units and `statistic` takes such a table. `documents` names the document
    of each unit; units of one document are drawn together, because they are not independent.
    Without it, or with one document, units are drawn. Coders are never resampled. Source: Efron
    and Tibshirani 1993, chapter 13; for clusters Davison and Hinkley 1997, section 3.8. No
    interval if the statistic itself is undefined (with its reason), if there are fewer than two
    clusters, or if fewer than nine of ten resamples have a value (reason "too few"). Raises
    ValueError if n < 1, for a level outside (0, 1), or if `documents` does not name one document
    a unit.
    """
    table = _resamplable(ratings)
    clusters = clusters_of(_n_units(table), documents)
    result = statistic(ratings)
    weights = weight_blocks(count_clusters(clusters), n, seed)
    sums = _SUMS.get(statistic)
    if sums is None:
        rows = (row for block in weights for row in block)
        numbers = [_number(statistic(_literal(table, clusters, row))) for row in rows]
        drawn = np.array(numbers, dtype=np.float64)
    else:
        form = sums(Ratings.of(ratings))
        by_cluster = sum_by_cluster(form.rows, clusters)
        drawn = np.concatenate([form.value(block @ by_cluster) for block in weights])
    interval = percentile_interval(drawn, _number(result), level, count_clusters(clusters))
    if isinstance(result, Coefficient) and result.reason is not None:
        return replace(interval, reason=result.reason)
    return interval


def percentile_interval(
    drawn: Floats, value: float | None, level: float, n_clusters: int
) -> Interval:
    """Return the interval between the percentiles of resampled values, NaN being undefined.

    No interval if the value itself is undefined, if there are fewer than two clusters, or if
    fewer than nine of ten resamples have a value: the others would speak only of the resamples
    that happen to hold the code. Raises ValueError for a level outside (0, 1).
    """
    if not 0 < level < 1:
        raise ValueError(f"level is a share between 0 and 1, such as 0.95, not {level}.")
    defined = drawn[np.isfinite(drawn)]
    lost = len(drawn) - len(defined)
    if value is None or n_clusters < 2 or len(defined) < _MOST * len(drawn):
        reason = Reason.TOO_FEW
        return Interval(None, None, value, level, None, len(drawn), lost, n_clusters, reason)
    low, high = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2])
    se = float(defined.std(ddof=1)) if len(defined) > 1 else None
    return Interval(float(low), float(high), value, level, se, len(drawn), lost, n_clusters)


def weight_blocks(n_clusters: int, n: int, seed: int) -> Iterator[Floats]:
    """Yield how often each of `n` resamples drew each cluster, in blocks of bounded memory.

    The rows of all blocks together are (n, clusters), multinomial with equal chances. One set of
    weights serves every statistic of a report, which keeps the dependence between them. Raises
    ValueError if n < 1.
    """
    if n < 1:
        raise ValueError(f"The bootstrap needs at least one resample, not {n}.")
    return _weight_blocks(n_clusters, n, np.random.default_rng(seed))


def clusters_of(n_units: int, documents: Sequence[Hashable] | None) -> Ints:
    """Number the cluster of each unit: its document, or the unit itself if there is only one.

    Raises ValueError unless there is one document for each unit.
    """
    if documents is None:
        return np.arange(n_units)
    if len(documents) != n_units:
        raise ValueError(f"{n_units} units need as many documents; {len(documents)} are named.")
    place: dict[Hashable, int] = {}
    numbered = [place.setdefault(document, len(place)) for document in documents]
    return np.array(numbered, dtype=np.int64) if len(place) > 1 else np.arange(n_units)


def count_clusters(clusters: Ints) -> int:
    """Count the clusters that clusters_of numbered."""
    return int(clusters.max()) + 1 if len(clusters) else 0


def sum_by_cluster(rows: Floats, clusters: Ints) -> Floats:
    """Add up the rows of each cluster: (units, k) to (clusters, k)."""
    n_clusters = count_clusters(clusters)
    if n_clusters == len(rows):
        return rows[np.argsort(clusters)]
    order = np.argsort(clusters, kind="stable")
    starts = np.searchsorted(clusters[order], np.arange(n_clusters))
    return np.add.reduceat(rows[order], starts, axis=0)


def _weight_blocks(n_clusters: int, n: int, rng: np.random.Generator) -> Iterator[Floats]:
    step = max(1, _BLOCK // max(n_clusters, 1))
    for start in range(0, n, step):
        height = min(step, n - start)
        if n_clusters == 0:
            yield np.zeros((height, 0))
            continue
        drawn = rng.integers(n_clusters, size=(height, n_clusters))
        drawn += np.arange(height)[:, None] * n_clusters
        counted = np.bincount(drawn.ravel(), minlength=height * n_clusters)
        yield counted.reshape(height, n_clusters).astype(np.float64)


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
