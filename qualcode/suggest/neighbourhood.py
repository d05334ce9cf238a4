"""What the uncoded texts tell: a text is about what the texts next to it are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from qualcode.suggest.blend import slopes
from qualcode.suggest.features import Features, FeatureSpace
from qualcode.suggest.numbers import Numbers, Rows
from qualcode.suggest.pool import Pool
from qualcode.suggest.seeming import Seeming, in_one
from qualcode.suggest.self_training import SelfTraining
from qualcode.suggest.similarity import CodebookSimilarity

NEIGHBOURS = 10
OWN, NEIGHBOURING = 0.85, 0.6
"""Weights of a text's own similarity and of its neighbours' difference from the mean."""
EXPECTED = 2 / 3
"""Weight of what is expected of a text by self-training."""
SLICE = 500
TIE = 1e-12
"""By how much less each next text counts when equally near ones are told apart."""


class Neighbourhood:
    """Smooths the similarity to codes over the texts of the study, coded or not.

    First the mean over nearest neighbours of a score without labels, in the way of label
    propagation (Zhu and Ghahramani 2002) with one step. The mean over all texts is taken away, so
    that a code which is near to everything gains nothing. Then what self-training expects is
    added; it starts from the score without labels, for which `learnt` tells what was learnt of
    texts from the passages of the codebook.
    """

    def __init__(
        self,
        texts: Sequence[str],
        space: FeatureSpace,
        codebook: CodebookSimilarity,
        learnt: Callable[[Features], Numbers],
    ) -> None:
        self._codebook = codebook
        self._pool = Pool(texts, space)
        features = self._pool.features
        self._own = codebook.of(features)
        self._middle: Numbers = self._own.sum(axis=0) / max(1, len(self._pool))
        self._taught: SelfTraining | None = None
        if len(self._pool) > NEIGHBOURS:
            weights = slopes(np.zeros(len(codebook)))
            parts = _slices(len(self._pool))
            smoothed = np.vstack([self._smoothed(features.take(part), part) for part in parts])
            started = weights.codebook * smoothed + weights.learnt * learnt(features)
            scale = weights.codebook * EXPECTED
            self._taught = SelfTraining(self._pool, started, lambda expected: scale * expected)

    @property
    def middle(self) -> Seeming:
        """Return the mean similarity of the texts to each code."""
        read = OWN * self._middle
        expected = np.zeros_like(read) if self._taught is None else self._taught.middle
        return Seeming(read, EXPECTED * expected)

    def similarity(self, texts: Sequence[str], features: Features) -> Seeming:
        """Return the smoothed similarity of each text to each code, and what is expected."""
        taught = self._taught
        if taught is None or not texts:
            read = OWN * self._codebook.of(features)
            return Seeming(read, np.zeros_like(read))
        rows = self._pool.rows(texts)
        parts = _slices(len(texts))
        return in_one([self._similarity(features.take(part), rows[part], taught) for part in parts])

    def _similarity(self, features: Features, rows: Rows, taught: SelfTraining) -> Seeming:
        expected = EXPECTED * taught.expected(features, rows)
        return Seeming(self._smoothed(features, rows), expected)

    def _smoothed(self, features: Features, rows: Rows) -> Numbers:
        around = self._around(features, rows)
        smoothed: Numbers = OWN * self._codebook.of(features)
        return smoothed + NEIGHBOURING * (around - self._middle)

    def _around(self, features: Features, rows: Rows) -> Numbers:
        near = features.nearness(self._pool.features) / 2
        inside = np.flatnonzero(rows >= 0)
        near[inside, rows[inside]] = -1
        nearest = nearest_of(near, NEIGHBOURS)
        weights = np.maximum(np.take_along_axis(near, nearest, 1), 0) ** 2 + 1e-6
        weights /= weights.sum(axis=1, keepdims=True)
        mean: Numbers = np.einsum("tk,tkc->tc", weights, self._own[nearest])
        return mean


def _slices(count: int) -> list[Rows]:
    return [np.arange(at, min(at + SLICE, count)) for at in range(0, count, SLICE)]


def nearest_of(near: Numbers, count: int) -> Rows:
    """Return the columns of the `count` largest numbers of each row, in no order.

    Of equal ones the first, which machines would else choose differently.
    """
    count = min(count, near.shape[1])
    held = near - TIE * np.arange(near.shape[1])
    least = near.shape[1] - count
    columns: Rows = np.argpartition(held, least, axis=1)[:, least:]
    return columns
