"""Krippendorff's alpha over whole sets of codes, from all pairs of distinct sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
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


class SetMeasure:
    """Alpha, 1 - D_o / D_e, whose values are sets of codes (Krippendorff 2004, Passonneau 2006).

    Raises:
        TooManySets: if there are more than MOST_SETS distinct sets.
    """

    def __init__(self, units: Sequence[Unit], clusters: Sequence[int], distance: str) -> None:
        self._distance = DISTANCES[distance]
        self._apart: Counter[int] = Counter()
        counts: dict[Codes, Counter[int]] = {}
        for unit, cluster in zip(units, clusters, strict=True):
            if len(unit.readings) < 2:
                continue
            for codes in unit.readings.values():
                counts.setdefault(codes, Counter())[cluster] += unit.weight
            self._apart[cluster] += self._disagreement(unit)  # type: ignore[assignment]
        if len(counts) > MOST_SETS:
            raise TooManySets
        self._sets = list(counts)
        self._counts = list(counts.values())
        self._matrix: NDArray[Any] | None = None
        self.columns: list[Column] = [self._apart, *self._counts]

    def point(self) -> Values:
        """Return alpha of all units."""
        counts = [sum(one.values()) for one in self._counts]
        if len(counts) < 2:
            return (None,)
        chance = 2 * fsum(
            counts[one] * counts[other] * self._distance(self._sets[one], self._sets[other])
            for one, other in combinations(range(len(counts)), 2)
        )
        ratings = sum(counts)
        observed = fsum(self._apart.values()) / ratings
        return (1 - observed / (chance / (ratings * (ratings - 1))),)

    def of(self, sums: NDArray[Any]) -> Values:
        """Return alpha of a resample."""
        counts = sums[1:]
        if np.count_nonzero(counts) < 2:
            return (None,)
        ratings = counts.sum()
        chance = counts @ self._distances() @ counts / (ratings * (ratings - 1))
        return (float(1 - sums[0] / ratings / chance),)

    def _disagreement(self, unit: Unit) -> float:
        """Return the distances of all ordered pairs of readings over the number of others."""
        given = list(unit.readings.values())
        apart = fsum(self._distance(one, other) for one, other in combinations(given, 2))
        return unit.weight * 2 * apart / (len(given) - 1)

    def _distances(self) -> NDArray[Any]:
        if self._matrix is None:
            size = len(self._sets)
            self._matrix = np.zeros((size, size))
            for one, other in combinations(range(size), 2):
                apart = self._distance(self._sets[one], self._sets[other])
                self._matrix[one, other] = self._matrix[other, one] = apart
        return self._matrix


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
