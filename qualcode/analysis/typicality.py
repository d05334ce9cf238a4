"""Which of several passages say best what all of them say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log, log2, sqrt

_SHORT = 6
"""Below so many content words a passage says too little to stand for others."""


def typicality(passages: Sequence[Sequence[str]]) -> list[float]:
    """Return, for each passage (a list of words), how near it is to the others, from 0 to 1.

    The cosine between its words and the sum of all the other passages, words weighted by
    (1 + log2 tf) * log((1 + n) / (1 + df)) + 1 (the smoothed weighting of Manning, Raghavan and
    Schütze 2008, section 6.4). What is shorter than six words counts less in proportion. One
    passage alone is as typical as its length allows.
    """
    weighted = _weighted(passages)
    total: Counter[str] = Counter()
    for vector in weighted:
        total.update(vector)
    whole = sum(value * value for value in total.values())
    return [
        _nearness(vector, total, whole) * min(1.0, len(words) / _SHORT)
        for vector, words in zip(weighted, passages, strict=True)
    ]


def _weighted(passages: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    seen = Counter(word for words in passages for word in set(words))
    number = len(passages)
    made = []
    for words in passages:
        vector = {
            word: (1 + log2(count)) * (log((1 + number) / (1 + seen[word])) + 1)
            for word, count in Counter(words).items()
        }
        length = sqrt(sum(value * value for value in vector.values()))
        made.append({word: value / length for word, value in vector.items()} if length else {})
    return made


def _nearness(vector: dict[str, float], total: Counter[str], whole: float) -> float:
    """Return the cosine to the sum of the others; `whole` is the squared length of `total`."""
    if not vector:
        return 0.0
    shared = sum(value * total[word] for word, value in vector.items())
    # Of the others: their sum is `total` without this one, whose own length is 1.
    rest = whole - 2 * shared + 1
    if rest <= 1e-9:
        return 1.0 if abs(whole - 1) < 1e-9 else 0.0
    return min(1.0, max(0.0, (shared - 1) / sqrt(rest)))
