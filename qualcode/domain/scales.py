"""Rows of the tables of closed items: answers, means, correlations, differences between groups."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """How many of those who answered a closed item gave this answer.

    `place` is the item of a grid or the part of a number. `top` says that the row adds up the two
    upper points of a scale. `percent` and its 95 per cent interval run from 0 to 100;
    `standard_error` is there where weights are. What is withheld is None.
    """

    question: str
    place: str
    answer: str
    name: str
    top: bool
    group: str
    n: int | None
    base: int | None
    percent: float | None
    low: float | None
    high: float | None
    standard_error: float | None = None
    people: int | None = None
    suppressed: bool = False

    def withheld(self, parts: frozenset[str]) -> AnswerRow:
        """Return the row without `n` and what follows from it, or without its `base` as well."""
        return replace(
            self,
            n=None,
            base=None if "base" in parts else self.base,
            percent=None,
            low=None,
            high=None,
            standard_error=None,
            people=None,
            suppressed=True,
        )


@dataclass(frozen=True, slots=True)
class MeanRow:
    """Mean, spread and quartiles of a scale or number, among those who answered.

    `low` to `high` is the 95 per cent interval of the mean. `not_answered` were asked and left it
    blank, `not_asked` have answers to other questions only. What cannot be said is None.
    """

    question: str
    place: str
    name: str
    group: str
    base: int | None
    not_answered: int | None
    not_asked: int | None
    mean: float | None
    low: float | None
    high: float | None
    sd: float | None
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    people: int | None = None
    suppressed: bool = False

    def withheld(self, parts: frozenset[str]) -> MeanRow:
        """Return the row without what these parts tell: base, not_answered, not_asked."""
        if "base" not in parts:
            return replace(
                self,
                not_answered=None if "not_answered" in parts else self.not_answered,
                not_asked=None if "not_asked" in parts else self.not_asked,
                suppressed=True,
            )
        return MeanRow(
            self.question,
            self.place,
            self.name,
            self.group,
            *(None,) * 10,
            people=None,
            suppressed=True,
        )


@dataclass(frozen=True, slots=True)
class CorrelationRow:
    """How far two scales rise together, among those who answered both.

    Spearman's rho and Kendall's tau-b run from -1 to 1, each with its 95 per cent interval and p.
    `reason` says why there are none.
    """

    question: str
    other: str
    n: int | None
    rho: float | None
    rho_low: float | None
    rho_high: float | None
    rho_p: float | None
    tau: float | None
    tau_low: float | None
    tau_high: float | None
    tau_p: float | None
    reason: str = ""
    people: int | None = None
    suppressed: bool = False

    def withheld(self, parts: frozenset[str]) -> CorrelationRow:
        """Return the row without any figure."""
        if not parts:
            return self
        return CorrelationRow(self.question, self.other, *(None,) * 9, suppressed=True)


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A test whether groups answer a scale or number differently.

    `effect` is named by `effect_name`; its interval `low` to `high` is there where one is known.
    Differences are those of the first group less the second. `reason` says why there is no test.
    """

    question: str
    place: str
    name: str
    groups: tuple[str, ...]
    n: int | None
    test: str
    statistic: float | None = None
    df: float | None = None
    p: float | None = None
    effect_name: str = ""
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""
    people: int | None = None
    suppressed: bool = False

    def withheld(self, parts: frozenset[str]) -> DifferenceRow:
        """Return the row without any figure."""
        if not parts:
            return self
        return DifferenceRow(
            self.question, self.place, self.name, self.groups, None, self.test, suppressed=True
        )
