"""Units on a continuum as columns: one study, or many sampled ones at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.spans.spans import Spans

Indices = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Continua:
    """Units of one or more continua, as equally long columns.

    Unit i is `[start, end)` with code number `code`, by coder number `coder` of continuum number
    `sample`. Each of the `n_samples` continua has `n_coders` coders, also if they have no unit.
    """

    sample: Indices
    coder: Indices
    start: Floats
    end: Floats
    code: Indices
    n_samples: int
    n_coders: int

    def __len__(self) -> int:
        """Return the number of units of all continua."""
        return len(self.start)

    def per_sample(self) -> Indices:
        """Count the units of each continuum, shape (n_samples,)."""
        return np.bincount(self.sample, minlength=self.n_samples).astype(np.int64)

    def slices(self, units: int) -> list[Indices]:
        """Return the units of as many whole continua at a time as have about `units` units.

        The units must be in the order of their continua.
        """
        ends = np.cumsum(self.per_sample())
        pieces, begin, start = [], 0, 0
        while begin < len(self):
            stop = max(int(np.searchsorted(ends, begin + units, "right")), start + 1)
            pieces.append(np.arange(begin, ends[stop - 1], dtype=np.int64))
            begin, start = int(ends[stop - 1]), stop
        return [piece for piece in pieces if len(piece)]

    def at(self, rows: Indices) -> "Continua":
        """Return some of the units."""
        return Continua(
            self.sample[rows],
            self.coder[rows],
            self.start[rows],
            self.end[rows],
            self.code[rows],
            self.n_samples,
            self.n_coders,
        )

    def followed_by(self, other: "Continua") -> "Continua":
        """Return these continua and after them the other ones."""
        return Continua(
            np.concatenate([self.sample, other.sample + self.n_samples]),
            np.concatenate([self.coder, other.coder]),
            np.concatenate([self.start, other.start]),
            np.concatenate([self.end, other.end]),
            np.concatenate([self.code, other.code]),
            self.n_samples + other.n_samples,
            self.n_coders,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """The spans of a study as one continuum, and where its units, codes and coders come from.

    `span` is the index of the span of each unit, `code` the index in `spans.codes` of each code
    number, `coder` that in `spans.coders` of each coder number.
    """

    units: Continua
    span: Indices
    code: Indices
    coder: Indices

    @classmethod
    def of(cls, spans: Spans) -> "Observed":
        """Number the spans' coders and codes and let the continuum begin at 0.

        A coder's spans with the same place and code are one unit, as in a set. Coders, codes and
        units are numbered by what they hold, so that names and the order of the spans change
        nothing in what a seed gives.
        """
        start, end = spans.start - spans.begin, spans.end - spans.begin
        code_rank = _rank(spans.code, len(spans.codes), start, end)
        code = code_rank[spans.code]
        coder_rank = _rank(spans.coder, len(spans.coders), start, end, code)
        columns = np.stack([coder_rank[spans.coder], start, end, code])
        order = np.lexsort(columns[::-1])
        columns = columns[:, order]
        fresh = np.ones(len(order), dtype=bool)
        fresh[1:] = (columns[:, 1:] != columns[:, :-1]).any(axis=0)
        coder, start, end, code = columns[:, fresh]
        places = (start.astype(np.float64), end.astype(np.float64))
        units = Continua(np.zeros_like(coder), coder, *places, code, 1, len(spans.coders))
        return cls(units, order[fresh], np.argsort(code_rank), np.argsort(coder_rank))


def _rank(group: Indices, size: int, *columns: Indices) -> Indices:
    """Rank groups by their size and the sums and sums of squares of their columns."""
    keys: list[Floats] = [np.bincount(group, minlength=size).astype(np.float64)]
    for column in columns:
        for power in (1, 2):
            weights = column.astype(np.float64) ** power
            summed = np.bincount(group, weights=weights, minlength=size)
            keys.append(summed.astype(np.float64))
    rank = np.empty(size, dtype=np.int64)
    rank[np.lexsort(keys[::-1])] = np.arange(size)
    return rank
