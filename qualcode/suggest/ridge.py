"""Kernel ridge regression for all codes at once, which grows by a text without starting over.

Rasmussen and Williams, Gaussian Processes for Machine Learning (2006): predictions eq. 2.25,
leave-one-out eq. 5.12; the block inverse is their eq. A.11, a changed noise Sherman-Morrison.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qualcode.suggest.growing import GrowingSquare
from qualcode.suggest.numbers import Numbers

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
        whole = likeness + LEVEL
        np.einsum("rr->r", whole)[...] += noise
        self._inverse = GrowingSquare(np.linalg.inv(whole).astype(np.float64, copy=False))
        self._noise = noise.copy()

    def __len__(self) -> int:
        return len(self._noise)

    @property
    def matrix(self) -> Numbers:
        """Return the inverse, rows x rows."""
        return self._inverse.matrix

    def grow(self, across: Numbers, likeness: Numbers, noise: Numbers) -> None:
        """Add rows: their likeness to those that are there (new x old) and to one another."""
        old = self.matrix
        beside = (across + LEVEL) @ old
        left = likeness + LEVEL + np.diag(noise) - beside @ (across + LEVEL).T
        corner = np.linalg.inv(left).astype(np.float64, copy=False)
        edge = -corner @ beside
        old -= beside.T @ edge
        self._inverse.grow(edge, corner)
        self._noise = np.append(self._noise, noise)

    def weigh(self, row: int, noise: float) -> None:
        """Change the noise of one row, after it was coded once more."""
        more = noise - self._noise[row]
        if more == 0:
            return
        inverse = self.matrix
        column = inverse[:, row].copy()
        inverse -= np.outer(column, column) * (more / (1 + more * column[row]))
        self._noise[row] = noise

    def solve(self, targets: Numbers) -> Solution:
        """Learn from targets of rows x codes."""
        weights: Numbers = self.matrix @ targets
        left_out: Numbers = targets - weights / np.diag(self.matrix)[:, None]
        return Solution(weights, left_out)
