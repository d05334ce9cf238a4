"""Agreement beyond chance over all coders together, with the standard error of Gwet."""

from typing import Protocol

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Reason
from qualcode.agreement.coefficients.outcome import described
from qualcode.agreement.coefficients.sums import beyond_chance
from qualcode.agreement.coefficients.variance import check_level, with_interval
from qualcode.agreement.coefficients.weights import Weighting, agreement_weights
from qualcode.agreement.tables.ratings import Floats, Ratings


class Expected(Protocol):
    """A chance model: how often a rating of each label would meet agreement by chance."""

    def __call__(self, shares: Floats, credit: Floats | None, number: int, /) -> Floats:
        """Return e_c for each label c of the `number` offered, where p_e = sum_c pi_c e_c.

        `shares` are the pi_c, shape (..., labels); `credit` holds the weights, None for none.
        """
        ...


def corrected(
    name: str,
    table: Ratings,
    weights: Weighting,
    expected: Expected,
    level: float,
    *,
    number: int | None = None,
    ordered: bool = False,
) -> Coefficient:
    """Return (p_a - p_e) / (1 - p_e) with p_e = sum_c pi_c e_c (Gwet 2014).

    pi_c is the mean of n_uc / n_u over rated units. The part of unit u in the standard error is
    (n / n') (p_a|u - p_e) / (1 - p_e) - 2 (1 - k) (p_e|u - p_e) / (1 - p_e), where the first term
    is 0 for a unit that one coder rated, n' of n rated units have two ratings and p_e|u is
    the mean of e_c over the unit's ratings (Gwet 2008, equations 19 to 22; 2014, chapter 5).
    """
    check_level(level)
    credit = symmetric(agreement_weights(weights, table.labels, ordered))
    compared = table.pairable()
    if compared.n_units == 0:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE)
    rated = rated_units(table)
    by_label = expected(label_shares(rated), credit, number or len(table.labels))
    by_unit = rated.summed(by_label) / rated.per_unit()
    chance = float(label_shares(rated) @ by_label)
    return beyond(name, rated, unit_agreement(rated, credit), by_unit, chance, compared, level)


def beyond(
    name: str,
    rated: Ratings,
    agreed: Floats,
    by_unit: Floats,
    chance: float,
    compared: Ratings,
    level: float,
) -> Coefficient:
    """Return the coefficient from agreement and chance agreement of each rated unit."""
    pair = rated.per_unit() >= 2
    observed = float(agreed[pair].mean())
    value = float(beyond_chance(np.asarray(observed), np.asarray(chance)))
    found = described(name, None if np.isnan(value) else value, compared)
    if found.value is None:
        return found
    room = 1.0 - chance
    part = np.where(pair, (agreed - chance) / room * (len(pair) / pair.sum()), 0.0)
    return with_interval(
        found, part - value - 2.0 * (1.0 - value) * (by_unit - chance) / room, level
    )


def unit_agreement(table: Ratings, credit: Floats | None) -> Floats:
    """Return the share of agreeing pairs of each unit, 0 where there is no pair."""
    rated = table.per_unit()
    return np.asarray(table.credited(credit) / np.maximum(rated * (rated - 1.0), 1.0))


def rated_units(table: Ratings) -> Ratings:
    """Keep the units that anybody rated."""
    rated = table.per_unit() >= 1
    return table if rated.all() else Ratings(table.values[:, rated], table.labels)


def label_shares(rated: Ratings) -> Floats:
    """Return pi_c, the mean of n_uc / n_u over units that were all rated."""
    known = rated.values >= 0
    each = np.broadcast_to(1.0 / rated.per_unit(), known.shape)
    shares = np.bincount(rated.values[known], weights=each[known], minlength=len(rated.labels))
    # Divided by its sum, the share of a label that is alone is exactly 1.
    return np.asarray(shares / shares.sum())


def symmetric(credit: Floats | None) -> Floats | None:
    """Return weights that do not ask which coder gave which label."""
    return None if credit is None else np.asarray((credit + credit.T) / 2.0)
