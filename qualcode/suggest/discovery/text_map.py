"""A map of texts: those that say like things lie in the same direction."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualcode.suggest.features import FeatureSpace
from qualcode.suggest.numbers import Numbers, unit_length
from qualcode.suggest.vectors import digest

DIRECTIONS = 100
"""More of them part finer: with 30, meals and a good journey lay together."""
MOST_TEXTS = 2_500
"""Texts that the map is drawn from; all others are placed on it."""
SLICE = 1_000


class TextMap:
    """Places texts by the words and the meaning that they share, 100 numbers each, of length 1.

    The principal components of their likeness, centred (kernel PCA: Schölkopf, Smola and Müller
    1998, with the centring in feature space and the projection of others), drawn from 2,500 texts
    at most that are chosen by digest.
    """

    def __init__(self, space: FeatureSpace, texts: Sequence[str]) -> None:
        self._space = space
        chosen = sorted(sorted(set(texts)), key=digest)[:MOST_TEXTS]
        self._basis = space.of(chosen)
        likeness = self._basis.nearness(self._basis) / 2 if chosen else np.zeros((0, 0))
        self._rows: Numbers = likeness.mean(axis=0) if chosen else np.zeros(0)
        self._mean = float(self._rows.mean()) if chosen else 0.0
        centred = likeness - self._rows[None, :] - self._rows[:, None] + self._mean
        self._axes = _axes(centred)

    def place(self, texts: Sequence[str]) -> Numbers:
        """Return where texts lie, a row each; a row of zeros has nothing to tell by."""
        parts = [self._part(texts[at : at + SLICE]) for at in range(0, len(texts), SLICE)]
        return unit_length(np.vstack(parts)) if parts else np.zeros((0, self._axes.shape[1]))

    def _part(self, texts: Sequence[str]) -> Numbers:
        if not self._axes.shape[1]:
            return np.zeros((len(texts), 0))
        likeness = self._space.of(texts).nearness(self._basis) / 2
        level = likeness.mean(axis=1, keepdims=True)
        placed: Numbers = (likeness - level - self._rows + self._mean) @ self._axes
        return placed


def _axes(centred: Numbers) -> Numbers:
    from sklearn.utils.extmath import randomized_svd

    count = min(DIRECTIONS, max(0, len(centred) - 1))
    if count == 0:
        return np.zeros((len(centred), 0))
    left, values, _ = randomized_svd(centred, count, n_iter=4, random_state=0)
    kept = values > 1e-6 * len(centred)
    axes: Numbers = left[:, kept] / np.sqrt(values[kept])
    return axes
