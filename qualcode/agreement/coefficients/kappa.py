"""Cohen's kappa: agreement of two coders beyond what their own margins would give by chance."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from statistics import NormalDist

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Reason
from qualcode.agreement.coefficients.outcome import described
from qualcode.agreement.coefficients.sums import UnitSums, beyond_chance, ratio
from qualcode.agreement.coefficients.weights import Weighting, agreement_weights, weights_suffix
from qualcode.agreement.tables.categories import in_order, within
from qualcode.agreement.tables.encoding import MISSING
from qualcode.agreement.tables.ratings import Floats, Ratings, Table


def cohen_kappa(
    ratings: Table,
    weights: Weighting = None,
    level: float = 0.95,
    categories: Sequence[Hashable] | None = None,
) -> Coefficient:
    """Return (p_o - p_e) / (1 - p_e) of two coders on the units that both rated.

    p_e = sum_c p_1c p_2c (Cohen 1960); with weights w, p_o = sum w_ck p_ck and p_e =
    sum w_ck p_1c p_2k (Cohen 1968). `weights` is one of Gwet's (2014) names (linear, quadratic,
    ordinal, radical, ratio, circular, bipolar, identity), a labels x labels matrix or a function
    of two labels. `se` is that of Fleiss, Cohen and Everitt (1969), and the interval is value +-
    z se, cut at -1 and 1: it takes the units as independent, so resample documents if there are
    several units in each. `categories` lists the labels in order, needed for weights if they are
    no numbers. Undefined if both coders gave one and the same label throughout. Raises ValueError
    for more than two coders, for a level outside (0, 1), for a label that is not among the
    categories, and for weights that do not fit the labels.
    """
    z = normal_quantile(level)
    name = f"Cohen kappa{weights_suffix(weights)}"
    table = pair_table(ratings)
    if categories is not None:
        table = within(table, categories)
    credit = agreement_weights(weights, table.labels, in_order(categories))
    if table.n_units == 0:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE)
    credit = np.eye(len(table.labels)) if credit is None else credit
    shares = contingency(table) / table.n_units
    kappa = float(beyond_chance((credit * shares).sum(), _chance(credit, shares)))
    if np.isnan(kappa):
        return described(name, None, table)
    se = _standard_error(credit, shares, kappa, table.n_units)
    low, high = max(kappa - z * se, min(kappa, -1.0)), min(kappa + z * se, 1.0)
    return replace(described(name, kappa, table), se=se, low=low, high=high, level=level)


def kappa_max(ratings: Table) -> Coefficient:
    """Return the largest kappa that two coders with these margins can reach.

    (p_m - p_e) / (1 - p_e) with p_m = sum_c min(p_1c, p_2c), over the units that both rated
    (Cohen 1960, p. 42). Undefined if both coders gave one and the same label throughout. Raises
    ValueError if there are more than two coders.
    """
    name = "Largest kappa of these margins"
    table = pair_table(ratings)
    if table.n_units == 0:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE)
    first, second = margins(table)
    value = float(beyond_chance(np.minimum(first, second).sum(), np.asarray(first @ second)))
    return described(name, None if np.isnan(value) else value, table)


def kappa_sums(ratings: Ratings) -> UnitSums:
    """Return unweighted kappa of two coders as sums over units: agreed, then both margins."""
    table = pair_table(ratings, drop=False)
    one, other = table.values
    both = (one != MISSING) & (other != MISSING)
    labels = np.arange(len(table.labels))
    given = [(both & (values == labels[:, None])).T for values in (one, other)]
    rows = np.concatenate([(both & (one == other))[:, None], *given], axis=1)
    return UnitSums(rows.astype(np.float64), _kappa_of_sums)


def pair_table(ratings: Table, drop: bool = True) -> Ratings:
    """Return the ratings of two coders, by default only of the units that both rated.

    A missing second coder is a row without ratings; raises ValueError if more than two coders
    rated anything.
    """
    table = Ratings.of(ratings)
    rows = table.values
    if len(rows) > 2:
        rows = rows[(rows != MISSING).any(axis=1)]
    if len(rows) > 2:
        raise ValueError(f"This statistic compares two coders; the table has {table.n_coders}.")
    absent = np.full((2 - len(rows), table.n_units), MISSING, dtype=rows.dtype)
    table = Ratings(np.concatenate([rows, absent]), table.labels)
    return table.pairable() if drop else table


def margins(table: Ratings) -> Floats:
    """Return the share of each label among the ratings of either coder, shape (2, labels)."""
    counted = [np.bincount(row, minlength=len(table.labels)) for row in table.values]
    return np.array(counted, dtype=np.float64) / table.n_units


def contingency(table: Ratings) -> Floats:
    """Count the units by the labels of the first coder (rows) and of the second (columns)."""
    width = len(table.labels)
    one, other = table.values.astype(np.int64)
    flat = np.bincount(one * width + other, minlength=width * width)
    return flat.reshape(width, width).astype(np.float64)


def normal_quantile(level: float) -> float:
    """Return z for a two-sided interval; raises ValueError for a level outside (0, 1)."""
    if not 0 < level < 1:
        raise ValueError(f"level is a share between 0 and 1, such as 0.95, not {level}.")
    return NormalDist().inv_cdf((1 + level) / 2)


def _chance(credit: Floats, shares: Floats) -> Floats:
    return np.asarray(shares.sum(axis=1) @ credit @ shares.sum(axis=0))


def _standard_error(credit: Floats, shares: Floats, kappa: float, n_units: int) -> float:
    first, second = shares.sum(axis=1), shares.sum(axis=0)
    chance = float(_chance(credit, shares))
    credit_by_label = (credit @ second)[:, None] + (first @ credit)[None, :]
    spread = (shares * (credit - credit_by_label * (1 - kappa)) ** 2).sum()
    variance = (spread - (kappa - chance * (1 - kappa)) ** 2) / (n_units * (1 - chance) ** 2)
    return float(np.sqrt(max(variance, 0.0)))


def _kappa_of_sums(sums: Floats) -> Floats:
    """Return kappa from sums of shape (..., 1 + 2 labels)."""
    first, second = np.split(sums[..., 1:], 2, axis=-1)
    total = first.sum(axis=-1)
    observed = ratio(sums[..., 0], total)
    return beyond_chance(observed, ratio((first * second).sum(axis=-1), total**2))
