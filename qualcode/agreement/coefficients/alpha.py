"""Krippendorff's alpha: disagreement observed against disagreement expected by chance."""

from collections.abc import Callable, Hashable, Sequence
from itertools import combinations
from math import comb
from typing import Any

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Reason
from qualcode.agreement.coefficients.distances import (
    Distances,
    MatrixDistances,
    called_distances,
    check_metric,
    named_distances,
    to_all,
)
from qualcode.agreement.coefficients.outcome import described
from qualcode.agreement.coefficients.sums import UnitSums, ratio
from qualcode.agreement.coefficients.variance import check_level, with_interval
from qualcode.agreement.tables.categories import (
    about_category,
    in_order,
    one_against_the_rest,
    within,
)
from qualcode.agreement.tables.encoding import MISSING, Ints
from qualcode.agreement.tables.ratings import Floats, Ratings, Table, scaled


def krippendorff_alpha(
    ratings: Table,
    metric: str | Callable[[Any, Any], float] = "nominal",
    category: Hashable | None = None,
    *,
    categories: Sequence[Hashable] | None = None,
    level: float = 0.95,
) -> Coefficient:
    """Return alpha = 1 - D_o / D_e for any number of coders, with or without missing ratings.

    With n_u >= 2 ratings of unit u and n ratings in all, D_o = (1/n) sum_u 1/(n_u - 1)
    sum_{c,k} n_uc n_uk d(c,k) and D_e = 1/(n (n - 1)) sum_{c,k} n_c n_k d(c,k) (Krippendorff 2011,
    "Computing Krippendorff's alpha-reliability"). `metric` is nominal, ordinal, interval, ratio or
    a function d of two labels; if d(c, k) is not d(k, c), their mean is taken. `category` asks for
    the alpha of that label against all others lumped together (Krippendorff 2004, section 11.4),
    whatever the named metric; it is "not used" if nobody gave it. `categories` lists labels that
    are no numbers in order, for the ordinal metric. Standard error: Gwet 2021, with the distances
    taken as fixed; the interval has one degree of freedom less than there are compared units.
    Undefined where all compared ratings are equal. Raises ValueError for a metric that does not
    fit the labels, or a level outside (0, 1).
    """
    check_level(level)
    table = Ratings.of(ratings)
    if categories is not None:
        table = within(table, categories)
    if category is None:
        return _alpha(table, metric, in_order(categories), level)
    if callable(metric):
        raise ValueError("The alpha of one category has two labels and takes no metric.")
    check_metric(metric)
    table = one_against_the_rest(table, category)
    found = _alpha(table, "nominal", False, level, f"Krippendorff alpha of {category!r}")
    return about_category(found, table)


def _alpha(
    table: Ratings,
    metric: str | Callable[[Any, Any], float],
    ordered: bool,
    level: float,
    name: str | None = None,
) -> Coefficient:
    name = name or f"Krippendorff alpha ({metric if isinstance(metric, str) else 'own metric'})"
    table = table.pairable()
    totals = table.totals()
    if metric == "nominal":
        split, apart = _nominal_disagreement(table), totals.sum() - totals
    else:
        distances: Distances
        if callable(metric):
            distances = MatrixDistances(scaled(called_distances(metric, table.labels).matrix)[0])
        else:
            distances = named_distances(metric, table.labels, totals, ordered)
        split, apart = unit_disagreement(table, distances), to_all(distances, totals)
    if table.n_units == 0:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE)
    expected = float(totals @ apart)
    if expected == 0:
        return described(name, None, table)
    observed = float(split.sum())
    found = described(name, 1.0 - (float(totals.sum()) - 1.0) * observed / expected, table)
    return with_interval(found, _parts(table, totals, split, apart), level)


def _parts(table: Ratings, totals: Floats, split: Floats, apart: Floats) -> Floats:
    """Return the part of each unit in alpha less alpha, as Gwet's (2021) linearisation has it.

    With u_i the disagreement of unit i, r_i its ratings, e_i the sum over them of the mean
    distance from all n ratings, D_o = sum u_i / n and D_e = sum e_i / n, the part is
    (2 e_i D_o / D_e - u_i - r_i D_o) / (mean r_i * D_e).
    """
    ratings = float(totals.sum())
    d_o, d_e = float(split.sum()) / ratings, float(totals @ apart) / ratings**2
    met = table.summed((2.0 * d_o / d_e / ratings) * apart - d_o)
    return (met - split) * (table.n_units / (ratings * d_e))


def nominal_alpha_sums(ratings: Ratings) -> UnitSums:
    """Return nominal alpha as sums over units: the disagreement and the count of each label."""
    counts = np.where((ratings.per_unit() >= 2)[:, None], ratings.counts(), 0.0)
    rows = np.concatenate([_nominal_disagreement(ratings)[:, None], counts], axis=1)
    return UnitSums(rows, _nominal_alpha)


def unit_disagreement(table: Ratings, distances: Distances) -> Floats:
    """Return sum_{c,k} n_uc n_uk d(c,k) / (n_u - 1) of each unit, shape (units,)."""
    apart = np.zeros(table.n_units)
    if comb(table.n_coders, 2) > table.n_units:
        apart[:] = [
            _disagreement_of(given[given != MISSING], distances) for given in table.values.T
        ]
    else:
        for one, other in combinations(table.values, 2):
            both = np.flatnonzero((one != MISSING) & (other != MISSING))
            apart[both] += 2.0 * distances.between(one[both], other[both])
    return np.asarray(apart / np.maximum(table.per_unit() - 1.0, 1.0))


def _disagreement_of(given: Ints, distances: Distances) -> float:
    """Return sum_{c,k} n_uc n_uk d(c,k) of one unit with these ratings."""
    labels, times = np.unique(given, return_counts=True)
    return float(
        sum(
            times[place] * (times @ distances.between(np.full(len(labels), label), labels))
            for place, label in enumerate(labels)
        )
    )


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
