"""Growing is the same as starting over, and leaving out the same as never having seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.suggest.ridge import LEVEL, GrowingInverse


def kernel(seed: int, count: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, 6))
    return vectors @ vectors.T


def targets(seed: int, count: int) -> np.ndarray:
    return np.random.default_rng(seed + 1).integers(0, 2, size=(count, 3)).astype(float)


@given(st.integers(0, 1_000), st.lists(st.integers(1, 4), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_growing_is_the_same_as_starting_over(seed: int, steps: list[int]) -> None:
    count = 3 + sum(steps)
    likeness, noise = kernel(seed, count), np.linspace(0.5, 2, count)
    grown = GrowingInverse(likeness[:3, :3], noise[:3])
    have = 3
    for step in steps:
        new = slice(have, have + step)
        grown.grow(likeness[new, :have], likeness[new, new], noise[new])
        have += step
    whole = GrowingInverse(likeness, noise)
    goal = targets(seed, count)
    assert np.allclose(grown.solve(goal).weights, whole.solve(goal).weights, atol=1e-8)
    assert np.allclose(grown.solve(goal).left_out, whole.solve(goal).left_out, atol=1e-8)


@given(st.integers(0, 1_000), st.integers(0, 7), st.floats(0.1, 5))
@settings(max_examples=30, deadline=None)
def test_a_changed_noise_is_the_same_as_starting_over(seed: int, row: int, noise: float) -> None:
    likeness, before = kernel(seed, 8), np.ones(8)
    changed = GrowingInverse(likeness, before)
    changed.weigh(row, noise)
    before[row] = noise
    goal = targets(seed, 8)
    anew = GrowingInverse(likeness, before)
    assert np.allclose(changed.solve(goal).weights, anew.solve(goal).weights, atol=1e-8)


def test_left_out_is_what_it_says() -> None:
    likeness, goal = kernel(3, 9), targets(3, 9)
    found = GrowingInverse(likeness, np.ones(9)).solve(goal).left_out
    for row in range(9):
        others = np.delete(np.arange(9), row)
        less = GrowingInverse(likeness[np.ix_(others, others)], np.ones(8)).solve(goal[others])
        assert less.predict(likeness[[row]][:, others]) == pytest.approx(found[[row]])


def test_it_is_the_plain_formula() -> None:
    likeness, goal = kernel(9, 6), targets(9, 6)
    plain = np.linalg.solve(likeness + LEVEL + np.eye(6), goal)
    assert GrowingInverse(likeness, np.ones(6)).solve(goal).weights == pytest.approx(plain)
