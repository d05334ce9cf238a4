"""What terms weigh, against scikit-learn."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from qualcode.suggest.term_weights import TermWeights

TERMS = st.lists(st.sampled_from("abcdefgh"), max_size=12)


def weights_of(texts: list[list[str]], least: int = 1) -> TermWeights:
    frequencies = Counter(term for terms in texts for term in set(terms))
    return TermWeights(frequencies, len(texts), least)


@given(st.lists(TERMS, min_size=2, max_size=8), st.lists(TERMS, min_size=1, max_size=4))
def test_weighs_as_scikit_learn_does(texts: list[list[str]], asked: list[list[str]]) -> None:
    texts = [*texts, ["a", "b"], ["a"]]
    for least in (1, 2):
        theirs = TfidfVectorizer(analyzer=list, sublinear_tf=True, min_df=least).fit(texts)
        ours = weights_of(texts, least)
        assert dict(sorted(ours.columns.items())) == theirs.vocabulary_
        assert np.allclose(
            ours.of(asked).toarray(), theirs.transform(asked).toarray(), rtol=0, atol=1e-12
        )


def test_a_text_in_another_order_weighs_the_same_to_the_last_bit() -> None:
    weights = weights_of([["a", "b", "c"], ["b", "c", "c"], ["d"]])
    one, other = (weights.of([terms]) for terms in (["a", "c", "b", "c"], ["c", "c", "b", "a"]))
    assert (one.data == other.data).all()
    assert (one.indices == other.indices).all()


def test_unknown_terms_and_texts_without_any_weigh_nothing() -> None:
    assert weights_of([["a"]]).of([["b"], []]).nnz == 0
    assert weights_of([]).of([["a"]]).shape == (1, 1)
