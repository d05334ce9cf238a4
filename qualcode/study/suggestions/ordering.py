"""In which order segments are worth coding, from the scores of all codes for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
"""Log-odds, segments x codes; -inf where a segment cannot have a code."""

_DIGITS = 6
"""To which scores are compared, so that the last bit of a machine turns no order round."""


def rare_first(scores: Scores, used: Sequence[int], seed: int) -> Iterator[int]:
    """Yield segments by what they may add to the codes that are used least.

    A code is drawn with the weight 1 / (1 + times used), then the segment is taken that scores
    highest for it and was not taken yet. `used` counts for each code how often it is in use
    already; each segment that was taken for a code counts as one use more.
    """
    chance, times = Random(seed), list(used)
    ranked = np.argsort(-np.round(scores, _DIGITS), axis=0, kind="stable")
    waiting = [
        iter([int(row) for row in ranked[:, code] if np.isfinite(scores[row, code])])
        for code in range(scores.shape[1])
    ]
    left, taken = list(range(scores.shape[1])), set[int]()
    while left:
        (code,) = chance.choices(left, [1 / (1 + times[one]) for one in left])
        best = next((row for row in waiting[code] if row not in taken), None)
        if best is None:
            left.remove(code)
            continue
        taken.add(best)
        times[code] += 1
        yield best
    yield from (row for row in range(len(scores)) if row not in taken)


def least_certain(scores: Scores) -> list[int]:
    """Return the segments by how near the odds of any of their codes are to even."""
    return _by(np.abs(scores).min(axis=1, initial=np.inf))


def most_certain(scores: Scores) -> list[int]:
    """Return the segments by how good the best of their codes is."""
    return _by(-scores.max(axis=1, initial=-np.inf))


def _by(values: Scores) -> list[int]:
    return [int(row) for row in np.argsort(np.round(values, _DIGITS), kind="stable")]
