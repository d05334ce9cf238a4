"""Kernel ridge regression for all codes at once, which grows by a text without starting over.

Rasmussen and Williams, Gaussian Processes for Machine Learning (2006): predictions eq. 2.25,
leave-one-out eq. 5.12; the block inverse is their eq. A.11, a changed noise Sherman-Morrison.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
        """Learn from targets of rows x codes."""
        weights: Numbers = self._inverse @ targets
        left_out: Numbers = targets - weights / np.diag(self._inverse)[:, None]
        return Solution(weights, left_out)
