"""The agreement of coders code by code: the table that a lead reads."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import comb
from typing import Literal, NamedTuple

import numpy as np

from qualcode.agreement.codes.binary import BinarySums
from qualcode.agreement.codes.coded import CodedUnits, Unit
from qualcode.agreement.codes.figures import document_clusters, few_units, known, reported, set_sums
from qualcode.agreement.codes.pair_sums import PairSums, mean_of_known
from qualcode.agreement.coefficient import Coefficient, Flag, Reason
from qualcode.agreement.coefficients.outcome import FEW_UNITS
from qualcode.agreement.intervals.clusters import Draws, count_clusters
from qualcode.agreement.intervals.intervals import Interval, Method, Resampling, estimates
from qualcode.agreement.sets.distances import Distance, set_name
from qualcode.agreement.tables.ratings import Floats

FEW_POSITIVE = 5
FEW_DOCUMENTS = 10
PART_WAYS = 0.2


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How far coders agree on one code, applied or not, over the units that were compared.

    `kappa` is Cohen's for two coders and the mean over pairs of coders, Light's, for more.
    `n_by_coder` counts the units to which each coder gave the code, `n_positive` those to which
    anybody did. `p_below` is the share of alpha's resamples below .667 and below .800, empty
    where there is no interval. `prevalence_index` and `bias_index` are those of Byrt, Bishop and
    Carlin (1993), (a - d) / n and (b - c) / n with `a` the units where both said yes, `d` no, `b`
    only the first and `c` only the second; for more coders the mean over pairs, bias without its
    sign. Where kappa and AC1 differ by more than .2 the larger index is flagged as the cause.
    """

    code: Hashable
    alpha: Coefficient
    percent: Coefficient
    kappa: Coefficient
    ac1: Coefficient
    n_by_coder: Mapping[Hashable, int]
    n_units: int
    flags: tuple[Flag, ...]
    brennan_prediger: Coefficient
    n_positive: int
    prevalence_index: float | None
    bias_index: float | None
    p_below: Mapping[float, float] = field(hash=False)


@dataclass(frozen=True, slots=True)
class AgreementByCode:
    """The agreement on each code and, as `overall`, alpha over whole sets of codes.

    `pooled_kappa` pools the codes (De Vries et al. 2008); with more than two coders it is the
    mean over pairs. `n_units` were compared; `n_left_out` were not, because fewer than two coders
    looked. `resampled` says what the intervals were drawn from. `overall_p_below` is `p_below` of
    overall alpha.
    """

    codes: tuple[CodeAgreement, ...]
    overall: Coefficient
    coders: tuple[Hashable, ...]
    n_units: int
    n_left_out: int
    n_documents: int
    resampled: Literal["documents", "units"]
    flags: tuple[Flag, ...]
    pooled_kappa: Coefficient
    overall_p_below: Mapping[float, float] = field(hash=False)


def agreement_by_code(
    units: Sequence[Unit] | CodedUnits,
    codes: Iterable[Hashable] | None = None,
    *,
    distance: Distance = "masi",
    n: int = 1000,
    seed: int = 0,
    level: float = 0.95,
    interval: Method | None = "percentile",
) -> AgreementByCode:
    """Return alpha, percent agreement and the kappas of every code with bootstrap intervals.

    `units` are `(document, {coder: codes applied})`; a coder who is absent did not look at the
    unit, one with an empty set looked and applied nothing. Units with fewer than two coders are
    left out and counted. `codes` names the codes to report, by default all that were applied.
    Documents are resampled (units, if there is one document) `n` times with one set of weights
    for all figures; `se` is the standard deviation of the resamples. `interval` is percentile,
    bca, or None for values only. Raises ValueError for n < 1, a level outside (0, 1), an unknown
    distance or interval, or codes that are no collection.
    """
    how = Resampling(n, seed, level, interval)
    named = set_name(distance)
    coded = CodedUnits.of(units, codes)
    found = _figures(coded, distance, how) if coded.n_units else None
    counts = coded.n_units, coded.n_active
    n_documents = len(set(coded.documents))
    by_coder, positive = coded.by_coder(), coded.positive()
    mean = "" if counts[1] <= 2 else ", mean over pairs"
    return AgreementByCode(
        codes=tuple(
            _row(coded, counts, found, index, by_coder[:, index].tolist(), int(positive[index]))
            for index in range(len(coded.codes))
        ),
        overall=reported(
            f"Krippendorff alpha over code sets ({named})",
            found.overall if found else None,
            Reason.NO_VARIATION,
            counts,
            few_units(counts[0]),
        ),
        coders=coded.coders,
        n_units=counts[0],
        n_left_out=coded.n_left_out,
        n_documents=n_documents,
        resampled="documents" if n_documents > 1 else "units",
        flags=(Flag.FEW_DOCUMENTS,) if n_documents < FEW_DOCUMENTS else (),
        pooled_kappa=reported(
            f"pooled kappa (over codes{mean})",
            found.pooled if found else None,
            Reason.NO_VARIATION,
            counts,
            few_units(counts[0]),
        ),
        overall_p_below=found.overall.p_below if found else {},
    )


