"""The fixed blend: what is known of a code from the codebook, from codings and from how often.

The weights were chosen once, on sets of texts with human codes other than any study, and quality
is flat around them. They are on the scale of log-odds; nothing here is fitted to a study.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qualcode.suggest.numbers import Numbers, log_odds

CODEBOOK = LEARNT = 6.0
WORDS_ALONE = 2.0
"""How much more both count without vectors of meaning: words alone come to smaller numbers."""
PRIOR = 0.5
HALF_TRUST = 4.0
"""Codings of a code after which what was learnt counts as much as what was written."""
PRIOR_TEXTS = 25.0
USUAL_CODES = 1.7
"""Codes that a text usually has, whatever the codebook."""
MOST_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Slopes:
    """By how much the score of a text and a code rises with each of its two parts."""

    codebook: Numbers
    learnt: Numbers


def prior(given: Numbers, coded: Numbers, candidates: Numbers) -> Numbers:
    """Return the log-odds of codes before a text is read.

    `given` of `coded` texts have the code, and 25 texts are added in which each of the
    `candidates` is equally likely. Shapes broadcast.
    """
    before = np.minimum(MOST_LIKELY, USUAL_CODES / np.maximum(candidates, 1))
    return log_odds((given + PRIOR_TEXTS * before) / (coded + PRIOR_TEXTS))


def slopes(given: Numbers, scale: float = 1.0) -> Slopes:
    """Return the weights of codebook and codings for codes that were given so often."""
    trust = given / (given + HALF_TRUST)
    return Slopes(scale * CODEBOOK * (1 - trust / 2), scale * LEARNT * (1 + trust) / 2)


def blend(similarity: Numbers, learnt: Numbers, weights: Slopes, prior: Numbers) -> Numbers:
    """Return the log-odds of texts x codes; `weights` and `prior` broadcast."""
    score: Numbers = weights.codebook * similarity + weights.learnt * learnt + PRIOR * prior
    return score
