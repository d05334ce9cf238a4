"""Which sentence of a long text carries a code."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualcode.domain.span import Span
from qualcode.suggest.numbers import Numbers

FEWEST_SENTENCES = 2
STANDS_OUT = 0.5
"""By how much, in log-odds, the best sentence must be above the middle of the others."""
ALSO = 0.5
"""What share of the best one's lead a sentence beside it needs to carry the code too."""


def carrying(spans: Sequence[Span], scores: Numbers, code: int) -> Span | None:
    """Return the sentence that stands out, with those beside it that carry the code as well.

    `scores` are the log-odds of sentences x codes. What counts is how far the code is above the
    mean of the others in the same sentence, for some sentences say more of everything. None where
    no sentence stands out, or where all of them carry the code.
    """
    others = np.delete(scores, code, axis=1)
    above = scores[:, code] - (others.mean(axis=1) if others.size else 0.0)
    best = int(np.argmax(np.round(above, 9)))
    lead = above - np.median(np.delete(above, best))
    if lead[best] < STANDS_OUT:
        return None
    carries = lead >= ALSO * lead[best]
    first = last = best
    while first > 0 and carries[first - 1]:
        first -= 1
    while last + 1 < len(spans) and carries[last + 1]:
        last += 1
    if (first, last) == (0, len(spans) - 1):
        return None
    return Span(spans[first].start, spans[last].end)
