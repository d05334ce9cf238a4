"""From the library's results to the figures of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from qualcode.agreement import (
    AgreementByCode,
    CodeAgreement,
    CodedUnits,
    Coefficient,
    agreement_by_code,
    agreement_by_pair,
    benchmark,
    code_confusion,
    leave_one_coder_out,
)
from qualcode.agreement.codes.figures import document_clusters, reported, set_sums
from qualcode.agreement.coefficient import Reason
from qualcode.agreement.intervals.clusters import count_clusters
from qualcode.agreement.intervals.intervals import Resampling, estimates
from qualcode.domain.agreement_report import (
    CodeFigures,
    Confused,
    Figure,
    Overall,
    PairFigures,
    WithoutCoder,
)
from qualcode.study.reliability.units import Units

Asked = Mapping[tuple[str, ...], Sequence[str]]
"""Codes under the questions that they are for; no questions are all."""


@dataclass(frozen=True, slots=True)
class How:
    """How the figures are computed: distance of sets, resamples and their seed, level."""

    distance: str = "masi"
    n: int = 1000
    seed: int = 0
    level: float = 0.95

    @property
    def resampling(self) -> Resampling:
        """Return it as the statistics take it."""
        return Resampling(self.n, self.seed, self.level)


def by_code(units: Units, asked: Asked, names: Mapping[str, str], how: How) -> list[CodeFigures]:
    """Return the figures of every code, each on the units that it is for."""
    return [
        _row(row, names[str(row.code)])
        for questions, codes in asked.items()
        for table in (
            agreement_by_code(
                units.among(questions).coded(codes),
                distance=how.distance, n=how.n, seed=how.seed, level=how.level,
            ),
        )
        for row in table.codes
    ]  # fmt: skip


def alphas(units: Units, asked: Asked) -> dict[str, Coefficient]:
    """Return alpha of every code without an interval, each on the units that it is for."""
    return {
        str(row.code): row.alpha
        for questions, codes in asked.items()
        for row in agreement_by_code(units.among(questions).coded(codes), interval=None).codes
    }


def set_alpha(coded: CodedUnits, distance: str, how: How) -> Figure:
    """Return alpha over sets of codes with its interval."""
    name = f"Krippendorff alpha over code sets ({distance})"
    if coded.n_units == 0:
        return figure(Coefficient(name, None, reason=Reason.NOT_COMPARABLE))
    clusters = document_clusters(coded, how.resampling)
    sums = set_sums(coded, distance, clusters)
    found = estimates(
        lambda draws: (sums.alpha(draws)[:, None],), count_clusters(clusters), how.resampling
    )[0][0]
    counts = coded.n_units, coded.n_active
    return figure(reported(name, found, Reason.NO_VARIATION, counts))


def overall(
    table: AgreementByCode, coded: CodedUnits, codes: Iterable[CodeFigures], how: How
) -> Overall:
    """Return what is said of all codes together."""
    known = [one.alpha for one in codes if one.alpha is not None]
    whole = figure(table.overall)
    return Overall(
        coefficient=whole.coefficient,
        value=whole.value,
        low=whole.low,
        high=whole.high,
        reason=whole.reason,
        p_below_667=table.overall_p_below.get(0.667),
        p_below_800=table.overall_p_below.get(0.8),
        benchmarks=benchmarks(table.overall),
        jaccard=set_alpha(coded, "jaccard", how),
        pooled_kappa=figure(table.pooled_kappa),
        median=median(known) if known else None,
        lowest=min(known, default=None),
        highest=max(known, default=None),
        n_codes=len(known),
    )


def pairs(coded: CodedUnits, units: Units, asked: Asked, how: How) -> tuple[PairFigures, ...]:
    """Return how far each two coders agree; kappas are on the units that each code is for."""
    kappas: dict[tuple[str, str], dict[str, float | None]] = {}
    for questions, codes in asked.items():
        group = units.among(questions).coded(codes)
        for one in agreement_by_pair(group, distance=how.distance, interval=None):
            found = kappas.setdefault((str(one.first), str(one.second)), {})
            found.update((str(code), kappa.value) for code, kappa in one.kappas.items())
    made = agreement_by_pair(coded, distance=how.distance, n=how.n, seed=how.seed, level=how.level)
    place = {name: number for number, name in enumerate(coded.coders)}
    return tuple(
        PairFigures(
            first=str(one.first),
            second=str(one.second),
            n_units=one.n_units,
            percent=same_codes(coded, place[one.first], place[one.second]),
            alpha=one.overall.value,
            low=one.overall.low,
            high=one.overall.high,
            pooled_kappa=one.pooled_kappa.value,
            reason=figure(one.overall).reason,
            kappas=kappas.get((str(one.first), str(one.second)), {}),
        )
        for one in made
    )


def without_each(
    coded: CodedUnits, units: Units, asked: Asked, how: How
) -> tuple[WithoutCoder, ...]:
    """Return what alpha would be without each coder, for three or more."""
    if len(coded.coders) < 3:
        return ()
    alphas: dict[str, dict[str, float | None]] = {}
    for questions, codes in asked.items():
        group = units.among(questions).coded(codes)
        for one in leave_one_coder_out(group, distance=how.distance, interval=None):
            found = alphas.setdefault(str(one.coder), {})
            found.update((str(code), alpha.value) for code, alpha in one.alphas.items())
    made = leave_one_coder_out(
        coded, distance=how.distance, n=how.n, seed=how.seed, level=how.level
    )
    return tuple(
        WithoutCoder(
            coder=str(one.coder),
            n_units=one.n_units,
            alpha=one.overall.value,
            low=one.overall.low,
            high=one.overall.high,
            reason=figure(one.overall).reason,
            alphas=alphas.get(str(one.coder), {}),
        )
        for one in made
    )


def confusion(coded: CodedUnits) -> tuple[Confused, ...]:
    """Return which codes stand in for each other, then, as pairs with itself, agreed ones."""
    found = code_confusion(coded)
    mixed = [Confused(str(one.first), str(one.second), one.n) for one in found.confused]
    agreed = [Confused(str(code), str(code), n) for code, n in found.agreed.items() if n]
    return (*mixed, *agreed)


def same_codes(coded: CodedUnits, one: int, other: int) -> float | None:
    """Return the share of units to which two coders gave exactly the same codes."""
    together = coded.looked[one] & coded.looked[other]
    if not together.any():
        return None
    cells = coded.unit * max(len(coded.codes), 1) + coded.code
    mine, theirs = (cells[(coded.coder == who) & together[coded.unit]] for who in (one, other))
    differing = np.setxor1d(mine, theirs, assume_unique=True) // max(len(coded.codes), 1)
    return float(1 - len(np.unique(differing)) / together.sum())


def figure(found: Coefficient) -> Figure:
    """Return a coefficient as plain values."""
    reason = found.reason.value if found.reason else None
    return Figure(found.name, found.value, found.low, found.high, reason)


def benchmarks(found: Coefficient) -> dict[str, str]:
    """Return the band of each scale that a figure reaches for certain (Gwet 2014, chapter 6)."""
    if found.value is None or not found.se:
        return {}
    return {scale: benchmark(found, scale=scale).label for scale in ("krippendorff", "landis-koch")}


def _row(row: CodeAgreement, name: str) -> CodeFigures:
    return CodeFigures(
        code=str(row.code),
        name=name,
        alpha=row.alpha.value,
        low=row.alpha.low,
        high=row.alpha.high,
        percent=row.percent.value,
        percent_low=row.percent.low,
        percent_high=row.percent.high,
        kappa=row.kappa.value,
        kappa_low=row.kappa.low,
        kappa_high=row.kappa.high,
        ac1=row.ac1.value,
        n_by_coder={str(who): n for who, n in row.n_by_coder.items()},
        n_units=row.n_units,
        reason=row.alpha.reason.value if row.alpha.reason else None,
        flags=tuple(flag.value for flag in row.flags),
        ac1_low=row.ac1.low,
        ac1_high=row.ac1.high,
        brennan_prediger=row.brennan_prediger.value,
        p_below_667=row.p_below.get(0.667),
        p_below_800=row.p_below.get(0.8),
        kappa_note=row.kappa.name,
        n_positive=row.n_positive,
        prevalence_index=row.prevalence_index,
        bias_index=row.bias_index,
        benchmarks=benchmarks(row.alpha),
    )
