"""How far two labels are apart: the metrics of Krippendorff's alpha."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Protocol

import numpy as np

from qualcode.agreement.encoding import Ints
from qualcode.agreement.ratings import Floats, numbers

_BLOCK = 4_000_000


class Distances(Protocol):
    """Distances between labels known by their index; zero on the diagonal, symmetric."""

    def between(self, one: Ints, other: Ints) -> Floats:
        """Return the distances of two equally long runs of labels."""
        ...

    def rows(self, start: int, stop: int) -> Floats:
        """Return the distances of the labels start to stop from all labels."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class NumberDistances:
    """Distances that are a vectorised function of a number for each label."""

    points: Floats
    delta: Callable[[Floats, Floats], Floats]

    def between(self, one: Ints, other: Ints) -> Floats:
        """Return the distances of two equally long runs of labels."""
        return self.delta(self.points[one], self.points[other])

    def rows(self, start: int, stop: int) -> Floats:
        """Return the distances of the labels start to stop from all labels."""
        return self.delta(self.points[start:stop, None], self.points[None, :])


@dataclass(frozen=True, slots=True, eq=False)
class MatrixDistances:
    """Distances written out as a labels x labels matrix."""

    matrix: Floats

    def between(self, one: Ints, other: Ints) -> Floats:
        """Return the distances of two equally long runs of labels."""
        return np.asarray(self.matrix[one, other])

    def rows(self, start: int, stop: int) -> Floats:
        """Return the distances of the labels start to stop from all labels."""
        return self.matrix[start:stop]


def named_distances(metric: str, labels: Sequence[Hashable], totals: Floats) -> Distances:
    """Return the metric of that name (Krippendorff 2011, section on metric differences).

    interval (c - k)^2; ratio ((c - k) / (c + k))^2, 0 at 0/0; ordinal
    (sum_{g=c..k} n_g - (n_c + n_k) / 2)^2, which is the squared difference of mid-ranks. `totals`
    are the n_g. Raises ValueError for another name, for labels that are no finite numbers, and
    for a negative label under ratio.
    """
    if metric not in ("ordinal", "interval", "ratio"):
        raise ValueError(
            "metric is 'nominal', 'ordinal', 'interval', 'ratio' or a function of two labels,"
            f" not {metric!r}."
        )
    points = numbers(labels, f"The {metric} metric")
    if metric == "ordinal":
        order = np.argsort(points)
        ranks = np.empty_like(points)
        ranks[order] = np.cumsum(totals[order]) - totals[order] / 2
        return NumberDistances(ranks, _squared)
    if metric == "ratio":
        if (points < 0).any():
            raise ValueError(f"The ratio metric needs labels >= 0; {points.min():g} is negative.")
        return NumberDistances(points, _relative)
    return NumberDistances(points, _squared)


def called_distances(delta: Callable[[Any, Any], float], labels: Sequence[Any]) -> MatrixDistances:
    """Return the distances that a function gives each pair of different labels, asked once.

    Raises ValueError if a distance is negative or not finite.
    """
    matrix = np.zeros((len(labels), len(labels)))
    for one, other in combinations(range(len(labels)), 2):
        distance = float(delta(labels[one], labels[other]))
        if not (np.isfinite(distance) and distance >= 0):
            raise ValueError(
                f"A distance must be a finite number >= 0; that of {labels[one]!r} and"
                f" {labels[other]!r} is {distance}."
            )
        matrix[one, other] = matrix[other, one] = distance
    return MatrixDistances(matrix)


def blocks(distances: Distances, size: int) -> Iterator[tuple[slice, Floats]]:
    """Yield all rows of the distances in pieces of bounded memory."""
    step = max(1, _BLOCK // max(size, 1))
    for start in range(0, size, step):
        stop = min(start + step, size)
        yield slice(start, stop), distances.rows(start, stop)


def _squared(one: Floats, other: Floats) -> Floats:
    return np.asarray((one - other) ** 2)


def _relative(one: Floats, other: Floats) -> Floats:
    total = one + other
    return np.asarray(((one - other) / np.where(total == 0, 1.0, total)) ** 2)
