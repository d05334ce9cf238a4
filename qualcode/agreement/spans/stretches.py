"""Texts cut wherever a span starts or ends: what makes every sweep cost by the span."""

from dataclasses import dataclass
from itertools import accumulate
from operator import xor

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.spans.spans import Positions
from qualcode.agreement.spans.texts import Texts


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """The stretches between the places where a text or a span starts or ends.

    `cuts` are these places in order; spans start and end at the cuts `first` and `last`.
    """

    cuts: Positions
    first: Positions
    last: Positions

    @classmethod
    def of(cls, texts: Texts) -> "Stretches":
        """Cut the texts."""
        spans = texts.spans
        places = np.concatenate([spans.start, spans.end, texts.bounds])
        order = np.argsort(places, kind="stable")
        fresh = np.ones(len(places), dtype=bool)
        fresh[1:] = np.diff(places[order]) > 0
        at = np.empty(len(places), dtype=np.int64)
        at[order] = np.cumsum(fresh) - 1
        return cls(places[order][fresh], at[: len(spans)], at[len(spans) : 2 * len(spans)])

    def values(self, texts: Texts) -> NDArray[np.int64]:
        """Return what each coder gave the stretch after each cut: 0 a gap, c + 1 the code c.

        Shape (coders, cuts), the last always 0. Spans of one coder must not overlap.
        """
        spans, width, n_coders = texts.spans, len(self.cuts), texts.looked.shape[1]
        # A span may end where the next starts: their changes add up in one cell.
        cells = np.concatenate([self.first, self.last]) + np.tile(spans.coder * width, 2)
        steps = np.concatenate([spans.code + 1, -spans.code - 1])
        changes = np.bincount(cells, steps, n_coders * width).astype(np.int64)
        return np.cumsum(changes.reshape(n_coders, width), axis=1)

    def sets(self, texts: Texts) -> list[list[int]]:
        """Return the set of codes that each coder gave each stretch, as the bits of a number.

        A list of stretches for each coder; spans may overlap.
        """
        spans = texts.spans
        changes = [[0] * len(self.cuts) for _ in range(texts.looked.shape[1])]
        columns = (spans.coder, self.first, self.last, spans.code)
        for coder, first, last, code in zip(*(part.tolist() for part in columns), strict=True):
            changes[coder][first] ^= 1 << code
            changes[coder][last] ^= 1 << code
        # Merged spans of one code are apart, so that each change turns its bit on or off.
        return [list(accumulate(row, xor))[:-1] for row in changes]
