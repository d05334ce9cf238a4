"""A square matrix that grows by rows and columns in place."""

from __future__ import annotations

import numpy as np

from qualcode.suggest.numbers import Numbers

ROOM = 128
"""Rows for which room is made at once; a larger matrix is copied that much less often."""


class GrowingSquare:
    """A symmetric matrix to which rows are added at the end, one decision after another."""

    def __init__(self, first: Numbers) -> None:
        self._held = first
        self._size = len(first)

    @property
    def matrix(self) -> Numbers:
        """Return the matrix as it is now; it is the same memory until rows are added."""
        return self._held[: self._size, : self._size]

    def grow(self, edge: Numbers, corner: Numbers) -> None:
        """Add rows: `edge` is new x old, `corner` new x new."""
        old, size = self._size, self._size + len(corner)
        if size > len(self._held):
            held = np.zeros((size + ROOM, size + ROOM))
            held[:old, :old] = self.matrix
            self._held = held
        self._held[old:size, :old] = edge
        self._held[:old, old:size] = edge.T
        self._held[old:size, old:size] = corner
        self._size = size
