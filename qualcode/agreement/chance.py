"""Agreement corrected by one chance model for all coders: pi, Fleiss, Brennan-Prediger, AC1."""

from collections.abc import Callable, Collection, Hashable
from typing import TypeAlias

import numpy as np

from qualcode.agreement.coefficient import Coefficient
from qualcode.agreement.kappa import pair_table
from qualcode.agreement.outcome import measured
from qualcode.agreement.ratings import Floats, Ratings, Table
from qualcode.agreement.sums import UnitSums, beyond_chance, ratio

Categories: TypeAlias = Collection[Hashable] | int | None
_Chance: TypeAlias = Callable[[Floats, int], Floats]


def scott_pi(ratings: Table) -> Coefficient:
    """Return (p_o - p_e) / (1 - p_e) of two coders with p_e = sum of squared pooled margins.

    Source: Scott 1955. Undefined if both coders gave one label throughout. Raises ValueError if
    there are more than two coders.
    """
    table = pair_table(ratings)
    return measured("Scott pi", _sums(table, None, _pooled), table)


def fleiss_kappa(ratings: Table) -> Coefficient:
    """Return the generalisation of Scott's pi to any number of coders.

    p_e = sum_c pi_c^2, where pi_c is the mean of n_uc / n_u over rated units (Fleiss 1971; with
    missing ratings Gwet 2014). Undefined if all rated units have one label.
    """
    table = Ratings.of(ratings)
    return measured("Fleiss kappa", fleiss_sums(table), table.pairable())


def brennan_prediger(ratings: Table, categories: Categories = None) -> Coefficient:
    """Return (p_o - 1/q) / (1 - 1/q), chance being a free choice among q labels.

    `categories` are the labels that the coders could choose from, or their number; by default
    those that were used (Brennan and Prediger 1981; for two labels Bennett's S, 1954). Undefined
    for a single label. Raises ValueError if more labels were used than there are.
    """
    table = Ratings.of(ratings)
    sums = _sums(table, categories, lambda shares, q: np.full(shares.shape[:-1], 1.0 / q))
    return measured("Brennan-Prediger kappa", sums, table.pairable())


def gwet_ac1(ratings: Table, categories: Categories = None) -> Coefficient:
    """Return AC1: chance agreement p_e = sum_c pi_c (1 - pi_c) / (q - 1).

    pi_c is the mean of n_uc / n_u over rated units (Gwet 2008, 2014).
    `categories` as in brennan_prediger. Undefined for a single label; raises ValueError as there.
    """
    table = Ratings.of(ratings)
    return measured("Gwet AC1", _sums(table, categories, _uneven), table.pairable())


def fleiss_sums(ratings: Ratings) -> UnitSums:
    """Return Fleiss' kappa as sums over units."""
    return _sums(ratings, None, _pooled)


def brennan_prediger_sums(ratings: Ratings) -> UnitSums:
    """Return Brennan and Prediger's kappa, over the labels used, as sums over units."""
    return _sums(ratings, None, lambda shares, q: np.full(shares.shape[:-1], 1.0 / q))


def ac1_sums(ratings: Ratings) -> UnitSums:
    """Return AC1, over the labels used, as sums over units."""
    return _sums(ratings, None, _uneven)


def _sums(table: Ratings, categories: Categories, chance: _Chance) -> UnitSums:
    """Return rows of agreement, compared, rated, then n_uc / n_u for each label."""
    q = _number_offered(table, categories)
    rated = table.per_unit().astype(np.float64)
    agreed = ratio(table.agreeing(), np.where(rated >= 2, rated * (rated - 1), 1.0))
    shares = table.counts() / np.maximum(rated, 1.0)[:, None]
    head = np.stack([agreed, rated >= 2, rated >= 1], axis=1)

    def value(sums: Floats) -> Floats:
        observed = ratio(sums[..., 0], sums[..., 1])
        pi = ratio(sums[..., 3:], sums[..., 2:3])
        return beyond_chance(observed, chance(pi, q))

    return UnitSums(np.concatenate([head, shares], axis=1), value)


def _number_offered(table: Ratings, categories: Categories) -> int:
    if categories is None:
        return max(len(table.labels), 1)
    offered = categories if isinstance(categories, int) else len(set(categories))
    if not isinstance(categories, int):
        strange = [label for label in table.labels if label not in set(categories)]
        if strange:
            raise ValueError(f"The label {strange[0]!r} is not among the categories.")
    if offered < max(len(table.labels), 1):
        raise ValueError(f"{len(table.labels)} labels were used, but categories has {offered}.")
    return offered


def _pooled(shares: Floats, _q: int) -> Floats:
    return np.asarray((shares**2).sum(axis=-1))


def _uneven(shares: Floats, q: int) -> Floats:
    """Return AC1's chance agreement; complete, and so undefined, where one label was offered."""
    if q == 1:
        return np.ones(shares.shape[:-1])
    return np.asarray((shares * (1 - shares)).sum(axis=-1) / (q - 1))
