"""The texts that were decided on, as rows of the kernel; more of them are an update."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualcode.suggest.decisions import Decisions
from qualcode.suggest.features import Features
from qualcode.suggest.growing import GrowingSquare
from qualcode.suggest.numbers import Numbers
from qualcode.suggest.open_rows import OpenRows
from qualcode.suggest.reading import WRITTEN_NOISE, Reading
from qualcode.suggest.seeming import Seeming

MOST_TEXTS = 2_000
"""Decided texts that are learnt from in full; the rest count in how often codes are used."""
NOISE = 1.0
"""How far one coding of a text is from what is true of it, as a variance."""


class Training:
    """Passages of the codebook, then decided texts in the order they came."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.texts: list[str] = []
        self.features: Features = reading.written
        self.seeming: Seeming = reading.neighbourhood.similarity([], reading.written.take([]))
        self._likeness = GrowingSquare(reading.written.likeness(reading.written))
        self.noise: Numbers = np.full(len(reading.written), WRITTEN_NOISE)
        self.rows = OpenRows()

    @property
    def likeness(self) -> Numbers:
        """Return how like the rows are to one another, without level and noise."""
        return self._likeness.matrix

    @property
    def written(self) -> int:
        """Return how many rows are passages of the codebook."""
        return len(self._reading.written)

    def follow(self, decisions: Decisions) -> bool:
        """Take in what was decided since; False if it has to be made anew instead."""
        chosen = learnt_from(decisions)
        present = set(self.texts)
        if not present <= set(chosen):
            return False
        times = np.array([decisions[text].times for text in self.texts], dtype=np.float64)
        self.noise[self.written :] = NOISE / times
        if new := [text for text in chosen if text not in present]:
            self._add(new, np.array([NOISE / decisions[text].times for text in new]))
        return True

    def _add(self, texts: Sequence[str], noise: Numbers) -> None:
        features, seeming = self._reading.read(texts)
        across, own = features.likeness(self.features), features.likeness(features)
        self.noise = np.append(self.noise, noise)
        self._likeness.grow(across, own)
        self.features = self.features.then(features)
        self.seeming = self.seeming.then(seeming)
        self.texts += texts


def learnt_from(decisions: Decisions) -> list[str]:
    """Return the decided texts that are learnt from: all, or those with the rarest codes."""
    texts = list(decisions)
    if len(texts) <= MOST_TEXTS:
        return texts
    used = decisions.given()
    rarity = {
        text: min((used[code] for code in decisions[text].codes), default=len(texts))
        for text in texts
    }
    return sorted(texts, key=lambda text: (rarity[text], text))[:MOST_TEXTS]
