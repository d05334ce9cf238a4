"""A small model on top, fitted to the study: which signs of a fitting code to believe here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qualcode.suggest.numbers import Flags, Numbers, Rows
from qualcode.suggest.regression import fit_offset

FEWEST = 5
"""Finished texts below which nothing is fitted."""
HALF_TRUST = 30.0
"""Finished texts at which the stacker counts as much as the blend it starts from."""
PENALTY = 20.0
FARTHEST = 12.0
MOST_PAIRS = 6_000


@dataclass(frozen=True, slots=True)
class Stacker:
    """Coefficients of standardised signs; the last is the level."""

    coefficients: Numbers
    middle: Numbers
    spread: Numbers
    trust: float

    def adjust(self, blended: Numbers, columns: Numbers) -> Numbers:
        """Return log-odds between the blend and what the stacker makes of it."""
        standard = (columns - self.middle) / self.spread
        moved = standard @ self.coefficients[:-1] + self.coefficients[-1]
        stacked = np.clip(blended + moved, -FARTHEST, FARTHEST)
        adjusted: Numbers = blended + self.trust * (stacked - blended)
        return adjusted

    @property
    def slopes(self) -> Numbers:
        """Return by how much the log-odds rise with each sign."""
        rising: Numbers = self.trust * self.coefficients[:-1] / self.spread
        return rising


def fit_stacker(
    blended: Numbers, columns: Numbers, shares: Numbers, known: Flags, finished: int
) -> Stacker | None:
    """Fit to texts whose signs were taken with the text itself left out; None if there are few.

    L2-penalised logistic regression on the distance from the blend alone. The trust grows as
    n^2 / (n^2 + 30^2), so that few texts cannot spoil what the codebook says.
    """
    if finished < FEWEST or not known.any():
        return None
    rows = columns[known]
    middle, spread = _standard(rows)
    chosen, weights = _chosen(shares[known])
    standard = (rows[chosen] - middle) / spread
    with_level = np.column_stack((standard, np.ones(len(standard))))
    found = fit_offset(
        with_level,
        shares[known][chosen],
        blended[known][chosen],
        weights,
        np.full(with_level.shape[1], PENALTY),
    )
    return Stacker(found, middle, spread, finished**2 / (finished**2 + HALF_TRUST**2))


def _standard(rows: Numbers) -> tuple[Numbers, Numbers]:
    # As products, which is three times quicker than numpy's mean and std of so few columns.
    middle: Numbers = np.ones(len(rows)) @ rows / len(rows)
    apart = rows - middle
    spread: Numbers = np.sqrt(np.einsum("rs,rs->s", apart, apart) / len(rows)) + 1e-6
    return middle, spread


def _chosen(shares: Numbers) -> tuple[Rows, Numbers]:
    """Return all pairs that have the code and a sample of the others, which weigh more for it."""
    positive, negative = np.flatnonzero(shares > 0), np.flatnonzero(shares <= 0)
    room = max(MOST_PAIRS - len(positive), len(positive))
    if len(negative) <= room:
        return np.arange(len(shares)), np.ones(len(shares))
    sample = np.sort(np.random.default_rng(0).choice(negative, room, replace=False))
    chosen = np.concatenate((positive, sample))
    weights = np.concatenate((np.ones(len(positive)), np.full(room, len(negative) / room)))
    return chosen, weights
