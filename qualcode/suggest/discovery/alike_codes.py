"""Codes that may be one: defined alike, used on like texts, or always used together."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from qualcode.domain.discovery import AlikeCodes, Passage
from qualcode.suggest.codebook_texts import CodeTexts
from qualcode.suggest.discovery.text_map import TextMap
from qualcode.suggest.numbers import Numbers

FEWEST = 10
"""Texts of each code from which they are compared."""
LEAST_COHERENCE = 0.01
"""Mean cosine of a code's own texts below which they say too little to compare."""
SAME_TEXTS = 0.9
LIKE_TEXTS, LIKE_DEFINITIONS = 0.7, 0.6
SAME_DEFINITIONS = 0.75
"""Enough alone only as long as there are too few texts to compare."""
TOGETHER, FEWEST_TOGETHER = 0.6, 5
"""The Jaccard coefficient and the shared segments of codes that come together."""
ALWAYS, FEWEST_ALWAYS, MORE_THAN_USUAL = 0.9, 8, 0.5
"""The share of a code's segments that have the other too, and by how much it must be above that
of all coded segments: a code that is nearly everywhere comes with every other."""


Apart = Callable[[str, str], bool]
"""Says of two codes that they are meant to be two."""


@dataclass(frozen=True, slots=True)
class Used:
    """A code with the passages that it was put on, and where its words lie on the map."""

    code: str
    passages: tuple[int, ...]
    placed: Numbers

    @property
    def coherence(self) -> float:
        """Return the mean cosine between two of its texts."""
        return mean_across(self, self)


def used(codes: Sequence[CodeTexts], passages: Sequence[Passage], text_map: TextMap) -> list[Used]:
    """Return where each code of the codebook was used, in its order."""
    where: dict[str, list[int]] = {one.code: [] for one in codes}
    for number, passage in enumerate(passages):
        for code in passage.codes & where.keys():
            where[code].append(number)
    return [
        Used(
            code,
            tuple(numbers),
            text_map.place([passages[number].words_of(code).words for number in numbers]),
        )
        for code, numbers in where.items()
    ]


def alike_codes(
    codes: Sequence[CodeTexts], uses: Sequence[Used], text_map: TextMap, apart: Apart
) -> list[AlikeCodes]:
    """Return pairs of codes that may be one, the most alike first; not those that are `apart`.

    How like their texts are is the cosine between the middles of the two, where the middle of a
    few texts is not taken for that of all: the mean cosine of pairs across over the geometric
    mean of that of pairs within, no text with itself (as Spearman 1904 corrects for attenuation).
    """
    defined = text_map.place([one.described for one in codes])
    alike = np.round(defined @ defined.T, 6)
    pairs = (
        _pair(uses[one], uses[other], float(alike[one, other]))
        for one, other in combinations(range(len(codes)), 2)
        if not apart(codes[one].code, codes[other].code)
    )
    coded = len({number for one in uses for number in one.passages})
    return sorted((one for one in pairs if _telling(one, coded)), key=_order)


def mean_across(one: Used, other: Used) -> float:
    """Return the mean cosine between texts of two codes, or of one, without those they share."""
    shared = sorted(set(one.passages) & set(other.passages))
    pairs = len(one.passages) * len(other.passages) - len(shared)
    if pairs <= 0:
        return 0.0
    mine = one.placed[np.searchsorted(one.passages, shared)]
    theirs = other.placed[np.searchsorted(other.passages, shared)]
    across = one.placed.sum(axis=0) @ other.placed.sum(axis=0) - (mine * theirs).sum()
    return float(across) / pairs


def _pair(one: Used, other: Used, definitions: float) -> AlikeCodes:
    both = len(set(one.passages) & set(other.passages))
    sizes = (len(one.passages), len(other.passages))
    either = sum(sizes) - both
    return AlikeCodes(one.code, other.code, definitions, _texts(one, other), both, either, sizes)


def _texts(one: Used, other: Used) -> float | None:
    within = (one.coherence, other.coherence)
    if min(len(one.passages), len(other.passages)) < FEWEST or min(within) < LEAST_COHERENCE:
        return None
    return round(min(1.0, mean_across(one, other) / math.sqrt(within[0] * within[1])), 6)


def _telling(pair: AlikeCodes, coded: int) -> bool:
    if pair.both >= FEWEST_TOGETHER and pair.jaccard >= TOGETHER:
        return True
    usual = max(pair.segments) / max(coded, 1)
    if pair.both >= FEWEST_ALWAYS and pair.inside >= max(ALWAYS, usual + MORE_THAN_USUAL):
        return True
    if pair.texts is None:
        return pair.definitions >= SAME_DEFINITIONS
    both = pair.texts >= LIKE_TEXTS and pair.definitions >= LIKE_DEFINITIONS
    return both or pair.texts >= SAME_TEXTS


def _order(pair: AlikeCodes) -> tuple[float, str, str]:
    merit = pair.definitions + (pair.texts or 0.0) + pair.jaccard
    return -round(merit, 6), pair.first, pair.second
