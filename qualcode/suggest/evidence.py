"""Why a code is suggested: the parts of its score that words, codings and the codebook made."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from qualcode.domain.suggestion import Reason, ReasonKind
from qualcode.suggest.asked import Asked
from qualcode.suggest.codebook_texts import CodeTexts
from qualcode.suggest.features import LETTERS, WORDS, Features
from qualcode.suggest.model import Model
from qualcode.suggest.neighbourhood import OWN
from qualcode.suggest.numbers import Numbers, Sparse
from qualcode.suggest.reading import Reading
from qualcode.suggest.struck_words import StruckWords
from qualcode.suggest.training import Training
from qualcode.suggest.word_parts import Terms, shared_out

MOST_WORDS = 3
MOST_CODINGS = 2
LONGEST = 120
LEAST = 1e-3
LEAST_WITHOUT_WORDS = 0.1
"""What a part that no word stands for must add to be worth a line."""
MOST_KEPT = 16
"""Codes whose weights of words are kept; they are as long as the vocabulary."""


class Evidence:
    """Takes scores apart.

    As far as a score rests on words and letters it is a sum over words: each n-gram adds its
    weight in the text times its weight for the code. What the codebook adds by meaning and what
    the texts next to it add are one number each. What was learnt by meaning cannot be said by
    words; it shows in the earlier codings, whose weights are those of the ridge. Together with the
    prior and the levels of texts and codes these are the whole blend; of what the stacker adds, the
    votes of near texts and the small part by which other codes fall behind are left out.
    """

    def __init__(
        self,
        codes: Sequence[CodeTexts],
        reading: Reading,
        training: Training,
        model: Model,
        before: Evidence | None = None,
    ) -> None:
        self._codes = codes
        self._reading = reading
        self._training = training
        self._model = model
        self._codebook_slope, self._learnt_slope = model.slopes()
        self._by_code: dict[int, tuple[Numbers, Numbers]] = {}
        kept = before is not None and before._reading is reading
        self._passages: dict[int, Numbers] = before._passages if before and kept else {}

    def of(
        self,
        asked: Asked,
        codes: Sequence[int],
        repeated: Collection[str],
        struck: StruckWords,
    ) -> list[tuple[Reason, ...]]:
        """Return for each code its weightiest words, what the codebook means, codings, like texts.

        `repeated` texts, `struck` words and words that stand in any text are not named.
        """
        features = asked.features
        without_words = self.without_words(asked, features)
        found = []
        for code in codes:
            by_meaning, alike = (float(part[code]) for part in without_words)
            words = self._words(asked.text, features, code, struck.of(code, asked.text))
            passage = self._codebook(features, code, by_meaning)
            codings = self._codings(features, code, repeated)
            like = [Reason("", alike, ReasonKind.ALIKE)] if alike >= LEAST_WITHOUT_WORDS else []
            found.append((*words, *passage, *codings, *like))
        return found

    def word_weights(self, text: str, features: Features, code: int) -> dict[str, float]:
        """Return by how much each word of the text raises the score of the code."""
        space = self._reading.space
        learnt_words, learnt_letters = self._learnt(code)
        codebook = self._reading.codebook
        much = OWN * self._codebook_slope[code] * codebook.emphasis(features)[0]
        return shared_out(
            space.language,
            text,
            Terms(features.content, much * _row(codebook.words, code), space.content),
            Terms(features.words, learnt_words, space.words),
            Terms(
                features.letters,
                learnt_letters + much * _row(codebook.letters, code),
                space.letters,
            ),
        )

    def without_words(self, asked: Asked, features: Features) -> tuple[Numbers, Numbers]:
        """Return what the meaning of the codebook adds to each code, and what like texts add."""
        codebook, slope = self._reading.codebook, self._codebook_slope
        by_words, by_meaning = codebook.by_words(features)[0], codebook.by_meaning(features)[0]
        alike = asked.similarity - OWN * (by_words + by_meaning)
        return slope * OWN * by_meaning, slope * alike

    def _words(
        self, text: str, features: Features, code: int, struck: Collection[str]
    ) -> list[Reason]:
        weights, language = self.word_weights(text, features, code), self._reading.space.language
        left = [
            (word, weight)
            for word, weight in weights.items()
            if word not in struck and not language.says_little(word)
        ]
        ranked = sorted(left, key=lambda one: (-round(one[1], 9), one[0]))
        return [Reason(word, weight) for word, weight in ranked[:MOST_WORDS] if weight > LEAST]

    def _codebook(self, features: Features, code: int, weight: float) -> list[Reason]:
        """Return the passage about a code that means most nearly what the text means."""
        if weight < LEAST_WITHOUT_WORDS:
            return []
        texts = self._codes[code]
        passages = (texts.name, *((texts.definition,) if texts.definition else ()), *texts.examples)
        if code not in self._passages:
            self._passages[code] = self._reading.space.meaning(passages)
        near = self._passages[code] @ features.meaning[0]
        nearest = passages[int(np.argmax(np.round(near, 9)))]
        return [Reason(_short(nearest), weight, ReasonKind.CODEBOOK)]

    def _codings(self, features: Features, code: int, repeated: Collection[str]) -> list[Reason]:
        having = np.flatnonzero(self._model.outcomes.shares[:, code] > 0)
        if not having.size:
            return []
        rows = having + self._training.written
        likeness = features.likeness(self._training.features.take(rows))[0]
        parts = self._learnt_slope[code] * likeness * self._model.solution.weights[rows, code]
        texts = [self._training.texts[row] for row in having]
        ranked = sorted(
            (-part, text)
            for text, part in zip(texts, np.round(parts, 9), strict=True)
            if part > LEAST and text not in repeated
        )
        kind = ReasonKind.CODING
        return [Reason(_short(text), float(-part), kind) for part, text in ranked[:MOST_CODINGS]]

    def _learnt(self, code: int) -> tuple[Numbers, Numbers]:
        if code not in self._by_code:
            if len(self._by_code) >= MOST_KEPT:
                self._by_code.clear()
            rows, slope = self._training.features, self._learnt_slope[code]
            weights = self._model.solution.weights[:, code] * slope
            self._by_code[code] = (
                WORDS * (rows.words.T @ weights),
                LETTERS * (rows.letters.T @ weights),
            )
        return self._by_code[code]


def repeat_reasons(texts: Sequence[str], weight: float) -> tuple[Reason, ...]:
    """Return coded texts that say the same, which together add this much."""
    shown = texts[:MOST_CODINGS]
    each = weight / max(1, len(shown))
    return tuple(Reason(_short(text), each, ReasonKind.REPEAT) for text in shown)


def _row(matrix: Sparse, row: int) -> Numbers:
    dense: Numbers = matrix[row].toarray().ravel()
    return dense


def _short(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= LONGEST else joined[: LONGEST - 1].rstrip() + "…"
