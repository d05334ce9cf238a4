"""From scores to probabilities that mean what they say, once there is enough to tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qualcode.suggest.numbers import Flags, Numbers, logistic
from qualcode.suggest.regression import fit_offset

FEWEST = 25
"""Finished texts below which no probability is given."""
SHOWN = 3
PENALTIES = (20.0, 4.0, 2.0)
"""What draws slope, level and lead towards changing nothing."""
NONE_OF_THESE = 0.2
"""The best probability below which rather none of the codes fits."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line over log-odds and how far a code leads: 1, 0 and 0 change nothing."""

    slope: float = 1.0
    level: float = 0.0
    lead: float = 0.0

    def probability(self, score: Numbers, possible: Flags) -> Numbers:
        """Return the probability that the codes are given, of texts x codes."""
        line = self.slope * score + self.level
        return logistic(line + self.lead * leads(score, possible))


def leads(score: Numbers, possible: Flags) -> Numbers:
    """Return how far each code is ahead of the best other one, less than 0 if it is behind."""
    held = np.where(possible, score, -np.inf)
    if held.shape[1] < 2:
        return np.zeros(score.shape)
    best = np.partition(held, -2, axis=1)
    first, second = best[:, -1:], best[:, -2:-1]
    other = np.where(held >= first, second, first)
    ahead: Numbers = np.where(np.isfinite(other), score - other, 0.0)
    return ahead


def fit_calibration(score: Numbers, shares: Numbers, known: Flags) -> Calibration:
    """Fit to the three best codes of each text, scored with the text itself left out.

    Platt scaling (Platt 1999), drawn towards changing nothing so that few texts move it little.
    The lead is a second column: where texts have one code or two, the same score is worth more
    in front of all others than behind another.
    """
    ranked = np.argsort(-np.where(known, score, -np.inf), axis=1, kind="stable")[:, :SHOWN]
    kept = np.take_along_axis(known, ranked, 1)
    scores = np.take_along_axis(score, ranked, 1)[kept]
    if not scores.size:
        return Calibration()
    outcomes = np.take_along_axis(shares, ranked, 1)[kept]
    ahead = np.take_along_axis(leads(score, known), ranked, 1)[kept]
    columns = np.column_stack((scores, np.ones(len(scores)), ahead))
    slope, level, lead = fit_offset(
        columns, outcomes, scores, np.ones(len(scores)), np.array(PENALTIES)
    )
    # Never below 0, or the order by probability would not be that of the scores.
    return Calibration(max(0.05, 1 + float(slope)), float(level), max(0.0, float(lead)))
