"""A matrix that grows in place is the matrix put together at once."""

from __future__ import annotations

import numpy as np

from qualcode.suggest.growing import ROOM, GrowingSquare


def test_rows_added_in_steps_are_the_whole() -> None:
    size = 2 * ROOM + 7
    halves = np.random.default_rng(0).normal(size=(size, size))
    whole = halves + halves.T
    grown = GrowingSquare(whole[:3, :3].copy())
    have = 3
    for step in (1, 1, ROOM - 2, 1, 5, size - ROOM - 9):
        new = slice(have, have + step)
        grown.grow(whole[new, :have], whole[new, new])
        have += step
        assert (grown.matrix == whole[:have, :have]).all()
    assert have == size


def test_it_may_begin_with_nothing() -> None:
    grown = GrowingSquare(np.zeros((0, 0)))
    grown.grow(np.zeros((1, 0)), np.ones((1, 1)))
    assert grown.matrix.tolist() == [[1.0]]
