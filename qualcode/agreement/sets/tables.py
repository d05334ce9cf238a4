"""Distinct sets of codes as runs of numbers, and who gave which of them to which unit."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.codes.coded import CodedUnits
from qualcode.agreement.tables.encoding import MISSING, Ints
from qualcode.agreement.tables.ratings import Floats, Ratings


@dataclass(frozen=True, slots=True, eq=False)
class SetTable:
    """Coders x units of sets, each an index into the distinct sets, or -1 if nobody looked.

    The codes of set i are `codes[start[i]:start[i + 1]]`, ascending numbers below `n_codes`.
    """

    values: Ints
    start: Ints
    codes: Ints
    n_codes: int

    @classmethod
    def of_ratings(cls, table: Ratings) -> tuple["SetTable", tuple[Hashable, ...]]:
        """Read ratings whose labels are frozensets; return also the names of the codes."""
        place: dict[Hashable, int] = {}
        members = [
            sorted(place.setdefault(code, len(place)) for code in label)
            for label in table.labels
            if isinstance(label, frozenset)
        ]
        codes = np.array([code for row in members for code in row], dtype=np.int64)
        starts = _starts([len(row) for row in members])
        return cls(table.values, starts, codes, max(len(place), 1)), tuple(place)

    @classmethod
    def of_coded(cls, coded: CodedUnits) -> "SetTable":
        """Collect the codes of each look, which stand one after the other in the codings.

        Sets are told apart code by code: those with the same number so far and the same next
        code get the same new number.
        """
        n_units = coded.looked.shape[1]
        cell = coded.coder * n_units + coded.unit
        order = np.argsort(cell, kind="stable")
        cell, code = cell[order], coded.code[order]
        found, first, size = np.unique(cell, return_index=True, return_counts=True)
        width = max(len(coded.codes), 1)
        number = np.zeros(len(found), dtype=np.int64)
        final = np.zeros(len(found), dtype=np.int64)
        runs: list[Ints] = [np.empty(0, dtype=np.int64)]
        for length in range(1, int(size.max()) + 1 if len(size) else 1):
            more = np.flatnonzero(size >= length)
            keys = number[more] * width + code[first[more] + length - 1]
            _, number[more] = np.unique(keys, return_inverse=True)
            done = np.flatnonzero(size == length)
            _, example, which = np.unique(number[done], return_index=True, return_inverse=True)
            final[done] = len(runs) + which
            at = first[done][example]
            runs.extend(code[at[:, None] + np.arange(length)])
        values = np.where(coded.looked, 0, MISSING).astype(np.int64)
        values[found // n_units, found % n_units] = final
        return cls(values, _starts([len(run) for run in runs]), np.concatenate(runs), width)

    @property
    def sizes(self) -> Ints:
        """Number of codes of each distinct set."""
        return np.diff(self.start)

    @property
    def n_sets(self) -> int:
        """Number of distinct sets."""
        return len(self.start) - 1

    def named(self, codes: Sequence[Hashable]) -> list[frozenset[Hashable]]:
        """Return the distinct sets with the names of their codes."""
        return [
            frozenset(codes[code] for code in self.codes[self.start[one] : self.start[one + 1]])
            for one in range(self.n_sets)
        ]

    def totals(self) -> Floats:
        """Count how often each distinct set was given, shape (sets,)."""
        return np.bincount(self.values.ravel() + 1, minlength=self.n_sets + 1)[1:].astype(float)

    def incidence(self, start: int = 0, stop: int | None = None) -> NDArray[np.float32]:
        """Return sets x codes, 1 where the set holds the code, of a run of sets."""
        sizes = self.sizes[start:stop]
        codes = self.codes[self.start[start] : self.start[start + len(sizes)]]
        dense = np.zeros((len(sizes), self.n_codes), dtype=np.float32)
        dense[np.repeat(np.arange(len(sizes)), sizes), codes] = 1.0
        return dense

    def shared(self, one: Ints, other: Ints) -> Floats:
        """Count the codes that each of some pairs of sets have in common."""
        if not len(self.codes):
            return np.zeros(len(one))
        owner = np.repeat(np.arange(self.n_sets), self.sizes)
        held = owner * self.n_codes + self.codes
        sizes = self.sizes[one]
        pair = np.repeat(np.arange(len(one)), sizes)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        asked = other[pair] * self.n_codes + self.codes[self.start[one][pair] + within]
        at = np.minimum(np.searchsorted(held, asked), len(held) - 1)
        return np.bincount(pair[held[at] == asked], minlength=len(one)).astype(np.float64)


def _starts(sizes: Sequence[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64)
