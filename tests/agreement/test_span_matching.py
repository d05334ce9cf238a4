from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.agreement import Flag, Reason, span_f1

span = st.tuples(st.integers(0, 6), st.integers(1, 5), st.sampled_from("xy")).map(
    lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
)
lists = st.lists(span, max_size=5)


def alike(one, other, least):
    shared = min(one[1], other[1]) - max(one[0], other[0])
    union = max(one[1], other[1]) - min(one[0], other[0])
    return one[2] == other[2] and shared > 0 and shared / union >= least


def most_matches(one, other, least):
    """The largest one-to-one matching, by trying every order."""
    short, long = sorted((one, other), key=len)
    return max(
        (
            sum(alike(x, y, least) for x, y in zip(short, order, strict=True))
            for order in permutations(long, len(short))
        ),
        default=0,
    )


@settings(deadline=None, max_examples=200)
@given(lists, lists, st.sampled_from([None, "any", 0.5, 0.25, 1.0]))
def test_it_is_the_best_matching_of_distinct_spans(one, other, overlap):
    first, second = list(set(one)), list(set(other))
    found = span_f1(one, other, overlap)
    if not first and not second:
        assert (found.value, found.reason) == (None, Reason.NOT_USED)
        return
    least = {None: 1.0, "any": 0.0}.get(overlap, overlap)
    matches = most_matches(first, second, least)
    assert found.value == pytest.approx(2 * matches / (len(first) + len(second)))
    assert found.n_units == len(first) + len(second)


@settings(deadline=None)
@given(lists, lists)
def test_who_is_first_is_nothing_and_looser_rules_never_match_less(one, other):
    values = []
    for overlap in (None, 0.75, 0.5, 0.25, "any"):
        forth, back = span_f1(one, other, overlap), span_f1(other, one, overlap)
        assert forth == back
        values.append(forth.value or 0.0)
    assert values == sorted(values)
    assert span_f1(one, other, 1.0).value == span_f1(one, other).value


def test_a_greedy_choice_would_find_fewer():
    # The first span could take either of the others; only one choice leaves the second a partner.
    one = [(0, 10, "x"), (8, 14, "x")]
    other = [(0, 4, "x"), (3, 10, "x")]
    assert float(span_f1(one, other, "any")) == 1.0


def test_half_of_the_union_is_enough():
    assert float(span_f1([(0, 10, "x")], [(0, 5, "x")], 0.5)) == 1.0
    assert float(span_f1([(0, 10, "x")], [(0, 4, "x")], 0.5)) == 0.0
    assert float(span_f1([(0, 10, "x")], [(0, 10, "y")], "any")) == 0.0
    assert float(span_f1([(0, 10, "x")], [(10, 12, "x")], "any")) == 0.0


def test_a_share_that_is_reached_exactly_is_enough():
    # 0.55 * 20 is a little more than 11 in floating point.
    assert float(span_f1([(0, 20, "x")], [(0, 11, "x")], 0.55)) == 1.0


def test_spans_may_come_from_a_generator():
    spans = [(0, 5, "x"), (7, 9, "y")]
    assert span_f1(iter(spans), (one for one in spans)) == span_f1(spans, spans)


def test_the_coder_of_a_span_is_not_looked_at():
    four = [("a", 0, 5, "x"), ("b", 0, 5, "x"), ("a", 7, 9, "y")]
    assert span_f1(four, [(0, 5, "x")]) == span_f1([(0, 5, "x"), (7, 9, "y")], [(0, 5, "x")])
    assert float(span_f1(four, [("c", 0, 5, "x")])) == pytest.approx(2 / 3)
    assert float(span_f1({(0, 5, "x")}, [(0, 5, "x")])) == 1.0


def test_one_empty_list_is_no_match_and_flagged():
    found = span_f1([(0, 5, "x")], [])
    assert (found.value, found.flags) == (0.0, (Flag.TOO_FEW, Flag.ONE_CODER_ONLY))


@pytest.mark.parametrize("overlap", [0, -0.5, 1.5, "some", True, float("nan"), [0.5]])
def test_another_overlap_is_refused(overlap):
    with pytest.raises(ValueError, match="overlap is None, 'any' or a share"):
        span_f1([(0, 5, "x")], [], overlap)


@pytest.mark.parametrize("spans", [[(5, 5, "x")], [(5, 4, "x")], ["abc"], [(1, 2)], 7, "abc"])
def test_malformed_spans_are_refused(spans):
    with pytest.raises(ValueError, match=r"[Ss]pan"):
        span_f1(spans, [(0, 5, "x")])
