"""Krippendorff's alpha: disagreement observed against disagreement expected by chance."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Reason
from qualcode.agreement.distances import Distances, blocks, called_distances, named_distances
from qualcode.agreement.encoding import MISSING
from qualcode.agreement.outcome import described
from qualcode.agreement.ratings import Floats, Ratings, Table
from qualcode.agreement.sums import UnitSums, ratio


def krippendorff_alpha(
    ratings: Table, metric: str | Callable[[Any, Any], float] = "nominal"
) -> Coefficient:
    """Return alpha = 1 - D_o / D_e for any number of coders, with or without missing ratings.

    With n_u >= 2 ratings of unit u and n ratings in all, D_o = (1/n) sum_u 1/(n_u - 1)
    sum_{c,k} n_uc n_uk d(c,k) and D_e = 1/(n (n - 1)) sum_{c,k} n_c n_k d(c,k) (Krippendorff 2011,
    "Computing Krippendorff's alpha-reliability"). `metric` is nominal, ordinal, interval, ratio or
    a symmetric function d of two labels. Undefined where all compared ratings are equal.
    """
    table = Ratings.of(ratings).pairable()
    name = f"Krippendorff alpha ({metric if isinstance(metric, str) else 'own metric'})"
    if table.n_units == 0:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE)
    if metric == "nominal":
        split = _nominal_disagreement(table).sum(keepdims=True)
        value = _nominal_alpha(np.concatenate([split, table.totals()]))
        return described(name, None if np.isnan(value) else float(value), table)
    if callable(metric):
        distances: Distances = called_distances(metric, table.labels)
    else:
        distances = named_distances(metric, table.labels, table.totals())
    return described(name, alpha_value(table, distances), table)


def nominal_alpha_sums(ratings: Ratings) -> UnitSums:
    """Return nominal alpha as sums over units: the disagreement and the count of each label."""
    counts = np.where((ratings.per_unit() >= 2)[:, None], ratings.counts(), 0.0)
    rows = np.concatenate([_nominal_disagreement(ratings)[:, None], counts], axis=1)
    return UnitSums(rows, _nominal_alpha)


def alpha_value(table: Ratings, distances: Distances) -> float | None:
    """Return alpha of units that at least two coders rated, or None where nothing varies."""
    totals = table.totals()
    expected = sum(
        float(totals[part] @ (block @ totals)) for part, block in blocks(distances, len(totals))
    )
    if expected == 0:
        return None
    observed = float(unit_disagreement(table, distances).sum())
    return 1.0 - (float(totals.sum()) - 1.0) * observed / expected


def unit_disagreement(table: Ratings, distances: Distances) -> Floats:
    """Return sum_{c,k} n_uc n_uk d(c,k) / (n_u - 1) of each unit, shape (units,)."""
    apart = np.zeros(table.n_units)
    for one, other in combinations(table.values, 2):
        both = np.flatnonzero((one != MISSING) & (other != MISSING))
        apart[both] += 2.0 * distances.between(one[both], other[both])
    return np.asarray(apart / np.maximum(table.per_unit() - 1.0, 1.0))


def _nominal_disagreement(ratings: Ratings) -> Floats:
    rated = ratings.per_unit().astype(np.float64)
    apart = rated * (rated - 1.0) - ratings.agreeing()
    return np.asarray(apart / np.maximum(rated - 1.0, 1.0))


def _nominal_alpha(sums: Floats) -> Floats:
    """Return alpha from sums of shape (..., 1 + labels): disagreement, then n_c."""
    counts = sums[..., 1:]
    total = counts.sum(axis=-1)
    expected = total**2 - (counts**2).sum(axis=-1)
    return np.asarray(1.0 - (total - 1.0) * ratio(sums[..., 0], expected))
