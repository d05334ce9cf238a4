from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import agreement as a
from qualcode.agreement import Flag, Reason
from tests.agreement.by_character import rows, span_lists

EVERY = [a.character_alpha, a.character_percent, a.character_kappa, a.character_jaccard]
CORRECTED = [a.character_alpha, a.character_kappa]

# NVivo help, "Run a coding comparison query": a source of 1000 characters, user A codes 50 that
# user B codes too, and 150 are coded by one of them; kappa .314 from P_o = .85.
NVIVO = [("A", 0, 125, "x"), ("B", 75, 200, "x")]


def close(value):
    return None if value is None else pytest.approx(value, abs=1e-9)


def mean(values):
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None


def jaccard_of(one, other):
    either = sum(len(x | y) for x, y in zip(one, other, strict=True))
    both = sum(len(x & y) for x, y in zip(one, other, strict=True))
    return both / either if either else None


def test_the_example_of_nvivo():
    for code in ("x", None):
        assert float(a.character_kappa(NVIVO, 1000, code)) == pytest.approx(0.314, abs=0.0005)
        assert float(a.character_percent(NVIVO, 1000, code)) == 0.85
        assert float(a.character_jaccard(NVIVO, 1000, code)) == 0.25


def test_the_first_pattern_of_krippendorff_1995_as_single_places():
    # Krippendorff (1995), p. 57 and following: kappa .385, pi .314, alpha .329 of pattern A.
    spans = [
        ("Bertha", 2, 10, "u"),
        ("Bertha", 14, 20, "u"),
        ("Bill", 4, 8, "u"),
        ("Bill", 15, 17, "u"),
    ]
    assert float(a.character_kappa(spans, 24)) == pytest.approx(0.385, abs=0.0005)
    assert float(a.character_alpha(spans, 24)) == pytest.approx(0.329, abs=0.0005)


@settings(deadline=None, max_examples=150)
@given(span_lists(), st.sampled_from(["x", "y", None]))
def test_they_are_the_coefficients_of_a_table_of_characters(coded, code):
    spans, bounds, coders = coded
    table = rows(spans, bounds, coders, code)
    found = [statistic(spans, bounds, code, coders) for statistic in EVERY]
    if len(coders) < 2:
        assert {one.reason for one in found} == {Reason.NOT_COMPARABLE}
        return
    alpha, percent, kappa, jaccard = found
    width = bounds[1] - bounds[0]
    assert alpha.value == close(a.krippendorff_alpha(table).value)
    assert percent.value == close(a.percent_agreement(table).value)
    pairs = list(combinations(table, 2))
    assert kappa.value == close(mean([a.cohen_kappa(pair).value for pair in pairs]))
    assert jaccard.value == close(mean([jaccard_of(*pair) for pair in pairs]))
    used = any(any(row) for row in table)
    for one in (alpha, kappa):
        assert one.reason in ((None, Reason.NO_VARIATION) if used else (Reason.NOT_USED,))
    assert jaccard.reason is (None if used else Reason.NOT_USED)
    assert {one.n_units for one in found} == {width}
    assert {one.n_coders for one in found} == {len(coders)}


@settings(deadline=None, max_examples=100)
@given(st.lists(span_lists(), min_size=1, max_size=3), st.sampled_from(["x", None]))
def test_documents_are_pooled_and_coders_who_did_not_look_are_missing(texts, code):
    spans = {index: text[0] for index, text in enumerate(texts)}
    length = {index: text[1] for index, text in enumerate(texts)}
    coders = {index: text[2] for index, text in enumerate(texts)}
    everybody = sorted({coder for text in texts for coder in text[2]})
    table = [
        [
            character
            for text, bounds, looked in texts
            for character in (
                rows(text, bounds, [coder], code)[0]
                if coder in looked
                else [None] * (bounds[1] - bounds[0])
            )
        ]
        for coder in everybody
    ]
    alpha = a.character_alpha(spans, length, code, coders)
    percent = a.character_percent(spans, length, code, coders)
    assert alpha.value == close(a.krippendorff_alpha(table).value)
    assert percent.value == close(a.percent_agreement(table).value)
    kappas = [a.cohen_kappa(pair) for pair in combinations(table, 2)]
    assert a.character_kappa(spans, length, code, coders).value == close(
        mean([kappa.value for kappa in kappas])
    )


