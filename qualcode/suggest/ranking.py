"""From scores to an order, repeats of coded texts first, and to suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.domain.suggestion import Reason, Suggestion
from qualcode.suggest.asked import Asked
from qualcode.suggest.evidence import repeat_reasons
from qualcode.suggest.numbers import Flags, Numbers, logistic
from qualcode.suggest.repeats import with_repeats
from qualcode.suggest.struck_words import StruckWords
from qualcode.suggest.workings import State

DIGITS = 9
"""To which scores are compared, so that the last bit of a machine turns no order round."""
SURE = 1e-9


@dataclass(frozen=True, slots=True)
class Ranking:
    """The scores of all codes for one text, `likely` their probabilities as soon as there are any.

    `unrepeated` are the scores without what was coded for texts with the same words.
    """

    asked: Asked
    score: Numbers
    unrepeated: Numbers
    likely: Numbers | None
    possible: Flags

    @property
    def order(self) -> list[int]:
        """Return the numbers of the possible codes, the best first, ties as in the codebook."""
        held = np.where(self.possible, np.round(self.score, DIGITS), -np.inf)
        order = np.argsort(-held, kind="stable")[: int(self.possible.sum())]
        return [int(code) for code in order]

    def reasons(
        self, state: State, codes: Sequence[int], struck: StruckWords
    ) -> list[tuple[Reason, ...]]:
        """Return the reasons for each code: coded texts with the same words come first."""
        text, reasons = self.asked.text, []
        said = state.evidence.of(self.asked, codes, state.repeats.of(text), struck)
        for code, rest in zip(codes, said, strict=True):
            added = float(self.score[code] - self.unrepeated[code])
            reasons.append((*repeat_reasons(state.repeats.having(text, code), added), *rest))
        return reasons

    def suggestion(self, number: int, code: str, evidence: tuple[Reason, ...]) -> Suggestion:
        """Return one code as it is suggested."""
        likely = None if self.likely is None else float(self.likely[number])
        return Suggestion(code, float(self.score[number]), likely, evidence)


def rankings(
    state: State, texts: Sequence[str], possible: Flags, struck: StruckWords
) -> list[Ranking]:
    """Return how the codes rank for each of some texts.

    What a struck word made of a score, as the evidence has it, is taken out of it.
    """
    features, seeming = state.reading.read(texts)
    similarity = state.model.similarity(seeming)
    flags = np.repeat(possible[None, :], len(texts), axis=0)
    scores = state.model.score(features, similarity, flags)
    asked = [Asked(text, similarity[row], row, features) for row, text in enumerate(texts)]
    for code in struck:
        for row, one in enumerate(asked):
            scores[row, code] -= _struck_part(state, one, code, struck)
    both = zip(asked, scores, strict=True)
    return [_ranking(state, one, score, possible) for one, score in both]


def _struck_part(state: State, asked: Asked, code: int, struck: StruckWords) -> float:
    words = struck.of(code, asked.text)
    if not words:
        return 0.0
    parts = state.evidence.word_weights(asked.text, asked.features, code)
    return sum(parts[word] for word in sorted(words))


def _ranking(state: State, asked: Asked, score: Numbers, possible: Flags) -> Ranking:
    calibration = state.model.calibration
    likely = calibration.probability(score[None], possible[None])[0] if calibration else None
    if not state.repeats.of(asked.text):
        return Ranking(asked, score, score, likely, possible)
    shares, coded = state.repeats.shares(asked.text, len(score))
    joined = np.clip(with_repeats(logistic(score), shares, coded), SURE, 1 - SURE)
    known = np.log(joined / (1 - joined))
    likely = None if likely is None else with_repeats(likely, shares, coded)
    return Ranking(asked, np.where(coded > 0, known, score), score, likely, possible)
