"""Statistics as functions of sums over units: what makes resampling one matrix product."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qualcode.agreement.tables.ratings import Floats


@dataclass(frozen=True, slots=True, eq=False)
class UnitSums:
    """A statistic as `value(sum of rows)`.

    `rows` is (units, k). `value` maps sums of shape (..., k) to statistics of shape (...), with
    NaN where the statistic is undefined. Counting a unit w times adds its row w times, so that
    `value(weights @ rows)` is the statistic of every resample at once.
    """

    rows: Floats
    value: Callable[[Floats], Floats]


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Divide, giving NaN where the denominator is zero."""
    shape = np.broadcast_shapes(np.shape(numerator), np.shape(denominator))
    empty: Floats = np.full(shape, np.nan)
    return np.asarray(
        np.divide(numerator, denominator, out=empty, where=np.asarray(denominator) != 0)
    )


def beyond_chance(observed: Floats, expected: Floats) -> Floats:
    """Return (observed - expected) / (1 - expected), NaN where chance agreement is complete.

    One minus a sum of rounded shares may miss zero by a few ulp; a real difference from one
    is at least of the order of one rating in all, so that anything below 1e-12 is zero.
    """
    room = 1.0 - np.asarray(expected)
    return ratio(np.asarray(observed) - expected, np.where(room < 1e-12, 0.0, room))
