"""Alpha over sets of codes: several codes, or none, on one unit."""

from collections.abc import Callable, Collection, Hashable, Sequence, Set
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from qualcode.agreement.alpha import alpha_value
from qualcode.agreement.coefficient import Coefficient, Reason
from qualcode.agreement.distances import Distances, called_distances
from qualcode.agreement.encoding import Ints, checked_rows, encode, is_missing
from qualcode.agreement.outcome import described
from qualcode.agreement.ratings import Floats, Ratings

CodeSet: TypeAlias = frozenset[Hashable]
Distance: TypeAlias = str | Callable[[CodeSet, CodeSet], float]
_Credit: TypeAlias = Callable[[Floats, Floats, Floats], Floats]

_BLOCK = 4_000_000


def krippendorff_alpha_sets(
    sets: Sequence[Sequence[Collection[Hashable] | None]], distance: Distance = "masi"
) -> Coefficient:
    """Return Krippendorff's alpha with whole sets of codes as the values.

    `sets` is coders x units; None means that the coder did not look at the unit, an empty set that
    the coder looked and applied nothing. `distance` is masi (Passonneau 2006), jaccard, dice, or
    a function of two frozensets. Two empty sets have distance 0, an empty and another 1. Raises
    ValueError for another distance, a ragged table, or a cell that is no set of codes.
    """
    table = set_ratings(sets)
    name = f"Krippendorff alpha over code sets ({set_name(distance)})"
    compared = table.pairable()
    if compared.n_units == 0:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE)
    value = alpha_value(compared, set_distances(compared.labels, distance))
    return described(name, value, compared)


def jaccard_distance(one: Set[Hashable], other: Set[Hashable]) -> float:
    """Return 1 - |A & B| / |A | B|; 0 for two empty sets (Jaccard 1901)."""
    return _single(_jaccard, one, other)


def dice_distance(one: Set[Hashable], other: Set[Hashable]) -> float:
    """Return 1 - 2 |A & B| / (|A| + |B|); 0 for two empty sets (Dice 1945)."""
    return _single(_dice, one, other)


def masi_distance(one: Set[Hashable], other: Set[Hashable]) -> float:
    """Return 1 - J M; 0 for two empty sets (Passonneau 2006).

    J is Jaccard's share; M is 1 for equal sets, 2/3 if one holds the other, 1/3 if they overlap
    otherwise, and 0 if they share nothing.
    """
    return _single(_masi, one, other)


def set_ratings(sets: Sequence[Sequence[Collection[Hashable] | None]]) -> Ratings:
    """Return a coders x units table of sets as ratings whose labels are frozensets.

    Raises ValueError, naming row and column, for a cell that is no collection of codes.
    """
    rows = [
        [_code_set(cell, row, column) for column, cell in enumerate(cells)]
        for row, cells in enumerate(checked_rows(sets))
    ]
    return Ratings(*encode(rows))


def set_distances(labels: Sequence[Any], distance: Distance) -> Distances:
    """Return the distances of distinct sets; raises ValueError for an unknown name."""
    if callable(distance):
        return called_distances(distance, labels)
    return SetDistances(_incidence(labels), _CREDITS[set_name(distance)])


def set_name(distance: Distance) -> str:
    """Return the name of a set distance; raises ValueError for an unknown one."""
    if callable(distance):
        return "own distance"
    if distance not in _CREDITS:
        raise ValueError(
            f"distance is 'masi', 'jaccard', 'dice' or a function of two sets, not {distance!r}."
        )
    return distance


@dataclass(frozen=True, slots=True, eq=False)
class SetDistances:
    """Distances of sets from their sizes and the size of what they share.

    `incidence` is sets x codes, 1 where the set holds the code.
    """

    incidence: Floats
    credit: _Credit

    def between(self, one: Ints, other: Ints) -> Floats:
        """Return the distances of two equally long runs of sets."""
        size = len(self.incidence)
        pairs, place = np.unique(one.astype(np.int64) * size + other, return_inverse=True)
        distances = np.empty(len(pairs))
        step = max(1, _BLOCK // max(self.incidence.shape[1], 1))
        for start in range(0, len(pairs), step):
            piece = slice(start, start + step)
            distances[piece] = self._between_distinct(pairs[piece] // size, pairs[piece] % size)
        return np.asarray(distances[place])

    def rows(self, start: int, stop: int) -> Floats:
        """Return the distances of the sets start to stop from all sets."""
        shared = self.incidence[start:stop] @ self.incidence.T
        sizes = self.incidence.sum(axis=1)
        return 1.0 - self.credit(shared, sizes[start:stop, None], sizes[None, :])

    def _between_distinct(self, one: Ints, other: Ints) -> Floats:
        first, second = self.incidence[one], self.incidence[other]
        shared = (first * second).sum(axis=1)
        return 1.0 - self.credit(shared, first.sum(axis=1), second.sum(axis=1))


def _code_set(cell: Any, row: int, column: int) -> CodeSet | None:
    if isinstance(cell, str | bytes) or not isinstance(cell, Collection):
        if is_missing(cell):
            return None
        raise ValueError(
            f"Row {row}, unit {column} is {cell!r}, not a set of codes. Write an empty set if the"
            " coder applied none and None if the coder did not look."
        )
    return frozenset(cell)


def _incidence(labels: Sequence[CodeSet]) -> Floats:
    place: dict[Hashable, int] = {}
    cells = [
        (row, place.setdefault(code, len(place)))
        for row, codes in enumerate(labels)
        for code in codes
    ]
    incidence = np.zeros((len(labels), len(place)))
    if cells:
        incidence[tuple(np.array(cells).T)] = 1.0
    return incidence


def _jaccard(shared: Floats, one: Floats, other: Floats) -> Floats:
    union = one + other - shared
    return np.where(union == 0, 1.0, shared / np.maximum(union, 1.0))


def _dice(shared: Floats, one: Floats, other: Floats) -> Floats:
    return np.where(one + other == 0, 1.0, 2 * shared / np.maximum(one + other, 1.0))


def _masi(shared: Floats, one: Floats, other: Floats) -> Floats:
    nested = shared == np.minimum(one, other)
    part = np.where(nested, 2 / 3, 1 / 3)
    return _jaccard(shared, one, other) * np.where(nested & (one == other), 1.0, part)


_CREDITS: dict[str, _Credit] = {"masi": _masi, "jaccard": _jaccard, "dice": _dice}


def _single(credit: _Credit, one: Set[Hashable], other: Set[Hashable]) -> float:
    sizes = (np.array(float(len(part))) for part in (one & other, one, other))
    return 1.0 - float(credit(*sizes))
