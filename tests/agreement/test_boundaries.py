import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.agreement import Flag, Reason, boundary_similarity

masses = st.lists(st.integers(1, 4), min_size=1, max_size=8)

# The tests of segeval 2.0.11, the program of Fournier (2013), "Evaluating text segmentation using
# boundary edit distance", ACL 2013, pp. 1702-1712.
SEGEVAL = [
    ([2, 3, 6], [5, 6], 1 / 2),
    ([2, 3, 6], [2, 3, 3, 3], 2 / 3),
    ([2, 3, 6], [2, 2, 7], 3 / 4),
    ([2, 3, 6], [1, 1, 3, 1, 5], 1 / 2),
    ([11], [5, 6], 0.0),
    ([5, 6], [11], 0.0),
]


@pytest.mark.parametrize(("one", "other", "value"), SEGEVAL)
def test_the_examples_of_fournier(one, other, value):
    assert float(boundary_similarity(one, other)) == pytest.approx(value)


# Values of segeval 2.0.11 for wider windows.
@pytest.mark.parametrize(("n_t", "value"), [(1, 0.0), (2, 0.0), (3, 1 / 3), (4, 1 / 2), (6, 2 / 3)])
def test_a_near_miss_counts_by_its_distance(n_t, value):
    assert float(boundary_similarity([5, 6], [7, 4], n_t=n_t)) == pytest.approx(value)


def _pair(drawn):
    one, other = drawn
    size = max(sum(one), sum(other)) + 1
    return [*one, size - sum(one)], [*other, size - sum(other)]


pairs = st.tuples(masses, masses).map(_pair)


@settings(deadline=None)
@given(pairs, st.integers(1, 5))
def test_it_lies_between_none_and_all_and_who_is_first_is_nothing(pair, n_t):
    one, other = pair
    forth, back = boundary_similarity(one, other, n_t), boundary_similarity(other, one, n_t)
    assert forth == back
    assert 0 <= forth.value <= 1
    assert boundary_similarity(one, one, n_t).value == 1.0


@settings(deadline=None)
@given(pairs)
def test_without_near_misses_it_is_the_jaccard_share_of_boundaries(pair):
    first, second = (set(np.cumsum(side)[:-1].tolist()) for side in pair)
    share = len(first & second) / len(first | second)
    assert float(boundary_similarity(*pair, n_t=1)) == pytest.approx(share)


def test_no_boundaries_and_no_text():
    none = boundary_similarity([7], [7])
    assert (none.value, none.reason) == (None, Reason.NOT_USED)
    empty = boundary_similarity([], [])
    assert (empty.value, empty.reason) == (None, Reason.NOT_COMPARABLE)
    assert boundary_similarity([11], [5, 6]).flags == (Flag.TOO_FEW, Flag.ONE_CODER_ONLY)


@pytest.mark.parametrize(
    ("one", "other", "n_t", "message"),
    [
        ([2, 3], [2, 2], 2, "one has 5 units, the other 4"),
        ([2, 0], [2], 2, "masses_a has 0 as segment 1"),
        ([2], [1.0, 1.0], 2, "masses_b has 1.0 as segment 0"),
        ([True, 1], [2], 2, "masses_a has True"),
        ("abc", [2], 2, "masses_a are the sizes"),
        (None, [2], 2, "masses_a are the sizes"),
        ([2], [2], 0, "n_t is a whole number"),
        ([2], [2], 2.0, "n_t is a whole number"),
        ([], [2], 2, "one has 0 units, the other 2"),
    ],
)
def test_wrong_requests_are_refused(one, other, n_t, message):
    with pytest.raises(ValueError, match=message):
        boundary_similarity(one, other, n_t)


def test_arrays_are_as_good_as_lists():
    arrays = np.array([2, 3, 6]), np.array([2, 2, 7])
    assert float(boundary_similarity(*arrays, n_t=np.int64(2))) == 0.75
