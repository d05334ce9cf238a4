"""What every statistic returns: a value with its precision, or a named reason why there is none."""

import math
from dataclasses import dataclass
from enum import StrEnum


class Undefined(ValueError):
    """A coefficient without a value was used as a number."""


class Reason(StrEnum):
    """Why a coefficient or an interval has no value."""

    NO_VARIATION = "no variation"
    NOT_USED = "not used"
    NOT_COMPARABLE = "not comparable"
    TOO_FEW = "too few"


class Flag(StrEnum):
    """What a reader must know before trusting a value that does exist."""

    TOO_FEW = "too few"
    ONE_CODER_ONLY = "used by one coder only"
    PAIRS_LEFT_OUT = "some pairs of coders left out"
    CODES_LEFT_OUT = "some codes left out"
    FEW_DOCUMENTS = "few documents"
    NO_INTERVAL = "no interval"
    PREVALENCE = "kappa and AC1 part ways: prevalence"
    BIAS = "kappa and AC1 part ways: bias"


_EXPLAINED = {
    Reason.NO_VARIATION: "all compared ratings are equal, so chance agreement is complete",
    Reason.NOT_USED: "no coder used the code on the compared units",
    Reason.NOT_COMPARABLE: "no unit was rated by two coders",
    Reason.TOO_FEW: "there are too few cases",
}


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One statistic: `value` with its precision, or `None` with the `reason`.

    `low` and `high` bound the interval at `level`; `n_units` counts the units that were compared
    and `n_coders` the coders with a rating on at least one of them. Raises ValueError unless
    exactly one of `value` and `reason` is given and the value is finite.
    """

    name: str
    value: float | None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    n_units: int = 0
    n_coders: int = 0
    reason: Reason | None = None
    flags: tuple[Flag, ...] = ()

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None):
            raise ValueError(f"{self.name} needs either a value or a reason, and not both.")
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError(f"{self.name} must be finite; it is {self.value}.")

    def __float__(self) -> float:
        """Return the value; raises Undefined, naming the reason, where there is none."""
        if self.value is None:
            assert self.reason is not None
            raise Undefined(f"{self.name} is undefined: {self.reason} ({_EXPLAINED[self.reason]}).")
        return self.value
