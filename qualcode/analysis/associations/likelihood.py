"""The best coefficients of a logistic model, some held fast, with Firth's penalty or without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qualcode.analysis.associations.design import Design, Numbers
from qualcode.domain.errors import InputError

_ROUNDS, _SLOWEST, _LONGEST_STEP = 500, 2.0**-20, 5.0
_SHORTEST_STEP, _LEAST_GAIN, _NEAR = 1e-9, 1e-15, 1e-4
_ENOUGH = 0.2
"""Of the gain that a step promises (Armijo's rule)."""
_NOISE = 1e-10
"""Of a logarithm of a likelihood, as a share: below it a loss may be rounding."""


@dataclass(frozen=True, slots=True)
class Best:
    """Coefficients, the first of them the intercept, and the logarithm of their likelihood."""

    coefficients: Numbers
    height: float


class Likelihood:
    """The likelihood of a logistic model; with Firth's penalty it has a maximum in any data.

    Statsmodels has neither the penalty nor maxima for a profile, which must be found far from the
    best place too. The penalty adds to the logarithm half that of the determinant of the Fisher
    information of all columns: Firth (1993), Biometrika 80, 27-38; Heinze and Schemper (2002),
    Statistics in Medicine 21, 2409-2419. In two by two it is as if each cell held a half more.
    """

    def __init__(self, model: Design, is_penalised: bool) -> None:
        self._matrix, self._outcome = model.matrix, model.outcome
        self._penalty = 1.0 if is_penalised else 0.0

    def best(self, fixed: Mapping[int, float]) -> Best:
        """Return the maximum with some coefficients held fast, by scoring.

        Raises:
            InputError: if no maximum is found.
        """
        width = self._matrix.shape[1]
        free = [at for at in range(width) if at not in fixed]
        now = np.zeros(width)
        now[list(fixed)] = list(fixed.values())
        height, pace = self._height(now), 1.0
        for _ in range(_ROUNDS):
            step, gain = self._step(now, free)
            if np.abs(step).max() < _SHORTEST_STEP or gain < _LEAST_GAIN:
                return Best(now, height)
            now, height, pace = self._climbed(now, height, step, gain, pace)
        raise InputError("The model has no solution.", fix="Leave predictors out.")

    def _climbed(
        self, now: Numbers, height: float, step: Numbers, gain: float, pace: float
    ) -> tuple[Numbers, float, float]:
        """Return the next place, its height and the pace, which halves where a step goes too far.

        The information tells the curvature without the penalty's, so that near the top full steps
        would jump to and fro.
        """
        shortened = min(1.0, _LONGEST_STEP / float(np.abs(step).max()))
        if gain > _NEAR:
            pace = min(1.0, 2 * pace)
        while True:
            length = pace * shortened
            new = self._height(now + length * step)
            enough = height + _ENOUGH * length * gain - _NOISE * (1 + abs(height))
            if new >= enough or pace < _SLOWEST:
                return now + length * step, new, pace
            pace /= 2

    def _step(self, now: Numbers, free: list[int]) -> tuple[Numbers, float]:
        """Return where to go, and how steep the logarithm is that way."""
        chance = _chance(self._matrix @ now)
        weighted = self._matrix * (chance * (1 - chance))[:, None]
        information = self._matrix.T @ weighted
        leverage = ((weighted @ np.linalg.inv(information)) * self._matrix).sum(axis=1)
        pull = self._outcome - chance + self._penalty * leverage * (0.5 - chance)
        step, score = np.zeros(len(now)), (self._matrix.T @ pull)[free]
        step[free] = np.linalg.solve(information[np.ix_(free, free)], score)
        return step, float(step[free] @ score)

    def _height(self, now: Numbers) -> float:
        line = self._matrix @ now
        plain = float((self._outcome * line - np.logaddexp(0, line)).sum())
        if not self._penalty:
            return plain
        chance = _chance(line)
        information = self._matrix.T @ (self._matrix * (chance * (1 - chance))[:, None])
        return plain + float(np.linalg.slogdet(information)[1]) / 2


def _chance(line: Numbers) -> Numbers:
    # Further out the information would vanish in floating point.
    bounded: Numbers = np.clip(line, -30, 30)
    return 1 / (1 + np.exp(-bounded))
