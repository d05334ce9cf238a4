"""How much oftener or rarer this study gives each code than its score says."""

from __future__ import annotations

import numpy as np

from qualcode.suggest.numbers import Flags, Numbers, logistic

PENALTY = 10.0
HALF_TRUST = 10.0
"""Finished texts at which levels count half: the first few can have the same code by chance."""
STEPS = 8
ENOUGH = 1e-9


def fit_levels(score: Numbers, shares: Numbers, known: Flags, finished: int) -> Numbers:
    """Return for each code what is added to its log-odds, drawn to nothing by few texts.

    The scores, texts x codes, were taken with each text itself left out. A logistic regression
    with nothing but an intercept of each code, L2-penalised (le Cessie and van Houwelingen 1992),
    by Newton's method; the trust grows as n^2 / (n^2 + 10^2).
    """
    levels = np.zeros(score.shape[1])
    for _ in range(STEPS):
        likely = logistic(score + levels)
        missing = ((shares - likely) * known).sum(axis=0) - PENALTY * levels
        step = missing / ((likely * (1 - likely) * known).sum(axis=0) + PENALTY)
        levels = levels + step
        if np.abs(step).max() < ENOUGH:
            break
    trust = finished**2 / (finished**2 + HALF_TRUST**2)
    trusted: Numbers = trust * levels
    return trusted
