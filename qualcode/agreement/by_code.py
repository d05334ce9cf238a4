"""The agreement of coders code by code: the table that a lead reads."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import Literal

from qualcode.agreement.coded import CodedUnits, Unit
from qualcode.agreement.coefficient import Coefficient, Flag, Reason
from qualcode.agreement.figures import Figures, figures_of
from qualcode.agreement.intervals import Interval
from qualcode.agreement.kappa import normal_quantile
from qualcode.agreement.outcome import FEW_UNITS
from qualcode.agreement.sets import Distance, set_name

FEW_POSITIVE = 5
FEW_DOCUMENTS = 10


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How far coders agree on one code, applied or not, over the units that were compared.

    `kappa` is Cohen's for two coders and the mean over pairs of coders, Light's, for more.
    `n_by_coder` counts the units to which each coder gave the code.
    """

    code: Hashable
    alpha: Coefficient
    percent: Coefficient
    kappa: Coefficient
    ac1: Coefficient
    n_by_coder: Mapping[Hashable, int]
    n_units: int
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementByCode:
    """The agreement on each code and, as `overall`, alpha over whole sets of codes.

    `n_units` were compared; `n_left_out` were not, because fewer than two coders looked.
    `resampled` says what the intervals were drawn from.
    """

    codes: tuple[CodeAgreement, ...]
    overall: Coefficient
    coders: tuple[Hashable, ...]
    n_units: int
    n_left_out: int
    n_documents: int
    resampled: Literal["documents", "units"]
    flags: tuple[Flag, ...] = ()


def agreement_by_code(
    units: Sequence[Unit],
    codes: Iterable[Hashable] | None = None,
    *,
    distance: Distance = "masi",
    n: int = 1000,
    seed: int = 0,
    level: float = 0.95,
) -> AgreementByCode:
    """Return alpha, percent agreement, kappa and AC1 of every code with bootstrap intervals.

    `units` are `(document, {coder: codes applied})`; a coder who is absent did not look at the
    unit, one with an empty set looked and applied nothing. Units with fewer than two coders are
    left out and counted. `codes` names the codes to report, by default all that were applied.
    Documents are resampled (units, if there is one document) `n` times with one set of weights
    for all figures; `se` is the standard deviation of the resamples. Raises ValueError for n < 1,
    a level outside (0, 1), an unknown distance, or codes that are no collection.
    """
    normal_quantile(level)
    named = set_name(distance)
    coded = CodedUnits.of(units, codes)
    figures = figures_of(coded, distance, n, seed, level) if coded.n_units else None
    n_documents = len(set(coded.documents))
    by_coder, positive = coded.by_coder(), coded.positive()
    return AgreementByCode(
        codes=tuple(
            _row(coded, figures, index, by_coder[:, index].tolist(), int(positive[index]))
            for index in range(len(coded.codes))
        ),
        overall=_coefficient(
            f"Krippendorff alpha over code sets ({named})",
            figures.overall if figures else None,
            Reason.NO_VARIATION,
            coded,
            (Flag.TOO_FEW,) if coded.n_units < FEW_UNITS else (),
        ),
        coders=coded.coders,
        n_units=coded.n_units,
        n_left_out=coded.n_left_out,
        n_documents=n_documents,
        resampled="documents" if n_documents > 1 else "units",
        flags=(Flag.FEW_DOCUMENTS,) if n_documents < FEW_DOCUMENTS else (),
    )


def _row(
    coded: CodedUnits, figures: Figures | None, index: int, by_coder: list[int], positive: int
) -> CodeAgreement:
    none = Reason.NO_VARIATION if positive else Reason.NOT_USED
    flags = _flags(coded.n_units, by_coder, positive)
    pairs = comb(coded.n_active, 2)
    left_out = figures is not None and 0 < figures.kappa_pairs[index] < pairs
    kappa_flags = (*flags, Flag.PAIRS_LEFT_OUT) if left_out else flags
    kappa_name = "Cohen kappa" if coded.n_active <= 2 else "Light kappa (mean over pairs)"
    alpha, percent, kappa, ac1 = (
        (figures.alpha[index], figures.percent[index], figures.kappa[index], figures.ac1[index])
        if figures
        else (None,) * 4
    )
    return CodeAgreement(
        code=coded.codes[index],
        alpha=_coefficient("Krippendorff alpha (nominal)", alpha, none, coded, flags),
        percent=_coefficient("percent agreement (by unit)", percent, none, coded, flags),
        kappa=_coefficient(kappa_name, kappa, none, coded, kappa_flags),
        ac1=_coefficient("Gwet AC1", ac1, none, coded, flags),
        n_by_coder=dict(zip(coded.coders, by_coder, strict=True)),
        n_units=coded.n_units,
        flags=flags,
    )


def _coefficient(
    name: str,
    found: Interval | None,
    reason: Reason,
    coded: CodedUnits,
    flags: tuple[Flag, ...],
) -> Coefficient:
    """Return a figure as a coefficient; `reason` says why, if it has no value."""
    if found is None:
        return Coefficient(name, None, reason=Reason.NOT_COMPARABLE, flags=flags)
    if found.value is not None and found.low is None:
        flags = (*flags, Flag.NO_INTERVAL)
    return Coefficient(
        name,
        found.value,
        se=found.se,
        low=found.low,
        high=found.high,
        level=None if found.low is None else found.level,
        n_units=coded.n_units,
        n_coders=coded.n_active,
        reason=reason if found.value is None else None,
        flags=flags,
    )


def _flags(n_units: int, by_coder: list[int], positive: int) -> tuple[Flag, ...]:
    flags = []
    if n_units < FEW_UNITS or positive < FEW_POSITIVE:
        flags.append(Flag.TOO_FEW)
    if sum(times > 0 for times in by_coder) == 1:
        flags.append(Flag.ONE_CODER_ONLY)
    return tuple(flags)
