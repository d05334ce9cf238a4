import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.agreement import Flag, Reason, Spans, unitizing_alpha
from tests.agreement.by_character import family, span_lists, u1995

FAMILY = ["u", "bar_u", "cu", "ku"]

# Krippendorff (2004), Content Analysis, 2nd edition, p. 254: a text from 150 to 450.
KRIPPENDORFF_2004 = [
    ("i", 225, 295, "c"), ("i", 370, 400, "c"), ("i", 180, 240, "k"), ("i", 300, 350, "k"),
    ("j", 220, 300, "c"), ("j", 355, 375, "c"), ("j", 400, 420, "c"), ("j", 180, 240, "k"),
    ("j", 300, 350, "k"),
]  # fmt: skip

# Krippendorff (1995), On the reliability of unitizing contiguous data, p. 57: 24 places, a bar
# where a unit starts or ends; digits 1 are coded.
KRIPPENDORFF_1995 = {
    "A": (
        "0 0|1 1 1 1 1 1 1 1|0 0 0 0|1 1 1 1 1 1|0 0 0 0",
        "0 0 0 0|1 1 1 1|0 0 0 0 0 0 0|1 1|0 0 0 0 0 0 0",
    ),
    "B": (
        "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1|0 0 0 0 0 0",
        "1 1|1|1|1|1|1 1 1|1|0 0 0 0 0 0 0 0 0 0 0 0 0 0",
    ),
    "C": (
        "0 0|1 1 1 1 1 1|0 0|1 1|0 0|1 1 1 1|0 0|1 1|0 0",
        "1 1|0 0|1 1 1 1|0 0|1 1 1 1|0 0|1 1|0 0|1 1|0 0",
    ),
    "D": (
        "1 1|1 1 1 1 1 1 1 1|1 1 1 1|1 1 1 1 1 1|1 1 1 1",
        "1 1 1 1|1 1 1 1|1 1 1 1 1 1 1|1 1|1 1 1 1 1 1 1",
    ),
}


def drawn(pattern, stretch=1):
    found = []
    for coder, line in enumerate(KRIPPENDORFF_1995[pattern]):
        place = 0
        for segment in line.split("|"):
            size = segment.count("0") + segment.count("1")
            if "1" in segment:
                found.append((coder, round(place * stretch), round((place + size) * stretch), "u"))
            place += size
    return found


@pytest.mark.parametrize(("code", "value"), [("c", 0.7286), ("k", 1.0), (None, 0.8591)])
def test_alpha_u_of_krippendorff_2004(code, value):
    # The book works with rounded disagreements: .0144 + .0000 over .0532 + .0490.
    alpha = unitizing_alpha(KRIPPENDORFF_2004, (150, 450), "u1995", code=code)
    assert float(alpha) == pytest.approx(value, abs=0.0005)
    assert alpha.name.startswith("alpha_U (1995)")


@pytest.mark.parametrize(
    ("pattern", "value"), [("A", 0.553), ("B", -0.926), ("C", 0.679), ("D", 0.066)]
)
def test_alpha_u_of_krippendorff_1995(pattern, value):
    # His asymptotic D_e differs a little from the corrected formula of 2004.
    spans = drawn(pattern, 50_000)
    assert float(unitizing_alpha(spans, 1_200_000, "u1995")) == pytest.approx(value, abs=0.02)


@pytest.mark.parametrize(
    ("length", "value"), [(12, 0.494), (120, 0.663), (1200, 0.677), (12_000, 0.678)]
)
def test_alpha_u_of_texts_of_other_lengths_in_krippendorff_1995(length, value):
    alpha = unitizing_alpha(drawn("C", length / 24), length, "u1995")
    assert float(alpha) == pytest.approx(value, abs=0.02)


def test_observed_disagreement_of_krippendorff_1995():
    from qualcode.agreement.spans.unitizing_1995 import u1995_disagreements

    for pattern, value in {"A": 0.03125, "B": 2.26736, "C": 0.02777, "D": 0.38715}.items():
        observed, _ = u1995_disagreements(Spans.of(drawn(pattern), 24))
        assert observed == pytest.approx(value, abs=1e-5)


