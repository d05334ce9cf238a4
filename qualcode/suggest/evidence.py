"""Why a code is suggested: the parts of its score that words and earlier codings made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from qualcode.domain.suggestion import Reason
from qualcode.suggest.features import LETTERS, WORDS, Features, runs_of
from qualcode.suggest.language import Language
from qualcode.suggest.model import Model
from qualcode.suggest.neighbourhood import OWN
from qualcode.suggest.numbers import Numbers, Sparse
from qualcode.suggest.reading import Reading
from qualcode.suggest.training import Training

MOST_WORDS = 3
MOST_CODINGS = 2
LONGEST = 120
LEAST = 1e-3


class Evidence:
    """Takes scores apart.

    The score is a sum over words as far as it rests on words and letters: each n-gram adds its
    weight in the text times its weight for the code. A pair of words is shared by both, a run of
    letters belongs to its word. What meaning adds cannot be said by words; it shows in the
    earlier codings, whose weights are those of the ridge. The prior is in neither, and the small
    part by which other codes fall behind is left out.
    """

    def __init__(self, reading: Reading, training: Training, model: Model) -> None:
        self._reading = reading
        self._training = training
        self._model = model
        self._codebook_slope, self._learnt_slope = model.slopes()
        self._codebook = reading.codebook.words
        self._by_code: dict[int, tuple[Numbers, Numbers]] = {}

    def of(
        self, text: str, features: Features, code: int, repeated: Sequence[str]
    ) -> tuple[Reason, ...]:
        """Return the weightiest words of a text, then the earlier codings that speak for a code.

        `repeated` are coded texts with the same words: they come first among the codings.
        """
        words = self._words(text, features, code)
        return (*words, *self._codings(features, code, frozenset(repeated)))

    def _words(self, text: str, features: Features, code: int) -> list[Reason]:
        weights = self.word_weights(text, features, code)
        ranked = sorted(weights.items(), key=lambda one: (-round(one[1], 9), one[0]))
        return [Reason(word, weight) for word, weight in ranked[:MOST_WORDS] if weight > LEAST]

    def word_weights(self, text: str, features: Features, code: int) -> dict[str, float]:
        """Return by how much each word of the text raises the score of the code."""
        space, language = self._reading.space, self._reading.space.language
        learnt_words, learnt_letters = self._learnt(code)
        codebook = _row(self._codebook, code) * (OWN * self._codebook_slope[code])
        return _shared_out(
            language,
            text,
            _Terms(features.content, codebook, space.content),
            _Terms(features.words, learnt_words, space.words),
            _Terms(features.letters, learnt_letters, space.letters),
        )

    def _learnt(self, code: int) -> tuple[Numbers, Numbers]:
        if code not in self._by_code:
            rows, slope = self._training.features, self._learnt_slope[code]
            weights = self._model.solution.weights[:, code] * slope
            self._by_code[code] = (
                WORDS * (rows.words.T @ weights),
                LETTERS * (rows.letters.T @ weights),
            )
        return self._by_code[code]

    def _codings(self, features: Features, code: int, repeated: Collection[str]) -> list[Reason]:
        having = np.flatnonzero(self._model.outcomes.shares[:, code] > 0)
        if not having.size:
            return []
        rows = having + self._training.written
        likeness = features.likeness(self._training.features.take(rows))[0]
        parts = self._learnt_slope[code] * likeness * self._model.solution.weights[rows, code]
        texts = [self._training.texts[row] for row in having]
        ranked = sorted(
            zip(texts, np.round(parts, 9), strict=True),
            key=lambda one: (one[0] not in repeated, -one[1], one[0]),
        )
        return [
            Reason(_short(text), float(part))
            for text, part in ranked[:MOST_CODINGS]
            if part > LEAST or text in repeated
        ]


def _row(matrix: Sparse, row: int) -> Numbers:
    dense: Numbers = matrix[row].toarray().ravel()
    return dense


class _Terms:
    """What each term of one text adds to a score: its weight here times its weight for the code."""

    def __init__(self, row: Sparse, weights: Numbers, vectorizer: Any) -> None:
        self._columns: Mapping[str, int] = getattr(vectorizer, "vocabulary_", {})
        self._parts = dict(zip(row.indices, row.data * weights[row.indices], strict=True))

    def part(self, term: str, times: int = 1) -> float:
        """Return what one of so many occurrences of a term adds."""
        return float(self._parts.get(self._columns.get(term, -1), 0.0)) / times


def _shared_out(
    language: Language, text: str, content: _Terms, words: _Terms, letters: _Terms
) -> dict[str, float]:
    """Share the parts of terms out to the words that they come from."""
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


def _short(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= LONGEST else joined[: LONGEST - 1].rstrip() + "…"
