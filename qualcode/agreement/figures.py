"""The figures of all codes with their intervals, every one from the same resamples."""

from typing import NamedTuple

import numpy as np

from qualcode.agreement.binary import BinarySums, PairSums
from qualcode.agreement.coded import CodedUnits
from qualcode.agreement.intervals import (
    Interval,
    clusters_of,
    count_clusters,
    percentile_interval,
    weight_blocks,
)
from qualcode.agreement.ratings import Floats
from qualcode.agreement.set_sums import SetSums
from qualcode.agreement.sets import Distance, set_distances, set_ratings


class Figures(NamedTuple):
    """An interval of each figure for each code, and of overall alpha."""

    alpha: tuple[Interval, ...]
    percent: tuple[Interval, ...]
    kappa: tuple[Interval, ...]
    ac1: tuple[Interval, ...]
    overall: Interval
    kappa_pairs: tuple[int, ...]


def figures_of(coded: CodedUnits, distance: Distance, n: int, seed: int, level: float) -> Figures:
    """Return all figures with intervals from `n` resamples of documents.

    `kappa_pairs` counts, for each code, the pairs of coders whose kappa is defined. There must
    be at least one compared unit. Raises ValueError for n < 1 or an unknown distance.
    """
    clusters = clusters_of(coded.n_units, coded.documents)
    height = count_clusters(clusters)
    binary, pairs = BinarySums.of(coded, clusters), PairSums.of(coded, clusters)
    table = set_ratings(coded.sets)
    distances = set_distances(table.labels, distance)
    whole = SetSums.of(table, distances, clusters)
    found = _known(whole.alpha(np.ones((1, height)))[0])
    drawn = [
        (*_measured(binary.weighted(weights), pairs.weighted(weights)), whole.alpha(weights))
        for weights in weight_blocks(height, n, seed)
    ]
    *by_code, overall = (np.concatenate(parts) for parts in zip(*drawn, strict=True))
    alpha, percent, kappa, ac1 = (
        tuple(
            percentile_interval(columns[:, code], _known(values[code]), level, height)
            for code in range(len(coded.codes))
        )
        for values, columns in zip(_measured(binary.total(), pairs.total()), by_code, strict=True)
    )
    defined = np.isfinite(pairs.total().kappas()).sum(axis=0)
    return Figures(
        alpha=alpha,
        percent=percent,
        kappa=kappa,
        ac1=ac1,
        overall=percentile_interval(overall, found, level, height),
        kappa_pairs=tuple(defined.tolist()),
    )


def _measured(binary: BinarySums, pairs: PairSums) -> tuple[Floats, Floats, Floats, Floats]:
    """Return alpha, percent agreement, mean kappa and AC1, each (..., codes)."""
    return binary.alpha(), binary.percent(), pairs.light(), binary.ac1()


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