def same(alpha, expected):
    if alpha.value is None:
        assert math.isnan(expected)
    else:
        assert alpha.value == pytest.approx(expected, abs=1e-9, rel=1e-9)


@settings(deadline=None, max_examples=200)
@given(span_lists(exclusive=True), st.sampled_from("xyz"))
def test_the_family_is_its_definition(coded, code):
    spans, bounds, coders = coded
    found = {kind: unitizing_alpha(spans, bounds, kind, code=code if kind == "ku" else None,
                                   coders=coders) for kind in FAMILY}  # fmt: skip
    if len(coders) < 2:
        assert {alpha.reason for alpha in found.values()} == {Reason.NOT_COMPARABLE}
        return
    expected = family(spans, bounds, coders, code)
    for kind, alpha in found.items():
        same(alpha, expected.get(kind, math.nan))
    for kind in ("cu", "ku"):
        if f"{kind}_coverage" in expected:
            assert found[kind].coverage == pytest.approx(expected[f"{kind}_coverage"])


@settings(deadline=None, max_examples=200)
@given(span_lists(codes="xy"), st.sampled_from(["x", "y", None]))
def test_alpha_u_1995_is_its_definition(coded, code):
    spans, bounds, coders = coded
    alpha = unitizing_alpha(spans, bounds, "u1995", code=code, coders=coders)
    if len(coders) < 2:
        assert alpha.reason is Reason.NOT_COMPARABLE
        return
    observed, expected = u1995(spans, bounds, coders, code)
    same(alpha, 1 - observed / expected if expected else math.nan)


@settings(deadline=None)
@given(span_lists(exclusive=True), st.sampled_from("xyz"), st.sampled_from(["u", "bar_u", "u1995"]))
def test_a_code_alone_is_all_others_left_out(coded, code, kind):
    spans, bounds, coders = coded
    alone = [span for span in spans if span[3] == code]
    one = unitizing_alpha(spans, bounds, kind, code=code, coders=coders)
    other = unitizing_alpha(alone, bounds, kind, coders=coders)
    assert (one.value, one.reason, one.n_units) == (other.value, other.reason, other.n_units)


@settings(deadline=None)
@given(span_lists(exclusive=True), st.integers(1, 40), st.data())
def test_order_of_spans_and_coders_and_the_place_of_the_text_are_nothing(coded, shift, data):
    spans, (begin, end), coders = coded
    moved = [(coder, start + shift, stop + shift, code) for coder, start, stop, code in spans]
    moved = data.draw(st.permutations(moved))
    others = data.draw(st.permutations(coders))
    for kind in [*FAMILY, "u1995"]:
        code = "x" if kind == "ku" else None
        one = unitizing_alpha(spans, (begin, end), kind, code=code, coders=coders)
        two = unitizing_alpha(moved, (begin + shift, end + shift), kind, code=code, coders=others)
        assert one.reason == two.reason
        if one.value is not None:
            assert two.value == pytest.approx(one.value, abs=1e-9)


@settings(deadline=None)
@given(span_lists(exclusive=True))
def test_overlaps_of_one_coder_and_code_are_one_unit(coded):
    spans, bounds, coders = coded
    cut = [
        piece
        for coder, start, stop, code in spans
        for piece in ((coder, start, stop, code), (coder, start, min(start + 2, stop), code))
    ]
    for kind in [*FAMILY, "u1995"]:
        code = "x" if kind == "ku" else None
        assert unitizing_alpha(cut, bounds, kind, code=code, coders=coders) == unitizing_alpha(
            spans, bounds, kind, code=code, coders=coders
        )


def test_units_that_touch_are_two_and_so_less_is_expected_of_them():
    touching = [("a", 0, 5, "x"), ("a", 5, 10, "x"), ("b", 0, 8, "x")]
    joined = [("a", 0, 10, "x"), ("b", 0, 8, "x")]
    assert unitizing_alpha(touching, 20).n_units == 3
    assert float(unitizing_alpha(touching, 20)) != float(unitizing_alpha(joined, 20))


