"""Krippendorff's alpha over whole sets of codes, from all pairs of distinct sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from math import fsum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcode.audit import definitions
from qualcode.audit.draws import Column, Values
from qualcode.audit.units import Codes, Unit

Distance = Callable[[Codes, Codes], float]

MOST_SETS = 4_000
"""Beyond this many distinct sets not all pairs of them are compared; verify then says so."""

DISTANCES: Mapping[str, Distance] = {
    "masi": definitions.masi_distance,
    "jaccard": definitions.jaccard_distance,
    "nominal": definitions.nominal_distance,
}


class TooManySets(Exception):
    """There are more distinct sets than are compared two by two."""


class Distances:
    """The distance of every two of some distinct sets.

    Raises:
        TooManySets: if there are more than MOST_SETS of them.
    """

    def __init__(self, sets: Iterable[Codes], distance: str) -> None:
        self._sets = list(dict.fromkeys(sets))
        if len(self._sets) > MOST_SETS:
            raise TooManySets
        self._place = {codes: place for place, codes in enumerate(self._sets)}
        self._matrix = np.zeros((len(self._sets), len(self._sets)))
        between = DISTANCES[distance]
        for (one, mine), (other, theirs) in combinations(enumerate(self._sets), 2):
            self._matrix[one, other] = self._matrix[other, one] = between(mine, theirs)

    def holds(self, sets: Iterable[Codes]) -> bool:
        """Say whether all of these sets are among them."""
        return all(one in self._place for one in sets)

    def among(self, sets: Sequence[Codes]) -> NDArray[Any]:
        """Return the distances of some of the sets, each from each."""
        places = [self._place[one] for one in sets]
        return self._matrix[np.ix_(places, places)]


class SetMeasure:
    """Alpha, 1 - D_o / D_e, whose values are sets of codes (Krippendorff 2004, Passonneau 2006).

    `known` saves comparing the same sets again. Raises TooManySets as Distances does.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        clusters: Sequence[int],
        distance: str,
        known: Distances | None = None,
    ) -> None:
        counts: dict[Codes, Counter[int]] = {}
        apart: dict[int, float] = {}
        for unit, cluster in zip(units, clusters, strict=True):
            if len(unit.readings) < 2:
                continue
            for codes in unit.readings.values():
                counts.setdefault(codes, Counter())[cluster] += unit.weight
            apart[cluster] = apart.get(cluster, 0.0) + _disagreement(unit, DISTANCES[distance])
        if known is None or not known.holds(counts):
            known = Distances(counts, distance)
        self._distances = known.among(list(counts))
        self.columns: list[Column] = [apart, *counts.values()]

    def point(self) -> Values:
        """Return alpha of all units."""
        whole = np.array([[fsum(column.values()) for column in self.columns]])
        return self.of(whole)[0]

    def of(self, sums: NDArray[Any]) -> list[Values]:
        """Return alpha of resamples: D_e sums n_c n_k d(c, k) over all pairs of sets."""
        counts = sums[:, 1:]
        chance = ((counts @ self._distances) * counts).sum(axis=1)
        return [
            (_alpha(apart, ratings, differing) if different > 1 else None,)
            for apart, ratings, differing, different in zip(
                sums[:, 0].tolist(),
                counts.sum(axis=1).tolist(),
                chance.tolist(),
                np.count_nonzero(counts, axis=1).tolist(),
                strict=True,
            )
        ]


def _alpha(apart: float, ratings: float, differing: float) -> float:
    observed = apart / ratings
    return 1 - observed / (differing / (ratings * (ratings - 1)))


def _disagreement(unit: Unit, distance: Distance) -> float:
    """Return the distances of all ordered pairs of readings over the number of others."""
    given = list(unit.readings.values())
    apart = fsum(distance(one, other) for one, other in combinations(given, 2))
    return unit.weight * 2 * apart / (len(given) - 1)


def same_share(units: Sequence[Unit], first: str, second: str) -> float | None:
    """Return the share of units to which two coders gave exactly the same codes."""
    shared = [one.readings for one in units if first in one.readings and second in one.readings]
    weights = [one.weight for one in units if first in one.readings and second in one.readings]
    same = [
        weight
        for readings, weight in zip(shared, weights, strict=True)
        if readings[first] == readings[second]
    ]
    return sum(same) / sum(weights) if shared else None
