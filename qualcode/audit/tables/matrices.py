"""Linear algebra on lists of lists, as much of it as small models need."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

Matrix = list[list[float]]


def product(one: Sequence[Sequence[float]], other: Sequence[Sequence[float]]) -> Matrix:
    """Return the product of two matrices."""
    columns = list(zip(*other, strict=True))
    return [
        [fsum(a * b for a, b in zip(row, column, strict=True)) for column in columns] for row in one
    ]


def transposed(one: Sequence[Sequence[float]]) -> Matrix:
    """Return rows as columns."""
    return [list(column) for column in zip(*one, strict=True)]


def solved(one: Sequence[Sequence[float]], other: Sequence[Sequence[float]]) -> Matrix:
    """Return X of one X = other, by elimination with the largest pivot.

    Raises:
        ZeroDivisionError: if there is none, or more than one.
    """
    size = len(one)
    rows = [[*left, *right] for left, right in zip(one, other, strict=True)]
    for at in range(size):
        best = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        pivot = rows[at][at]
        rows[at] = [value / pivot for value in rows[at]]
        for row in range(size):
            if row != at and rows[row][at]:
                by = rows[row][at]
                rows[row] = [a - by * b for a, b in zip(rows[row], rows[at], strict=True)]
    return [row[size:] for row in rows]
