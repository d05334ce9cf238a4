"""The best alignment of the units of all coders, and the disorder that is left in it."""

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from qualcode.agreement.alignment.dissimilarity import TIE, Dissimilarity
from qualcode.agreement.alignment.tuples import best_tuples
from qualcode.agreement.alignment.units import Continua, Floats, Indices

# Solving slows down with the square of what it is given at once, and each call costs about 1 ms.
# Each coder more makes it about twice as much work.
_AT_ONCE_FOR_TWO = 2_000
_AT_ONCE = 2_400
_ALONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """Unitary alignments: which units the coders meant to be the same.

    `rows` is (unitary alignments, coders): the unit of each coder, or -1 for none. Every unit is
    in exactly one row, and every row holds at least one.
    """

    units: Continua
    rows: Indices

    def sizes(self) -> Indices:
        """Count the units of each row."""
        return np.asarray((self.rows != _ALONE).sum(axis=1))

    def samples(self) -> Indices:
        """Return the continuum of each row."""
        return np.asarray(self.units.sample[self.rows.max(axis=1)])

    def pairs(self) -> tuple[Indices, Indices, Indices]:
        """Return the row and the two units of every pair of units aligned with each other."""
        found = []
        for one, other in combinations(self.rows.T, 2):
            row = np.flatnonzero((one != _ALONE) & (other != _ALONE))
            found.append((row, one[row], other[row]))
        row, first, second = (np.concatenate(part) for part in zip(*found, strict=True))
        return row, first, second

    def disorders(self, dissimilarity: Dissimilarity) -> Floats:
        """Return the disorder of each continuum (Mathet et al. 2015, section 4.4), (n_samples,).

        The disorder of a unitary alignment is the mean over all pairs of coders of the
        dissimilarity of their units, which is delta_empty where either has none. That of an
        alignment is the sum of these by the mean number of units of a coder.
        """
        samples, units = self.samples(), self.units
        row, first, second = self.pairs()
        apart = dissimilarity.between(units, first, second)
        coder_pairs = comb(units.n_coders, 2)
        sizes = self.sizes()
        empty = (coder_pairs - sizes * (sizes - 1) / 2) * dissimilarity.delta_empty
        total = np.bincount(samples, empty, units.n_samples)
        total += np.bincount(samples[row], apart, units.n_samples)
        return np.asarray(total / coder_pairs / (units.per_sample() / units.n_coders))


def best_alignment(units: Continua, dissimilarity: Dissimilarity) -> Alignment:
    """Return an alignment of least disorder for each continuum, exactly.

    The units must be in the order of their continua. Raises ValueError where more units overlap
    than can be compared.
    """
    solve, at_once = best_tuples, _AT_ONCE // 2**units.n_coders
    if units.n_coders == 2:
        solve, at_once = _matched, _AT_ONCE_FOR_TWO
    solved = [
        _replaced(solve(units.at(members), dissimilarity), members)
        for members in units.slices(at_once)
    ]
    rows = np.concatenate(solved)
    alone = np.ones(len(units), dtype=bool)
    alone[rows[rows != _ALONE]] = False
    single = np.flatnonzero(alone)
    singles = np.full((len(single), units.n_coders), _ALONE, dtype=np.int64)
    singles[np.arange(len(single)), units.coder[single]] = single
    return Alignment(units, np.concatenate([rows, singles]))


def _replaced(rows: Indices, members: Indices) -> Indices:
    """Return the same rows with places in `members` replaced by what stands there."""
    return np.where(rows == _ALONE, _ALONE, members[rows])


def _matched(units: Continua, dissimilarity: Dissimilarity) -> Indices:
    """Return the best pairs of units of two coders.

    Two units are as well aligned as alone if they are at most 2 delta_empty apart, so that the
    best alignment is an assignment in the sparse graph of such pairs: a unit of the first
    coder gets one of the second or, for 2 delta_empty, nobody.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    one, other = (np.flatnonzero(units.coder == coder) for coder in (0, 1))
    apart_enough = 2.0 * dissimilarity.delta_empty * (1 + TIE)
    first, second, apart = dissimilarity.near(units, one, other, apart_enough)
    lefts, row = np.unique(first, return_inverse=True)
    rights, column = np.unique(second, return_inverse=True)
    n_left, n_right = len(lefts), len(rights)
    if not n_left:
        return np.zeros((0, 2), dtype=np.int64)
    nobody = np.arange(n_left)
    # A stored 0 would mean "no edge", so every cost is raised by the same amount.
    costs = np.concatenate([apart, np.full(n_left, apart_enough)]) + apart_enough
    rows = np.concatenate([row, nobody])
    columns = np.concatenate([column, n_right + nobody])
    graph = coo_array((costs, (rows, columns)), shape=(n_left, n_right + n_left)).tocsr()
    left, right = min_weight_full_bipartite_matching(graph)
    aligned = right < n_right
    return np.stack([lefts[left[aligned]], rights[right[aligned]]], axis=1).astype(np.int64)
