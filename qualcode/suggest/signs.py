"""The signs by which a study's own stacker judges whether a code fits a text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qualcode.suggest.neighbourhood import nearest_of
from qualcode.suggest.numbers import Flags, Numbers

VOTERS = 7


@dataclass(frozen=True, slots=True)
class Signs:
    """Arrays of texts x codes: similarity, what was learnt, votes, the nearest coding, the prior.

    `possible` says which codes a text can have; only among those is one compared with the best.
    """

    similarity: Numbers
    learnt: Numbers
    votes: Numbers
    nearest: Numbers
    prior: Numbers
    possible: Flags

    def columns(self, middle: Numbers, spread: Numbers) -> Numbers:
        """Return texts x codes x signs.

        `middle` is the mean similarity to each code, `spread` how far what is learnt of it varies.
        """
        similarity, learnt = self.similarity, self.learnt
        return np.stack(
            (
                similarity,
                similarity - middle,
                similarity - self._best(similarity),
                similarity - similarity.mean(axis=1, keepdims=True),
                learnt,
                learnt - self._best(learnt),
                learnt / spread,
                self.votes,
                self.nearest,
                self.nearest - self._best(self.nearest),
                self.prior,
            ),
            axis=2,
        )

    @staticmethod
    def slopes(spread: Numbers) -> tuple[Numbers, Numbers]:
        """Return how each column rises with a code's own similarity and with what was learnt of it.

        Codes x signs. What others lose when a code becomes the best is left out.
        """
        similarity, learnt = np.zeros((len(spread), 11)), np.zeros((len(spread), 11))
        similarity[:, :4] = 1.0
        learnt[:, 4:6] = 1.0
        learnt[:, 6] = 1 / spread
        return similarity, learnt

    def _best(self, values: Numbers) -> Numbers:
        best: Numbers = np.where(self.possible, values, -np.inf).max(axis=1, keepdims=True)
        return np.where(np.isfinite(best), best, 0.0)


def votes(near: Numbers, shares: Numbers) -> Numbers:
    """Return the mean of the shares of the seven nearest texts, weighted by how near they are."""
    if not near.shape[1]:
        return np.zeros((len(near), shares.shape[1]))
    nearest = nearest_of(near, VOTERS)
    weights = np.maximum(np.take_along_axis(near, nearest, 1), 0) + 1e-3
    weights /= weights.sum(axis=1, keepdims=True)
    mean: Numbers = np.einsum("tk,tkc->tc", weights, shares[nearest])
    return mean


def nearest_with(near: Numbers, shares: Numbers) -> Numbers:
    """Return how near the nearest text with each code is; 0 where there is none."""
    found = np.zeros((len(near), shares.shape[1]))
    for code in range(shares.shape[1]):
        having = np.flatnonzero(shares[:, code] > 0)
        if having.size:
            found[:, code] = np.maximum(near[:, having].max(axis=1), 0)
    return found
