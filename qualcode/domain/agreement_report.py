"""What an agreement report holds: plain figures with the passages behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """Agreement on one code; a figure is None where it is undefined, and `reason` says why."""

    code: str
    name: str
    alpha: float | None
    low: float | None
    high: float | None
    percent: float | None
    percent_low: float | None
    percent_high: float | None
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None
    ac1: float | None
    n_by_coder: Mapping[str, int]
    n_units: int
    reason: str | None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overall:
    """Alpha over whole sets of codes, with the distance that it was computed with."""

    coefficient: str
    value: float | None
    low: float | None
    high: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A segment on which some coders used a code and others, who looked too, did not."""

    code: str
    source: str
    segment: str
    used_by: tuple[str, ...]
    not_used_by: tuple[str, ...]
    quotation: str


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """How far coders agree on the segments that at least two of them looked at.

    `percent` figures run from 0 to 1, like every coefficient. `left_out` counts segments that only
    one coder looked at.
    """

    unit: str
    level: str
    round: str
    coders: tuple[str, ...]
    units: int
    left_out: int
    documents: int
    resampled: str
    overall: Overall
    codes: tuple[CodeFigures, ...]
    disagreements: tuple[Disagreement, ...] = ()
    flags: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return asdict(self)
