import math
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import agreement as a
from qualcode.agreement import Flag, Reason
from tests.agreement.gamma_studies import ALEX_PAUL_SUZAN, PYGAMMA_DISORDERS, scattered

LENGTH = 40


def studies(coders=(2, 3), units=4):
    """Spans of a few coders, each of whom has at least one."""
    span = st.tuples(st.integers(0, 29), st.integers(1, 10), st.sampled_from("ab"))
    one = st.lists(span, min_size=1, max_size=units, unique=True)
    return st.lists(one, min_size=coders[0], max_size=coders[1]).map(
        lambda study: [
            (f"coder {number}", start, start + size, code)
            for number, spans in enumerate(study)
            for start, size, code in spans
        ]
    )


weights = st.tuples(
    st.sampled_from([0.5, 1, 3]), st.sampled_from([0, 1, 2]), st.sampled_from([0.5, 1, 2])
)


def dissimilarity(one, other, alpha, beta, delta):
    """The combined dissimilarity, written out; None is no unit."""
    if one is None or other is None:
        return delta
    (_, s, e, code), (_, t, f, label) = one, other
    place = ((abs(s - t) + abs(e - f)) / (e - s + f - t)) ** 2
    return delta * (alpha * place + beta * (code != label))


def least_disorder(spans, alpha=1, beta=1, delta=1):
    """Try every alignment there is."""
    coders = sorted({coder for coder, *_ in spans})
    pairs = [(i, j) for i in range(len(coders)) for j in range(i)]

    @cache
    def least(left):
        if not left:
            return 0.0
        first = min(left)
        choices = [
            [first]
            if spans[first][0] == coder
            else [None, *(unit for unit in left if spans[unit][0] == coder)]
            for coder in coders
        ]
        found = math.inf
        for row in product(*choices):
            units = [None if unit is None else spans[unit] for unit in row]
            disorder = sum(dissimilarity(units[i], units[j], alpha, beta, delta) for i, j in pairs)
            found = min(found, disorder / len(pairs) + least(left - set(row)))
        return found

    return least(frozenset(range(len(spans)))) / (len(spans) / len(coders))


@settings(deadline=None, max_examples=60)
@given(studies(), weights)
def test_the_alignment_is_the_best_of_all(spans, chosen):
    result = a.gamma(spans, LENGTH, *chosen, samples=1)
    assert result.disorder == pytest.approx(least_disorder(spans, *chosen), abs=1e-6)


@settings(deadline=None, max_examples=15)
@given(studies(coders=(4, 4), units=2), weights)
def test_the_alignment_of_four_coders_is_the_best_of_all(spans, chosen):
    result = a.gamma(spans, LENGTH, *chosen, samples=1)
    assert result.disorder == pytest.approx(least_disorder(spans, *chosen), abs=1e-6)


@settings(deadline=None, max_examples=40)
@given(studies(coders=(2, 4)))
def test_the_alignment_holds_every_span_once_and_has_its_disorder(spans):
    result = a.gamma(spans, LENGTH, samples=1)
    aligned = [unit for row in result.alignment for unit in row if unit is not None]
    assert sorted(aligned) == list(range(len(spans)))
    coders = result.coders
    total = 0.0
    for row in result.alignment:
        for coder, unit in zip(coders, row, strict=True):
            assert unit is None or spans[unit][0] == coder
        units = [None if unit is None else spans[unit] for unit in row]
        pairs = [(i, j) for i in range(len(units)) for j in range(i)]
        total += sum(dissimilarity(units[i], units[j], 1, 1, 1) for i, j in pairs) / len(pairs)
    assert result.disorder == pytest.approx(total / (len(spans) / len(coders)))


@pytest.mark.parametrize(("study", "chosen", "disorder"), PYGAMMA_DISORDERS)
def test_disorders_are_those_of_pygamma_agreement(study, chosen, disorder):
    result = a.gamma(scattered(*study), study[3], *chosen, samples=1)
    assert result.disorder == pytest.approx(disorder, rel=1e-6, abs=1e-6)


