"""How far two labels are apart: the metrics of Krippendorff's alpha."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Protocol

import numpy as np

from qualcode.agreement.tables.encoding import Ints
from qualcode.agreement.tables.ratings import Floats, are_numbers, numbers, scaled

METRICS = ("nominal", "ordinal", "interval", "ratio")

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


@dataclass(frozen=True, slots=True, eq=False)
class SquaredDistances:
    """Squared differences of a number for each label."""

    points: Floats

    def between(self, one: Ints, other: Ints) -> Floats:
        """Return the distances of two equally long runs of labels."""
        return np.asarray((self.points[one] - self.points[other]) ** 2)

    def rows(self, start: int, stop: int) -> Floats:
        """Return the distances of the labels start to stop from all labels."""
        return np.asarray((self.points[start:stop, None] - self.points[None, :]) ** 2)

    def to_all(self, totals: Floats) -> Floats:
        """Return what the function `to_all` does, from the mean and the variance of the points."""
        # Seen from one of the points, a single label lies at exactly 0.
        points = self.points - self.points[:1]
        total = max(float(totals.sum()), 1.0)
        centred = points - float(totals @ points) / total
        return np.asarray(total * centred**2 + float(totals @ centred**2))


def to_all(distances: Distances, totals: Floats) -> Floats:
    """Return the summed distance of each label from all ratings, shape (labels,)."""
    if isinstance(distances, SquaredDistances):
        return distances.to_all(totals)
    parts = [block @ totals for _, block in blocks(distances, len(totals))]
    return np.concatenate(parts) if parts else np.zeros(0)


def named_distances(
    metric: str, labels: Sequence[Hashable], totals: Floats, ordered: bool = False
) -> Distances:
    """Return the ordinal, interval or ratio metric (Krippendorff 2011, on metric differences).

    interval (c - k)^2; ratio ((c - k) / (c + k))^2, 0 at 0/0; ordinal
    (sum_{g=c..k} n_g - (n_c + n_k) / 2)^2, which is the squared difference of mid-ranks. `totals`
    are the n_g. With `ordered`, the ordinal metric takes labels that are no numbers as they
    stand. Raises ValueError for another name, for labels that are no finite numbers, and for a
    negative label under ratio.
    """
    check_metric(metric)
    assert metric != "nominal", "nominal alpha needs no distances"
    if metric == "ordinal" and ordered and not are_numbers(labels):
        return _ranked(np.arange(len(labels)), totals)
    points = numbers(labels, f"The {metric} metric")
    if metric == "ordinal":
        return _ranked(np.argsort(points), totals)
    points, _ = scaled(points)
    if metric == "ratio":
        if (points < 0).any():
            negative = labels[int(points.argmin())]
            raise ValueError(f"The ratio metric needs labels >= 0; {negative!r} is negative.")
        return NumberDistances(points, _relative)
    return SquaredDistances(points)


def check_metric(metric: object) -> None:
    """Raise ValueError unless the metric has a known name."""
    if metric not in METRICS:
        raise ValueError(
            "metric is 'nominal', 'ordinal', 'interval', 'ratio' or a function of two labels,"
            f" not {metric!r}."
        )


def called_distances(delta: Callable[[Any, Any], float], labels: Sequence[Any]) -> MatrixDistances:
    """Return the mean of delta(c, k) and delta(k, c) for each pair of different labels.

    Raises ValueError if a distance is no number, negative or not finite.
    """
    matrix = np.zeros((len(labels), len(labels)))
    for one, other in combinations(range(len(labels)), 2):
        there = _asked(delta, labels[one], labels[other])
        back = _asked(delta, labels[other], labels[one])
        matrix[one, other] = matrix[other, one] = there / 2 + back / 2
    return MatrixDistances(matrix)


def _asked(delta: Callable[[Any, Any], float], one: Any, other: Any) -> float:
    try:
        distance = float(delta(one, other))
    except Exception as error:
        raise ValueError(f"The distance function failed on {one!r} and {other!r}.") from error
    if not (np.isfinite(distance) and distance >= 0):
        raise ValueError(
            f"A distance must be a finite number >= 0; that of {one!r} and {other!r} is {distance}."
        )
    return distance


def _ranked(order: Ints, totals: Floats) -> SquaredDistances:
    """Return the squared differences of mid-ranks of labels in the given order."""
    ranks = np.empty(len(totals))
    ranks[order] = np.cumsum(totals[order]) - totals[order] / 2
    return SquaredDistances(ranks)


def blocks(distances: Distances, size: int) -> Iterator[tuple[slice, Floats]]:
    """Yield all rows of the distances in pieces of bounded memory."""
    step = max(1, _BLOCK // max(size, 1))
    for start in range(0, size, step):
        stop = min(start + step, size)
        yield slice(start, stop), distances.rows(start, stop)


def _relative(one: Floats, other: Floats) -> Floats:
    total = one + other
    return np.asarray(((one - other) / np.where(total == 0, 1.0, total)) ** 2)
