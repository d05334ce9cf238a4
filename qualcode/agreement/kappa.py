"""Cohen's kappa: agreement of two coders beyond what their own margins would give by chance."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from statistics import NormalDist

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Reason
from qualcode.agreement.encoding import MISSING
from qualcode.agreement.outcome import described
from qualcode.agreement.ratings import Floats, Ratings, Table
from qualcode.agreement.sums import UnitSums, beyond_chance, ratio
from qualcode.agreement.weights import Weighting, agreement_weights


def cohen_kappa(
    ratings: Table,
    weights: Weighting | None = None,
    level: float = 0.95,
    categories: Sequence[Hashable] | None = None,
) -> Coefficient:
    """Return (p_o - p_e) / (1 - p_e) of two coders on the units that both rated.

    p_e = sum_c p_1c p_2c (Cohen 1960); with weights w, p_o = sum w_ck p_ck and p_e =
    sum w_ck p_1c p_2k (Cohen 1968). `se` is that of Fleiss, Cohen and Everitt (1969), and the
    interval is value +- z se, cut at -1 and 1: it takes the units as independent, so resample
    documents if there are several units in each. `categories` lists the labels in
    order, needed for weights if they are no numbers. Undefined if both coders gave one and the
    same label throughout. Raises ValueError unless there are at most two coders, for a level
    outside (0, 1), and for a label that is not among the categories.
    """
    z = normal_quantile(level)
    name = f"Cohen kappa ({weights} weights)" if weights else "Cohen kappa"
    table = pair_table(ratings)
    if categories is not None:
        table = within(table, categories)
    credit = agreement_weights(weights, table.labels, ordered=categories is not None)
    if table.n_units == 0:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE)
    shares = contingency(table) / table.n_units
    kappa = float(beyond_chance((credit * shares).sum(), _chance(credit, shares)))
    if np.isnan(kappa):
        return described(name, None, table)
    se = _standard_error(credit, shares, kappa, table.n_units)
    low, high = max(kappa - z * se, -1.0), min(kappa + z * se, 1.0)
    return replace(described(name, kappa, table), se=se, low=low, high=high, level=level)


def kappa_sums(ratings: Ratings) -> UnitSums:
    """Return unweighted kappa of two coders as sums over units: agreed, then both margins."""
    table = pair_table(ratings, drop=False)
    one, other = table.values
    both = (one != MISSING) & (other != MISSING)
    labels = np.arange(len(table.labels))
    margins = [(both & (values == labels[:, None])).T for values in (one, other)]
    rows = np.concatenate([(both & (one == other))[:, None], *margins], axis=1)
    return UnitSums(rows.astype(np.float64), _kappa_of_sums)


def pair_table(ratings: Table, drop: bool = True) -> Ratings:
    """Return the ratings of two coders, by default only of the units that both rated.

    A missing second coder is a row without ratings; raises ValueError if there are more than two.
    """
    table = Ratings.of(ratings)
    if table.n_coders > 2:
        raise ValueError(f"This statistic compares two coders; the table has {table.n_coders}.")
    absent = np.full((2 - table.n_coders, table.n_units), MISSING, dtype=table.values.dtype)
    table = Ratings(np.concatenate([table.values, absent]), table.labels)
    return table.pairable() if drop else table


def within(table: Ratings, categories: Sequence[Hashable]) -> Ratings:
    """Return the same ratings with exactly these labels, in this order.

    Raises ValueError if a label was given that is not among them, or if one is named twice.
    """
    place = {label: index for index, label in enumerate(categories)}
    if len(place) < len(categories):
        raise ValueError("categories must not name a label twice.")
    strange = [label for label in table.labels if label not in place]
    if strange:
        raise ValueError(f"The label {strange[0]!r} is not among the categories.")
    renumber = np.array([place[label] for label in table.labels] + [MISSING], dtype=np.int32)
    return Ratings(renumber[table.values], tuple(categories))


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
