"""Rows of tables that say whether codes go with attributes and outcomes."""

from __future__ import annotations

from dataclasses import dataclass

TOO_FEW_PEOPLE = "too few people stand behind one of its cells"
WITHHELD = f"Withheld: {TOO_FEW_PEOPLE}."


@dataclass(frozen=True, slots=True)
class AssociationRow:
    """One code and one value of an attribute, among the `base` units where both are known.

    `value` is compared with `against`, one other value or "others"; it is empty where all values
    are compared at once, and then there are no four cells. `both` units carry the code and have the
    value, `code_only` and `value_only` one of the two, `neither` none. `odds_ratio` is
    both·neither / (code_only·value_only), `low` to `high` its exact 95 per cent interval; where it
    `is_unbounded`, nobody is in a cell below the line and there is no upper end. `test` is
    chi-square, Fisher or withheld, `draws` the random tables behind its p if it is not exact, `q`
    what p becomes among all tests of the table. `common` is the Mantel-Haenszel odds ratio of
    `strata` strata, `common_p` tests that it is 1, `homogeneity_p` that it is the same in all of
    them. `why` says why a figure is missing.
    """

    code: str
    name: str
    level: int
    attribute: str
    value: str
    against: str
    base: int | None
    both: int | None = None
    code_only: int | None = None
    value_only: int | None = None
    neither: int | None = None
    odds_ratio: float | None = None
    low: float | None = None
    high: float | None = None
    is_unbounded: bool = False
    test: str = ""
    statistic: float | None = None
    freedom: int | None = None
    draws: int | None = None
    p: float | None = None
    q: float | None = None
    cramers_v: float | None = None
    cramers_v_corrected: float | None = None
    strata: int | None = None
    common: float | None = None
    common_low: float | None = None
    common_high: float | None = None
    common_p: float | None = None
    homogeneity_p: float | None = None
    reading: str = ""
    why: str = ""
    suppressed: bool = False

    def withheld(self, parts: frozenset[str]) -> AssociationRow:  # noqa: ARG002
        """Return the row without figures: to who knows sums, any of them gives the cells away."""
        return AssociationRow(
            self.code, self.name, self.level, self.attribute, self.value, self.against, None,
            reading=WITHHELD, why=TOO_FEW_PEOPLE, suppressed=True,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One predictor of an outcome, or one level of it against its `reference`, others held still.

    `odds_ratio` multiplies the odds for the level, or for each further 1 of a number; `low` to
    `high` is its 95 per cent interval from the profile of the likelihood. `p` is of the likelihood
    ratio test of this row, `predictor_p` of that of all levels together, `q` what p becomes among
    all predictors that are no control. `n` units have all that the model needs, `events` of them
    the outcome.
    """

    predictor: str
    name: str
    level: str
    reference: str
    is_control: bool
    n: int | None
    events: int | None
    odds_ratio: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    predictor_p: float | None = None
    q: float | None = None
    reading: str = ""
    why: str = ""
    suppressed: bool = False

    def withheld(self, parts: frozenset[str]) -> ModelRow:
        """Return the row without figures, and without the units of the model if `base` is gone."""
        n, events = (None, None) if "base" in parts else (self.n, self.events)
        return ModelRow(
            self.predictor, self.name, self.level, self.reference, self.is_control, n, events,
            reading=WITHHELD, why=TOO_FEW_PEOPLE, suppressed=True,
        )  # fmt: skip
