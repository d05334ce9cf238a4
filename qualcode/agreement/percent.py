"""Percent agreement: how often two coders who rated the same unit gave the same label."""

from typing import Literal

import numpy as np

from qualcode.agreement.coefficient import Coefficient
from qualcode.agreement.outcome import measured
from qualcode.agreement.ratings import Floats, Ratings, Table
from qualcode.agreement.sums import UnitSums, ratio


def percent_agreement(ratings: Table, weighting: Literal["unit", "value"] = "unit") -> Coefficient:
    """Return the share of agreeing pairs of ratings, over units that at least two coders rated.

    `unit` counts every unit alike: the mean of sum_c n_uc (n_uc - 1) / (n_u (n_u - 1)), Gwet's
    p_a (Gwet 2014). `value` counts a unit by its ratings: 1 - D_o of Krippendorff
    (2011). Both are the same where nothing is missing. Raises ValueError for another weighting.
    """
    table = Ratings.of(ratings).pairable()
    return measured(f"percent agreement (by {weighting})", percent_sums(table, weighting), table)


def percent_sums(ratings: Ratings, weighting: str = "unit") -> UnitSums:
    """Return percent agreement as sums over units."""
    rated = ratings.per_unit()
    compared = rated >= 2
    if weighting == "unit":
        share = ratio(ratings.agreeing(), np.where(compared, rated * (rated - 1.0), 1.0))
        rows = np.stack([share, compared], axis=1)
    elif weighting == "value":
        agreed = ratio(ratings.agreeing(), np.where(compared, rated - 1.0, 1.0))
        rows = np.stack([agreed, np.where(compared, rated, 0)], axis=1)
    else:
        raise ValueError(f"weighting is 'unit' or 'value', not {weighting!r}.")
    return UnitSums(rows, _share)


def _share(sums: Floats) -> Floats:
    return ratio(sums[..., 0], sums[..., 1])
