"""How alike short texts are by the words they share; counted here, without any model."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

_IDEOGRAPH = "\u3041-\u3096\u309d-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_IDEOGRAPH}]|[^\W_{_IDEOGRAPH}]+")


class Likeness:
    """Compares texts by their words, whatever their case and order.

    A word that few of the texts have counts for more: its weight is log(1 + N / n), with n of N
    texts that hold it (inverse document frequency, Sparck Jones 1972). Likeness is the weight of
    the shared words over that of all words of both (weighted Jaccard, Ruzicka 1958): 1 for the
    same words, 0 for none in common or for a text without words.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = [frozenset(_WORD.findall(text.casefold())) for text in texts]
        self._holders: dict[str, list[int]] = {}
        for number, words in enumerate(self._words):
            for word in words:
                self._holders.setdefault(word, []).append(number)
        count = len(texts)
        self._weights = {
            word: math.log(1 + count / len(holders)) for word, holders in self._holders.items()
        }
        self._sums = [math.fsum(map(self._weights.__getitem__, words)) for words in self._words]

    def to(self, number: int) -> list[float]:
        """Return how like each text is to the one of this number, from 0 to 1."""
        shared = [0.0] * len(self._words)
        # In one order always: sums of floats depend on it.
        for word in sorted(self._words[number]):
            weight = self._weights[word]
            for holder in self._holders[word]:
                shared[holder] += weight
        own = self._sums[number]
        return [
            self._share(both, own + other - both)
            for both, other in zip(shared, self._sums, strict=True)
        ]

    @staticmethod
    def _share(both: float, either: float) -> float:
        return min(1.0, both / either) if both else 0.0
