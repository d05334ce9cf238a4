"""From scores to an order, repeats of coded texts first, and to suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.domain.suggestion import Reason, Suggestion
from qualcode.suggest.features import Features
from qualcode.suggest.numbers import Flags, Numbers, log_odds, logistic
from qualcode.suggest.repeats import with_repeats
from qualcode.suggest.workings import State

DIGITS = 9
"""To which scores are compared, so that the last bit of a machine turns no order round."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The scores of all codes for one text, `likely` their probabilities as soon as there are any.

    `repeated` are texts with the same words that were coded before.
    """

    score: Numbers
    likely: Numbers | None
    possible: Flags
    repeated: Sequence[str]

    @property
    def order(self) -> list[int]:
        """Return the numbers of the possible codes, the best first, ties as in the codebook."""
        held = np.where(self.possible, np.round(self.score, DIGITS), -np.inf)
        order = np.argsort(-held, kind="stable")[: int(self.possible.sum())]
        return [int(code) for code in order]

    def suggestion(self, number: int, code: str, evidence: tuple[Reason, ...]) -> Suggestion:
        """Return one code as it is suggested."""
        likely = None if self.likely is None else float(self.likely[number])
        return Suggestion(code, float(self.score[number]), likely, evidence)


def rankings(state: State, texts: Sequence[str], possible: Flags) -> tuple[Features, list[Ranking]]:
    """Return the vectors of some texts and how the codes rank for each of them."""
    features, similarity = state.reading.read(texts)
    flags = np.repeat(possible[None, :], len(texts), axis=0)
    scores = state.model.score(features, similarity, flags)
    both = zip(texts, scores, strict=True)
    return features, [_ranking(state, text, score, possible) for text, score in both]


def _ranking(state: State, text: str, score: Numbers, possible: Flags) -> Ranking:
    calibration = state.model.calibration
    likely = calibration.probability(score) if calibration else None
    repeated = state.repeats.of(text)
    if repeated:
        shares, coded = state.repeats.shares(text, len(score))
        known = log_odds(with_repeats(logistic(score), shares, coded))
        score = np.where(coded > 0, known, score)
        likely = None if likely is None else with_repeats(likely, shares, coded)
    return Ranking(score, likely, possible, repeated)
