"""Every code as a yes/no decision, all codes at once, as sums over clusters of units."""

from dataclasses import dataclass

import numpy as np

from qualcode.agreement.codes.coded import CodedUnits
from qualcode.agreement.coefficients.sums import beyond_chance, ratio
from qualcode.agreement.intervals.clusters import ClusterSums, Draws, count_clusters
from qualcode.agreement.tables.encoding import Ints
from qualcode.agreement.tables.ratings import Floats


@dataclass(frozen=True, slots=True, eq=False)
class BinarySums:
    """What alpha, percent agreement, AC1 and Brennan-Prediger's kappa of each code need.

    With n_u coders looking at unit u and k of them applying the code, `cells` sums over the units
    of each cluster, code by code, 2 k (n_u - k) / (n_u - 1), then 2 k (n_u - k) / (n_u (n_u - 1)),
    then k / n_u, then k: (clusters, 4 codes). Where all units have one n_u it has only the first
    and the last. `looks` sums n_u and counts the units: (clusters, 2).
    """

    cells: ClusterSums
    looks: ClusterSums
    n_codes: int
    n_even: int

    @classmethod
    def of(cls, coded: CodedUnits, clusters: Ints) -> "BinarySums":
        """Sum over the units of each cluster."""
        width, height = len(coded.codes), count_clusters(clusters)
        n_u = coded.looked.sum(axis=0)
        looked = np.stack([n_u, n_u > 0], axis=1).astype(np.float64)
        looks = np.stack(
            [np.bincount(clusters, weights=column, minlength=height) for column in looked.T], axis=1
        )
        cells, k = coded.applied()
        unit, code = np.divmod(cells, max(width, 1))
        rated = n_u[unit].astype(np.float64)
        split = 2 * k * (rated - k) / np.maximum(rated - 1, 1)
        counted = np.unique(n_u[n_u > 0])
        n_even = int(counted[0]) if len(counted) == 1 else 0
        parts = [split, k] if n_even else [split, split / rated, k / rated, k]
        summed = ClusterSums.of_cells(
            np.tile(clusters[unit], len(parts)),
            np.concatenate([code + width * part for part in range(len(parts))]),
            np.concatenate(parts).astype(np.float64),
            height,
            width * len(parts),
        )
        return cls(summed, ClusterSums(looks), width, n_even)

    def measured(self, draws: Draws) -> "BinaryFigures":
        """Return the figures of each sample."""
        parts = draws.of(self.cells)
        shape = (len(parts), -1 if self.n_codes else 0, self.n_codes)
        columns = parts.reshape(shape) if self.n_codes else np.zeros((len(parts), 4, 0))
        looks = draws.of(self.looks)
        ratings, units = looks[:, :1], looks[:, 1:]
        if self.n_even and self.n_codes:
            split, applied = columns[:, 0], columns[:, 1]
            apart, share = split / self.n_even, applied / self.n_even
        else:
            split, apart, share, applied = (columns[:, part] for part in range(4))
        return BinaryFigures(split, apart, share, applied, ratings, units)


@dataclass(frozen=True, slots=True, eq=False)
class BinaryFigures:
    """The sums of some samples, each (b, codes); `ratings` and `units` are (b, 1)."""

    split: Floats
    apart: Floats
    share: Floats
    applied: Floats
    ratings: Floats
    units: Floats

    def alpha(self) -> Floats:
        """Return nominal alpha of each code, NaN where it does not vary (see krippendorff_alpha).

        For two values D_e = 2 n_1 n_0 / (n (n - 1)).
        """
        expected = 2 * self.applied * (self.ratings - self.applied)
        return 1.0 - (self.ratings - 1) * ratio(self.split, expected)

    def percent(self) -> Floats:
        """Return percent agreement by unit of each code (see percent_agreement)."""
        return 1.0 - ratio(self.apart, self.units)

    def ac1(self) -> Floats:
        """Return AC1 of each code with the two categories yes and no (see gwet_ac1)."""
        share = ratio(self.share, self.units)
        return beyond_chance(self.percent(), 2 * share * (1 - share))

    def brennan_prediger(self) -> Floats:
        """Return Brennan and Prediger's kappa of yes and no, 2 p - 1 (see brennan_prediger)."""
        return 2 * self.percent() - 1