@settings(deadline=None)
@given(span_lists(), st.sampled_from(["x", None]), st.data())
def test_order_place_and_cuts_are_nothing(coded, code, data):
    spans, (begin, end), coders = coded
    moved = [
        piece
        for coder, start, stop, label in spans
        for piece in ((coder, start + 9, stop + 9, label), (coder, start + 9, start + 10, label))
    ]
    moved, others = data.draw(st.permutations(moved)), data.draw(st.permutations(coders))
    for statistic in EVERY:
        one = statistic(spans, (begin, end), code, coders)
        two = statistic(moved, (begin + 9, end + 9), code, others)
        assert (two.value, two.reason, two.n_units) == (close(one.value), one.reason, one.n_units)


@settings(deadline=None)
@given(span_lists(length=(2, 14)), st.sampled_from(["x", None]), st.data())
def test_a_text_cut_anywhere_stays_what_it_was(coded, code, data):
    spans, (begin, end), coders = coded
    cut = data.draw(st.integers(begin, end))
    bounds = {"one": (begin, cut), "two": (cut, end)}
    parts = {
        name: [(coder, max(start, low), min(stop, high), label)
               for coder, start, stop, label in spans if max(start, low) < min(stop, high)]
        for name, (low, high) in bounds.items()
    }  # fmt: skip
    for statistic in EVERY:
        whole = statistic(spans, (begin, end), code, coders)
        pooled = statistic(parts, bounds, code, coders)
        assert (pooled.value, pooled.reason) == (close(whole.value), whole.reason)


@pytest.mark.parametrize("statistic", EVERY)
@pytest.mark.parametrize(
    ("spans", "length", "coders"),
    [
        ([], 0, ["a", "b"]),
        ([], 10, None),
        ([("a", 1, 3, "x")], 10, None),
        ([("a", 1, 3, "x")], 10, ["a"]),
        ({"d": [("a", 1, 3, "x")], "e": [("b", 1, 3, "x")]}, {"d": 10, "e": 10},
         {"d": ["a"], "e": ["b"]}),
        ({}, {}, None),
    ],
)  # fmt: skip
def test_without_characters_that_two_saw_nothing_is_compared(statistic, spans, length, coders):
    for code in ("x", None):
        found = statistic(spans, length, code, coders)
        assert (found.value, found.reason) == (None, Reason.NOT_COMPARABLE)
        assert found.n_units == 0


@pytest.mark.parametrize("statistic", [*CORRECTED, a.character_jaccard])
def test_a_code_that_nobody_used(statistic):
    for spans, code in (([], None), ([], "x"), ([("a", 0, 4, "y"), ("b", 2, 4, "y")], "x")):
        found = statistic(spans, 20, code, ["a", "b"])
        assert (found.value, found.reason) == (None, Reason.NOT_USED)
        assert float(a.character_percent(spans, 20, "x", ["a", "b"])) == 1.0


@pytest.mark.parametrize("statistic", CORRECTED)
def test_everything_coded_by_everybody_does_not_vary(statistic):
    spans = [("a", 0, 20, "x"), ("b", 0, 20, "x")]
    assert statistic(spans, 20).reason is Reason.NO_VARIATION
    assert float(a.character_percent(spans, 20)) == 1.0
    assert float(a.character_jaccard(spans, 20)) == 1.0


def test_one_coder_only_is_flagged_and_has_a_value():
    spans = [("a", start, start + 4, "x") for start in range(0, 60, 10)]
    alpha = a.character_alpha(spans, 100, "x", ["a", "b"])
    assert alpha.flags == (Flag.ONE_CODER_ONLY,)
    assert float(alpha) < 0
    assert float(a.character_kappa(spans, 100, "x", ["a", "b"])) == 0.0


def test_few_spans_are_flagged():
    assert Flag.TOO_FEW in a.character_alpha(NVIVO, 1000).flags
    assert Flag.TOO_FEW in a.character_alpha([], 5, coders=["a", "b"]).flags


def test_pairs_without_a_figure_are_left_out_of_the_mean_and_flagged():
    spans = [("a", 0, 9, "x")]
    for statistic, name in (
        (a.character_kappa, "Light kappa (mean over pairs) by character of x"),
        (a.character_jaccard, "Jaccard (mean over pairs) by character of x"),
    ):
        found = statistic(spans, 20, "x", ["a", "b", "c"])
        assert (found.name, float(found)) == (name, 0.0)
        assert Flag.PAIRS_LEFT_OUT in found.flags


def test_a_book_of_characters_costs_no_more_than_its_spans():
    # By the character this would take terabytes.
    kappa = a.character_kappa([("a", 0, 10**11, "x"), ("b", 0, 10**11, "x")], 10**12)
    assert (float(kappa), kappa.n_units) == (1.0, 10**12)
