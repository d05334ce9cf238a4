"""Percent agreement: how often two coders who rated the same unit gave the same label."""

from typing import Literal

import numpy as np

from qualcode.agreement.coefficient import Coefficient
from qualcode.agreement.coefficients.corrected import rated_units
from qualcode.agreement.coefficients.outcome import measured
from qualcode.agreement.coefficients.sums import UnitSums, ratio
from qualcode.agreement.coefficients.variance import check_level, with_interval
from qualcode.agreement.tables.ratings import Floats, Ratings, Table


def percent_agreement(
    ratings: Table, weighting: Literal["unit", "value"] = "unit", *, level: float = 0.95
) -> Coefficient:
    """Return the share of agreeing pairs of ratings, over units that at least two coders rated.

    `unit` counts every unit alike: the mean of sum_c n_uc (n_uc - 1) / (n_u (n_u - 1)), Gwet's
    p_a (Gwet 2014, with its standard error over all rated units). `value` counts a unit by its
    ratings: 1 - D_o of Krippendorff (2011), with the standard error of a ratio of means (Cochran
    1977, section 2.11) over compared units. Both are the same where nothing is missing. The
    interval is cut at 0 and 1. Raises ValueError for another weighting or a level outside (0, 1).
    """
    check_level(level)
    table = Ratings.of(ratings)
    compared = table.pairable()
    found = measured(
        f"percent agreement (by {weighting})", percent_sums(compared, weighting), compared
    )
    if found.value is None:
        return found
    rows = percent_sums(rated_units(table) if weighting == "unit" else compared, weighting).rows
    if weighting == "unit":
        parts = rows[:, 0] / rows[:, 1].mean() - found.value
    else:
        parts = (rows[:, 0] - found.value * rows[:, 1]) / rows[:, 1].mean()
    return with_interval(found, parts, level, lowest=0.0)


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
