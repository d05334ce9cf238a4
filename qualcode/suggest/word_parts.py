"""A score taken apart into the words of a text."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from qualcode.suggest.features import runs_of
from qualcode.suggest.language import Language
from qualcode.suggest.numbers import Numbers, Sparse
from qualcode.suggest.term_weights import TermWeights


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
    surfaces = language.words(text)
    stems = [language.stem_of(word) for word in surfaces]
    says = [not language.says_little(word) for word in surfaces]
    pairs = [f"{one} {other}" for one, other in pairwise(stems)]
    runs = [runs_of(word) for word in surfaces]
    stem_times, pair_times = Counter(stems), Counter(pairs)
    content_times = Counter(stem for stem, much in zip(stems, says, strict=True) if much)
    run_times = Counter(run for some in runs for run in some)
    weights: dict[str, float] = dict.fromkeys(surfaces, 0.0)
    for place, (surface, stem) in enumerate(zip(surfaces, stems, strict=True)):
        weight = words.part(stem, stem_times[stem])
        if says[place]:
            weight += content.part(stem, content_times[stem])
        beside = pairs[max(0, place - 1) : place + 1]
        weight += sum(words.part(pair, 2 * pair_times[pair]) for pair in beside)
        weight += sum(letters.part(run, run_times[run]) for run in runs[place])
        weights[surface] += weight
    return weights
