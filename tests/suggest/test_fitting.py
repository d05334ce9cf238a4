"""The small models on top: they move from where they start only for good reasons."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from qualcode.suggest.calibration import Calibration, fit_calibration
from qualcode.suggest.numbers import logistic
from qualcode.suggest.regression import fit_offset
from qualcode.suggest.stacker import fit_stacker


def drawn(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    columns = random.normal(size=(count, 3))
    outcomes = random.random(count) < logistic(columns @ np.array([1.0, -2.0, 0.5]))
    return columns, outcomes.astype(float)


def test_it_is_logistic_regression() -> None:
    columns, outcomes = drawn(0, 400)
    ours = fit_offset(columns, outcomes, np.zeros(400), np.ones(400), np.full(3, 2.0))
    theirs = LogisticRegression(C=0.5, fit_intercept=False, tol=1e-10).fit(columns, outcomes)
    assert ours == pytest.approx(theirs.coef_[0], abs=1e-4)


def test_a_score_that_says_all_is_left_alone() -> None:
    columns, _ = drawn(1, 300)
    score = columns @ np.array([1.0, -2.0, 0.5])
    found = fit_offset(columns, logistic(score), score, np.ones(300), np.full(3, 1.0))
    assert found == pytest.approx(np.zeros(3), abs=1e-9)


def test_few_texts_fit_nothing() -> None:
    pairs = np.zeros((4, 2))
    columns = np.zeros((4, 2, 11))
    assert fit_stacker(pairs, columns, pairs, np.ones((4, 2), dtype=bool), 4) is None


def test_overconfidence_is_taken_back() -> None:
    random = np.random.default_rng(2)
    truth = random.normal(size=(300, 4))
    shares = (random.random((300, 4)) < logistic(truth)).astype(float)
    found = fit_calibration(3 * truth, shares, np.ones((300, 4), dtype=bool))
    assert found.slope == pytest.approx(1 / 3, abs=0.12)


def test_nothing_to_calibrate_on_changes_nothing() -> None:
    nothing = np.zeros((0, 3))
    assert fit_calibration(nothing, nothing, nothing.astype(bool)) == Calibration()
