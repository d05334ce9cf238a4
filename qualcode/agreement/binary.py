"""Every code as a yes/no decision, all codes at once, as sums over clusters of units."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from qualcode.agreement.coded import CodedUnits
from qualcode.agreement.encoding import Ints
from qualcode.agreement.intervals import count_clusters
from qualcode.agreement.ratings import Floats
from qualcode.agreement.sums import beyond_chance, ratio


@dataclass(frozen=True, slots=True, eq=False)
class BinarySums:
    """What alpha, percent agreement and AC1 of each code need, summed over units.

    With n_u coders looking at unit u and k of them applying the code: `split` sums
    2 k (n_u - k) / (n_u - 1), `apart` 2 k (n_u - k) / (n_u (n_u - 1)), `share` k / n_u and
    `applied` k, each (..., codes); `ratings` sums n_u and `units` 1, each (..., 1).
    """

    split: Floats
    apart: Floats
    share: Floats
    applied: Floats
    ratings: Floats
    units: Floats

    @classmethod
    def of(cls, coded: CodedUnits, clusters: Ints) -> "BinarySums":
        """Sum over the units of each cluster, shape (clusters, codes)."""
        width, height = len(coded.codes), count_clusters(clusters)
        n_u = coded.looked.sum(axis=0).astype(np.float64)
        cells, k = np.unique(coded.unit * width + coded.code, return_counts=True)
        unit, code = np.divmod(cells, max(width, 1))
        rated = n_u[unit]
        apart = 2 * k * (rated - k) / (rated - 1)
        place = clusters[unit] * width + code
        by_code = (
            _summed(place, cell, height * width).reshape(height, width)
            for cell in (apart, apart / rated, k / rated, k)
        )
        by_cluster = (_summed(clusters, each, height)[:, None] for each in (n_u, np.ones_like(n_u)))
        return cls(*by_code, *by_cluster)

    def weighted(self, weights: Floats) -> "BinarySums":
        """Return the sums of resamples: (b, clusters) weights give (b, codes)."""
        return BinarySums(*(weights @ part for part in self._parts()))

    def total(self) -> "BinarySums":
        """Return the sums over all clusters, shape (codes,)."""
        return BinarySums(*(part.sum(axis=0) for part in self._parts()))

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

    def _parts(self) -> tuple[Floats, ...]:
        return self.split, self.apart, self.share, self.applied, self.ratings, self.units


@dataclass(frozen=True, slots=True, eq=False)
class PairSums:
    """What Cohen's kappa of each code and pair of coders needs, summed over units.

    On the units that both looked at: `first` and `second` count the codings of either coder and
    `both` those of both, each (..., pairs x codes), pair by pair; `units` is (..., pairs).
    """

    first: Floats
    second: Floats
    both: Floats
    units: Floats

    @classmethod
    def of(cls, coded: CodedUnits, clusters: Ints) -> "PairSums":
        """Sum over the units of each cluster; there must be at least two coders."""
        rows = [
            _pair_sums(coded, clusters, *pair) for pair in combinations(range(len(coded.coders)), 2)
        ]
        return cls(*(np.concatenate(part, axis=1) for part in zip(*rows, strict=True)))

    def weighted(self, weights: Floats) -> "PairSums":
        """Return the sums of resamples: (b, clusters) weights give (b, ...)."""
        return PairSums(*(weights @ part for part in self._parts()))

    def total(self) -> "PairSums":
        """Return the sums over all clusters."""
        return PairSums(*(part.sum(axis=0) for part in self._parts()))

    def kappas(self) -> Floats:
        """Return Cohen's kappa, NaN where undefined, shape (..., pairs, codes)."""
        n_pairs = self.units.shape[-1]
        units = self.units[..., None]
        shape = (*self.units.shape, self.first.shape[-1] // max(n_pairs, 1))
        first, second, both = (part.reshape(shape) for part in (self.first, self.second, self.both))
        chance = ratio(first * second + (units - first) * (units - second), units**2)
        return beyond_chance(ratio(units - first - second + 2 * both, units), chance)

    def light(self) -> Floats:
        """Return the mean kappa of the pairs that have one, NaN where none has (Light 1971)."""
        kappas = self.kappas()
        known = np.isfinite(kappas)
        summed = np.where(known, kappas, 0.0).sum(axis=-2)
        return ratio(summed, known.sum(axis=-2).astype(np.float64))

    def _parts(self) -> tuple[Floats, ...]:
        return self.first, self.second, self.both, self.units


def _summed(place: Ints, values: Floats, size: int) -> Floats:
    return np.bincount(place, weights=values, minlength=size).astype(np.float64)


def _pair_sums(coded: CodedUnits, clusters: Ints, one: int, other: int) -> tuple[Floats, ...]:
    """Return `first`, `second`, `both` and `units` of one pair of coders for each cluster."""
    width, height = len(coded.codes), count_clusters(clusters)
    shared = coded.looked[one] & coded.looked[other]
    cells = coded.unit * width + coded.code
    first, second = (cells[(coded.coder == coder) & shared[coded.unit]] for coder in (one, other))
    both = np.intersect1d(first, second, assume_unique=True)
    counts = (
        np.bincount(
            clusters[found // max(width, 1)] * width + found % max(width, 1),
            minlength=height * width,
        )
        for found in (first, second, both)
    )
    units = np.bincount(clusters[shared], minlength=height)
    summed = (count.reshape(height, -1) for count in (*counts, units))
    return tuple(part.astype(np.float64) for part in summed)