def test_the_example_of_the_software_of_mathet():
    # Test values of pygamma-agreement: disorder .96, gamma .44 to .47, gamma-cat .38 to .42,
    # gamma-k 1, 1 and .37 for codes 1, 5 and 6 and none above 0 for the others.
    result = a.gamma(ALEX_PAUL_SUZAN, 60, alpha=3, sampler="shuffle", samples=1000)
    assert len(result.alignment) == 6
    assert result.disorder == pytest.approx(0.960625)
    assert float(result) == pytest.approx(0.456, abs=0.008)
    assert float(result.cat) == pytest.approx(0.40, abs=0.02)
    assert (float(result.k["1"]), float(result.k["5"])) == (1.0, 1.0)
    assert float(result.k["6"]) == pytest.approx(0.37, abs=0.01)
    assert all(float(result.k[code]) <= 0 for code in "2347")


def test_the_same_example_by_the_other_sampler():
    # pygamma-agreement 0.5.9 with 3,000 samples: expected disorder 1.6622 with a standard error of
    # .004, gamma .4221, gamma-cat .3726, gamma-k of 6 .3213.
    result = a.gamma(ALEX_PAUL_SUZAN, 60, alpha=3, samples=2000)
    assert result.expected == pytest.approx(1.6622, abs=0.02)
    assert float(result) == pytest.approx(0.4221, abs=0.008)
    assert float(result.cat) == pytest.approx(0.3726, abs=0.012)
    assert float(result.k["6"]) == pytest.approx(0.3213, abs=0.015)


# Expected disorders by pygamma-agreement 0.5.9, each the mean of 4,000 samples with a standard
# error of .004 and .002. The text ends where the last span ends.
@pytest.mark.parametrize(
    ("study", "chosen", "expected", "tolerance"),
    [
        ((10, 2, 12, 40, 1, 10), (3, 1), 0.8580, 0.025),
        ((3, 2, 30, 300, 4, 20), (1, 0.5), 1.0512, 0.015),
    ],
)
def test_shuffled_samples_are_those_of_pygamma_agreement(study, chosen, expected, tolerance):
    spans = scattered(*study)
    end = max(end for _, _, end, _ in spans)
    result = a.gamma(spans, end, *chosen, sampler="shuffle", samples=2000)
    assert result.expected == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize("sampler", ["statistical", "shuffle"])
@pytest.mark.parametrize("n_coders", [2, 3, 5])
def test_coders_who_do_the_same_agree_completely(sampler, n_coders):
    one = [(3, 9, "a"), (12, 20, "b"), (14, 30, "a"), (31, 33, "b")]
    spans = [(coder, *span) for coder in range(n_coders) for span in one]
    result = a.gamma(spans, LENGTH, sampler=sampler)
    assert (result.value, result.disorder, result.cat.value) == (1.0, 0.0, 1.0)
    assert {code: k.value for code, k in result.k.items()} == {"a": 1.0, "b": 1.0}


@settings(deadline=None, max_examples=30)
@given(studies(), st.randoms(use_true_random=False), st.sampled_from(["statistical", "shuffle"]))
def test_names_and_order_change_nothing(spans, source, sampler):
    mixed = [(f"{ord(coder[-1]) * 7 % 5}", s, e, "xy"[code == "a"]) for coder, s, e, code in spans]
    source.shuffle(mixed)
    one = a.gamma(spans, LENGTH, sampler=sampler, samples=3)
    other = a.gamma(mixed, LENGTH, sampler=sampler, samples=3)
    assert other.disorder == pytest.approx(one.disorder, abs=1e-9)


