"""Measures of suggestions, as functions of sums, so that participants can be resampled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.domain.estimate import Estimate
from qualcode.domain.trial import TrialQuality
from qualcode.suggest.calibration import NONE_OF_THESE
from qualcode.suggest.numbers import Numbers, Rows

SHOWN = 3
SURE = 0.3
"""From this probability on the second and third suggestion are taken: about half the F1 that can
be reached is the best threshold (Lipton, Elkan and Narayanaswamy 2014, ECML PKDD, 225-239)."""
BINS = 10
LEVEL = 0.95
_BLOCK = 250
_LEAST_DEFINED = 0.9

Ranked = Sequence[tuple[int, float | None]]
"""The first suggestions for a text: numbers of codes, each with its probability if it has one."""


def none_fits(ranked: Ranked) -> bool:
    """Say whether rather no code fits the text, as the suggester says it."""
    return not ranked or (ranked[0][1] is not None and ranked[0][1] < NONE_OF_THESE)


def taken(ranked: Ranked, abstains: bool = True) -> set[int]:
    """Return the codes of a text whose suggestions are taken as they come.

    That is the best and of the next two those that are sure enough; none where none fits, if the
    way of suggesting `abstains`.
    """
    if not ranked or (abstains and none_fits(ranked)):
        return set()
    sure = {code for code, likely in ranked[1:SHOWN] if likely is not None and likely >= SURE}
    return {ranked[0][0], *sure}


@dataclass(frozen=True, slots=True)
class GroupSums:
    """What the measures are made of, added up by participant: (participants, columns).

    Columns are texts with a code, their right first suggestions, their recall among three, then
    for each code right, wrong and missed, then for each bin how many suggestions, the sum of
    their probabilities, and how many were right.
    """

    rows: Numbers
    codes: int

    def quality(self, weights: Numbers) -> Numbers:
        """Return the five measures of samples, (b, participants) weights to (b, 5).

        What is undefined is NaN.
        """
        sums = weights @ self.rows
        right, wrong, missed = self.counts(weights)
        places = np.split(sums[:, 3 + 3 * self.codes :], 3, axis=1)
        occurs = right + missed > 0
        each = np.where(occurs, f1(right, wrong, missed), 0.0)
        every = (right.sum(axis=1), wrong.sum(axis=1), missed.sum(axis=1))
        return np.column_stack(
            (
                _ratio(sums[:, 1], sums[:, 0]),
                _ratio(sums[:, 2], sums[:, 0]),
                _ratio(each.sum(axis=1), occurs.sum(axis=1)),
                f1(*every),
                _ratio(np.abs(places[1] - places[2]).sum(axis=1), places[0].sum(axis=1)),
            )
        )

    def counts(self, weights: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Return how often each code was right, wrong and missed, each (b, codes)."""
        right, wrong, missed = np.split(weights @ self.rows[:, 3 : 3 + 3 * self.codes], 3, axis=1)
        return right, wrong, missed

    @property
    def totals(self) -> list[tuple[int, int, int]]:
        """Return how often each code was right, wrong and missed in all."""
        columns = (one[0].tolist() for one in self.counts(np.ones((1, len(self.rows)))))
        return [(round(a), round(b), round(c)) for a, b, c in zip(*columns, strict=True)]


def group_sums(
    given: Sequence[frozenset[int]],
    ranked: Sequence[Ranked],
    group: Rows,
    codes: int,
    abstains: bool = True,
) -> GroupSums:
    """Add up what was suggested for texts against the codes given to them."""
    rows = np.zeros((int(group.max(initial=-1)) + 1, 3 + 3 * codes + 3 * BINS))
    for truth, found, number in zip(given, ranked, group.tolist(), strict=True):
        row = rows[number]
        if truth:
            first = [code for code, _ in found[:SHOWN]]
            row[:3] += (
                1,
                first[:1] != [] and first[0] in truth,
                len(truth & set(first)) / len(truth),
            )
        chosen = taken(found, abstains)
        for at, hit in enumerate((chosen & truth, chosen - truth, truth - chosen)):
            row[[3 + at * codes + code for code in hit]] += 1
        for code, likely in found[:SHOWN]:
            if likely is not None:
                place = 3 + 3 * codes + min(int(likely * BINS), BINS - 1)
                row[[place, place + BINS, place + 2 * BINS]] += 1, likely, code in truth
    return GroupSums(rows, codes)


def f1(right: Numbers, wrong: Numbers, missed: Numbers) -> Numbers:
    """Return the harmonic mean of precision and recall; NaN where there is nothing to find."""
    return _ratio(2 * right, 2 * right + wrong + missed)


def quality(method: str, sums: GroupSums, how: Resamples) -> TrialQuality:
    """Return the measures of one way of suggesting with their intervals."""
    whole = np.ones((1, len(sums.rows)))
    total = (whole @ sums.rows)[0]
    right, _, missed = sums.counts(whole)
    coded, occurring = int(total[0]), int((right + missed > 0).sum())
    shown = int(total[3 + 3 * sums.codes :][:BINS].sum())
    found = how.estimates(sums.quality, (coded, coded, occurring, coded, shown))
    return TrialQuality(method, *found)


@dataclass(frozen=True, slots=True)
class Resamples:
    """How often each of `n` resamples drew each participant; one set serves every figure."""

    weights: Numbers

    @classmethod
    def drawn(cls, groups: int, n: int, seed: int) -> Resamples:
        """Draw participants with replacement, as many as there are."""
        chance = np.full(groups, 1 / groups)
        drawn = np.random.default_rng(seed).multinomial(groups, chance, size=n)
        return cls(drawn.astype(np.float64))

    def values(self, statistic: Callable[[Numbers], Numbers]) -> Numbers:
        """Return the statistics of all resamples, (n, statistics)."""
        parts = range(0, len(self.weights), _BLOCK)
        return np.vstack([statistic(self.weights[at : at + _BLOCK]) for at in parts])

    def estimates(
        self, statistic: Callable[[Numbers], Numbers], counts: Sequence[int]
    ) -> tuple[Estimate, ...]:
        """Return statistics with percentile intervals (Efron and Tibshirani 1993, section 13.3).

        Participants are drawn whole, as texts of one are not independent (Davison and Hinkley
        1997, section 3.8).
        """
        groups = self.weights.shape[1]
        values = statistic(np.ones((1, groups)))[0]
        drawn = self.values(statistic)
        columns = zip(values, drawn.T, counts, strict=True)
        return tuple(_estimate(float(value), column, n) for value, column, n in columns)


def _estimate(value: float, drawn: Numbers, n: int) -> Estimate:
    if not np.isfinite(value):
        return Estimate(n=n, reason="there is nothing to count")
    known = drawn[np.isfinite(drawn)]
    if len(known) < _LEAST_DEFINED * len(drawn):
        return Estimate(value, n=n, reason="too few resamples have a value")
    if known.max() - known.min() < 1e-12:
        return Estimate(value, n=n, reason="the same in every resample, which is no certainty")
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(value, float(low), float(high), n)


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    ratio: Numbers = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole > 0)
    return ratio
