"""What an agreement report holds: plain figures with the passages behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from qualcode.domain.agreement_drift import Drift
from qualcode.domain.disagreements import Disagreement
from qualcode.domain.rounds import Sampling


@dataclass(frozen=True, slots=True)
class Figure:
    """One coefficient with its interval; where `value` is None, `reason` says why."""

    coefficient: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SpanFigures:
    """How far coders agree on where a code begins and ends; all over the same texts.

    `f1_exact` asks for the very same span, `f1_overlap` for half of it; with more than two coders
    they are the mean over pairs. `u` and `ku` are of the unitizing family of Krippendorff and
    others (2016); `ku` is there only where no coder's codes overlap, with `coverage` as the share
    that it rests on. `n_spans` counts the spans of each coder.
    """

    jaccard: float | None
    f1_exact: float | None
    f1_overlap: float | None
    u: float | None
    ku: float | None
    coverage: float | None
    n_spans: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class OverallSpans:
    """The unitizing family over all codes; None, with the reason, where codes overlap."""

    u: float | None
    bar_u: float | None
    cu: float | None
    coverage: float | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """Agreement on one code; a figure is None where it is undefined, and `reason` says why.

    `p_below_667` and `p_below_800` are the shares of resamples whose alpha is below. `kappa_note`
    says which kappa it is. `n_positive` counts the units to which anybody gave the code. `spans`
    is there only where the unit is the character.
    """

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
    ac1_low: float | None = None
    ac1_high: float | None = None
    brennan_prediger: float | None = None
    p_below_667: float | None = None
    p_below_800: float | None = None
    kappa_note: str = ""
    n_positive: int = 0
    prevalence_index: float | None = None
    bias_index: float | None = None
    benchmarks: Mapping[str, str] = field(default_factory=dict)
    spans: SpanFigures | None = None


@dataclass(frozen=True, slots=True)
class Overall:
    """Alpha over whole sets of codes, with the distance that it was computed with.

    `jaccard` is the same with Jaccard's distance, `pooled_kappa` De Vries' kappa over all codes.
    `median`, `lowest` and `highest` are of the alphas of the `n_codes` codes that have one.
    """

    coefficient: str
    value: float | None
    low: float | None
    high: float | None
    reason: str | None
    p_below_667: float | None = None
    p_below_800: float | None = None
    benchmarks: Mapping[str, str] = field(default_factory=dict)
    jaccard: Figure | None = None
    pooled_kappa: Figure | None = None
    median: float | None = None
    lowest: float | None = None
    highest: float | None = None
    n_codes: int = 0
    spans: OverallSpans | None = None


@dataclass(frozen=True, slots=True)
class PairFigures:
    """How far two coders agree on what both looked at; `kappas` maps codes to Cohen's kappa.

    `percent` is the share of units to which both gave exactly the same codes.
    """

    first: str
    second: str
    n_units: int
    percent: float | None
    alpha: float | None
    low: float | None
    high: float | None
    pooled_kappa: float | None
    reason: str | None
    kappas: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WithoutCoder:
    """What the figures would be without one coder; `alphas` maps codes to alpha."""

    coder: str
    n_units: int
    alpha: float | None
    low: float | None
    high: float | None
    reason: str | None
    alphas: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Confused:
    """How often one coder put `first` where another put `second` instead."""

    first: str
    second: str
    n: int


@dataclass(frozen=True, slots=True)
class CodeInGroup:
    """Agreement on one code in one group of units."""

    code: str
    alpha: float | None
    n_units: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Agreement on the units of one question, source or week."""

    group: str
    n_units: int
    n_documents: int
    overall: Figure
    codes: tuple[CodeInGroup, ...]


@dataclass(frozen=True, slots=True)
class CodebookUsed:
    """Which codebook held, and the revisions under which the codings were made."""

    title: str
    version: str
    revision: str
    coded_under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundUsed:
    """How the round was held that the report is about."""

    blind: bool
    closed: bool
    unblinded: bool
    sampling: Sampling


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """How far coders agree on the units that at least two of them looked at.

    `percent` figures run from 0 to 1, like every coefficient. `left_out` counts units that only
    one coder looked at. `question`, `distance`, `n_resamples`, `seed` and `confidence` are what
    the figures were asked for with, so that they can be computed again. `notice` says what was
    left out because it is hidden from the person at work. `accepted` counts the codings, with the
    codes and by the coders compared, that are suggestions taken as they were; they are not
    compared if it was asked for `without_accepted`.
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
    pairs: tuple[PairFigures, ...] = ()
    leave_one_out: tuple[WithoutCoder, ...] = ()
    confusion: tuple[Confused, ...] = ()
    by: str | None = None
    groups: tuple[GroupFigures, ...] = ()
    drift: Drift = field(default_factory=Drift)
    methods: str = ""
    question: str | None = None
    distance: str = "masi"
    n_resamples: int = 0
    seed: int = 0
    confidence: float = 0.95
    interval: str = "percentile"
    codebook: CodebookUsed | None = None
    sampling: RoundUsed | None = None
    software: str = ""
    notice: str = ""
    without_accepted: bool = False
    accepted: int = 0

    @property
    def of_suggestions(self) -> str:
        """Return one sentence on the codings that were suggestions; empty if there is no need."""
        if not self.without_accepted:
            return f"{_accepted(self.accepted)} compared." if self.accepted else ""
        if not self.accepted:
            return "No coding was a suggestion taken as it was, so none is left out."
        return f"{_accepted(self.accepted)} left out; those changed by hand are compared."

    def to_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return asdict(self)


def _accepted(number: int) -> str:
    if number == 1:
        return "1 coding that was a suggestion taken as it was is"
    return f"{number:,} codings that were suggestions taken as they were are"
