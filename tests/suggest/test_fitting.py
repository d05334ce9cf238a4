"""The small models on top: they move from where they start only for good reasons."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from qualcode.suggest.calibration import Calibration, fit_calibration, leads
from qualcode.suggest.levels import HALF_TRUST, PENALTY, fit_levels
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


def test_a_lead_is_the_distance_from_the_best_other_possible_code() -> None:
    score = np.array([[3.0, 1.0, 2.5, 9.0], [1.0, 1.0, 0.0, 9.0]])
    possible = np.array([[True, True, True, False]] * 2)
    assert leads(score, possible)[:, :3].tolist() == [[0.5, -2.0, -0.5], [0.0, 0.0, -1.0]]


def test_one_code_alone_leads_nobody() -> None:
    assert leads(np.array([[2.0, 5.0]]), np.array([[True, False]]))[0, 0] == 0
    assert leads(np.array([[2.0]]), np.array([[True]])).tolist() == [[0.0]]


def test_where_texts_have_one_code_the_first_is_likelier_than_its_score_says() -> None:
    random = np.random.default_rng(3)
    score = random.normal(size=(400, 5))
    share = np.exp(3 * score) / np.exp(3 * score).sum(axis=1, keepdims=True)
    shares = np.array([random.multinomial(1, row) for row in share]).astype(float)
    every = np.ones(score.shape, dtype=bool)
    found = fit_calibration(score, shares, every)
    assert found.lead > 0.5
    best = found.probability(score, every).max(axis=1).mean()
    plain = Calibration(found.slope, found.level).probability(score, every).max(axis=1).mean()
    truth = shares[np.arange(400), score.argmax(axis=1)].mean()
    assert abs(best - truth) < abs(plain - truth)


@given(st.integers(0, 1_000))
@settings(max_examples=30, deadline=None)
def test_probabilities_keep_the_order_of_scores(seed: int) -> None:
    random = np.random.default_rng(seed)
    score, every = 2 * random.normal(size=(30, 4)), np.ones((30, 4), dtype=bool)
    shares = (random.random((30, 4)) < 0.3).astype(float)
    likely = fit_calibration(score, shares, every).probability(score, every)
    ordered = np.take_along_axis(likely, score.argsort(axis=1), 1)
    assert np.all(np.diff(ordered, axis=1) >= 0)


def test_levels_are_where_their_penalised_slope_is_nothing() -> None:
    random = np.random.default_rng(4)
    score = random.normal(size=(60, 3))
    known = random.random((60, 3)) < 0.8
    shares = (random.random((60, 3)) < [0.9, 0.5, 0.02]).astype(float)
    found = fit_levels(score, shares, known, 10**9)
    missing = ((shares - logistic(score + found)) * known).sum(axis=0)
    assert missing == pytest.approx(PENALTY * found, abs=1e-6)
    assert found[0] > 0 > found[2]
    assert fit_levels(score, shares, known, int(HALF_TRUST)) == pytest.approx(found / 2)


def test_a_code_that_nobody_decided_on_has_no_level() -> None:
    nothing = np.zeros((4, 2))
    assert fit_levels(nothing, nothing, nothing.astype(bool), 4).tolist() == [0, 0]
