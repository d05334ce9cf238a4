from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import agreement as a
from tests.agreement.by_character import rows, span_lists

STATISTICS = {
    "alpha": a.character_alpha,
    "percent": a.character_percent,
    "kappa": a.character_kappa,
    "jaccard": a.character_jaccard,
}

corpora = st.lists(span_lists(), min_size=1, max_size=4).map(
    lambda texts: tuple(
        {index: text[part] for index, text in enumerate(texts)} for part in range(3)
    )
)


def same(value, coefficient):
    if coefficient.value is None:
        assert np.isnan(value)
    else:
        assert value == pytest.approx(coefficient.value, abs=1e-9)


@settings(deadline=None, max_examples=100)
@given(corpora)
def test_totals_are_the_pooled_coefficients_of_each_code(corpus):
    spans, length, coders = corpus
    sums = a.character_sums(spans, length, "xyzw", coders).total()
    assert sums.codes == tuple("xyzw")
    for name, statistic in STATISTICS.items():
        for index, code in enumerate(sums.codes):
            coefficient = statistic(spans, length, code, coders)
            value = getattr(sums, name)()[index]
            if coefficient.value is None and name == "percent":
                assert np.isnan(value)
            else:
                same(value, coefficient)


@settings(deadline=None, max_examples=50)
@given(corpora, st.data())
def test_weighted_sums_are_those_of_documents_drawn_as_often(corpus, data):
    spans, length, coders = corpus
    size = len(length)
    weights = data.draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
    drawn = [document for document, times in enumerate(weights) for _ in range(times)]
    literal = [
        {new: part[old] for new, old in enumerate(drawn)} for part in (spans, length, coders)
    ]
    fast = a.character_sums(spans, length, "xy", coders).weighted(np.array([weights], float))
    for name, statistic in STATISTICS.items():
        for index, code in enumerate("xy"):
            same(getattr(fast, name)()[0, index], statistic(*literal[:2], code, literal[2]))


@settings(deadline=None, max_examples=50)
@given(span_lists())
def test_ac1_and_pairs_are_those_of_a_table_of_characters(coded):
    spans, bounds, coders = coded
    sums = a.character_sums(spans, bounds, "xy", coders).total()
    assert sums.coders == coders
    for index, code in enumerate("xy"):
        table = [[bool(cell) for cell in row] for row in rows(spans, bounds, coders, code)]
        same(sums.ac1()[index], a.gwet_ac1(table, categories=(False, True)))
        for place, (one, other) in enumerate(combinations(table, 2)):
            same(sums.kappas()[place, index], a.cohen_kappa([one, other]))
        if len(coders) > 1:
            assert sums.by_coder[:, index].tolist() == [sum(row) for row in table]


def test_counts_of_merged_spans_by_document_coder_and_code():
    spans = {
        "d1": [("a", 0, 5, "x"), ("a", 3, 8, "x"), ("a", 9, 10, "x"), ("b", 0, 1, "y")],
        "d2": [("b", 0, 4, "x")],
    }
    sums = a.character_sums(spans, {"d1": 10, "d2": 10, "d3": 5}, ["x", "y"])
    assert sums.spans.tolist() == [[[2, 0], [0, 1]], [[0, 0], [1, 0]], [[0, 0], [0, 0]]]
    assert sums.by_coder[0].tolist() == [[9, 0], [0, 1]]
    assert sums.characters.tolist() == [[10], [10], [5]]


def test_a_document_that_one_coder_read_counts_nothing():
    spans = {"d1": [("a", 0, 5, "x"), ("b", 0, 5, "x")], "d2": [("a", 0, 4, "x")]}
    sums = a.character_sums(spans, {"d1": 10, "d2": 10}, coders={"d1": ["a", "b"], "d2": ["a"]})
    assert sums.characters.tolist() == [[10], [0]]
    for name in ("split", "applied", "first", "both", "shared", "by_coder", "spans", "ratings"):
        assert not getattr(sums, name)[1].any()


@pytest.mark.parametrize(("spans", "length"), [([], 0), ([], 10), ({}, {}), ({}, {"d": 4})])
def test_no_spans_at_all(spans, length):
    total = a.character_sums(spans, length, ["x"]).total()
    assert np.isnan(total.alpha()).all()
    assert np.isnan(total.kappa()).all()
    assert a.character_sums(spans, length).total().alpha().shape == (0,)
