"""Labels of any kind as small integers, missing cells as -1."""

from collections.abc import Hashable, Iterable, Mapping, Set
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.integer[Any]]

MISSING = -1

_FEW_ROWS = 16


def encode(table: Any) -> tuple[Ints, tuple[Hashable, ...]]:
    """Return a coders x units table as indices into the labels it uses, -1 where missing.

    The labels are sorted where they can be, and stand as they are first met where not. Labels
    that compare equal, such as 1, 1.0 and True, are one label. Raises ValueError if the table is
    not two-dimensional, if its rows differ in length, or if a label cannot be hashed.
    """
    if not isinstance(table, np.ndarray) and hasattr(table, "__array__"):
        table = np.asarray(table)
    if isinstance(table, np.ma.MaskedArray):
        table = table.tolist()
    if isinstance(table, np.ndarray):
        if table.shape == (0,):
            table = table.reshape(0, 0)
        if table.ndim != 2:
            raise ValueError(f"Ratings are coders x units; this array has {table.ndim} axes.")
        if table.dtype.kind in "biuf":
            return _number_codes(table)
        table = table.tolist()
    return _sorted_labels(*_label_codes(checked_rows(table)))


def checked_rows(table: Any) -> list[list[Any]]:
    """Return the table as lists; raises ValueError if it is no table or its rows are ragged."""
    if isinstance(table, Mapping | Set) or not isinstance(table, Iterable):
        raise ValueError(
            "Ratings are a list of coders, each a list of ratings; this is"
            f" {type(table).__name__!r}."
        )
    rows: list[list[Any]] = []
    for index, row in enumerate(table):
        if isinstance(row, str | bytes | Mapping | Set) or not isinstance(row, Iterable):
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


def count_labels(values: Ints, n_labels: int) -> Ints:
    """Count how often each label stands in a coders x units table of indices."""
    if len(values) > _FEW_ROWS:
        return np.bincount(values.ravel() + 1, minlength=n_labels + 1)[1:]
    # Coder by coder the copies are small enough to be made in memory that is there already.
    counted = np.zeros(n_labels, dtype=np.int64)
    for row in values:
        counted += np.bincount(row + 1, minlength=n_labels + 1)[1:]
    return counted


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
        # numpy warns of comparing a small kind of float with a number beyond its range.
        with np.errstate(over="ignore"):
            order = sorted(range(len(labels)), key=labels.__getitem__)
    except (TypeError, ValueError, ArithmeticError):
        return values, tuple(labels)
    place = np.full(len(labels) + 1, MISSING, dtype=np.int32)
    place[order] = np.arange(len(labels), dtype=np.int32)
    return place[values], tuple(labels[index] for index in order)


def _number_codes(table: NDArray[Any]) -> tuple[Ints, tuple[Hashable, ...]]:
    missing = np.isnan(table)
    whole, low = _small_whole(table, missing)
    if whole is None:
        values = np.full(table.shape, MISSING, dtype=np.int32)
        labels, values[~missing] = np.unique(table[~missing], return_inverse=True)
        return values, tuple(labels.astype(table.dtype).tolist())
    present = count_labels(whole, int(whole.max(initial=-1)) + 1) > 0
    labels = np.flatnonzero(present) + low
    if present.all():
        return whole, tuple(labels.astype(table.dtype).tolist())
    place = np.append(np.cumsum(present) - 1, MISSING).astype(np.int32)
    return place[whole], tuple(labels.astype(table.dtype).tolist())


def _small_whole(table: NDArray[Any], missing: NDArray[np.bool_]) -> tuple[Ints | None, int]:
    """Return whole numbers of a narrow range counted from 0, -1 where missing, and the smallest.

    To count them spares a sort. None in their place if the table holds others.
    """
    if missing.all():
        return None, 0
    low, high = float(np.fmin.reduce(table, axis=None)), float(np.fmax.reduce(table, axis=None))
    if not high - low <= 4 * table.size + 1024 or max(-low, high) >= 2**30:
        return None, 0
    # What a missing cell becomes differs between machines; it is set to -1 below.
    with np.errstate(invalid="ignore"):
        whole = table.astype(np.int32)
    known = whole == table
    if np.count_nonzero(known) + np.count_nonzero(missing) < table.size:
        return None, 0
    whole -= np.int32(low - 1)
    whole *= known
    whole -= np.int32(1)
    return whole, int(low)
