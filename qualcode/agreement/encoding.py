"""Labels of any kind as small integers, missing cells as -1."""

from collections.abc import Hashable, Iterable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.integer[Any]]

MISSING = -1


def encode(table: Any) -> tuple[Ints, tuple[Hashable, ...]]:
    """Return a coders x units table as indices into the labels it uses, -1 where missing.

    The labels are sorted where they can be, and stand as they are first met where not.
    Raises ValueError if the table is not two-dimensional, if its rows differ in length, or if a
    label cannot be hashed.
    """
    if not isinstance(table, np.ndarray) and hasattr(table, "__array__"):
        table = np.asarray(table)
    if isinstance(table, np.ndarray):
        if table.ndim != 2:
            raise ValueError(f"Ratings are coders x units; this array has {table.ndim} axes.")
        if table.dtype.kind in "biuf":
            return _number_codes(table)
        table = table.tolist()
    return _sorted_labels(*_label_codes(checked_rows(table)))


def checked_rows(table: Any) -> list[list[Any]]:
    """Return the table as lists; raises ValueError if it is no table or its rows are ragged."""
    rows: list[list[Any]] = []
    for index, row in enumerate(table):
        if isinstance(row, str | bytes) or not isinstance(row, Iterable):
            raise ValueError(
                f"Ratings are coders x units; row {index} is {row!r}, not a list of one coder's"
                " ratings."
            )
        rows.append(list(row))
        if len(rows[index]) != len(rows[0]):
            raise ValueError(
                f"Every coder needs one rating a unit; row {index} has {len(rows[index])} and"
                f" row 0 has {len(rows[0])}. Mark what a coder did not rate with None."
            )
    return rows


def is_missing(value: object) -> bool:
    """Tell whether a cell is None, NaN or the NA of a data frame."""
    try:
        return value is None or bool(value != value)
    except TypeError:
        return True


def _label_codes(rows: list[list[Any]]) -> tuple[Ints, list[Any]]:
    seen: dict[Any, int] = {}
    labels: list[Any] = []
    values = np.empty((len(rows), len(rows[0]) if rows else 0), dtype=np.int32)
    for index, row in enumerate(rows):
        try:
            for value in row:
                if value not in seen:
                    seen[value] = MISSING if is_missing(value) else len(labels)
                    if seen[value] != MISSING:
                        labels.append(value)
            values[index] = [seen[value] for value in row]
        except TypeError:
            raise ValueError(
                f"Labels must be hashable; row {index} holds one that is not."
            ) from None
    return values, labels


def _sorted_labels(values: Ints, labels: list[Any]) -> tuple[Ints, tuple[Hashable, ...]]:
    try:
        order = sorted(range(len(labels)), key=labels.__getitem__)
    except TypeError:
        return values, tuple(labels)
    place = np.full(len(labels) + 1, MISSING, dtype=np.int32)
    place[order] = np.arange(len(labels), dtype=np.int32)
    return place[values], tuple(labels[index] for index in order)


def _number_codes(table: NDArray[Any]) -> tuple[Ints, tuple[Hashable, ...]]:
    missing = np.isnan(table)
    known = table[~missing]
    values = np.full(table.shape, MISSING, dtype=np.int32)
    whole = _small_whole(known)
    if whole is None:
        labels, values[~missing] = np.unique(known, return_inverse=True)
    else:
        present = np.bincount(whole) > 0
        values[~missing] = (np.cumsum(present, dtype=np.int32) - 1)[whole]
        labels = np.flatnonzero(present) + int(known.min())
    return values, tuple(labels.astype(table.dtype).tolist())


def _small_whole(known: NDArray[Any]) -> Ints | None:
    """Return whole numbers of a narrow range counted from the smallest, which spares a sort."""
    if known.size == 0 or not np.isfinite(known).all():
        return None
    low, high = float(known.min()), float(known.max())
    if high - low > 4 * known.size + 1024 or max(-low, high) > 2**53:
        return None
    whole = known.astype(np.int64)
    return whole - int(low) if np.array_equal(whole, known) else None
