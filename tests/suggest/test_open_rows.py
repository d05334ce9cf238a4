"""A row that is open for a code is as if it were not there, for that code alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.suggest.open_rows import OpenRows
from qualcode.suggest.ridge import LEVEL, Solution

ROWS, CODES = 9, 4


def kernel(seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(ROWS, 6))
    return vectors @ vectors.T


def plain(likeness: np.ndarray, noise: np.ndarray, targets: np.ndarray) -> Solution:
    """Solve each code on the rows that are known for it, leaving each out by really doing so."""
    weights, left_out = np.zeros(targets.shape), np.zeros(targets.shape)
    for code in range(targets.shape[1]):
        rows = np.flatnonzero(~np.isnan(targets[:, code]))
        whole = likeness[np.ix_(rows, rows)] + LEVEL + np.diag(noise[rows])
        goal = targets[rows, code]
        weights[rows, code] = np.linalg.solve(whole, goal)
        for place, row in enumerate(rows):
            kept = np.delete(np.arange(len(rows)), place)
            if kept.size:
                others = np.linalg.solve(whole[np.ix_(kept, kept)], goal[kept])
                left_out[row, code] = whole[place, kept] @ others
    return Solution(weights, left_out)


STEPS = st.lists(
    st.tuples(st.integers(2, ROWS), st.lists(st.booleans(), min_size=27, max_size=27)),
    min_size=1,
    max_size=4,
)


@given(st.integers(0, 500), STEPS)
@settings(max_examples=60, deadline=None)
def test_it_is_the_plain_formula_however_it_came_about(
    seed: int, steps: list[tuple[int, list[bool]]]
) -> None:
    """Rows are added, opened and closed, and weigh more or less; one row is always known."""
    random, likeness, solver = np.random.default_rng(seed), kernel(seed), OpenRows()
    have = 0
    for count, closed in steps:
        have = max(have, count)
        noise = random.uniform(0.3, 2, have)
        targets = random.normal(size=(have, CODES))
        open_ = ~np.array(closed).reshape(ROWS, 3)[:have]
        targets[:, :3][open_] = np.nan
        targets[0] = 0.5
        found = solver.solve(likeness[:have, :have], noise, targets)
        expected = plain(likeness, noise, targets)
        assert found.weights == pytest.approx(expected.weights, abs=1e-8)
        assert found.left_out == pytest.approx(expected.left_out, abs=1e-8)


def test_a_code_that_nobody_knows_anything_of_is_learnt_from_the_rest() -> None:
    targets = np.full((ROWS, 2), np.nan)
    targets[:3] = 1.0
    targets[3:, 0] = -1.0
    likeness, noise = kernel(1), np.ones(ROWS)
    found = OpenRows().solve(likeness, noise, targets)
    alone = OpenRows().solve(likeness[:3, :3], noise[:3], targets[:3])
    assert found.weights[:3, 1] == pytest.approx(alone.weights[:, 1])
    assert not found.weights[3:, 1].any()
