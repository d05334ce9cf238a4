"""From scores to probabilities that mean what they say, once there is enough to tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qualcode.suggest.numbers import Flags, Numbers, logistic
from qualcode.suggest.regression import fit_offset

FEWEST = 25
"""Finished texts below which no probability is given."""
SHOWN = 3
SLOPE_PENALTY, LEVEL_PENALTY = 10.0, 2.0
NONE_OF_THESE = 0.2
"""The best probability below which rather none of the codes fits."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line over log-odds: `slope` 1 and `level` 0 change nothing."""

    slope: float = 1.0
    level: float = 0.0

    def probability(self, score: Numbers) -> Numbers:
        """Return the probability that the codes are given."""
        return logistic(self.slope * score + self.level)


def fit_calibration(score: Numbers, shares: Numbers, known: Flags) -> Calibration:
    """Fit to the three best codes of each text, scored with the text itself left out.

    Platt scaling (Platt 1999), drawn towards changing nothing so that few texts move it little.
    """
    ranked = np.argsort(-np.where(known, score, -np.inf), axis=1, kind="stable")[:, :SHOWN]
    kept = np.take_along_axis(known, ranked, 1)
    scores = np.take_along_axis(score, ranked, 1)[kept]
    if not scores.size:
        return Calibration()
    outcomes = np.take_along_axis(shares, ranked, 1)[kept]
    columns = np.column_stack((scores, np.ones(len(scores))))
    slope, level = fit_offset(
        columns, outcomes, scores, np.ones(len(scores)), np.array([SLOPE_PENALTY, LEVEL_PENALTY])
    )
    return Calibration(max(0.05, 1 + float(slope)), float(level))
