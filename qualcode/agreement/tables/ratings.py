"""A coders x units table of any labels as an array of small integers."""

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.tables.encoding import MISSING, Ints, count_labels, encode

Floats: TypeAlias = NDArray[np.float64]

_FEW_CODERS = 16


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Who gave which unit which label.

    `values` is coders x units; each cell is an index into `labels`, or -1 where the coder did
    not rate the unit. `labels` are sorted where they can be.
    """

    values: Ints
    labels: tuple[Hashable, ...]

    @classmethod
    def of(cls, table: "Table") -> "Ratings":
        """Read a coders x units table; None and NaN mean that the coder did not rate the unit.

        Raises ValueError if the table is not two-dimensional, if its rows differ in length, or if
        a label cannot be hashed.
        """
        return table if isinstance(table, Ratings) else cls(*encode(table))

    @property
    def n_coders(self) -> int:
        """Number of rows, whether or not the coder rated anything."""
        return int(self.values.shape[0])

    @property
    def n_units(self) -> int:
        """Number of columns, whether or not anybody rated the unit."""
        return int(self.values.shape[1])

    def take(self, units: Ints) -> "Ratings":
        """Keep the given units, in this order and as often as they are named."""
        return Ratings(self.values[:, units], self.labels)

    def per_unit(self) -> Ints:
        """Count the ratings of each unit: n_u, shape (units,)."""
        # Small sums are several times faster, and no table has this many coders.
        width = np.int16 if self.n_coders < 2**15 else np.int64
        return np.asarray((self.values != MISSING).sum(axis=0, dtype=width)).astype(np.int64)

    def pairable(self) -> "Ratings":
        """Keep the units that at least two coders rated, and the labels used on them."""
        compared = np.flatnonzero(self.per_unit() >= 2)
        kept = self.values
        if len(compared) < self.n_units:
            kept = kept.take(compared, axis=1)
        used = self._used(kept)
        if used.all():
            return Ratings(kept, self.labels)
        renumber = np.append(np.cumsum(used) - 1, MISSING)
        labels = tuple(label for label, use in zip(self.labels, used, strict=True) if use)
        return Ratings(renumber[kept], labels)

    def active_coders(self) -> int:
        """Count the coders who rated at least one unit."""
        return int((self.values != MISSING).any(axis=1).sum())

    def counts(self) -> Floats:
        """Count the coders who gave a unit a label: n_uc, shape (units, labels)."""
        width = len(self.labels)
        cells = (np.arange(self.n_units) * width + self.values)[self.values != MISSING]
        flat = np.bincount(cells, minlength=self.n_units * width)
        return flat.reshape(self.n_units, width).astype(np.float64)

    def totals(self) -> Floats:
        """Count the ratings of each label over all units: n_c, shape (labels,)."""
        return count_labels(self.values, len(self.labels)).astype(np.float64)

    def agreeing(self) -> Floats:
        """Count the ordered pairs of equal ratings: sum_c n_uc (n_uc - 1), shape (units,)."""
        if self.n_coders > _FEW_CODERS:
            return self._agreeing_by_label()
        agreed = np.zeros(self.n_units, dtype=np.int16)
        for index, one in enumerate(self.values[:-1]):
            rated = one != MISSING
            for other in self.values[index + 1 :]:
                agreed += (one == other) & rated
        return agreed.astype(np.float64) * 2.0

    def credited(self, credit: Floats | None) -> Floats:
        """Sum the credit of all ordered pairs of ratings of each unit, shape (units,).

        `credit` is a symmetric labels x labels matrix with 1 on the diagonal; None is that of
        equal labels alone.
        """
        if credit is None:
            return self.agreeing()
        if self.n_coders > _FEW_CODERS:
            counts = self.counts()
            return np.asarray(((counts @ credit) * counts).sum(axis=1) - self.per_unit())
        summed: Floats = np.zeros(self.n_units)
        for one, other in combinations(self.values, 2):
            both = np.flatnonzero((one != MISSING) & (other != MISSING))
            summed[both] += credit[one[both], other[both]]
        return summed * 2.0

    def summed(self, by_label: Floats) -> Floats:
        """Sum a number for each label over the ratings of each unit, shape (units,)."""
        with_missing = np.append(by_label, 0.0)
        summed: Floats = np.zeros(self.n_units)
        for coder in self.values:
            summed += with_missing[coder]
        return summed

    def _agreeing_by_label(self) -> Floats:
        """Count as `agreeing` does, in a time that does not grow with the square of coders."""
        width = max(len(self.labels), 1)
        cells = (np.arange(self.n_units) * width + self.values)[self.values != MISSING]
        found, times = np.unique(cells, return_counts=True)
        pairs = times * (times - 1.0)
        return np.bincount(found // width, weights=pairs, minlength=self.n_units).astype(np.float64)

    def _used(self, values: Ints) -> NDArray[np.bool_]:
        return count_labels(values, len(self.labels)) > 0


def are_numbers(labels: Iterable[Hashable]) -> bool:
    """Tell whether every label is a number, finite or not."""
    return all(isinstance(label, Real | Decimal) for label in labels)


def numbers(labels: Iterable[Hashable], purpose: str) -> Floats:
    """Return the labels as finite numbers; raises ValueError, saying for what, if one is none."""
    found = []
    for label in labels:
        number = _number(label)
        if not math.isfinite(number):
            raise ValueError(f"{purpose} needs finite numbers as labels; {label!r} is none.")
        found.append(number)
    return np.array(found, dtype=np.float64)


def scaled(points: Floats, smallest: int = -2000) -> tuple[Floats, float]:
    """Divide by a power of two that brings all below 1; return that and 1 divided likewise.

    This keeps every digit, and sums and squares of the result neither overflow nor vanish. The
    power is at least `smallest`.
    """
    _, exponent = np.frexp(np.abs(points).max(initial=0.0))
    power = max(int(exponent), smallest)
    return np.ldexp(points, -power), float(2.0 ** -max(power, 0))


def _number(label: Hashable) -> float:
    try:
        return float(label) if isinstance(label, Real | Decimal) else math.nan
    except OverflowError:
        return math.inf


Table: TypeAlias = Sequence[Sequence[Hashable]] | NDArray[Any] | Ratings
