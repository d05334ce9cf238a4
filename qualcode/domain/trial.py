"""What a trial of suggestions on a team's own codings found; figures run from 0 to 1."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from qualcode.domain.estimate import Estimate


@dataclass(frozen=True, slots=True)
class TrialQuality:
    """How good one way of suggesting is.

    `precision_at_1` is the share of coded texts whose first suggestion was right, `recall_at_3`
    the mean share of a text's codes among the first three. For the two F1 a text is given what
    would be taken as suggested: the best one and of the next two those with a probability of .3
    or more, or nothing where the suggester says that none fits. `macro_f1` is the mean over the
    codes that occur. `ece` is the expected calibration error of the first three suggestions in
    ten bins (Naeini, Cooper and Hauskrecht 2015, AAAI, 2901-2907). The `n` of each counts texts,
    codes for `macro_f1`, and suggestions for `ece`.
    """

    method: str
    precision_at_1: Estimate
    recall_at_3: Estimate
    macro_f1: Estimate
    micro_f1: Estimate
    ece: Estimate


@dataclass(frozen=True, slots=True)
class CodeTrial:
    """How well one code is suggested.

    `n` texts have it, it was taken as suggested for `suggested`, `right` of them rightly.
    `expected` is the mean probability with which it was among the first three, `observed` the
    share of those that have it. `gain` is what its F1 would rise by with 20 more texts that have
    it. `accepted` is the share of the coders' decisions on its suggestions that were to accept.
    """

    code: str
    name: str
    n: int
    suggested: int
    right: int
    precision: Estimate
    recall: Estimate
    f1: Estimate
    expected: float | None
    observed: Estimate
    gain: Estimate
    accepted: Estimate


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Quality after so many coded texts; `lowest` and `highest` are precision@1 of single draws."""

    texts: int
    draws: int
    precision_at_1: Estimate
    recall_at_3: Estimate
    macro_f1: Estimate
    lowest: float | None
    highest: float | None


@dataclass(frozen=True, slots=True)
class ModelUsed:
    """What suggested, so that it can be made again."""

    method: str
    embedding: str
    hash: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """The quality of suggestions on texts of people whose texts were not learnt from.

    `texts` were tested, `without_code` of them have no code, `quoted` more were left out because
    they stand in the codebook as examples. `hinted` of the tested were coded while suggestions
    were to be seen; `unaided` is precision@1 on the others. `none_right` is the share of texts
    without a code for which it said that none fits, `none_wrong` that of the texts with one.
    `groups` of `grouped_by` were divided into `folds`; intervals are percentiles of `resamples`
    of them. `methods[0]` is the suggester, the others were run in the same folds. `foretold_off`
    is how far the F1 of a code was, on average, from what the curve without its last step
    foretold, `unchanged_off` how far from the step before. `helpful` are sentences, `paragraph`
    is for a methods section.
    """

    question: str | None
    texts: int
    without_code: int
    quoted: int
    hinted: int
    groups: int
    grouped_by: str
    folds: int
    seed: int
    resamples: int
    model: ModelUsed
    methods: tuple[TrialQuality, ...]
    unaided: Estimate
    none_right: Estimate
    none_wrong: Estimate
    codes: tuple[CodeTrial, ...]
    curve: tuple[CurvePoint, ...]
    foretold_off: float | None
    unchanged_off: float | None
    helpful: tuple[str, ...]
    notes: tuple[str, ...] = ()
    paragraph: str = ""
    confidence: float = field(default=0.95)

    @property
    def names(self) -> dict[str, str]:
        """Map each code to its name, with its id where two codes share the name."""
        met = Counter(one.name for one in self.codes)
        return {
            one.code: one.name if met[one.name] == 1 else f"{one.name} ({one.code})"
            for one in self.codes
        }

    @property
    def suggester(self) -> TrialQuality:
        """Return the quality of the suggestions themselves."""
        return self.methods[0]

    def to_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return asdict(self)
