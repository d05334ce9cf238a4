"""From a computed figure to a Coefficient: its reason, its counts and its flags."""

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Flag, Reason
from qualcode.agreement.coefficients.sums import UnitSums
from qualcode.agreement.tables.ratings import Ratings

FEW_UNITS = 10


def measured(name: str, sums: UnitSums, compared: Ratings) -> Coefficient:
    """Return the statistic as a coefficient: undefined if nothing was compared or nothing varies.

    `compared` holds the units that at least two coders rated.
    """
    if compared.n_units == 0:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE)
    value = float(sums.value(sums.rows.sum(axis=0)))
    return described(name, None if np.isnan(value) else value, compared)


def described(name: str, value: float | None, compared: Ratings) -> Coefficient:
    """Return a value, or for None "no variation", with the numbers of units and coders."""
    return Coefficient(
        name,
        value,
        n_units=compared.n_units,
        n_coders=compared.active_coders(),
        reason=Reason.NO_VARIATION if value is None else None,
        flags=(Flag.TOO_FEW,) if compared.n_units < FEW_UNITS else (),
    )
