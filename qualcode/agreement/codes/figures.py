"""Sums of coded units by document, and figures with intervals made of them."""

import numpy as np

from qualcode.agreement.codes.coded import CodedUnits
from qualcode.agreement.coefficient import Coefficient, Flag, Reason
from qualcode.agreement.coefficients.outcome import FEW_UNITS
from qualcode.agreement.intervals.clusters import clusters_of
from qualcode.agreement.intervals.intervals import Interval, Resampling
from qualcode.agreement.sets.distances import Distance, set_distances
from qualcode.agreement.sets.sums import SetSums
from qualcode.agreement.sets.tables import SetTable
from qualcode.agreement.tables.encoding import Ints


def document_clusters(coded: CodedUnits, how: Resampling) -> Ints:
    """Number what is resampled: documents, or units if there is one document.

    Where nothing is resampled all units are one cluster, which is the fastest.
    """
    if how.method is None:
        return np.zeros(len(coded.documents), dtype=np.int64)
    return clusters_of(len(coded.documents), coded.documents)


def set_sums(coded: CodedUnits, distance: Distance, clusters: Ints) -> SetSums:
    """Sum what alpha over sets needs; raises ValueError for an unknown distance."""
    table = SetTable.of_coded(coded)
    return SetSums.of(table, set_distances(table, coded.codes, distance), clusters)


def reported(
    name: str,
    found: Interval | None,
    reason: Reason,
    counts: tuple[int, int],
    flags: tuple[Flag, ...] = (),
) -> Coefficient:
    """Return a figure as a coefficient; `reason` says why, if it has no value.

    `counts` are the numbers of compared units and of coders. None is not comparable.
    """
    if found is None or counts[0] == 0:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE, flags=flags)
    if found.value is not None and found.low is None and found.method != "none":
        flags = (*flags, Flag.NO_INTERVAL)
    return Coefficient(
        name,
        found.value,
        se=found.se,
        low=found.low,
        high=found.high,
        level=None if found.low is None else found.level,
        n_units=counts[0],
        n_coders=counts[1],
        reason=reason if found.value is None else None,
        flags=flags,
    )


def few_units(n_units: int) -> tuple[Flag, ...]:
    """Return the flag of too few units, if they are."""
    return (Flag.TOO_FEW,) if n_units < FEW_UNITS else ()


def known(value: float) -> float | None:
    """Return a figure, or None for NaN."""
    return float(value) if np.isfinite(value) else None