def test_a_study_without_ties_has_the_same_gamma_under_other_names_and_in_another_order():
    spans = scattered(6, 3, 15, 200, 4, 20)
    mixed = [("zyx"[int(coder[1])], s, e, ord(code)) for coder, s, e, code in spans][::-1]
    for sampler in ("statistical", "shuffle"):
        one = a.gamma(spans, 200, sampler=sampler)
        other = a.gamma(mixed, 200, sampler=sampler)
        assert float(other) == pytest.approx(float(one), abs=1e-9)
        assert float(other.cat) == pytest.approx(float(one.cat), abs=1e-9)


@settings(deadline=None, max_examples=30)
@given(studies(), st.integers(-1000, 1000), st.sampled_from(["statistical", "shuffle"]))
def test_where_the_text_begins_is_nothing(spans, shift, sampler):
    moved = [(coder, start + shift, end + shift, code) for coder, start, end, code in spans]
    one = a.gamma(spans, LENGTH, sampler=sampler, samples=3)
    other = a.gamma(moved, (shift, LENGTH + shift), sampler=sampler, samples=3)
    assert other == one


def test_the_seed_decides_and_nothing_else():
    spans = scattered(5, 3, 8, 100, 3, 15)
    for sampler in ("statistical", "shuffle"):
        one = a.gamma(spans, 100, sampler=sampler, seed=4)
        assert one == a.gamma(spans, 100, sampler=sampler, seed=4)
        assert one.value != a.gamma(spans, 100, sampler=sampler, seed=5).value
        assert (one.sampler, one.seed, one.samples) == (sampler, 4, 30)


@settings(deadline=None, max_examples=30)
@given(studies(), st.sampled_from([0.25, 2, 10]))
def test_the_unit_of_disorder_is_nothing(spans, delta):
    one = a.gamma(spans, LENGTH, samples=3)
    other = a.gamma(spans, LENGTH, delta_empty=delta, samples=3)
    assert other.disorder == pytest.approx(one.disorder * delta, rel=1e-6, abs=1e-9)
    assert (other.value is None) == (one.value is None)
    if one.value is not None:
        assert other.value == pytest.approx(one.value, abs=1e-6)


def test_spans_without_a_partner_cost_delta_empty_each():
    spans = [("ann", 0, 5, "a"), ("ann", 30, 40, "b"), ("bob", 0, 5, "a")]
    result = a.gamma(spans, LENGTH)
    assert result.disorder == pytest.approx(1 / 1.5)
    assert result.alignment == ((0, 2), (1, None))
    assert a.gamma(spans, LENGTH, delta_empty=2).disorder == pytest.approx(2 / 1.5)


def test_a_span_given_twice_by_one_coder_is_one():
    spans = [("ann", 0, 5, "a"), ("ann", 9, 12, "b"), ("bob", 0, 6, "a"), ("bob", 9, 12, "a")]
    assert a.gamma([*spans, spans[1]], LENGTH) == a.gamma(spans, LENGTH)


def test_codes_alone_agree_where_only_places_differ():
    spans = [("ann", 0, 5, "a"), ("ann", 20, 25, "b"), ("bob", 0, 6, "a"), ("bob", 21, 25, "b")]
    result = a.gamma(spans, LENGTH)
    assert 0 < float(result) < 1
    assert float(result.cat) == 1.0


def test_a_coder_without_a_span_counts_if_named():
    spans = [("ann", 0, 5, "a"), ("bob", 1, 5, "b")]
    result = a.gamma(spans, LENGTH, coders=["ann", "bob", "eve"])
    assert (result.n_coders, result.coders) == (3, ("ann", "bob", "eve"))
    assert result.alignment == ((0, 1, None),)


def test_undefined():
    alone = a.gamma([("ann", 0, 5, "a")], LENGTH)
    assert (alone.value, alone.disorder, alone.reason) == (None, None, Reason.NOT_COMPARABLE)
    assert alone.cat.reason is alone.k["a"].reason is Reason.NOT_COMPARABLE
    assert a.gamma([], LENGTH).reason is Reason.NOT_COMPARABLE
    empty = a.gamma([], LENGTH, coders=["ann", "bob"])
    assert (empty.reason, empty.cat.reason, dict(empty.k)) == (Reason.NOT_USED, Reason.NOT_USED, {})
    assert a.gamma([], 0, coders=["ann", "bob"]).reason is Reason.NOT_USED


