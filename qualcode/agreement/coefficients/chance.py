"""Agreement corrected by one chance model for all coders: pi, Fleiss, Brennan-Prediger, AC."""

from collections.abc import Hashable

import numpy as np

from qualcode.agreement.coefficient import Coefficient
from qualcode.agreement.coefficients.corrected import Expected, corrected
from qualcode.agreement.coefficients.kappa import pair_table
from qualcode.agreement.coefficients.sums import UnitSums, beyond_chance, ratio
from qualcode.agreement.coefficients.weights import Weighting, weights_suffix
from qualcode.agreement.tables.categories import (
    Categories,
    about_category,
    in_order,
    offered_to,
    one_against_the_rest,
)
from qualcode.agreement.tables.ratings import Floats, Ratings, Table


def scott_pi(ratings: Table, level: float = 0.95) -> Coefficient:
    """Return (p_o - p_e) / (1 - p_e) of two coders with p_e = sum of squared pooled margins.

    Source: Scott 1955, over the units that both rated; standard error as in fleiss_kappa.
    Undefined if both coders gave one label throughout. Raises ValueError if there are more than
    two coders.
    """
    return corrected("Scott pi", pair_table(ratings), None, _pooled, level)


def fleiss_kappa(
    ratings: Table,
    weights: Weighting = None,
    category: Hashable | None = None,
    *,
    categories: Categories = None,
    level: float = 0.95,
) -> Coefficient:
    """Return the generalisation of Scott's pi to any number of coders.

    p_e = sum_ck w_ck pi_c pi_k, where pi_c is the mean of n_uc / n_u over rated units (Fleiss
    1971; with weights and missing ratings Gwet 2014). `category` asks for the kappa of that label
    against all others, which is Fleiss' (1971) kappa of one category; it is "not used" if nobody
    gave it. `categories` lists the labels in order, needed for weights if they are no numbers.
    Standard error: Gwet 2008. Undefined if all rated units have one label. Raises ValueError for
    weights as cohen_kappa does, and for a category with weights.
    """
    if category is None:
        return _weighted("Fleiss kappa", ratings, weights, categories, _pooled, level)
    if weights_suffix(weights):
        raise ValueError("The kappa of one category has two labels and takes no weights.")
    table = one_against_the_rest(Ratings.of(ratings), category)
    name = f"Fleiss kappa of {category!r}"
    return about_category(corrected(name, table, None, _pooled, level), table)


def brennan_prediger(
    ratings: Table,
    weights: Weighting = None,
    categories: Categories = None,
    *,
    level: float = 0.95,
) -> Coefficient:
    """Return (p_o - p_e) / (1 - p_e), chance being a free choice among q labels: p_e = 1 / q.

    With weights w, p_e is their mean, sum w_ck / q^2 (Gwet 2014). `categories` are the labels
    that the coders could choose from, or their number; by default those that were used (Brennan
    and Prediger 1981; for two labels Bennett's S, 1954). Standard error: Gwet 2008. Undefined for
    a single label. Raises ValueError if more labels were used than there are, and for weights as
    cohen_kappa does.
    """
    return _weighted("Brennan-Prediger kappa", ratings, weights, categories, _free, level)


def gwet_ac1(ratings: Table, categories: Categories = None, *, level: float = 0.95) -> Coefficient:
    """Return AC1: chance agreement p_e = sum_c pi_c (1 - pi_c) / (q - 1).

    pi_c is the mean of n_uc / n_u over rated units (Gwet 2008, with its standard error; 2014).
    `categories` as in brennan_prediger. Undefined for a single label; raises ValueError as there.
    """
    return _weighted("Gwet AC1", ratings, None, categories, _uneven, level)


def gwet_ac2(
    ratings: Table,
    weights: Weighting = "quadratic",
    categories: Categories = None,
    *,
    level: float = 0.95,
) -> Coefficient:
    """Return AC2, which is AC1 with weights: p_e = T_w / (q (q - 1)) sum_c pi_c (1 - pi_c).

    T_w is the sum of all q^2 weights (Gwet 2014). `categories` as in brennan_prediger. Undefined
    for a single label; raises ValueError as there.
    """
    return _weighted("Gwet AC2", ratings, weights, categories, _uneven, level)


def fleiss_sums(ratings: Ratings) -> UnitSums:
    """Return Fleiss' kappa as sums over units."""
    return _sums(ratings, _pooled)


def brennan_prediger_sums(ratings: Ratings) -> UnitSums:
    """Return Brennan and Prediger's kappa, over the labels used, as sums over units."""
    return _sums(ratings, _free)


def ac1_sums(ratings: Ratings) -> UnitSums:
    """Return AC1, over the labels used, as sums over units."""
    return _sums(ratings, _uneven)


def _weighted(
    name: str,
    ratings: Table,
    weights: Weighting,
    categories: Categories,
    expected: Expected,
    level: float,
) -> Coefficient:
    table, number = offered_to(Ratings.of(ratings), categories)
    if weights_suffix(weights) and number != len(table.labels):
        raise ValueError("With weights, categories must list the labels; a number is not enough.")
    return corrected(
        name + weights_suffix(weights),
        table,
        weights,
        expected,
        level,
        number=number,
        ordered=in_order(categories),
    )


def _sums(table: Ratings, expected: Expected) -> UnitSums:
    """Return rows of agreement, compared, rated, then n_uc / n_u for each label."""
    rated = table.per_unit().astype(np.float64)
    agreed = ratio(table.agreeing(), np.where(rated >= 2, rated * (rated - 1), 1.0))
    shares = table.counts() / np.maximum(rated, 1.0)[:, None]
    head = np.stack([agreed, rated >= 2, rated >= 1], axis=1)

    def value(sums: Floats) -> Floats:
        observed = ratio(sums[..., 0], sums[..., 1])
        pi = ratio(sums[..., 3:], sums[..., 2:3])
        chance = (pi * expected(pi, None, max(len(table.labels), 1))).sum(axis=-1)
        return beyond_chance(observed, chance)

    return UnitSums(np.concatenate([head, shares], axis=1), value)


def _pooled(shares: Floats, credit: Floats | None, _number: int) -> Floats:
    return shares if credit is None else np.asarray(shares @ credit)


def _free(shares: Floats, credit: Floats | None, number: int) -> Floats:
    mean = 1.0 / number if credit is None else credit.mean()
    return np.full(shares.shape, mean)


def _uneven(shares: Floats, credit: Floats | None, number: int) -> Floats:
    """Return AC's chance agreement; complete, and so undefined, where one label was offered."""
    if number == 1:
        return np.ones(shares.shape)
    total = number if credit is None else credit.sum()
    return np.asarray((1 - shares) * total / (number * (number - 1)))
