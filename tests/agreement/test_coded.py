import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import agreement as a
from tests.agreement.test_by_code import coded_units

CODERS, CODES = ("ann", "bob", "eve"), ("a", "b", "c")


def arrays_of(units, random):
    """The units as index arrays, codings in any order and some of them twice."""
    looked = [[coder in seen for _, seen in units] for coder in CODERS]
    codings = [
        (CODERS.index(coder), unit, CODES.index(code))
        for unit, (_, seen) in enumerate(units)
        for coder, codes in seen.items()
        for code in codes
    ]
    codings = random.sample(codings, len(codings)) + codings[:2]
    columns = np.array(codings, dtype=np.int64).reshape(-1, 3).T
    documents = [document for document, _ in units]
    shape = np.array(looked).reshape(len(CODERS), len(units))
    return a.CodedUnits.from_arrays(documents, CODERS, CODES, shape, *columns)


@settings(deadline=None)
@given(coded_units, st.randoms(use_true_random=False))
def test_arrays_and_sets_give_the_same_tables(units, random):
    everybody = [*units, ("d1", dict.fromkeys(CODERS, frozenset()))]
    coded = arrays_of(everybody, random)
    assert a.agreement_by_code(coded, n=20) == a.agreement_by_code(everybody, CODES, n=20)
    assert a.agreement_by_pair(coded, n=20) == a.agreement_by_pair(everybody, CODES, n=20)
    assert a.leave_one_coder_out(coded, n=20) == a.leave_one_coder_out(everybody, CODES, n=20)
    assert a.code_confusion(coded) == a.code_confusion(everybody, CODES)


def test_lists_of_indices_will_do():
    coded = a.CodedUnits.from_arrays("dd", "xy", "ab", [[1, 1], [1, 1]], [0, 1], [0, 0], [1, 1])
    assert coded.n_units == 2
    assert a.agreement_by_code(coded, n=5).codes[1].n_by_coder == {"x": 1, "y": 1}
    nothing = a.CodedUnits.from_arrays([], [], [], np.zeros((0, 0)), [], [], [])
    assert a.agreement_by_code(nothing).overall.reason is a.Reason.NOT_COMPARABLE


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"looked": [[1, 1]]}, "looked is coders x units, here 2 x 2"),
        ({"coder": [2]}, "coder counts from 0 to 1"),
        ({"unit": [-1]}, "unit counts from 0 to 1"),
        ({"code": [0.5]}, "code is a run of whole numbers"),
        ({"code": [0, 1]}, "one entry a coding; they have 1, 1 and 2"),
        ({"coder": [1], "unit": [1]}, "Coder 'y' has a code on unit 1 but did not look"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(change, message):
    whole = {"looked": [[1, 1], [1, 0]], "coder": [0], "unit": [0], "code": [1]}
    with pytest.raises(ValueError, match=message):
        a.CodedUnits.from_arrays("dd", "xy", "ab", **{**whole, **change})


def test_codes_are_named_once():
    coded = a.CodedUnits.of([("d", {"x": (), "y": ()})])
    with pytest.raises(ValueError, match="name none again"):
        a.agreement_by_code(coded, ["a"])


def test_units_may_come_from_a_generator():
    units = [("d", {"x": {"a"}, "y": {"a"}}), ("d", {"x": set(), "y": {"a"}})]
    assert a.agreement_by_code(iter(units), n=5) == a.agreement_by_code(units, n=5)


@pytest.mark.parametrize(
    ("units", "message"),
    [
        (5, "Units are a list"),
        (None, "Units are a list"),
        ([5], "Unit 0 is 5, not"),
        ([("d", {"x": {"a"}}), ("d",)], "Unit 1 is"),
        ([("d", 5)], "Unit 0 is"),
        (["de"], "Unit 0 is 'de', not"),
        ([("d", {"x": "ab"})], "Coder 'x' has 'ab', not a set of codes"),
        ([("d", {"x": None})], "Coder 'x' has None, not a set of codes"),
    ],
)
def test_what_is_no_unit_is_refused(units, message):
    with pytest.raises(ValueError, match=message):
        a.agreement_by_code(units)
