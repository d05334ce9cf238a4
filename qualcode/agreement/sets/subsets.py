"""How many pairs of sets share how many codes, counted through the subsets they have in common.

Two sets that share j codes have C(j, t) subsets of size t in common. The numbers Q(t) of subsets
of size t that all pairs of sets of two given sizes have in common therefore give the numbers
H(j) of pairs that share j codes: H(j) = sum over t of (-1)^(t - j) C(t, j) Q(t), by binomial
inversion. That takes a time linear in the sets, where a table of pairs is quadratic. All of these
are whole numbers, so the counts are exact as long as they stay below 2^53.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import comb
from typing import TypeAlias

import numpy as np

from qualcode.agreement.sets.tables import SetTable
from qualcode.agreement.tables.encoding import Ints
from qualcode.agreement.tables.ratings import Floats

Credit: TypeAlias = Callable[[Floats, Floats, Floats], Floats]

MOST_SUBSETS = 4_000_000
_ALWAYS = 4_096
_LARGEST_EXACT = 2.0**51

# Number of features, owners and their features, linked features and the sizes of their sets.
_Level: TypeAlias = tuple[int, Ints, Ints, Ints, Ints, Ints, Ints]


@dataclass(frozen=True, slots=True, eq=False)
class Subsets:
    """The features (subset, size of the set that holds it), and who has which.

    Set `owner[i]` has feature `feature[i]`. Features `one[i]` and `other[i]` are of the same
    subset; such links stand group by group, a group being a size of subset and two sizes of sets,
    and group g begins at `start[g]`. `invert` (groups x cells) turns the sums of groups into
    numbers of pairs by their sizes and the codes they share, whose distance is `distance`.
    """

    n_sets: int
    n_features: int
    owner: Ints
    feature: Ints
    one: Ints
    other: Ints
    start: Ints
    invert: Floats
    distance: Floats

    @classmethod
    def of(cls, table: SetTable, credit: Credit) -> "Subsets | None":
        """Write out the subsets of all distinct sets; None if they are too many or too large.

        They are too many if comparing the distinct sets two by two is less work.
        """
        sizes = table.sizes
        largest = int(sizes.max()) if len(sizes) else 0
        pairs = float(table.totals().sum()) ** 2
        most = min(MOST_SUBSETS, max(table.n_sets**2, _ALWAYS))
        if (2.0**sizes).sum() > most or pairs * 3.0**largest > _LARGEST_EXACT:
            return None
        grown = _Grown.of(table)
        levels: list[_Level] = []
        n_features = 0
        for held in range(largest + 1):
            levels.append(grown.level(held, largest + 1, n_features))
            n_features += levels[-1][0]
        owner, feature, one, other, small, large = (
            np.concatenate([level[part] for level in levels]) for part in range(1, 7)
        )
        held_by = np.repeat(np.arange(len(levels)), [len(level[3]) for level in levels])
        width = largest + 1
        keys = (held_by * width + small) * width + large
        order = np.argsort(keys, kind="stable")
        groups, start = np.unique(keys[order], return_index=True)
        invert, distance = _inversion(groups, width, credit)
        return cls(
            table.n_sets,
            n_features,
            owner,
            feature,
            one[order],
            other[order],
            start,
            invert,
            distance,
        )

    def crossed(self, counts: Floats) -> Floats:
        """Return the sum over all ordered pairs of n_c n_k d(c, k): (b, sets) counts give (b,)."""
        if len(counts) == 1:
            held = np.bincount(
                self.feature, weights=counts[0, self.owner], minlength=self.n_features
            )
            return self._summed(held.astype(np.float64)[:, None])
        from scipy.sparse import csr_array

        ones = np.ones(len(self.owner))
        shape = (self.n_features, self.n_sets)
        spread = csr_array((ones, (self.feature, self.owner)), shape=shape)
        step = max(1, 8_000_000 // max(len(self.one), 1))
        parts = [
            self._summed(spread @ np.ascontiguousarray(counts[start : start + step].T))
            for start in range(0, len(counts), step)
        ]
        return np.concatenate(parts) if parts else np.empty(0)

    def _summed(self, held: Floats) -> Floats:
        shared = np.add.reduceat(held[self.one] * held[self.other], self.start, axis=0)
        return np.asarray((shared.T @ self.invert) @ self.distance)


@dataclass(frozen=True, slots=True, eq=False)
class _Grown:
    """The subsets of all sets, grown code by code so that equal subsets get equal numbers."""

    rows: dict[int, Ints]
    members: dict[int, Ints]
    numbers: dict[tuple[int, int], Ints]
    n_codes: int

    @classmethod
    def of(cls, table: SetTable) -> "_Grown":
        sizes = table.sizes
        rows: dict[int, Ints] = {
            int(size): np.flatnonzero(sizes == size) for size in np.unique(sizes)
        }
        members = {
            size: table.codes[table.start[some][:, None] + np.arange(size)]
            for size, some in rows.items()
        }
        numbers: dict[tuple[int, int], Ints] = {
            (size, 0): np.zeros(len(some), dtype=np.int64) for size, some in rows.items()
        }
        return cls(rows, members, numbers, max(table.n_codes, 1))

    def level(self, held: int, width: int, offset: int) -> _Level:
        """Return the features of the subsets of `held` codes, and which are of one subset."""
        places = [
            (size, mask)
            for size in self.rows
            for mask in range(1 << size)
            if mask.bit_count() == held
        ]
        keys = [self._keys(size, mask) for size, mask in places]
        lengths = [len(part) for part in keys]
        _, number = np.unique(np.concatenate(keys), return_inverse=True)
        for place, part in zip(places, np.split(number, np.cumsum(lengths)[:-1]), strict=True):
            self.numbers[place] = part
        sizes = np.repeat([size for size, _ in places], lengths)
        owner = np.concatenate([self.rows[size] for size, _ in places])
        known, feature = np.unique(number * width + sizes, return_inverse=True)
        one, other = _linked(known // width)
        size = known % width
        found = (feature + offset, one + offset, other + offset, size[one], size[other])
        return len(known), owner, *found

    def _keys(self, size: int, mask: int) -> Ints:
        if not mask:
            return self.numbers[size, 0]
        last = mask.bit_length() - 1
        before = self.numbers[size, mask ^ (1 << last)]
        return np.asarray(before * self.n_codes + self.members[size][:, last])


def _linked(subset: Ints) -> tuple[Ints, Ints]:
    """Pair each feature with itself and with the later ones of its subset; these are ascending."""
    ones, others = [], []
    for apart in range(len(subset)):
        one = np.flatnonzero(subset[apart:] == subset[: len(subset) - apart])
        if not len(one):
            break
        ones.append(one)
        others.append(one + apart)
    return np.concatenate(ones), np.concatenate(others)


def _inversion(groups: Ints, width: int, credit: Credit) -> tuple[Floats, Floats]:
    """Return the signed binomials (groups x cells), and the distance of each cell.

    A cell is two sizes of sets and a number of codes shared; it counts unlike sizes twice.
    """
    held, sizes = np.divmod(groups, width * width)
    cells = np.unique(sizes[:, None] * width + np.arange(width)[None, :])
    pair, shared = np.divmod(cells, width)
    small, large = np.divmod(pair, width)
    possible = shared <= np.minimum(small, large)
    pair, shared, small, large = (one[possible] for one in (pair, shared, small, large))
    signed = np.array(
        [
            [(-1) ** (t - j) * comb(t, j) if t >= j else 0 for j in range(width)]
            for t in range(width)
        ],
        dtype=np.float64,
    )
    invert = np.where(sizes[:, None] == pair[None, :], signed[held[:, None], shared[None, :]], 0.0)
    distance = 1.0 - credit(*(one.astype(np.float64) for one in (shared, small, large)))
    return invert, distance * np.where(small == large, 1.0, 2.0)
