"""Kernel ridge regression for all codes at once, which grows by a text without starting over.

Rasmussen and Williams, Gaussian Processes for Machine Learning (2006): predictions eq. 2.25,
leave-one-out eq. 5.12; the block inverse is their eq. A.11, a changed noise Sherman-Morrison.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qualcode.suggest.numbers import Flags, Numbers, Rows

LEVEL = 0.05
"""Variance of the common level of all texts, beside their likeness."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What was learnt: `weights` of rows x codes, and what each row is expected to be without it.

    Both are 0 where a row's code is open.
    """

    weights: Numbers
    left_out: Numbers

    def predict(self, likeness: Numbers) -> Numbers:
        """Return the expected difference from the mean, texts x codes, from texts x rows."""
        expected: Numbers = (likeness + LEVEL) @ self.weights
        return expected


class GrowingInverse:
    """The inverse of likeness + level + noise, rows in the order they came."""

    def __init__(self, likeness: Numbers, noise: Numbers) -> None:
        inverse = np.linalg.inv(likeness + LEVEL + np.diag(noise))
        self._inverse: Numbers = inverse.astype(np.float64, copy=False)
        self._noise = noise.copy()

    def __len__(self) -> int:
        return len(self._noise)

    @property
    def matrix(self) -> Numbers:
        """Return the inverse, rows x rows."""
        return self._inverse

    def grow(self, across: Numbers, likeness: Numbers, noise: Numbers) -> None:
        """Add rows: their likeness to those that are there (new x old) and to one another."""
        old = self._inverse
        beside = (across + LEVEL) @ old
        corner = np.linalg.inv(likeness + LEVEL + np.diag(noise) - beside @ (across + LEVEL).T)
        edge = -corner @ beside
        self._inverse = np.block([[old - beside.T @ edge, edge.T], [edge, corner]])
        self._noise = np.append(self._noise, noise)

    def weigh(self, row: int, noise: float) -> None:
        """Change the noise of one row, after it was coded once more."""
        more = noise - self._noise[row]
        if more == 0:
            return
        column = self._inverse[:, row].copy()
        self._inverse -= np.outer(column, column) * (more / (1 + more * column[row]))
        self._noise[row] = noise

    def solve(self, targets: Numbers) -> Solution:
        """Learn from targets of rows x codes; NaN is open and teaches nothing about that code."""
        open_ = np.isnan(targets)
        known = np.where(open_, 0.0, targets)
        weights: Numbers = self._inverse @ known
        spread = np.repeat(np.diag(self._inverse)[:, None], targets.shape[1], axis=1)
        for missing, codes in _by_open_rows(open_):
            # Their weights become 0: the Schur complement of the rows that are known.
            columns = self._inverse[:, missing]
            taken = np.linalg.solve(columns[missing], columns.T)
            weights[:, codes] -= columns @ (taken @ known[:, codes])
            spread[:, codes] -= np.einsum("rm,mr->r", columns, taken)[:, None]
        weights[open_] = 0.0
        spread[open_] = 1.0
        left_out: Numbers = np.where(open_, 0.0, known - weights / spread).astype(np.float64)
        return Solution(weights, left_out)


def _by_open_rows(open_: Flags) -> list[tuple[Rows, list[int]]]:
    """Group the codes that are open for the same rows, if for any; they are solved together."""
    groups: dict[bytes, list[int]] = {}
    for code in np.flatnonzero(open_.any(axis=0)):
        groups.setdefault(open_[:, code].tobytes(), []).append(int(code))
    return [(np.flatnonzero(open_[:, codes[0]]), codes) for codes in groups.values()]
