"""The odds ratio of two facts about the same units, with its exact interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammaln

from qualcode.domain.estimate import Estimate

_WIDEST = 700.0
"""No logarithm of an odds ratio is sought beyond it: its exponential is the largest float."""


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """How many units carry a code and have a value, only carry the code, only have it, neither."""

    both: int
    code_only: int
    value_only: int
    neither: int

    @property
    def n(self) -> int:
        """Return how many units there are."""
        return self.both + self.code_only + self.value_only + self.neither

    @property
    def rows(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return the counts of those who carry the code, then of the others."""
        return (self.both, self.code_only), (self.value_only, self.neither)

    @property
    def problem(self) -> str:
        """Return why the two facts cannot be compared; empty if they can."""
        if self.n == 0:
            return "there is nobody to compare"
        for empty, words in (
            (self.both + self.code_only, "nobody carries the code"),
            (self.value_only + self.neither, "all carry the code"),
            (self.both + self.value_only, "nobody has this value"),
            (self.code_only + self.neither, "all have this value"),
        ):
            if empty == 0:
                return words
        return ""


def odds_ratio(table: TwoByTwo, level: float = 0.95) -> Estimate:
    """Return both·neither / (code_only·value_only) with its exact conditional interval.

    The interval inverts two one-sided exact tests of the noncentral hypergeometric distribution:
    Cornfield (1956), Proceedings of the Third Berkeley Symposium 4, 135-148; as `fisher.test` of R
    prints it. The value is the ratio that a reader can recompute, not the conditional estimate of
    R. Nothing is added to an empty cell: the ratio is then 0 or infinite, and the interval has a
    bound on one side only, of (1 + level) / 2. None with the reason where a margin is empty.
    """
    if table.problem:
        return Estimate(n=table.n, reason=table.problem)
    across, along = table.both * table.neither, table.code_only * table.value_only
    value = across / along if along else inf
    low, high = _Conditional(table).interval((1 - level) / 2)
    return Estimate(value, low, high, table.n)


class _Conditional:
    """The number of units with both facts, given the margins, as a function of the odds ratio."""

    def __init__(self, table: TwoByTwo) -> None:
        carry, have = table.both + table.code_only, table.both + table.value_only
        first, last = max(0, carry + have - table.n), min(carry, have)
        self.both, self.first, self.last = table.both, first, last
        self._counts = np.arange(first, last + 1, dtype=float)
        self._weights = -(
            gammaln(self._counts + 1)
            + gammaln(carry - self._counts + 1)
            + gammaln(have - self._counts + 1)
            + gammaln(table.n - carry - have + self._counts + 1)
        )

    def interval(self, tail: float) -> tuple[float, float]:
        """Return the ratios at which as many or more, as few or fewer, have this probability."""
        low = 0.0 if self.both == self.first else self._solved(tail, above=True)
        high = inf if self.both == self.last else self._solved(tail, above=False)
        return low, high

    def _solved(self, tail: float, above: bool) -> float:
        side = self._counts >= self.both if above else self._counts <= self.both

        def excess(log_ratio: float) -> float:
            logs = self._weights + log_ratio * self._counts
            chances = np.exp(logs - logs.max())
            return float(chances[side].sum() / chances.sum()) - tail

        return exp(brentq(excess, -_WIDEST, _WIDEST, xtol=1e-12))
