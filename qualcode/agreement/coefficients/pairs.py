"""Statistics that compare coders two by two: Light, Hubert, Holsti."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import TypeVar

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Flag, Reason
from qualcode.agreement.coefficients.kappa import contingency
from qualcode.agreement.coefficients.outcome import described
from qualcode.agreement.coefficients.sums import beyond_chance
from qualcode.agreement.coefficients.weights import Weighting, agreement_weights, weights_suffix
from qualcode.agreement.tables.categories import Categories, in_order, offered_to
from qualcode.agreement.tables.encoding import Ints
from qualcode.agreement.tables.ratings import Floats, Ratings, Table

_Found = TypeVar("_Found")


def light_kappa(
    ratings: Table, weights: Weighting = None, *, categories: Categories = None
) -> Coefficient:
    """Return the mean of Cohen's kappas of all pairs of coders (Light 1971; Conger 1980).

    Each pair counts once, on the units that both rated. Pairs whose kappa is undefined are left
    out, with the flag "some pairs of coders left out". Undefined if that leaves none. Weights and
    `categories` as in cohen_kappa, which says what raises ValueError.
    """
    name = "Light kappa" + weights_suffix(weights)
    table, agreements = _agreements(ratings, weights, categories)
    compared = [pair for pair in agreements if pair is not None]
    found = beyond_chance(*np.array(compared).reshape(-1, 2).T)
    known = found[np.isfinite(found)]
    value = float(known.mean()) if len(known) else None
    return _of_pairs(name, value, table, len(known) < len(agreements))


def hubert_kappa(
    ratings: Table, weights: Weighting = None, *, categories: Categories = None
) -> Coefficient:
    """Return kappa from the means over pairs of coders of agreement and of chance agreement.

    (mean p_o - mean p_e) / (1 - mean p_e), with p_o and p_e of each pair as in Cohen's kappa, on
    the units that both rated (Hubert 1977; Davies and Fleiss 1982). Conger's kappa where nothing
    is missing. Pairs without a common unit are left out, with the flag "some pairs of coders left
    out". Undefined if all gave one label. Weights and `categories` as in cohen_kappa, which says
    what raises ValueError.
    """
    name = "Hubert kappa" + weights_suffix(weights)
    table, agreements = _agreements(ratings, weights, categories)
    compared = [pair for pair in agreements if pair is not None]
    if not compared:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE)
    observed, expected = np.mean(compared, axis=0)
    value = float(beyond_chance(observed, expected))
    return _of_pairs(
        name, None if np.isnan(value) else value, table, len(compared) < len(agreements)
    )


def holsti(ratings: Table) -> Coefficient:
    """Return 2 A / (N_1 + N_2), the share of agreed decisions among the decisions of two coders.

    A counts the units to which both gave the same label, N_1 and N_2 all that either rated (Holsti
    1969): a unit that only one rated counts against agreement. For more than two coders it is the
    mean over their pairs; pairs without a common unit are left out, with the flag "some pairs of
    coders left out".
    """
    table = Ratings.of(ratings)
    found = _each_pair(table, _share_of_decisions)
    shares = [share for share in found if share is not None]
    value = float(np.mean(shares)) if shares else None
    return _of_pairs("Holsti", value, table.pairable(), len(shares) < len(found))


def _share_of_decisions(one: Ints, other: Ints) -> float | None:
    both = (one >= 0) & (other >= 0)
    if not both.any():
        return None
    decisions = (one >= 0).sum() + (other >= 0).sum()
    return float(2.0 * ((one == other) & both).sum() / decisions)


def _agreements(
    ratings: Table, weights: Weighting, categories: Categories
) -> tuple[Ratings, list[tuple[float, float] | None]]:
    """Return the compared ratings, and p_o and p_e of each pair; None without a common unit."""
    table, _ = offered_to(Ratings.of(ratings), categories)
    credit = agreement_weights(weights, table.labels, in_order(categories))
    credit = np.eye(len(table.labels)) if credit is None else credit
    return table.pairable(), _each_pair(
        table,
        lambda one, other: _agreement(Ratings(np.stack([one, other]), table.labels), credit),
    )


def _agreement(pair: Ratings, credit: Floats) -> tuple[float, float] | None:
    both = (pair.values >= 0).all(axis=0)
    if not both.any():
        return None
    shares = contingency(pair.take(np.flatnonzero(both))) / both.sum()
    first, second = shares.sum(axis=1), shares.sum(axis=0)
    return float((credit * shares).sum()), float(first @ credit @ second)


def _each_pair(table: Ratings, statistic: Callable[[Ints, Ints], _Found]) -> list[_Found]:
    """Return a statistic of every two coders who rated anything."""
    rows = [row for row in table.values if (row >= 0).any()]
    # Among many coders of few units most ratings are alike: each two rows are compared once.
    place: dict[bytes, int] = {}
    numbers = [place.setdefault(row.tobytes(), len(place)) for row in rows]
    known: dict[tuple[int, int], _Found] = {}
    found = []
    for (one, first), (other, second) in combinations(zip(numbers, rows, strict=True), 2):
        if (one, other) not in known:
            known[one, other] = statistic(first, second)
        found.append(known[one, other])
    return found


def _of_pairs(name: str, value: float | None, compared: Ratings, left_out: bool) -> Coefficient:
    if compared.n_units == 0:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE)
    found = described(name, value, compared)
    if left_out and value is not None:
        return replace(found, flags=(*found.flags, Flag.PAIRS_LEFT_OUT))
    return found
