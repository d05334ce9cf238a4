"""Alpha over sets of codes: several codes, or none, on one unit."""

from collections.abc import Collection, Hashable, Sequence
from typing import Any

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Reason
from qualcode.agreement.coefficients.outcome import described
from qualcode.agreement.intervals.clusters import Draws
from qualcode.agreement.sets.distances import CodeSet, Distance, set_distances, set_name
from qualcode.agreement.sets.sums import SetSums
from qualcode.agreement.sets.tables import SetTable
from qualcode.agreement.tables.encoding import checked_rows, encode, is_missing
from qualcode.agreement.tables.ratings import Ratings


def krippendorff_alpha_sets(
    sets: Sequence[Sequence[Collection[Hashable] | None]], distance: Distance = "masi"
) -> Coefficient:
    """Return Krippendorff's alpha with whole sets of codes as the values.

    `sets` is coders x units; None means that the coder did not look at the unit, an empty set that
    the coder looked and applied nothing. `distance` is masi (Passonneau 2006), jaccard, dice, or
    a function of two frozensets. Two empty sets have distance 0, an empty and another 1. Raises
    ValueError for another distance, a ragged table, or a cell that is no set of codes.
    """
    name = f"Krippendorff alpha over code sets ({set_name(distance)})"
    compared = set_ratings(sets).pairable()
    if compared.n_units == 0:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE)
    table, codes = SetTable.of_ratings(compared)
    one_cluster = np.zeros(compared.n_units, dtype=np.int64)
    sums = SetSums.of(table, set_distances(table, codes, distance), one_cluster)
    value = float(sums.alpha(Draws.whole(1))[0])
    return described(name, None if np.isnan(value) else value, compared)


def set_ratings(sets: Sequence[Sequence[Collection[Hashable] | None]]) -> Ratings:
    """Return a coders x units table of sets as ratings whose labels are frozensets.

    Raises ValueError, naming row and column, for a cell that is no collection of codes.
    """
    rows = [
        [_code_set(cell, row, column) for column, cell in enumerate(cells)]
        for row, cells in enumerate(checked_rows(sets))
    ]
    return Ratings(*encode(rows))


def _code_set(cell: Any, row: int, column: int) -> CodeSet | None:
    if isinstance(cell, str | bytes) or not isinstance(cell, Collection):
        if is_missing(cell):
            return None
        raise ValueError(
            f"Row {row}, unit {column} is {cell!r}, not a set of codes. Write an empty set if the"
            " coder applied none and None if the coder did not look."
        )
    try:
        return frozenset(cell)
    except TypeError:
        raise ValueError(f"Row {row}, unit {column} holds a code that is not hashable.") from None
