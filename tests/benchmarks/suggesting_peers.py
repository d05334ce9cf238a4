"""What suggestions are measured against: keyword match, and logistic regression."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from qualcode.suggest.codebook_texts import code_texts
from qualcode.suggest.embedding import Embedding
from qualcode.suggest.language import Language
from qualcode.suggest.trial.rivals import fitted_scores, keyword_scores, regression_scores
from tests.benchmarks.coded_sets import Coded, CodedSet

Ranked = list[list[tuple[str, float | None]]]
Method = Callable[[CodedSet, list[Coded], list[Coded]], Ranked]


def keyword_match(coded: CodedSet, learnt: list[Coded], tested: list[Coded]) -> Ranked:
    """Rank codes by the words of their names that the text has; ties by how often they are used."""
    texts = {one.code: one for one in code_texts(coded.codebook)}
    counted = Counter(code for one in learnt for code in one.codes)
    used = np.array([float(counted[code]) for code in coded.codes])
    scores = keyword_scores(
        [texts[code] for code in coded.codes], Language(), used, [one.text for one in tested]
    )
    return [[(code, None) for code, _ in row] for row in _ranked(coded, tested, scores)]


def regression(coded: CodedSet, learnt: list[Coded], tested: list[Coded]) -> Ranked:
    """Rank codes by one logistic regression each, on words, pairs and runs of letters."""
    if not learnt:
        return _unranked(coded, tested)
    has = _given(coded, learnt)
    known, asked = ([one.text for one in some] for some in (learnt, tested))
    return _ranked(coded, tested, regression_scores(known, has, np.ones_like(has), asked))


def regression_on(embedding: Embedding) -> Method:
    """Return the method that ranks codes by one logistic regression each, on an embedding."""

    def method(coded: CodedSet, learnt: list[Coded], tested: list[Coded]) -> Ranked:
        if not learnt:
            return _unranked(coded, tested)
        has = _given(coded, learnt)
        known, asked = (embedding.encode([one.text for one in some]) for some in (learnt, tested))
        return _ranked(coded, tested, fitted_scores(known, has, np.ones_like(has), asked))

    return method


def _given(coded: CodedSet, learnt: Sequence[Coded]) -> np.ndarray:
    return np.array([[code in one.codes for code in coded.codes] for one in learnt])


def _unranked(coded: CodedSet, tested: Sequence[Coded]) -> Ranked:
    return [[(code, None) for code in (one.among or coded.codes)] for one in tested]


def _ranked(coded: CodedSet, tested: Sequence[Coded], scores: np.ndarray) -> Ranked:
    found: Ranked = []
    for one, row in zip(tested, scores, strict=True):
        numbers = [at for at, code in enumerate(coded.codes) if not one.among or code in one.among]
        ranked = sorted(numbers, key=lambda at: -row[at])
        found.append([(coded.codes[at], float(row[at])) for at in ranked])
    return found
