"""Logistic regression that starts from a given score and leaves it only for good reasons."""

from __future__ import annotations

import numpy as np

from qualcode.suggest.numbers import Numbers, logistic

STEPS = 30
ENOUGH = 1e-9


def fit_offset(
    columns: Numbers, outcomes: Numbers, offset: Numbers, weights: Numbers, penalty: Numbers
) -> Numbers:
    """Return the coefficients that are added to `offset`, by Newton's method.

    Maximises sum of w (y eta - log(1 + exp eta)) - penalty . b^2 / 2 with eta = offset + X b
    (ridge logistic regression, le Cessie and van Houwelingen 1992). `outcomes` lie from 0 to 1.
    Steps are halved until they help, so that it converges from any offset.
    """
    found = np.zeros(columns.shape[1])
    score = offset.copy()
    value = _value(score, outcomes, weights, penalty, found)
    for _ in range(STEPS):
        probability = logistic(score)
        slope = columns.T @ (weights * (outcomes - probability)) - penalty * found
        curve = (columns * (weights * probability * (1 - probability))[:, None]).T @ columns
        step = np.linalg.solve(curve + np.diag(penalty), slope)
        for _ in range(STEPS):
            tried = found + step
            score = offset + columns @ tried
            new = _value(score, outcomes, weights, penalty, tried)
            if new >= value:
                break
            step = step / 2
        found, value = tried, new
        if np.abs(step).max() < ENOUGH:
            break
    return found


def _value(
    score: Numbers, outcomes: Numbers, weights: Numbers, penalty: Numbers, found: Numbers
) -> float:
    fit = (weights * (outcomes * score - np.logaddexp(0, score))).sum()
    return float(fit - (penalty * found**2).sum() / 2)
