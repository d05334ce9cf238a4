"""Partial credit for labels that lie near each other: every one of Gwet's weights, or one's own."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.tables.ratings import Floats, are_numbers, numbers, scaled

WeightsName: TypeAlias = Literal[
    "identity", "linear", "quadratic", "ordinal", "radical", "ratio", "circular", "bipolar"
]
Weighting: TypeAlias = (
    WeightsName | Callable[[Any, Any], float] | Sequence[Sequence[float]] | NDArray[Any] | None
)


def agreement_weights(
    weights: Weighting, categories: Sequence[Hashable], ordered: bool
) -> Floats | None:
    """Return the credit of every pair of labels, 1 on the diagonal, or None for no partial credit.

    The result is labels x labels. With g the gap |c - k| as a share of the range, linear is 1 - g,
    quadratic 1 - g^2 and radical 1 - sqrt(g); ordinal, ratio, circular and bipolar are given at
    the functions below (Gwet 2014, chapter 3). Numbers are taken as they are; other labels count
    1, 2, 3 ... in the given order, which `ordered` vouches for. A matrix or a function of two
    labels gives the credit itself, between 0 and 1. Raises ValueError for another weighting, for
    labels whose order is unknown, and for credit outside 0 to 1.
    """
    if weights is None or isinstance(weights, str):
        if weights is None or weights == "identity":
            return None
        if weights not in _NAMED:
            raise ValueError(
                f"weights is None, {_listed()}, a matrix or a function of two labels,"
                f" not {weights!r}."
            )
        points = _points(categories, ordered)
        if len(points) == 0 or np.unique(points).size == 1:
            return np.ones((len(points), len(points)))
        return _NAMED[weights](points)
    return _own(weights, categories)


def weights_suffix(weights: Weighting) -> str:
    """Return what a statistic's name says of its weights, empty if there are none."""
    if weights is None or isinstance(weights, str):
        return "" if weights in (None, "identity") else f" ({weights} weights)"
    return " (own weights)"


def _points(categories: Sequence[Hashable], ordered: bool) -> Floats:
    if are_numbers(categories):
        return numbers(categories, "Weighted agreement")
    if not ordered:
        raise ValueError(
            "Weighted agreement needs the order of labels that are no numbers: list them from"
            " first to last in categories."
        )
    return np.arange(1.0, len(categories) + 1.0)


def _own(weights: Any, categories: Sequence[Hashable]) -> Floats:
    size = len(categories)
    if callable(weights):
        weights = [[_asked(weights, c, k) for k in categories] for c in categories]
    try:
        credit = np.array(weights, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError("weights must be numbers, one for each pair of labels.") from None
    if size == 0:
        return np.ones((0, 0))
    if credit.shape != (size, size):
        raise ValueError(
            f"weights has shape {credit.shape}, but there are {size} labels; list all labels that"
            " it stands for in categories."
        )
    if not ((credit >= 0) & (credit <= 1)).all() or (np.diagonal(credit) != 1).any():
        raise ValueError("weights must lie between 0 and 1, and be 1 for a label and itself.")
    return credit


def _asked(weights: Callable[[Any, Any], float], one: Hashable, other: Hashable) -> float:
    if one is other:
        return 1.0
    try:
        return float(weights(one, other))
    except Exception as error:
        raise ValueError(f"weights gave no number for {one!r} and {other!r}.") from error


def _gap(points: Floats) -> Floats:
    """Return |c - k| as a share of the range."""
    points, _ = scaled(points)
    gap = np.abs(points[:, None] - points[None, :])
    return np.asarray(gap / gap.max())


def _linear(points: Floats) -> Floats:
    return np.asarray(1.0 - _gap(points))


def _quadratic(points: Floats) -> Floats:
    return np.asarray(1.0 - _gap(points) ** 2)


def _radical(points: Floats) -> Floats:
    return np.asarray(1.0 - np.sqrt(_gap(points)))


def _ordinal(points: Floats) -> Floats:
    """Return 1 - M / max M, M being the number of pairs among the labels from c to k."""
    place = np.argsort(np.argsort(points))
    steps = np.abs(place[:, None] - place[None, :])
    pairs = steps * (steps + 1) / 2
    return np.asarray(1.0 - pairs / pairs.max())


def _ratio(points: Floats) -> Floats:
    """Return 1 - ((c - k) / (c + k))^2 / ((max - min) / (max + min))^2."""
    if points.min() < 0:
        raise ValueError(f"Ratio weights need labels >= 0; {points.min():g} is negative.")
    points, _ = scaled(points)
    total = points[:, None] + points[None, :]
    apart = (points[:, None] - points[None, :]) / np.where(total == 0, 1.0, total)
    return np.asarray(1.0 - (apart / apart.max()) ** 2)


def _circular(points: Floats) -> Floats:
    """Return 1 - s / max s with s = sin^2(pi (c - k) / (max - min + 1)); the ends are near."""
    points, one = scaled(points, smallest=0)
    turn = np.pi * (points[:, None] - points[None, :]) / (np.ptp(points) + one)
    return _from_largest(np.sin(turn) ** 2)


def _bipolar(points: Floats) -> Floats:
    """Return 1 - b / max b with b = (c - k)^2 / ((c + k - 2 min) (2 max - c - k)).

    A gap counts for more near either end than in the middle.
    """
    points, _ = scaled(points)
    place = (points - points.min()) / np.ptp(points)
    total = place[:, None] + place[None, :]
    room = total * (2.0 - total)
    apart = (place[:, None] - place[None, :]) ** 2
    return _from_largest(apart / np.where(room == 0, 1.0, room))


def _from_largest(apart: Floats) -> Floats:
    # Squares of minute numbers vanish; nothing is then apart.
    largest = float(apart.max()) or 1.0
    return np.asarray(1.0 - apart / largest)


_NAMED: dict[str, Callable[[Floats], Floats]] = {
    "linear": _linear,
    "quadratic": _quadratic,
    "ordinal": _ordinal,
    "radical": _radical,
    "ratio": _ratio,
    "circular": _circular,
    "bipolar": _bipolar,
}


def _listed() -> str:
    return ", ".join(repr(name) for name in (*_NAMED, "identity"))
