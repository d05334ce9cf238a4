"""Conger's kappa: every coder keeps a margin of his own."""

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Reason
from qualcode.agreement.coefficients.corrected import beyond, rated_units, symmetric, unit_agreement
from qualcode.agreement.coefficients.variance import check_level
from qualcode.agreement.coefficients.weights import Weighting, agreement_weights, weights_suffix
from qualcode.agreement.tables.categories import Categories, in_order, offered_to
from qualcode.agreement.tables.ratings import Floats, Ratings, Table


def conger_kappa(
    ratings: Table,
    weights: Weighting = None,
    *,
    categories: Categories = None,
    level: float = 0.95,
) -> Coefficient:
    """Return Cohen's kappa for any number of coders, each with a margin of one's own.

    p_e is the mean over ordered pairs of different coders g and h of sum_ck w_ck p_gc p_hk, where
    p_gc is the share of label c among all ratings of coder g (Conger 1980; with weights, missing
    ratings and standard error Gwet 2014). Cohen's kappa for two coders who rated all units.
    Undefined if all gave one label. `categories` lists the labels in order, needed for weights if
    they are no numbers. Raises ValueError for weights as cohen_kappa does.
    """
    check_level(level)
    name = "Conger kappa" + weights_suffix(weights)
    table, _ = offered_to(Ratings.of(ratings), categories)
    credit = symmetric(agreement_weights(weights, table.labels, in_order(categories)))
    compared = table.pairable()
    if compared.n_units == 0:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE)
    rated = rated_units(Ratings(table.values[(table.values >= 0).any(axis=1)], table.labels))
    by_unit, chance = _chance(rated, credit)
    return beyond(name, rated, unit_agreement(rated, credit), by_unit, chance, compared, level)


def _chance(rated: Ratings, credit: Floats | None) -> tuple[Floats, float]:
    """Return p_e|u of each unit and p_e, its mean; every coder must have rated something."""
    known = rated.values >= 0
    n_by_coder = known.sum(axis=1)
    margins = np.array(
        [np.bincount(row[row >= 0], minlength=len(rated.labels)) for row in rated.values]
    )
    margins = margins / n_by_coder[:, None]
    others = margins.sum(axis=0) - margins
    met = others if credit is None else others @ credit
    mean = (margins * met).sum(axis=1)
    by_unit: Floats = np.zeros(rated.n_units)
    for row, seen, n, of_label, of_coder in zip(
        rated.values, known, n_by_coder, met, mean, strict=True
    ):
        part = np.where(seen, of_label[row] - of_coder, 0.0) * (rated.n_units / n)
        by_unit += part + of_coder
    pairs = rated.n_coders * (rated.n_coders - 1)
    return by_unit / pairs, float(mean.sum() / pairs)
