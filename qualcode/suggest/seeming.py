"""How well codes seem to fit texts: what was read, and what was expected from what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.suggest.numbers import Numbers

HALF = 10.0
"""Finished texts at which what is only expected counts half; rare codes suffer where it stays."""


@dataclass(frozen=True, slots=True)
class Seeming:
    """Similarity to codes, texts x codes or the mean of texts, from before anybody coded.

    `read` is the similarity of the texts as they were read, `expected` what self-training adds.
    """

    read: Numbers
    expected: Numbers

    def after(self, finished: int) -> Numbers:
        """Return the similarity as it counts when so many texts are coded to the end."""
        similarity: Numbers = self.read + HALF / (HALF + finished) * self.expected
        return similarity

    def then(self, other: Seeming) -> Seeming:
        """Return this with the other's texts after its own."""
        return in_one([self, other])


def in_one(parts: Sequence[Seeming]) -> Seeming:
    """Return the texts of all parts, in this order."""
    return Seeming(
        np.vstack([part.read for part in parts]), np.vstack([part.expected for part in parts])
    )
