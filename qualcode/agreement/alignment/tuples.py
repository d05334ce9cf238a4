"""The best alignment of three or more coders: an exact choice among unitary alignments."""

from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.alignment.dissimilarity import TIE, Dissimilarity, spread, too_much
from qualcode.agreement.alignment.packing import best_packing
from qualcode.agreement.alignment.units import Continua, Floats, Indices

_MOST_TUPLES = 500_000
_ALONE = -1
_BLOCK = 100_000


def best_tuples(units: Continua, dissimilarity: Dissimilarity) -> Indices:
    """Return the unitary alignments of two or more units in an alignment of least disorder.

    The result is (unitary alignments, coders), -1 where a coder has none. Raises ValueError where
    so many units overlap that they cannot all be compared.
    """
    rows, saved = worthwhile(units, dissimilarity)
    return rows[best_packing(rows, saved, len(units))]


def worthwhile(units: Continua, dissimilarity: Dissimilarity) -> tuple[Indices, Floats]:
    """Return every unitary alignment that a best alignment may hold, and what it saves.

    What it saves is the disorder of its units each alone, delta_empty, less its own. With n
    coders and C = n (n - 1) / 2 pairs of them, splitting a unitary alignment in parts of a and b
    units is no better only if the dissimilarities between both parts sum to less than
    (C + a b) delta_empty. This is sharper than the bound n delta_empty of Mathet et al. (2015),
    section 5.1.1, and as exact. Units count as better aligned where it makes no difference.
    """
    pairs = comb(units.n_coders, 2)
    grown = _Tuples(units, dissimilarity)
    for coder in range(units.n_coders):
        grown.extend(coder)
    rows, within = grown.rows, grown.summed.sum(axis=1) / 2
    sizes = (rows != _ALONE).sum(axis=1)
    delta = dissimilarity.delta_empty
    together = sizes * (sizes - 1) / 2
    saved = (sizes - 1) * (1 + TIE) * delta + (together * delta - within) / pairs
    gains = np.flatnonzero((sizes >= 2) & (saved > 0))
    gains = gains[grown.unsplittable(gains)]
    return rows[gains], saved[gains]


class _Tuples:
    """Unitary alignments over the coders so far, grown by one coder at a time.

    `summed` is (rows, coders): how far each unit is from the others of its row together.
    """

    def __init__(self, units: Continua, dissimilarity: Dissimilarity) -> None:
        self._units, self._dissimilarity = units, dissimilarity
        self._members = [np.flatnonzero(units.coder == coder) for coder in range(units.n_coders)]
        coders, delta = units.n_coders, dissimilarity.delta_empty * (1 + TIE)
        self._limit = (comb(coders, 2) + coders - 1) * delta
        self._pair_limit = (comb(coders, 2) + 2 * (coders - 2)) * delta
        self.rows: Indices = np.zeros((0, units.n_coders), dtype=np.int64)
        self.summed: Floats = np.zeros((0, units.n_coders))

    def extend(self, coder: int) -> None:
        """Add all rows that hold a unit of this coder to those that do not."""
        members = self._members[coder]
        alone = np.full((len(members), self.rows.shape[1]), _ALONE, dtype=np.int64)
        alone[:, coder] = members
        rows, summed = self._joined(coder)
        if len(self.rows) + len(rows) > _MOST_TUPLES:
            raise too_much(f"more than {_MOST_TUPLES:,} groups of these might belong together")
        self.rows = np.concatenate([self.rows, rows, alone])
        self.summed = np.concatenate([self.summed, summed, np.zeros(alone.shape)])

    def unsplittable(self, some: Indices) -> NDArray[np.bool_]:
        """Tell which of some rows are better whole than split off from one unit, or from two."""
        pieces = [
            self._unsplittable(self.rows[some[start : start + _BLOCK]])
            for start in range(0, len(some), _BLOCK)
        ]
        return np.concatenate([np.zeros(0, dtype=bool), *pieces])

    def _unsplittable(self, rows: Indices) -> NDArray[np.bool_]:
        apart, held = self._apart(rows), rows != _ALONE
        sizes, everyone = held.sum(axis=1), range(rows.shape[1])
        pairs = comb(rows.shape[1], 2)
        delta = self._dissimilarity.delta_empty * (1 + TIE)
        kept = np.ones(len(rows), dtype=bool)
        for part in [*combinations(everyone, 1), *combinations(everyone, 2)]:
            rest = [coder for coder in everyone if coder not in part]
            across = apart[:, list(part)][:, :, rest].sum(axis=(1, 2))
            limit = (pairs + len(part) * (sizes - len(part))) * delta
            splits = held[:, list(part)].all(axis=1) & (sizes > len(part))
            kept &= ~splits | (across < limit)
        return kept

    def _apart(self, rows: Indices) -> Floats:
        """Return the dissimilarities within each row, (rows, coders, coders)."""
        found = np.zeros((*rows.shape, rows.shape[1]))
        for one, other in combinations(range(rows.shape[1]), 2):
            row = np.flatnonzero((rows[:, one] != _ALONE) & (rows[:, other] != _ALONE))
            apart = self._dissimilarity.between(self._units, rows[row, one], rows[row, other])
            found[row, one, other] = found[row, other, one] = apart
        return found

    def _joined(self, coder: int) -> tuple[Indices, Floats]:
        """Return each row with each unit of the coder that is near enough to all of its units."""
        found = [(self.rows[:0], self.summed[:0])]
        for earlier in range(coder):
            first = (self.rows[:, :earlier] == _ALONE).all(axis=1)
            base = np.flatnonzero(first & (self.rows[:, earlier] != _ALONE))
            found.append(self._joined_by_first(base, earlier, coder))
        rows, summed = (np.concatenate(part) for part in zip(*found, strict=True))
        return rows, summed

    def _joined_by_first(self, base: Indices, earlier: int, coder: int) -> tuple[Indices, Floats]:
        """Join the rows `base`, whose first unit is by coder `earlier`."""
        anchor, partner, _ = self._dissimilarity.near(
            self._units, self._members[earlier], self._members[coder], self._limit
        )
        order = np.argsort(anchor, kind="stable")
        anchor, partner = anchor[order], partner[order]
        firsts = self.rows[base, earlier]
        low, high = (np.searchsorted(anchor, firsts, side) for side in ("left", "right"))
        place, found = spread(low, high, _MOST_TUPLES)
        rows, summed = self.rows[base[place]], self.summed[base[place]]
        rows[:, coder] = partner[found]
        apart = np.full(rows.shape, np.nan)
        for other in range(earlier, coder):
            row = np.flatnonzero(rows[:, other] != _ALONE)
            apart[row, other] = self._dissimilarity.between(
                self._units, rows[row, other], rows[row, coder]
            )
        summed += np.nan_to_num(apart)
        summed[:, coder] = np.nansum(apart, axis=1)
        across = summed + summed[:, [coder]] - 2 * apart
        near = (summed < self._limit).all(axis=1) & ~(across >= self._pair_limit).any(axis=1)
        return rows[near], summed[near]
