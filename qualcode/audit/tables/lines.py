"""Rows of a table as they were recounted, with the persons behind each part of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

Z_95 = 1.959963984540054
"""The upper 97.5 per cent point of the normal distribution."""


TOLERANCE = 1e-9

Derived = Callable[[Sequence[Mapping[str, Any]]], Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Part:
    """How many persons stand behind a part of a row, and which of its figures would tell it."""

    people: int
    telling: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One row: its values by name, and its parts."""

    values: Mapping[str, Any]
    parts: Sequence[Part] = ()


@dataclass(frozen=True)
class Recounted:
    """The rows of a table.

    `keys` are the columns that tell rows apart, `whole` what is said of the table as a whole.
    `blanked` is what words become in a row of which something is withheld. `derived` returns what
    follows from the rows that are shown, for each of them. Figures may be off by `tolerance`, for
    those above 1 as a share of them. `notes` are numbers in notes by what they are of.
    """

    keys: tuple[str, ...]
    lines: Sequence[Line]
    whole: Mapping[str, Any]
    blanked: Mapping[str, Any] = field(default_factory=dict)
    derived: Derived | None = None
    tolerance: float = TOLERANCE
    notes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def wilson(n: int, base: int) -> tuple[float, float]:
    """Return the bounds of the 95 per cent score interval of n/base, from 0 to 1.

    The two roots of (p - n/base)^2 = z^2 p (1 - p) / base: Wilson (1927), JASA 22, 209-212.
    """
    share, square = n / base, Z_95 * Z_95
    a, b, c = base + square, -(2 * n + square), n * share
    root = sqrt(max(0.0, b * b - 4 * a * c))
    low, high = (-b - root) / (2 * a), (-b + root) / (2 * a)
    return (0.0 if n == 0 else max(0.0, low)), (1.0 if n == base else min(1.0, high))


def shares(n: int, base: int | None) -> dict[str, float | None]:
    """Return per cent with its interval, None without a base."""
    if not base:
        return {"percent": None, "low": None, "high": None}
    low, high = wilson(n, base)
    return {"percent": 100 * n / base, "low": 100 * low, "high": 100 * high}


def in_words(group: Sequence[str], by: Sequence[str]) -> str:
    """Return how a group is written."""
    if len(group) < 2:
        return "".join(group)
    return " · ".join(value or f"no {name}" for value, name in zip(group, by, strict=True))


def ordered(groups: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return groups in order: none first, numbers by size, then words."""
    return sorted(set(groups), key=lambda group: [place_of(one) for one in group])


def place_of(value: str) -> tuple[int, float, str]:
    """Return where a value stands among others."""
    try:
        number = float(value)
    except ValueError:
        number = float("inf")
    if number != number or number in (float("inf"), float("-inf")):
        number = float("inf")
    return (1 if value else 0), number, value
