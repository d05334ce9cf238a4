"""What was learnt from the decisions so far, and how sure it is of a code for a text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qualcode.suggest.blend import (
    MOST_LIKELY,
    USUAL_CODES,
    WORDS_ALONE,
    Slopes,
    blend,
    prior,
    slopes,
)
from qualcode.suggest.calibration import FEWEST, Calibration, fit_calibration
from qualcode.suggest.decisions import Decisions
from qualcode.suggest.features import Features
from qualcode.suggest.levels import fit_levels
from qualcode.suggest.numbers import Flags, Numbers, Rows
from qualcode.suggest.reading import Reading
from qualcode.suggest.ridge import Solution
from qualcode.suggest.seeming import Seeming
from qualcode.suggest.signs import Signs, nearest_with, votes
from qualcode.suggest.stacker import Stacker, fit_stacker
from qualcode.suggest.training import Training

LEAST_SPREAD = 0.02


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What was decided about the texts of the training, texts x codes.

    `given` and `coded` count for each code how often it was given and could have been.
    """

    shares: Numbers
    known: Flags
    finished: Flags
    times: Numbers

    @property
    def given(self) -> Numbers:
        """Return how often each code was given."""
        given: Numbers = (self.times[:, None] * self.shares * self.known).sum(axis=0)
        return given

    @property
    def coded(self) -> Numbers:
        """Return how often each code could have been given."""
        coded: Numbers = (self.times[:, None] * self.known).sum(axis=0)
        return coded

    def residuals(self) -> Numbers:
        """Return what the ridge has to explain.

        A code that is open on an unfinished text is NaN; one that a finished text could not have
        is at its mean, so that it teaches nothing.
        """
        usual = min(MOST_LIKELY, USUAL_CODES / self.shares.shape[1])
        mean = (self.given + 2 * usual) / (self.coded + 2)
        unknown = np.where(self.finished, 0.0, np.nan)[:, None]
        residuals: Numbers = np.where(self.known, self.shares - mean, unknown)
        return residuals


def outcomes(training: Training, decisions: Decisions, codes: int) -> Outcomes:
    """Collect what was decided about the texts of the training."""
    decided = [decisions[text] for text in training.texts]
    both = [one.shares(codes) for one in decided]
    return Outcomes(
        np.array([shares for shares, _ in both]).reshape(-1, codes),
        np.array([known for _, known in both], dtype=bool).reshape(-1, codes),
        np.array([bool(one.finished) for one in decided], dtype=bool),
        np.array([float(one.times) for one in decided]),
    )


class Model:
    """Scores codes for texts; recomputed from the decisions whenever they change."""

    def __init__(self, reading: Reading, training: Training, decisions: Decisions) -> None:
        codes = len(reading.codebook)
        self._training = training
        self.outcomes = outcomes(training, decisions, codes)
        self.finished = decisions.finished
        self.given = self.outcomes.given
        self.solution = self._solved(reading.written_codes, codes)
        self._middle = self.similarity(reading.neighbourhood.middle)
        left_out = self.solution.left_out[training.written :]
        self._spread = left_out.std(axis=0) + LEAST_SPREAD if len(left_out) else np.ones(codes)
        self._own = np.sqrt(training.features.own_likeness)[training.written :]
        self._scale = 1.0 if training.features.meaning.shape[1] else WORDS_ALONE
        self.levels: Numbers = np.zeros(codes)
        self.stacker: Stacker | None = None
        self.calibration: Calibration | None = None
        # Always in one order, so that no sample, sum or tie depends on who came first.
        self._by_text = sorted(range(len(training.texts)), key=training.texts.__getitem__)
        if training.texts:
            self._fit(left_out)

    def similarity(self, seeming: Seeming) -> Numbers:
        """Return the similarity to codes: the more texts are coded, the less is only expected."""
        return seeming.after(self.finished)

    def score(self, features: Features, similarity: Numbers, possible: Flags) -> Numbers:
        """Return the log-odds of each code for each text.

        `possible` says which codes each text can have.
        """
        likeness = features.likeness(self._training.features)
        learnt = self.solution.predict(likeness)
        before = prior(self.given, self.outcomes.coded, possible.sum(axis=1, keepdims=True))
        blended = blend(similarity, learnt, self._weights(self.given), before)
        if self.stacker is not None:
            own = np.sqrt(features.own_likeness)
            near = self._near(likeness[:, self._training.written :], own)
            signs = self._signs(similarity, learnt, near, before, possible)
            blended = self.stacker.adjust(blended, signs.columns(self._middle, self._spread))
        return blended + self.levels

    def slopes(self) -> tuple[Numbers, Numbers]:
        """Return how each code's score rises with its similarity and with what was learnt."""
        own = self._weights(self.given)
        if self.stacker is None:
            return own.codebook, own.learnt
        similarity, learnt = Signs.slopes(self._spread)
        more = self.stacker.slopes
        return own.codebook + similarity @ more, own.learnt + learnt @ more

    def _solved(self, written_codes: Rows, codes: int) -> Solution:
        written = np.equal(written_codes[:, None], np.arange(codes)) - 1 / codes
        targets = np.vstack((written, self.outcomes.residuals()))
        return self._training.rows.solve(self._training.likeness, self._training.noise, targets)

    def _fit(self, left_out: Numbers) -> None:
        told, training = self.outcomes, self._training
        similarity = self.similarity(training.seeming)
        order = self._by_text
        share = told.times[:, None] * told.known
        before = prior(
            self.given - share * told.shares,
            told.coded - share,
            told.known.sum(axis=1, keepdims=True),
        )
        given = self.given - share * told.shares
        blended = blend(similarity, left_out, self._weights(given), before)[order]
        near = self._near(training.likeness[training.written :, training.written :], self._own)
        np.fill_diagonal(near, -1)
        signs = self._signs(similarity, left_out, near, before, told.known)
        columns = signs.columns(self._middle, self._spread)[order]
        shares, known = told.shares[order], told.known[order]
        self.stacker = fit_stacker(blended, columns, shares, known, self.finished)
        score = self.stacker.adjust(blended, columns) if self.stacker else blended
        self.levels = fit_levels(score, shares, known, self.finished)
        if self.finished >= FEWEST:
            self.calibration = fit_calibration(score + self.levels, shares, known)

    def _weights(self, given: Numbers) -> Slopes:
        return slopes(given, self._scale)

    def _near(self, likeness: Numbers, own: Numbers) -> Numbers:
        near: Numbers = likeness / np.maximum(own, 1e-9)[:, None]
        near /= np.maximum(self._own, 1e-9)
        return near

    def _signs(
        self, similarity: Numbers, learnt: Numbers, near: Numbers, before: Numbers, possible: Flags
    ) -> Signs:
        shares = self.outcomes.shares
        return Signs(
            similarity,
            learnt,
            votes(near[:, self._by_text], shares[self._by_text]),
            nearest_with(near, shares),
            before,
            possible,
        )
