"""What the uncoded texts tell: a text is about what the texts next to it are about."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from qualcode.suggest.features import Features, FeatureSpace
from qualcode.suggest.numbers import Numbers, Rows
from qualcode.suggest.similarity import CodebookSimilarity

NEIGHBOURS = 10
OWN, NEIGHBOURING = 0.85, 0.6
"""Weights of a text's own similarity and of its neighbours' difference from the mean."""
MOST_TEXTS = 3_000
SLICE = 500


class Neighbourhood:
    """Smooths the similarity to codes over the nearest texts of the study, coded or not.

    The mean over nearest neighbours of a score without labels, in the way of label propagation
    (Zhu and Ghahramani 2002) with one step. The mean over all texts is taken away, so that a code
    which is near to everything gains nothing. At most 3,000 texts serve as neighbours, chosen by
    digest.
    """

    def __init__(
        self, texts: Sequence[str], space: FeatureSpace, codebook: CodebookSimilarity
    ) -> None:
        chosen = sorted(set(texts), key=_digest)[:MOST_TEXTS]
        self._codebook = codebook
        self._number = {text: row for row, text in enumerate(chosen)}
        self._features = space.of(chosen)
        self._own = codebook.of(self._features)
        self._middle: Numbers = self._own.sum(axis=0) / max(1, len(chosen))

    @property
    def middle(self) -> Numbers:
        """Return the mean similarity of the texts to each code."""
        middle: Numbers = OWN * self._middle
        return middle

    def similarity(self, texts: Sequence[str], features: Features) -> Numbers:
        """Return the smoothed similarity of each text to each code."""
        own = self._codebook.of(features)
        if len(self._number) <= NEIGHBOURS:
            return OWN * own
        for start in range(0, len(texts), SLICE):
            part = slice(start, start + SLICE)
            around = self._around(texts[part], features.take(np.arange(len(texts))[part]))
            own[part] = OWN * own[part] + NEIGHBOURING * (around - self._middle)
        return own

    def _around(self, texts: Sequence[str], features: Features) -> Numbers:
        near = features.nearness(self._features) / 2
        for row, text in enumerate(texts):
            if (itself := self._number.get(text)) is not None:
                near[row, itself] = -1
        nearest = nearest_of(near, NEIGHBOURS)
        weights = np.maximum(np.take_along_axis(near, nearest, 1), 0) ** 2 + 1e-6
        weights /= weights.sum(axis=1, keepdims=True)
        mean: Numbers = np.einsum("tk,tkc->tc", weights, self._own[nearest])
        return mean


def nearest_of(near: Numbers, count: int) -> Rows:
    """Return the columns of the `count` largest numbers of each row, in no order."""
    count = min(count, near.shape[1])
    columns: Rows = np.argpartition(-near, count - 1, axis=1)[:, :count]
    return columns


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
