"""Cohen's kappa of every code and every pair of coders, as sums over clusters of units."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from qualcode.agreement.codes.coded import CodedUnits
from qualcode.agreement.coefficients.sums import beyond_chance, ratio
from qualcode.agreement.intervals.clusters import ClusterSums, Draws, count_clusters
from qualcode.agreement.tables.encoding import Ints
from qualcode.agreement.tables.ratings import Floats


@dataclass(frozen=True, slots=True, eq=False)
class PairSums:
    """What Cohen's kappa of each code and pair of coders needs, summed over units.

    `own` counts the codings of each coder (coders x codes), `both` those that a pair made on the
    same unit (pairs x codes), `unseen` those of one of a pair where the other did not look
    (2 x pairs x codes; empty if there are none), and `units` the units that both looked at.
    """

    own: ClusterSums
    both: ClusterSums
    unseen: ClusterSums | None
    units: ClusterSums
    pairs: tuple[tuple[int, int], ...]
    n_codes: int

    @classmethod
    def of(cls, coded: CodedUnits, clusters: Ints) -> "PairSums":
        """Sum over the units of each cluster."""
        width, height = len(coded.codes), count_clusters(clusters)
        pairs = tuple(combinations(range(len(coded.coders)), 2))
        cells = coded.unit * max(width, 1) + coded.code
        by_coder = [cells[coded.coder == coder] for coder in range(len(coded.coders))]
        both = [
            np.intersect1d(by_coder[one], by_coder[other], assume_unique=True)
            for one, other in pairs
        ]
        gone = [
            by_coder[one][~coded.looked[other][by_coder[one] // max(width, 1)]]
            for one, other in (*pairs, *((other, one) for one, other in pairs))
        ]
        return cls(
            own=_counted(by_coder, clusters, height, width),
            both=_counted(both, clusters, height, width),
            unseen=_counted(gone, clusters, height, width) if any(map(len, gone)) else None,
            units=ClusterSums(_shared(coded, clusters, pairs, height)),
            pairs=pairs,
            n_codes=width,
        )

    def measured(self, draws: Draws) -> "PairFigures":
        """Return the figures of each sample."""
        units = draws.of(self.units)
        shape = (len(units), -1, self.n_codes) if self.n_codes else (len(units), 0, 0)
        if not self.n_codes or not self.pairs:
            none = np.zeros((len(units), len(self.pairs), self.n_codes))
            return PairFigures(none, none, none, units)
        own = draws.of(self.own).reshape(shape)
        first, second = (own[:, [pair[side] for pair in self.pairs]] for side in (0, 1))
        if self.unseen is not None:
            unseen = draws.of(self.unseen).reshape(shape)
            first = first - unseen[:, : len(self.pairs)]
            second = second - unseen[:, len(self.pairs) :]
        return PairFigures(first, second, draws.of(self.both).reshape(shape), units)


@dataclass(frozen=True, slots=True, eq=False)
class PairFigures:
    """On the units that both of a pair looked at: the codings of either and of both.

    `first`, `second` and `both` are (b, pairs, codes), `units` is (b, pairs).
    """

    first: Floats
    second: Floats
    both: Floats
    units: Floats

    def kappas(self) -> Floats:
        """Return Cohen's kappa, NaN where undefined, shape (b, pairs, codes)."""
        return beyond_chance(self._observed(), self._chance())

    def light(self) -> Floats:
        """Return the mean kappa of the pairs that have one, NaN where none has (Light 1971)."""
        return mean_of_known(self.kappas(), axis=-2)

    def pooled(self) -> Floats:
        """Return each pair's kappa from the means of p_o and p_e over codes, (b, pairs).

        Source: De Vries, Elliott, Kanouse and Teleki 2008, equation 3.
        """
        if not self.first.shape[-1]:
            return np.full(self.units.shape, np.nan)
        return beyond_chance(self._observed().mean(axis=-1), self._chance().mean(axis=-1))

    def prevalence(self) -> Floats:
        """Return the share of units where both said yes less that where both said no."""
        units = self.units[..., None]
        return ratio(self.first + self.second - units, units)

    def bias(self) -> Floats:
        """Return the share of yes of the first coder less that of the second."""
        return ratio(self.first - self.second, self.units[..., None])

    def _observed(self) -> Floats:
        units = self.units[..., None]
        return ratio(units - self.first - self.second + 2 * self.both, units)

    def _chance(self) -> Floats:
        units = self.units[..., None]
        apart = (units - self.first) * (units - self.second)
        return ratio(self.first * self.second + apart, units**2)


def mean_of_known(values: Floats, axis: int) -> Floats:
    """Return the mean over the values that are defined, NaN where none is."""
    known = np.isfinite(values)
    summed = np.where(known, values, 0.0).sum(axis=axis)
    return ratio(summed, known.sum(axis=axis).astype(np.float64))


def _counted(groups: list[Ints], clusters: Ints, height: int, width: int) -> ClusterSums:
    """Count cells (unit x code) of each group by cluster: (clusters, groups x codes)."""
    cells = np.concatenate([np.empty(0, dtype=np.int64), *groups])
    group = np.repeat(np.arange(len(groups)), [len(part) for part in groups])
    unit, code = np.divmod(cells, max(width, 1))
    return ClusterSums.of_cells(
        clusters[unit], group * width + code, np.ones(len(cells)), height, len(groups) * width
    )


def _shared(
    coded: CodedUnits, clusters: Ints, pairs: tuple[tuple[int, int], ...], height: int
) -> Floats:
    counted = np.zeros((height, len(pairs)))
    for column, (one, other) in enumerate(pairs):
        shared = coded.looked[one] & coded.looked[other]
        counted[:, column] = np.bincount(clusters[shared], minlength=height)
    return counted
