"""Those texts of the study, coded or not, that tell how its other texts are to be read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualcode.suggest.features import FeatureSpace
from qualcode.suggest.numbers import Rows
from qualcode.suggest.vectors import digest

MOST_TEXTS = 2_000


class Pool:
    """At most 2,000 different texts, chosen by digest, so that it is the same whoever comes first.

    Attributes:
        features: their vectors, in rows.
    """

    def __init__(self, texts: Sequence[str], space: FeatureSpace) -> None:
        chosen = sorted(set(texts), key=digest)[:MOST_TEXTS]
        self._number = {text: row for row, text in enumerate(chosen)}
        self.features = space.of(chosen)

    def __len__(self) -> int:
        return len(self._number)

    def rows(self, texts: Sequence[str]) -> Rows:
        """Return where each text is in the pool, -1 for one that is not."""
        return np.array([self._number.get(text, -1) for text in texts], dtype=np.intp)