@settings(deadline=None)
@given(span_lists(exclusive=True), st.data())
def test_a_text_cut_in_two_where_nobody_has_a_unit_stays_what_it_was(coded, data):
    spans, (begin, end), coders = coded
    free = [p for p in range(begin, end + 1) if not any(s < p < e for _, s, e, _ in spans)]
    cut = data.draw(st.sampled_from(free))
    parts = {"one": [span for span in spans if span[2] <= cut],
             "two": [span for span in spans if span[1] >= cut]}  # fmt: skip
    bounds = {"one": (begin, cut), "two": (cut, end)}
    for kind in FAMILY:
        code = "x" if kind == "ku" else None
        whole = unitizing_alpha(spans, (begin, end), kind, code=code, coders=coders)
        pooled = unitizing_alpha(parts, bounds, kind, code=code, coders=coders)
        assert (whole.value, whole.reason, whole.coverage) == (
            None if pooled.value is None else pytest.approx(pooled.value, abs=1e-9),
            pooled.reason,
            pooled.coverage,
        )


def test_perfect_agreement_is_one():
    spans = [(coder, 3, 9, "x") for coder in "abc"] + [(coder, 12, 20, "y") for coder in "abc"]
    for kind in [*FAMILY, "u1995"]:
        alpha = unitizing_alpha(spans, 40, kind, code="x" if kind == "ku" else None)
        assert (alpha.value, alpha.n_coders) == (1.0, 3)
        assert alpha.n_units == (3 if kind == "ku" else 6)


def test_where_units_do_not_meet_there_is_nothing_to_compare_by_code():
    spans = [("a", 0, 4, "x"), ("b", 5, 9, "x")]
    for kind in ("cu", "ku"):
        alpha = unitizing_alpha(spans, 20, kind, code="x" if kind == "ku" else None)
        assert (alpha.reason, alpha.coverage) == (Reason.NOT_COMPARABLE, 0.0)
    assert float(unitizing_alpha(spans, 20)) < 0


def test_one_code_alone_cannot_be_confused_with_another():
    spans = [("a", 0, 4, "x"), ("b", 2, 9, "x")]
    assert unitizing_alpha(spans, 20, "cu").reason is Reason.NO_VARIATION
    assert unitizing_alpha(spans, 20, "ku", code="x").reason is Reason.NO_VARIATION


def test_one_shared_stretch_among_three_is_too_little_to_expect_anything_of():
    spans = [("a", 0, 4, "x"), ("b", 0, 4, "y")]
    for kind in ("cu", "ku"):
        code = "x" if kind == "ku" else None
        alpha = unitizing_alpha(spans, 20, kind, code=code, coders=["a", "b", "c"])
        assert (alpha.value, alpha.reason) == (None, Reason.TOO_FEW)
        assert alpha.coverage > 0


@pytest.mark.parametrize("kind", ["cu", "ku"])
def test_next_to_nothing_shared_among_many_has_the_value_of_the_equations(kind):
    # Equations 10 to 13: one character shared by two of four coders, l' = 2/3 and s' = 2/3.
    spans = [("a", 0, 1, "x"), ("b", 0, 1, "y")]
    code = "x" if kind == "ku" else None
    alpha = unitizing_alpha(spans, 1, kind, code=code, coders=list("abcd"))
    assert float(alpha) == pytest.approx(2.0)
    assert Flag.TOO_FEW in alpha.flags


def test_little_shared_among_many_but_always_alike_is_perfect():
    # Of nine coders two share two characters: l'^2 = 1/4 is less than s' = 1/2.
    spans = [(who, 2 * code, 2 * code + 1, code) for code in (0, 1) for who in "ab"]
    for kind, code in (("cu", None), ("ku", 0)):
        assert float(unitizing_alpha(spans, 4, kind, code=code, coders=list("abcdefghi"))) == 1


def test_coverage_is_never_more_than_everything():
    starts = range(0, 200_000, 700)
    spans = [(who, start, start + 33, start % 3) for who in "abcd" for start in starts]
    for code in range(3):
        assert unitizing_alpha(spans, 200_000, "ku", code=code).coverage == 1.0


