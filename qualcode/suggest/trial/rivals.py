"""Two simpler ways of suggesting, to see what suggestions are worth beside them."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence

import numpy as np

from qualcode.suggest.codebook_texts import CodeTexts
from qualcode.suggest.language import Language
from qualcode.suggest.numbers import Flags, Numbers, Sparse

_USED = 1e-6
_LOOSE = 10.0


def keyword_scores(
    codes: Sequence[CodeTexts], language: Language, used: Numbers, texts: Sequence[str]
) -> Numbers:
    """Score codes by the words of their names that a text has, rare words more: (texts, codes).

    `used` is how often each code was given; it decides where the words do not.
    """
    names = [set(language.content(code.name)) for code in codes]
    rarity = Counter(word for words in names for word in words)
    scores = np.tile(_USED * used, (len(texts), 1))
    for row, text in enumerate(texts):
        words = set(language.content(text))
        for column, name in enumerate(names):
            shared = sum(1 / rarity[word] for word in sorted(name & words))
            scores[row, column] += shared / max(1, len(name))
    return scores


def regression_scores(
    known: Sequence[str], has: Flags, possible: Flags, asked: Sequence[str]
) -> Numbers:
    """Return probabilities of one logistic regression for each code, (texts, codes).

    On TF-IDF of words, pairs of words and runs of three to five letters; `has` and
    `possible` are known texts x codes; a code is learnt from the texts that could have it. One
    that none of these has, or every one, gets that share.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_union

    vectors = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True),
    )
    if not asked:
        return np.zeros((0, has.shape[1]))
    try:
        learnt = vectors.fit_transform(known)
    except ValueError:  # not one word in all of them
        return np.tile(has.mean(axis=0), (len(asked), 1))
    return fitted_scores(learnt, has, possible, vectors.transform(asked))


def fitted_scores(
    known: Sparse | Numbers, has: Flags, possible: Flags, asked: Sparse | Numbers
) -> Numbers:
    """Return probabilities of one logistic regression for each code, on any vectors of texts."""
    columns = [
        _one_against_rest(known[could], column[could], asked)
        for column, could in zip(has.T, possible.T, strict=True)
    ]
    return np.stack(columns, axis=1)


def _one_against_rest(known: Sparse | Numbers, has: Flags, asked: Sparse | Numbers) -> Numbers:
    from sklearn.linear_model import LogisticRegression

    if has.all() or not has.any():
        return np.full(asked.shape[0], float(has.any()))
    with warnings.catch_warnings():
        # Whether it converged to the last digit is nothing that a coder must hear of.
        warnings.simplefilter("ignore")
        likely: Numbers = LogisticRegression(C=_LOOSE).fit(known, has).predict_proba(asked)[:, 1]
    return likely
