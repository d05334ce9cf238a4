"""What suggestions are measured against: keyword match, and TF-IDF with logistic regression."""

from __future__ import annotations

import warnings
from collections import Counter

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_union

from qualcode.suggest.language import Language
from tests.benchmarks.coded_sets import Coded, CodedSet

Ranked = list[list[tuple[str, float | None]]]


def keyword_match(coded: CodedSet, learnt: list[Coded], tested: list[Coded]) -> Ranked:
    """Rank codes by the words of their names that the text has; ties by how often they are used."""
    language = Language()
    names = {code: language.content(name) for code, name in _names(coded).items()}
    rarity = Counter(word for words in names.values() for word in set(words))
    used = Counter(code for one in learnt for code in one.codes)

    def score(code: str, words: set[str]) -> float:
        shared = sum(1 / rarity[word] for word in set(names[code]) & words)
        return shared / max(1, len(names[code])) + 1e-6 * used[code]

    found: Ranked = []
    for one in tested:
        words = set(language.content(one.text))
        among = one.among or coded.codes
        ranked = sorted(among, key=lambda code: -score(code, words))
        found.append([(code, None) for code in ranked])
    return found


def regression(coded: CodedSet, learnt: list[Coded], tested: list[Coded]) -> Ranked:
    """Rank codes by one logistic regression each, on words, pairs and runs of letters."""
    if not learnt:
        return [[(code, None) for code in (one.among or coded.codes)] for one in tested]
    vectors = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True),
    )
    known = vectors.fit_transform([one.text for one in learnt])
    asked = vectors.transform([one.text for one in tested])
    columns = [_one_against_rest(code, learnt, known, asked) for code in coded.codes]
    likely = np.stack(columns, axis=1)
    found: Ranked = []
    for one, row in zip(tested, likely, strict=True):
        numbers = [at for at, code in enumerate(coded.codes) if not one.among or code in one.among]
        ranked = sorted(numbers, key=lambda at: -row[at])
        found.append([(coded.codes[at], float(row[at])) for at in ranked])
    return found


def _one_against_rest(code: str, learnt: list[Coded], known: object, asked: object) -> np.ndarray:
    has = np.array([code in one.codes for one in learnt])
    if has.all() or not has.any():
        return np.full(asked.shape[0], float(has.mean()))  # type: ignore[attr-defined]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = LogisticRegression(C=10).fit(known, has)
        return fitted.predict_proba(asked)[:, 1]


def _names(coded: CodedSet) -> dict[str, str]:
    if isinstance(coded.codebook, list):
        return {entry["code"]: entry["name"] for entry in coded.codebook}
    return {code.id: code.name for code in coded.codebook.codes if code.id in coded.codes}
