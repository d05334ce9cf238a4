"""Who agrees with whom: the matrix of coder pairs, and the group without each coder."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from qualcode.agreement.codes.binary import BinarySums
from qualcode.agreement.codes.coded import CodedUnits, Unit
from qualcode.agreement.codes.figures import (
    document_clusters,
    few_units,
    reported,
    set_sums,
)
from qualcode.agreement.codes.pair_sums import PairSums, mean_of_known
from qualcode.agreement.coefficient import Coefficient, Reason
from qualcode.agreement.intervals.clusters import Draws, count_clusters
from qualcode.agreement.intervals.intervals import Interval, Method, Resampling, estimates
from qualcode.agreement.sets.distances import Distance, set_name
from qualcode.agreement.tables.ratings import Floats


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How far two coders agree, on the `n_units` that both looked at.

    `overall` is alpha over sets of codes, `pooled_kappa` pools p_o and p_e over codes (De Vries
    et al. 2008), `mean_kappa` is the mean of the codes that have a kappa, and `kappas` has
    Cohen's for each code.
    """

    first: Hashable
    second: Hashable
    n_units: int
    overall: Coefficient
    pooled_kappa: Coefficient
    mean_kappa: Coefficient
    kappas: Mapping[Hashable, Coefficient] = field(hash=False)


@dataclass(frozen=True, slots=True)
class WithoutCoder:
    """How far the others agree without one coder, on the `n_units` that two of them looked at.

    `overall` is alpha over sets of codes and `alphas` has nominal alpha for each code.
    """

    coder: Hashable
    n_units: int
    overall: Coefficient
    alphas: Mapping[Hashable, Coefficient] = field(hash=False)


def agreement_by_pair(
    units: Sequence[Unit] | CodedUnits,
    codes: Iterable[Hashable] | None = None,
    *,
    distance: Distance = "masi",
    n: int = 1000,
    seed: int = 0,
    level: float = 0.95,
    interval: Method | None = "percentile",
) -> tuple[PairAgreement, ...]:
    """Return the agreement of every pair of coders with bootstrap intervals.

    The arguments are those of agreement_by_code; with the same units and seed the resamples are
    the same too. A pair that looked at no unit in common is not comparable. Raises ValueError as
    agreement_by_code does.
    """
    how = Resampling(n, seed, level, interval)
    named = set_name(distance)
    coded = CodedUnits.of(units, codes)
    clusters = document_clusters(coded, how)
    pairs = PairSums.of(coded, clusters)
    together = [coded.among(pair) for pair in pairs.pairs]
    sets = [set_sums(one, distance, clusters) for one in together]

    def measure(draws: Draws) -> tuple[Floats, ...]:
        figures = pairs.measured(draws)
        kappas = figures.kappas()
        overall = [one.alpha(draws)[:, None] for one in sets]
        return (
            np.concatenate([*overall, np.empty((len(draws.weights), 0))], axis=1),
            figures.pooled(),
            mean_of_known(kappas, axis=-1),
            kappas.reshape(len(kappas), kappas.shape[1] * kappas.shape[2]),
        )

    found = estimates(measure, count_clusters(clusters), how)
    return tuple(
        _pair(together[place], coded, pair, place, found, named)
        for place, pair in enumerate(pairs.pairs)
    )


def leave_one_coder_out(
    units: Sequence[Unit] | CodedUnits,
    codes: Iterable[Hashable] | None = None,
    *,
    distance: Distance = "masi",
    n: int = 1000,
    seed: int = 0,
    level: float = 0.95,
    interval: Method | None = "percentile",
) -> tuple[WithoutCoder, ...]:
    """Return the agreement of the others without each coder in turn: who pulls it down?

    The arguments, the resamples and the errors are those of agreement_by_pair. Two coders leave
    nothing to compare.
    """
    how = Resampling(n, seed, level, interval)
    name = f"Krippendorff alpha over code sets ({set_name(distance)})"
    coded = CodedUnits.of(units, codes)
    return tuple(_without(coded, index, distance, how, name) for index in range(len(coded.coders)))


def _pair(
    coded: CodedUnits,
    whole: CodedUnits,
    pair: tuple[int, int],
    place: int,
    found: list[list[Interval]],
    named: str,
) -> PairAgreement:
    overall, pooled, mean, kappas = found
    width = len(whole.codes)
    flags = few_units(coded.n_units)
    counts = coded.n_units, coded.n_active
    used = coded.positive() > 0
    none = Reason.NO_VARIATION if used.any() else Reason.NOT_USED
    return PairAgreement(
        first=whole.coders[pair[0]],
        second=whole.coders[pair[1]],
        n_units=coded.n_units,
        overall=reported(
            f"Krippendorff alpha over code sets ({named})",
            overall[place],
            Reason.NO_VARIATION,
            counts,
            flags,
        ),
        pooled_kappa=reported("pooled kappa (over codes)", pooled[place], none, counts, flags),
        mean_kappa=reported("Cohen kappa (mean over codes)", mean[place], none, counts, flags),
        kappas={
            code: reported(
                "Cohen kappa",
                kappas[place * width + index],
                Reason.NO_VARIATION if used[index] else Reason.NOT_USED,
                counts,
                flags,
            )
            for index, code in enumerate(whole.codes)
        },
    )


def _without(
    whole: CodedUnits, left_out: int, distance: Distance, how: Resampling, name: str
) -> WithoutCoder:
    coded = whole.among([index for index in range(len(whole.coders)) if index != left_out])
    clusters = document_clusters(coded, how)
    sets, binary = set_sums(coded, distance, clusters), BinarySums.of(coded, clusters)

    def measure(draws: Draws) -> tuple[Floats, ...]:
        return sets.alpha(draws)[:, None], binary.measured(draws).alpha()

    overall, alphas = estimates(measure, count_clusters(clusters), how)
    counts = coded.n_units, coded.n_active
    flags = few_units(coded.n_units)
    used = coded.positive() > 0
    return WithoutCoder(
        coder=whole.coders[left_out],
        n_units=coded.n_units,
        overall=reported(name, overall[0], Reason.NO_VARIATION, counts, flags),
        alphas={
            code: reported(
                "Krippendorff alpha (nominal)",
                alphas[index],
                Reason.NO_VARIATION if used[index] else Reason.NOT_USED,
                counts,
                flags,
            )
            for index, code in enumerate(whole.codes)
        },
    )
