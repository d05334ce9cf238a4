"""The likelihood of a logistic model, climbed by Newton's method to where its score is zero."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qualcode.audit.tables import chances

Numbers = NDArray[np.float64]

_ROUNDS = 200
_FURTHEST = 40.0
_ENDLESS = 25.0
"""Log odds: whoever's are further from 0 is told apart without exception."""
_APART = 1e-5


class Fit:
    """The highest likelihood of a model, also with some coefficients held fast.

    With `penalty` 1 half the logarithm of the determinant of the information is added (Firth 1993,
    Biometrika 80, 27-38). `names` are the predictors of the columns.
    """

    def __init__(
        self, columns: Sequence[Sequence[float]], hits: Sequence[float], names: Sequence[str],
        penalty: float,
    ) -> None:  # fmt: skip
        self._rows: Numbers = np.array([[1.0] * len(hits), *columns]).T
        self._hits: Numbers = np.array(hits)
        self._names, self._penalty = names, penalty

    def places(self, predictor: str) -> list[int]:
        """Return where the columns of a predictor stand, the intercept being at 0."""
        return [at for at, one in enumerate(self._names, 1) if one == predictor]

    @cached_property
    def best(self) -> list[float]:
        """Return the coefficients, the intercept first."""
        return self._top[0].tolist()  # type: ignore[no-any-return]

    @cached_property
    def _top(self) -> tuple[Numbers, float]:
        return self._climbed({})

    @property
    def is_endless(self) -> bool:
        """Say whether somebody's chance has run away to 0 or 1."""
        try:
            return bool(np.abs(self._rows @ self._top[0]).max() > _ENDLESS)
        except np.linalg.LinAlgError:
            return True

    def p(self, places: Sequence[int]) -> float:
        """Return the p of the likelihood ratio test without some columns."""
        lost = 2 * (self._top[1] - self._climbed(dict.fromkeys(places, 0.0))[1])
        return chances.chi_square_tail(max(0.0, lost), len(places))

    def bound(self, at: int, direction: int) -> float | None:
        """Return where the profile falls to its 95 per cent limit on one side, if it does."""
        limit = self._top[1] - chances.chi_square_point(1) / 2
        start = self._top[0]

        def above(value: float) -> float:
            nonlocal start
            start, height = self._climbed({at: value}, start)
            return height - limit

        middle, step = self.best[at], 0.5
        near, value = middle, self._top[1] - limit
        while (far := above(middle + direction * step)) > 0:
            near, value = middle + direction * step, far
            step *= 2
            if step > _FURTHEST:
                return None
        return _crossing(above, (near, value), (middle + direction * step, far))

    def _climbed(
        self, fixed: Mapping[int, float], start: Numbers | None = None
    ) -> tuple[Numbers, float]:
        width = self._rows.shape[1]
        now = np.zeros(width) if start is None else start.copy()
        for at, value in fixed.items():
            now[at] = value
        free = [at for at in range(width) if at not in fixed]
        height = self._height(now)
        for _ in range(_ROUNDS if free else 0):
            step = self._step(now, free)
            length = min(1.0, 5 / max(float(np.abs(step).max()), 1e-300))
            while self._height(now + length * step) < height - 1e-13 * (1 + abs(height)):
                length /= 2
                if length < 1e-6:
                    break
            now = now + length * step
            height = self._height(now)
            if np.abs(step).max() < 1e-11 or np.abs(now).max() > 4 * _FURTHEST:
                break
        return now, height

    def _step(self, now: Numbers, free: Sequence[int]) -> Numbers:
        """Return Newton's step, the slope of a penalised score being taken by small differences."""
        score = self._score(now)[free]
        slope = self._information(now)[np.ix_(free, free)]
        found = np.linalg.solve(slope, score)
        if self._penalty:
            true = np.empty_like(slope)
            for column, at in enumerate(free):
                apart = np.zeros(len(now))
                apart[at] = _APART
                true[:, column] = (self._score(now - apart) - self._score(now + apart))[free]
            better = np.linalg.solve(true / (2 * _APART), score)
            found = better if better @ score > 0 else found
        step = np.zeros(len(now))
        step[free] = found
        return step

    def _score(self, now: Numbers) -> Numbers:
        p = self._chances(now)
        pull = self._hits - p
        if self._penalty:
            inverse = np.linalg.inv(self._information(now))
            leverage = p * (1 - p) * np.einsum("ij,jk,ik->i", self._rows, inverse, self._rows)
            pull = pull + self._penalty * leverage * (0.5 - p)
        return np.asarray(self._rows.T @ pull)

    def _chances(self, now: Numbers) -> Numbers:
        return np.asarray(1 / (1 + np.exp(-np.clip(self._rows @ now, -30, 30))))

    def _information(self, now: Numbers) -> Numbers:
        p = self._chances(now)
        return np.asarray((self._rows.T * (p * (1 - p))) @ self._rows)

    def _height(self, now: Numbers) -> float:
        line = self._rows @ now
        plain = float((self._hits * line - np.logaddexp(0, line)).sum())
        if not self._penalty:
            return plain
        return plain + float(np.linalg.slogdet(self._information(now))[1]) / 2


def _crossing(
    above: Callable[[float], float], near: tuple[float, float], far: tuple[float, float]
) -> float:
    """Return where a function crosses 0 between two places (regula falsi, Illinois)."""
    (a, at_a), (b, at_b) = near, far
    middle = b
    for _ in range(200):
        middle = (a * at_b - b * at_a) / (at_b - at_a)
        value = above(middle)
        if abs(b - a) < 1e-11 or abs(value) < 1e-12:
            break
        if value * at_b < 0:
            a, at_a = b, at_b
        else:
            at_a /= 2
        b, at_b = middle, value
    return middle