class _Found(NamedTuple):
    """An interval of each figure, code by code and overall."""

    alpha: list[Interval]
    percent: list[Interval]
    kappa: list[Interval]
    ac1: list[Interval]
    brennan_prediger: list[Interval]
    pooled: Interval
    overall: Interval
    kappa_pairs: list[int]
    prevalence: list[float | None]
    bias: list[float | None]


def _figures(coded: CodedUnits, distance: Distance, how: Resampling) -> _Found:
    clusters = document_clusters(coded, how)
    binary_sums, pair_sums = BinarySums.of(coded, clusters), PairSums.of(coded, clusters)
    overall_sums = set_sums(coded, distance, clusters)

    def measure(draws: Draws) -> tuple[Floats, ...]:
        binary, pairs = binary_sums.measured(draws), pair_sums.measured(draws)
        return (
            binary.alpha(),
            binary.percent(),
            pairs.light(),
            binary.ac1(),
            binary.brennan_prediger(),
            mean_of_known(pairs.pooled(), axis=-1)[:, None],
            overall_sums.alpha(draws)[:, None],
        )

    n_clusters = count_clusters(clusters)
    alpha, percent, kappa, ac1, offered, pooled, overall = estimates(measure, n_clusters, how)
    pairs = pair_sums.measured(Draws.whole(n_clusters))
    bias = pairs.bias()[0]
    bias = bias if len(bias) == 1 else np.abs(bias)
    return _Found(
        alpha=alpha,
        percent=percent,
        kappa=kappa,
        ac1=ac1,
        brennan_prediger=offered,
        pooled=pooled[0],
        overall=overall[0],
        kappa_pairs=np.isfinite(pairs.kappas()[0]).sum(axis=0).tolist(),
        prevalence=[known(one) for one in mean_of_known(pairs.prevalence()[0], axis=0)],
        bias=[known(one) for one in mean_of_known(bias, axis=0)],
    )


def _row(
    coded: CodedUnits,
    counts: tuple[int, int],
    found: _Found | None,
    index: int,
    by_coder: list[int],
    positive: int,
) -> CodeAgreement:
    none = Reason.NO_VARIATION if positive else Reason.NOT_USED
    flags = (
        *_flags(counts[0], by_coder, positive),
        *(_apart(found, index) if found else ()),
    )
    pairs = comb(counts[1], 2)
    left_out = found is not None and 0 < found.kappa_pairs[index] < pairs
    kappa_flags = (*flags, Flag.PAIRS_LEFT_OUT) if left_out else flags
    kappa_name = "Cohen kappa" if counts[1] <= 2 else "Light kappa (mean over pairs)"
    alpha, percent, kappa, ac1, offered = (
        (figure[index] for figure in found[:5]) if found else (None,) * 5
    )
    return CodeAgreement(
        code=coded.codes[index],
        alpha=reported("Krippendorff alpha (nominal)", alpha, none, counts, flags),
        percent=reported("percent agreement (by unit)", percent, none, counts, flags),
        kappa=reported(kappa_name, kappa, none, counts, kappa_flags),
        ac1=reported("Gwet AC1", ac1, none, counts, flags),
        n_by_coder=dict(zip(coded.coders, by_coder, strict=True)),
        n_units=counts[0],
        flags=flags,
        brennan_prediger=reported("Brennan-Prediger kappa", offered, none, counts, flags),
        n_positive=positive,
        prevalence_index=found.prevalence[index] if found else None,
        bias_index=found.bias[index] if found else None,
        p_below=alpha.p_below if alpha else {},
    )


def _flags(n_units: int, by_coder: list[int], positive: int) -> tuple[Flag, ...]:
    flags = []
    if n_units < FEW_UNITS or positive < FEW_POSITIVE:
        flags.append(Flag.TOO_FEW)
    if sum(times > 0 for times in by_coder) == 1:
        flags.append(Flag.ONE_CODER_ONLY)
    return tuple(flags)


def _apart(found: _Found, index: int) -> tuple[Flag, ...]:
    """Return the flag of what keeps kappa and AC1 apart, if they are."""
    kappa, ac1 = found.kappa[index].value, found.ac1[index].value
    if kappa is None or ac1 is None or abs(ac1 - kappa) <= PART_WAYS:
        return ()
    prevalence, bias = found.prevalence[index] or 0.0, found.bias[index] or 0.0
    return (Flag.PREVALENCE if abs(prevalence) >= abs(bias) else Flag.BIAS,)
