"""What more texts of one code would do for it, from how codes gained as the study grew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.domain.estimate import TOO_FEW, Estimate
from qualcode.suggest.numbers import Numbers
from qualcode.suggest.trial.measures import LEVEL, GroupSums, Resamples, f1

MORE = 20
"""Texts of a code that are thought of as coded in addition."""
FEWEST = 10
"""Texts with a code below which nothing is said of it."""
FEWEST_STEPS = 3
_BETTER = 0.9
"""Foretelling must miss by less than this share of what "no change" misses by."""
_SHORT = "the learning curve is too short to tell"
_BLIND = "cannot be told: the curve did not foretell its own last step"
_UNSURE = "cannot be told: the interval holds 0"


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a learning curve that have probabilities, from few texts to all.

    `sums` are of the same tested texts at each step, `learnt` how many texts with each code were
    learnt from on average, (steps, codes).
    """

    sums: Sequence[GroupSums]
    learnt: Numbers

    def each_f1(self, weights: Numbers) -> Numbers:
        """Return F1 of each code at each step, (samples, steps, codes); 0 where it is undefined."""
        found = [np.nan_to_num(f1(*one.counts(weights))) for one in self.sums]
        return np.stack(found, axis=1)


@dataclass(frozen=True, slots=True)
class Gains:
    """What each code would gain.

    `off` is how far the F1 of a code after the last step was from what the others foretold, the
    mean over codes, and `unchanged` how far it was from where it had been; None where the curve is
    too short.
    """

    of: list[Estimate]
    off: float | None = None
    unchanged: float | None = None


def gains(steps: Steps, positives: Sequence[int], how: Resamples) -> Gains:
    """Return what the F1 of each code is expected to rise by with 20 more texts that have it.

    Each doubling of the texts with a code is taken to remove the same share of what its F1 lacks
    to 1: a power law with one exponent for all codes (Cortes and others 1994, NIPS 6, 327-334,
    for learning curves as such). A slope of its own for each code foretells worse. The interval
    is that of this expectation, over resampled participants; one code can do otherwise. Nothing
    is said where the curve, without its last step, does not foretell that step clearly better
    than "no change" does.
    """
    numbers = np.array(positives, dtype=np.float64)
    if len(steps.sums) < FEWEST_STEPS:
        return Gains([Estimate(n=n, reason=_SHORT) for n in positives])
    weight = np.where(numbers >= FEWEST, numbers, 0.0)
    doublings = np.log2((numbers + MORE + 1) / (numbers + 1))
    whole = np.ones((1, how.weights.shape[1]))

    def risen(weights: Numbers) -> Numbers:
        each = steps.each_f1(weights)
        rate = _rate(each, steps.learnt, weight)
        rise: Numbers = (1 - each[:, -1]) * (1 - np.exp(-rate[:, None] * doublings))
        return rise

    off, unchanged = _missed(steps.each_f1(whole), steps.learnt, weight)
    tail = np.quantile(how.values(risen), [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    found = zip(risen(whole)[0].tolist(), *tail.tolist(), positives, strict=True)
    told = [_told(value, low, high, n, off < _BETTER * unchanged) for value, low, high, n in found]
    return Gains(told, off, unchanged)


def _told(value: float, low: float, high: float, n: int, foretold: bool) -> Estimate:
    if n < FEWEST:
        return Estimate(n=n, reason=TOO_FEW)
    if not foretold:
        return Estimate(n=n, reason=_BLIND)
    return Estimate(value, low, high, n, "" if low > 0 else _UNSURE)


def _rate(each: Numbers, learnt: Numbers, weight: Numbers) -> Numbers:
    """Return the rate, in doublings, at which what F1 lacks goes away, for each sample.

    It is the least-squares slope of F1 over doublings times what it lacks on average, both as
    deviations from the code's own mean, frequent codes counting more.
    """
    across = _doublings(learnt)
    across = across - across.mean(axis=0)
    lacking = 1 - each.mean(axis=1)
    rise = ((each - each.mean(axis=1, keepdims=True)) * across).sum(axis=1) * lacking
    reach = (across**2).sum(axis=0) * lacking**2
    rate: Numbers = (rise * weight).sum(axis=1) / np.maximum((reach * weight).sum(axis=1), 1e-12)
    return rate


def _missed(each: Numbers, learnt: Numbers, weight: Numbers) -> tuple[float, float]:
    """Return how far the last step was from what the others foretell, and from no change."""
    rate = _rate(each[:, :-1], learnt[:-1], weight)
    across = _doublings(learnt)
    foretold = (1 - each[:, -2]) * (1 - np.exp(-rate[:, None] * (across[-1] - across[-2])))
    happened = each[:, -1] - each[:, -2]
    known = weight > 0
    if not known.any():
        return 0.0, 0.0
    off = np.abs(happened - foretold)[:, known].mean()
    return float(off), float(np.abs(happened[:, known]).mean())


def _doublings(learnt: Numbers) -> Numbers:
    doublings: Numbers = np.log2(learnt + 1)
    return doublings