def test_samples_that_cannot_differ_are_no_variation():
    # One span from the beginning each: every sample is the study itself.
    result = a.gamma([("ann", 0, 5, "a"), ("bob", 0, 5, "a")], LENGTH)
    assert (result.value, result.reason) == (None, Reason.NO_VARIATION)
    assert (result.disorder, result.expected) == (0.0, 0.0)


def test_one_code_leaves_nothing_to_say_about_codes():
    spans = [("ann", 2, 5, "a"), ("ann", 9, 20, "a"), ("bob", 3, 5, "a"), ("bob", 10, 20, "a")]
    result = a.gamma(spans, LENGTH)
    assert result.value is not None
    assert result.cat.reason is result.k["a"].reason is Reason.NO_VARIATION


def test_codes_without_aligned_spans_are_not_comparable():
    spans = [("ann", 0, 3, "a"), ("ann", 6, 9, "a"), ("bob", 30, 33, "b"), ("bob", 36, 39, "b")]
    result = a.gamma(spans, LENGTH)
    assert float(result) < 0.5
    assert result.cat.reason is result.k["a"].reason is Reason.NOT_COMPARABLE


def test_few_units_are_flagged():
    spans = scattered(5, 3, 8, 100, 3, 15)
    assert a.gamma(spans, 100).flags == ()
    assert a.gamma(spans[:5], 100, coders=["c0", "c1"]).flags == (Flag.TOO_FEW,)


@pytest.mark.parametrize("weights", [(0, 1, 1), (1, 0, 1), (0.001, 5, 3)])
@pytest.mark.parametrize("n_coders", [2, 3])
def test_extreme_weights(weights, n_coders):
    spans = scattered(1, n_coders, 4, 30, 2, 9)
    result = a.gamma(spans, 30, *weights)
    assert result.disorder == pytest.approx(least_disorder(spans, *weights), abs=1e-6)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"alpha": -1}, "alpha is a finite number of at least 0, not -1"),
        ({"beta": math.nan}, "beta is a finite number"),
        ({"beta": "1"}, "beta is a finite number"),
        ({"alpha": 0, "beta": 0}, "one of alpha and beta, must be above 0"),
        ({"delta_empty": 0}, "delta_empty, and one of"),
        ({"samples": 0}, "samples is a whole number of at least 1, not 0"),
        ({"samples": 2.5}, "samples is a whole number"),
        ({"seed": -1}, "seed is a whole number of at least 0, not -1"),
        ({"sampler": "other"}, "sampler is 'statistical' or 'shuffle', not 'other'"),
        ({"length": 4}, "outside the text"),
    ],
)
def test_wrong_requests_are_refused(call, message):
    spans = [("ann", 0, 5, "a"), ("bob", 1, 5, "b")]
    with pytest.raises(ValueError, match=message):
        a.gamma(spans, **{"length": LENGTH, **call})


def test_more_overlap_than_can_be_aligned_exactly_is_refused():
    spans = [
        (coder, start, start + 100, code)
        for coder in range(3)
        for code in range(30)
        for start in range(20)
    ]
    with pytest.raises(ValueError, match="for each document, for fewer codes, or for two coders"):
        a.gamma(spans, 200, samples=1)
    assert a.gamma(spans[:1200], 200, samples=1).disorder == 0.0


def test_tiled_and_far_apart_spans_of_two_coders():
    tiles = [("ann", i * 10, i * 10 + 10, "ab"[i % 2]) for i in range(1500)]
    tiles += [("bob", i * 10 + 2, i * 10 + 12, "ab"[i % 2]) for i in range(1499)]
    result = a.gamma(tiles, 15000, samples=2)
    assert result.disorder == pytest.approx((1499 * 0.04 + 1) / (2999 / 2))
