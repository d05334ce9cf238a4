"""Every code as a yes/no decision, all codes at once, as sums over clusters of units."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.coded import CodedUnits
from qualcode.agreement.encoding import Ints
from qualcode.agreement.intervals import sum_by_cluster
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
        rated = coded.looked.sum(axis=0)[:, None].astype(np.float64)
        applied = coded.by_unit.astype(np.float64)
        apart = 2 * applied * (rated - applied) / (rated - 1)
        parts = (apart, apart / rated, applied / rated, applied, rated, np.ones_like(rated))
        return cls(*(sum_by_cluster(part, clusters) for part in parts))

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
        grids = [coded.of_coder(coder) for coder in range(len(coded.coders))]
        rows = [
            _pair_rows(coded.looked[one] & coded.looked[other], grids[one], grids[other])
            for one, other in combinations(range(len(grids)), 2)
        ]
        parts = (np.concatenate(part, axis=1) for part in zip(*rows, strict=True))
        return cls(*(sum_by_cluster(part, clusters) for part in parts))

    def weighted(self, weights: Floats) -> "PairSums":
        """Return the sums of resamples: (b, clusters) weights give (b, ...)."""
        parts = (self.first, self.second, self.both, self.units)
        return PairSums(*(weights @ part for part in parts))

    def total(self) -> "PairSums":
        """Return the sums over all clusters."""
        parts = (self.first, self.second, self.both, self.units)
        return PairSums(*(part.sum(axis=0) for part in parts))

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


def _pair_rows(
    shared: NDArray[np.bool_], one: Floats, other: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the rows of `first`, `second`, `both` and `units` for one pair of coders."""
    seen = shared[:, None].astype(np.float64)
    return seen * one, seen * other, seen * one * other, seen