@pytest.mark.parametrize("kind", ["u", "bar_u", "cu"])
def test_everything_coded_alike_does_not_vary(kind):
    alpha = unitizing_alpha([("a", 0, 20, "x"), ("b", 0, 20, "x")], 20, kind)
    assert (alpha.value, alpha.reason) == (None, Reason.NO_VARIATION)


@pytest.mark.parametrize("kind", ["u", "bar_u", "cu", "ku", "u1995"])
def test_nothing_coded(kind):
    alpha = unitizing_alpha([], 20, kind, code="x", coders=["a", "b"])
    assert (alpha.value, alpha.reason, alpha.n_coders) == (None, Reason.NOT_USED, 2)


@pytest.mark.parametrize("kind", ["u", "bar_u", "cu", "ku", "u1995"])
@pytest.mark.parametrize(
    ("spans", "length", "coders"),
    [
        ([], 0, None),
        ([], 0, ["a", "b"]),
        ([], (7, 7), ["a", "b"]),
        ([], 10, None),
        ([("a", 1, 3, "x")], 10, None),
        ([("a", 1, 3, "x")], 10, ["a"]),
    ],
)
def test_without_a_text_and_two_coders_nothing_is_compared(kind, spans, length, coders):
    alpha = unitizing_alpha(spans, length, kind, code="x", coders=coders)
    assert (alpha.value, alpha.reason) == (None, Reason.NOT_COMPARABLE)


def test_a_coder_without_a_span_looked():
    one = unitizing_alpha([("a", 1, 3, "x")], 10, coders=["a", "b"])
    assert one.n_coders == 2
    assert float(one) < 0
    assert one.flags == (Flag.TOO_FEW, Flag.ONE_CODER_ONLY)


@pytest.mark.parametrize("kind", FAMILY)
def test_codes_that_overlap_are_refused_with_advice(kind):
    spans = [("ann", 0, 5, "x"), ("ann", 3, 8, "y"), ("bob", 0, 5, "x")]
    with pytest.raises(ValueError, match="Coder 'ann' gave 'x' and 'y' to the same characters"):
        unitizing_alpha(spans, 10, kind, code="x" if kind == "ku" else None)
    assert float(unitizing_alpha(spans, 10, "u", code="x")) == 1.0
    assert unitizing_alpha(spans, 10, "u1995").value is not None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "U"}, "kind is one of u, bar_u, cu, ku, u1995"),
        ({"kind": "ku"}, "name it with code="),
        ({"kind": "u1995", "length": {"d": 10}, "spans": {}}, None),
        ({"kind": "u1995", "length": {"d": 10, "e": 10}, "spans": {}}, "defined for one text"),
    ],
)
def test_wrong_requests_are_refused(options, message):
    arguments = {"spans": [("a", 0, 4, "x"), ("b", 2, 9, "x")], "length": 10} | options
    if message is None:
        assert unitizing_alpha(**arguments).reason is Reason.NOT_COMPARABLE
        return
    with pytest.raises(ValueError, match=message):
        unitizing_alpha(**arguments)


def test_documents_with_other_coders_are_pooled_and_lone_readings_left_out():
    spans = {
        "d1": [("a", 0, 4, "x"), ("b", 1, 5, "x")],
        "d2": [("b", 0, 3, "y"), ("c", 0, 3, "x")],
        "d3": [("c", 0, 9, "y")],
    }
    length = dict.fromkeys(spans, 10)
    coders = {"d1": ["a", "b"], "d2": ["b", "c"], "d3": ["c"]}
    pooled = unitizing_alpha(spans, length, coders=coders)
    assert (pooled.n_units, pooled.n_coders) == (4, 3)
    # Two coders each: as if the first two texts were one, read by the same two coders.
    laid = [("a", 0, 4, "x"), ("b", 1, 5, "x"), ("a", 10, 13, "y"), ("b", 10, 13, "x")]
    for kind in FAMILY:
        code = "x" if kind == "ku" else None
        one = unitizing_alpha(spans, length, kind, code=code, coders=coders)
        assert one.value == pytest.approx(unitizing_alpha(laid, 20, kind, code=code).value)
