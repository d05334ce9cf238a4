"""How far two sets of codes are apart: Jaccard, MASI and Dice, alone and for many sets at once."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.coefficients.distances import MatrixDistances, called_distances
from qualcode.agreement.sets.subsets import Credit
from qualcode.agreement.sets.tables import SetTable
from qualcode.agreement.tables.encoding import Ints
from qualcode.agreement.tables.ratings import Floats

CodeSet: TypeAlias = frozenset[Hashable]
Distance: TypeAlias = str | Callable[[CodeSet, CodeSet], float]

_BLOCK = 4_000_000


def jaccard_distance(one: Collection[Hashable], other: Collection[Hashable]) -> float:
    """Return 1 - |A & B| / |A | B|; 0 for two empty sets (Jaccard 1901)."""
    return _single(_jaccard, one, other)


def dice_distance(one: Collection[Hashable], other: Collection[Hashable]) -> float:
    """Return 1 - 2 |A & B| / (|A| + |B|); 0 for two empty sets (Dice 1945)."""
    return _single(_dice, one, other)


def masi_distance(one: Collection[Hashable], other: Collection[Hashable]) -> float:
    """Return 1 - J M; 0 for two empty sets (Passonneau 2006).

    J is Jaccard's share; M is 1 for equal sets, 2/3 if one holds the other, 1/3 if they overlap
    otherwise, and 0 if they share nothing.
    """
    return _single(_masi, one, other)


def set_name(distance: Distance) -> str:
    """Return the name of a set distance; raises ValueError for an unknown one."""
    if callable(distance):
        return "own distance"
    if distance not in _CREDITS:
        raise ValueError(
            f"distance is 'masi', 'jaccard', 'dice' or a function of two sets, not {distance!r}."
        )
    return distance


def set_distances(
    table: SetTable, names: Sequence[Hashable], distance: Distance
) -> "SetDistances | MatrixDistances":
    """Return the distances of distinct sets; `names` are those of the codes.

    Raises ValueError for an unknown name.
    """
    if callable(distance):
        return called_distances(distance, table.named(names))
    return SetDistances(table, _CREDITS[set_name(distance)])


@dataclass(frozen=True, slots=True, eq=False)
class SetDistances:
    """Distances of sets from their sizes and the number of codes that they share."""

    table: SetTable
    credit: Credit

    def between(self, one: Ints, other: Ints) -> Floats:
        """Return the distances of two equally long runs of sets."""
        size = max(self.table.n_sets, 1)
        distances = np.zeros(len(one))
        unlike = np.flatnonzero(one != other)
        keys = one[unlike].astype(np.int64) * size + other[unlike]
        pairs, place = np.unique(keys, return_inverse=True)
        first, second = np.divmod(pairs, size)
        sizes = self.table.sizes.astype(np.float64)
        shared = self.table.shared(first, second)
        distances[unlike] = (1.0 - self.credit(shared, sizes[first], sizes[second]))[place]
        return distances

    def rows(self, start: int, stop: int) -> Floats:
        """Return the distances of the sets start to stop from all sets."""
        left, right = (self.table.incidence(start, stop), self.table.incidence())
        return self._block(left @ right.T, start, 0)

    def crossed(self, counts: Floats) -> float:
        """Return the sum over all ordered pairs of sets of n_c n_k d(c, k), in blocks.

        Sets are taken by size, so that a distance is looked up by the other's size and the number
        of codes in common.
        """
        order = np.argsort(self.table.sizes, kind="stable")
        sizes, counts = self.table.sizes[order], counts[order]
        incidence = self.table.incidence()[order]
        width = int(sizes.max()) + 1
        column = (sizes * width).astype(np.float32)
        edges = np.flatnonzero(np.diff(sizes, prepend=-1)).tolist()
        summed = 0.0
        for low, high in pairwise([*edges, len(sizes)]):
            distances = self._by_overlap(int(sizes[low]), width)
            step = max(1, _BLOCK // len(sizes))
            for start in range(low, high, step):
                stop = min(start + step, high)
                shared = incidence[start:stop] @ incidence[start:].T
                apart = distances.take((shared + column[start:]).astype(np.intp))
                twice = np.append(counts[start:stop], 2.0 * counts[stop:])
                summed += float(counts[start:stop] @ (apart @ twice))
        return summed

    def _by_overlap(self, size: int, width: int) -> Floats:
        """Return the distance of a set of this size, by the other's size x width + overlap."""
        others = np.arange(width, dtype=np.float64)[:, None]
        overlap = np.minimum(np.minimum(others.T, others), size)
        return np.asarray(1.0 - self.credit(overlap, np.full((1, 1), float(size)), others)).ravel()

    def _block(self, shared: NDArray[np.float32], start: int, first: int) -> Floats:
        sizes = self.table.sizes.astype(np.float64)
        rows = sizes[start : start + len(shared), None]
        return 1.0 - self.credit(shared.astype(np.float64), rows, sizes[None, first:])


def _jaccard(shared: Floats, one: Floats, other: Floats) -> Floats:
    union = one + other - shared
    return np.where(union == 0, 1.0, shared / np.maximum(union, 1.0))


def _dice(shared: Floats, one: Floats, other: Floats) -> Floats:
    return np.where(one + other == 0, 1.0, 2 * shared / np.maximum(one + other, 1.0))


def _masi(shared: Floats, one: Floats, other: Floats) -> Floats:
    nested = shared == np.minimum(one, other)
    part = np.where(nested, 2 / 3, 1 / 3)
    return _jaccard(shared, one, other) * np.where(nested & (one == other), 1.0, part)


_CREDITS: dict[str, Credit] = {"masi": _masi, "jaccard": _jaccard, "dice": _dice}


def _single(credit: Credit, one: Collection[Hashable], other: Collection[Hashable]) -> float:
    for part in (one, other):
        if isinstance(part, str | bytes) or not isinstance(part, Collection):
            raise ValueError(f"A distance of sets compares two sets of codes; {part!r} is none.")
    one, other = frozenset(one), frozenset(other)
    sizes = (np.array(float(len(part))) for part in (one & other, one, other))
    return 1.0 - float(credit(*sizes))
