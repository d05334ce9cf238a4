"""What the study's own texts teach before anybody coded: they are coded as they seem, and learnt.

A codebook and a study have few words in common. Texts in which they meet tell by which other
words, and by what meaning, people speak of a code.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from qualcode.suggest.features import Features
from qualcode.suggest.numbers import Numbers, Rows
from qualcode.suggest.pool import Pool
from qualcode.suggest.ridge import GrowingInverse

NOISE = 6.0
"""How far a seeming code is from a true one, as a variance; that of a coding is 1."""
SHARPNESS = 4.0
STEPS = 2
"""Quality is flat from two steps on, and rare codes lose a little with each."""


class SelfTraining:
    """Expects of each text the codes that seem to fit texts like it.

    Self-training by steps of expectation and maximisation (Nigam, McCallum, Thrun and Mitchell,
    Machine Learning 39, 2000), with kernel ridge in place of naive Bayes and from the codebook in
    place of labelled texts: each text of the pool has the codes by a sharpened softmax of their
    scores, and what the ridge expects of it with itself left out is added to the scores it
    started from. The shares are soft, so that the last bit of a machine changes nothing.
    """

    def __init__(self, pool: Pool, started: Numbers, added: Callable[[Numbers], Numbers]) -> None:
        """Learn from the `started` log-odds of the pool; `added` makes such of what is expected."""
        self._pool = pool
        features = pool.features
        inverse = GrowingInverse(features.likeness(features), np.full(len(pool), NOISE))
        score = started
        for _ in range(STEPS):
            shares = _softmax(SHARPNESS * score)
            self._solution = inverse.solve(shares - shares.mean(axis=0))
            score = started + added(self._solution.left_out)

    @property
    def middle(self) -> Numbers:
        """Return what is expected of a text of the pool on average."""
        middle: Numbers = self._solution.left_out.mean(axis=0)
        return middle

    def expected(self, features: Features, rows: Rows) -> Numbers:
        """Return how much more than usual each code is expected of texts, as a share.

        `rows` are where the texts are in the pool: what one of them taught does not count for it.
        """
        inside = rows >= 0
        expected = np.empty((len(rows), self._solution.weights.shape[1]))
        expected[inside] = self._solution.left_out[rows[inside]]
        if not inside.all():
            others = features.take(np.flatnonzero(~inside))
            expected[~inside] = self._solution.predict(others.likeness(self._pool.features))
        return expected


def _softmax(scores: Numbers) -> Numbers:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Numbers = raised / raised.sum(axis=1, keepdims=True)
    return shares
