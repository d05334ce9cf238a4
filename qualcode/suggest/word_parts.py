"""A score taken apart into the words of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from qualcode.suggest.features import runs_of
from qualcode.suggest.language import Language
from qualcode.suggest.numbers import Numbers, Sparse
from qualcode.suggest.term_weights import TermWeights

Share = tuple[str, str, int]


class Terms:
    """What each term of one text adds to a score: its weight here times its weight for the code."""

    def __init__(self, row: Sparse, weights: Numbers, terms: TermWeights) -> None:
        self._columns = terms.columns
        self._parts = dict(zip(row.indices, row.data * weights[row.indices], strict=True))

    def part(self, term: str, times: int = 1) -> float:
        """Return what one of so many occurrences of a term adds."""
        return float(self._parts.get(self._columns.get(term, -1), 0.0)) / times


def shared_out(
    language: Language, text: str, content: Terms, words: Terms, letters: Terms
) -> dict[str, float]:
    """Share the parts of terms out to the words, in small letters, that they come from.

    A pair of words is shared by both, a run of letters belongs to its word.
    """
    shares = _shares(language, text)
    weights: dict[str, float] = dict.fromkeys(shares.surfaces, 0.0)
    for terms, each in (
        (words, shares.words),
        (content, shares.content),
        (letters, shares.letters),
    ):
        for surface, term, times in each:
            weights[surface] += terms.part(term, times)
    return weights


@dataclass(frozen=True, slots=True)
class _Shares:
    """The words of a text and, by kind of term: of which word, which term, one of how many."""

    surfaces: tuple[str, ...]
    words: list[Share]
    content: list[Share]
    letters: list[Share]


@lru_cache(maxsize=4)  # The few codes that are suggested for a text ask one after another.
def _shares(language: Language, text: str) -> _Shares:
    surfaces = language.words(text)
    stems = [language.stem_of(word) for word in surfaces]
    pairs = [f"{one} {other}" for one, other in pairwise(stems)]
    both = list(zip(surfaces, stems, strict=True))
    by_content = [(word, stem) for word, stem in both if not language.says_little(word)]
    by_run = [(word, run) for word in surfaces for run in runs_of(word)]
    by_pair = [*zip(surfaces, pairs, strict=False), *zip(surfaces[1:], pairs, strict=True)]
    return _Shares(surfaces, [*_told(both), *_told(by_pair)], _told(by_content), _told(by_run))


def _told(terms: Sequence[tuple[str, str]]) -> list[Share]:
    times = Counter(term for _, term in terms)
    return [(word, term, times[term]) for word, term in terms]
