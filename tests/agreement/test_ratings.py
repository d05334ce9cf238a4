import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.agreement import Ratings, krippendorff_alpha

cells = st.one_of(st.none(), st.integers(-3, 3))
tables = st.integers(0, 5).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=4)
)


def decoded(ratings):
    return [[None if v < 0 else ratings.labels[v] for v in row] for row in ratings.values]


@settings(deadline=None)
@given(tables)
def test_every_cell_is_kept(table):
    assert decoded(Ratings.of(table)) == table


@settings(deadline=None)
@given(tables.filter(len), st.sampled_from([0.0, 0.5, 1e17]))
def test_an_array_with_nan_is_read_as_the_list_with_none(table, shift):
    array = np.array(
        [[math.nan if v is None else v + shift for v in row] for row in table], dtype=float
    )
    rows = [[None if math.isnan(v) else v for v in row] for row in array.tolist()]
    assert decoded(Ratings.of(array)) == rows


@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint64, np.float32])
def test_arrays_of_numbers(dtype):
    ratings = Ratings.of(np.array([[1, 0, 1], [0, 0, 1]], dtype=dtype))
    assert ratings.labels == (0, 1)
    assert ratings.values.tolist() == [[1, 0, 1], [0, 0, 1]]


def test_labels_of_any_kind_and_each_sign_of_absence():
    table = [["no", ("x", 1), None, math.nan], [frozenset("a"), 7, "no", np.float32("nan")]]
    ratings = Ratings.of(table)
    assert decoded(ratings) == [["no", ("x", 1), None, None], [frozenset("a"), 7, "no", None]]


class NotAvailable:
    """Like the NA of pandas, which refuses to say whether it equals itself."""

    def __eq__(self, other):
        return self

    def __ne__(self, other):
        return self

    def __hash__(self):
        return 1

    def __bool__(self):
        raise TypeError("boolean value of NA is ambiguous")


def test_the_na_of_a_data_frame_is_missing():
    assert decoded(Ratings.of([["a", NotAvailable()], ["b", "a"]])) == [["a", None], ["b", "a"]]


def test_arrays_of_strings_and_objects():
    assert Ratings.of(np.array([["b", "a"], ["b", "b"]])).labels == ("a", "b")
    assert Ratings.of(np.array([["b", None], ["b", 3]], dtype=object)).per_unit().tolist() == [2, 1]


def test_a_data_frame_is_a_table():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"u1": ["a", "a"], "u2": [pandas.NA, "b"], "u3": ["b", "b"]})
    assert Ratings.of(frame).per_unit().tolist() == [2, 1, 2]


@settings(deadline=None)
@given(tables, st.integers(2, 30))
def test_both_ways_of_counting_agreeing_pairs_give_the_same(table, times):
    ratings = Ratings.of([row for row in table for _ in range(times)])
    counts = ratings.counts()
    assert ratings.agreeing().tolist() == (counts * (counts - 1)).sum(axis=1).tolist()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[1, 2], [1]], "row 1 has 1 and row 0 has 2"),
        (["ab", "ab"], "row 0 is 'ab', not a list"),
        ([1, 2], "row 0 is 1, not a list"),
        ([[1, [2]], [1, 2]], "row 0 holds one that is not"),
        (np.zeros(3), "this array has 1 axes"),
        (np.zeros((2, 2, 2)), "this array has 3 axes"),
    ],
)
def test_what_is_no_table_is_refused_in_one_clear_sentence(table, message):
    with pytest.raises(ValueError, match=message):
        krippendorff_alpha(table)
