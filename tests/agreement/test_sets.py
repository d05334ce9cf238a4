import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qualcode import agreement as a
from qualcode.agreement import Reason
from qualcode.agreement.intervals.clusters import Draws, clusters_of, weight_blocks
from qualcode.agreement.sets.alpha import set_ratings
from qualcode.agreement.sets.distances import set_distances
from qualcode.agreement.sets.sums import SetSums
from qualcode.agreement.sets.tables import SetTable
from tests.agreement.strategies import tables

code_sets = st.frozensets(st.sampled_from("abcd"), max_size=3)
set_tables = tables(st.one_of(st.none(), code_sets), units=(1, 10))
NAMED = {"masi": a.masi_distance, "jaccard": a.jaccard_distance, "dice": a.dice_distance}


@settings(deadline=None)
@given(code_sets, code_sets, st.sampled_from(list(NAMED)))
def test_a_distance_is_symmetric_and_zero_only_between_equals(one, other, name):
    distance = NAMED[name]
    assert distance(one, other) == distance(other, one)
    assert 0 <= distance(one, other) <= 1
    assert (distance(one, other) == 0) == (one == other)
    assert (distance(one, other) == 1) == (one != other and not one & other)


@settings(deadline=None)
@given(code_sets, code_sets)
def test_distances_are_those_of_nltk_where_those_are_defined(one, other):
    distance = pytest.importorskip("nltk.metrics.distance")
    assume(one | other)
    assert a.jaccard_distance(one, other) == pytest.approx(distance.jaccard_distance(one, other))
    # nltk rounds Passonneau's 1/3 and 2/3 to two places.
    assert a.masi_distance(one, other) == pytest.approx(
        distance.masi_distance(one, other), abs=0.004
    )


@pytest.mark.parametrize("distance", NAMED.values())
def test_two_empty_sets_agree_and_an_empty_and_another_do_not(distance):
    assert distance(set(), set()) == 0
    assert distance(set(), {"a"}) == 1


@pytest.mark.parametrize("distance", NAMED.values())
def test_any_collection_of_codes_has_a_distance_but_a_word_is_none(distance):
    assert distance(["a", "b", "b"], ("a",)) == distance({"a", "b"}, {"a"})
    for wrong in ("ab", None, 3):
        with pytest.raises(ValueError, match="compares two sets of codes"):
            distance(wrong, {"a"})


@settings(deadline=None)
@given(set_tables, st.sampled_from(list(NAMED)))
def test_alpha_over_sets_is_alpha_with_that_distance_as_metric(table, name):
    whole = a.krippendorff_alpha_sets(table, name)
    by_function = a.krippendorff_alpha_sets(table, NAMED[name])
    by_metric = a.krippendorff_alpha(table, NAMED[name])
    assert whole.reason == by_function.reason == by_metric.reason
    if whole.value is not None:
        assert float(whole) == pytest.approx(float(by_function), abs=1e-9)
        assert float(whole) == pytest.approx(float(by_metric), abs=1e-9)


@settings(deadline=None)
@given(tables(code_sets, units=(2, 10)))
def test_alpha_over_sets_is_that_of_nltk(table):
    nltk = pytest.importorskip("nltk.metrics.agreement")
    alpha = a.krippendorff_alpha_sets(table, "jaccard")
    assume(alpha.value is not None)
    triples = [(c, u, codes) for c, row in enumerate(table) for u, codes in enumerate(row)]
    theirs = nltk.AnnotationTask(triples, a.jaccard_distance).alpha()
    assert float(alpha) == pytest.approx(theirs, abs=1e-9)


def test_nine_units_of_dkpro():
    # SetAnnotationsTest of DKPro Statistics has these units; by hand D_o of Jaccard is 25/54.
    one = ["", "A", "A", "A", "AB", "AB", "ABC", "C", "C"]
    other = ["", "", "A", "B", "A", "AC", "ABC", "AC", "AC"]
    table = [[set(codes) for codes in row] for row in (one, other)]
    apart = [a.jaccard_distance(x, y) for x, y in zip(*table, strict=True)]
    assert sum(apart) / 9 == pytest.approx(25 / 54)
    values = [codes for row in table for codes in row]
    expected = sum(a.jaccard_distance(x, y) for x in values for y in values) / (18 * 17)
    alpha = a.krippendorff_alpha_sets(table, "jaccard")
    assert float(alpha) == pytest.approx(1 - sum(apart) / 9 / expected)


def test_single_codes_make_it_nominal_alpha():
    table = [["a", "b", "b", "c", None], ["a", "c", "b", "c", "a"]]
    sets = [[None if code is None else {code} for code in row] for row in table]
    for name in NAMED:
        whole = a.krippendorff_alpha_sets(sets, name)
        assert float(whole) == pytest.approx(float(a.krippendorff_alpha(table)))


def test_did_not_look_and_nothing_applies_are_different():
    looked = [[{"a"}, {"b"}, set()], [{"a"}, {"b"}, {"b"}]]
    absent = [[{"a"}, {"b"}, None], [{"a"}, {"b"}, {"b"}]]
    assert float(a.krippendorff_alpha_sets(absent)) == 1
    assert float(a.krippendorff_alpha_sets(looked)) < 1


def test_undefined():
    assert a.krippendorff_alpha_sets([[{"a"}], [None]]).reason is Reason.NOT_COMPARABLE
    assert a.krippendorff_alpha_sets([]).reason is Reason.NOT_COMPARABLE
    assert a.krippendorff_alpha_sets([[set()] * 9] * 2).reason is Reason.NO_VARIATION


@pytest.mark.parametrize(
    ("table", "distance", "message"),
    [
        ([[{"a"}], [[["a"]]]], "masi", "Row 1, unit 0 holds a code that is not hashable"),
        ([["a"], ["b"]], "masi", "Row 0, unit 0 is 'a', not a set of codes"),
        ([[{"a"}], [3]], "masi", "Row 1, unit 0 is 3, not a set of codes"),
        ([[{"a"}, set()], [{"a"}]], "masi", "row 1 has 1 and row 0 has 2"),
        ([[{"a"}], [{"b"}]], "cosine", "distance is 'masi', 'jaccard', 'dice'"),
    ],
)
def test_wrong_requests_are_refused(table, distance, message):
    with pytest.raises(ValueError, match=message):
        a.krippendorff_alpha_sets(table, distance)


def sums_of(table, distance, clusters):
    whole, codes = SetTable.of_ratings(table)
    return SetSums.of(whole, set_distances(whole, codes, distance), clusters)


def sets_of(table, columns=slice(None)):
    return [
        [None if value < 0 else table.labels[value] for value in row]
        for row in table.values[:, columns]
    ]


@settings(deadline=None)
@given(set_tables, st.sampled_from(["masi", "dice", a.jaccard_distance]), st.data())
def test_resampled_alpha_over_sets_equals_alpha_of_the_resample(table, distance, data):
    compared = set_ratings(table).pairable()
    assume(compared.n_units)
    names = st.lists(st.sampled_from("xyz"), min_size=compared.n_units, max_size=compared.n_units)
    clusters = clusters_of(compared.n_units, data.draw(names))
    sums = sums_of(compared, distance, clusters)
    weights = next(weight_blocks(int(clusters.max()) + 1, 10, 0))
    for row, drawn in zip(weights, sums.alpha(Draws(weights)), strict=True):
        units = np.repeat(np.arange(compared.n_units), row[clusters].astype(int))
        literal = a.krippendorff_alpha_sets(sets_of(compared, units), distance)
        assert np.isnan(drawn) == (literal.value is None)
        if literal.value is not None:
            assert drawn == pytest.approx(float(literal), abs=1e-9)


def random_sets(n_units, most, n_codes=30, seed=8):
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(3):
        sizes = rng.integers(0, most + 1, n_units)
        rows.append([frozenset(rng.integers(0, n_codes, size).tolist()) for size in sizes])
    return rows


@pytest.mark.parametrize("most", [1, 4, 14])
@pytest.mark.parametrize("distance", list(NAMED))
def test_counting_subsets_and_comparing_all_pairs_of_sets_are_the_same(most, distance, monkeypatch):
    sets = random_sets(60, most)
    counted = float(a.krippendorff_alpha_sets(sets, distance))
    assert counted == pytest.approx(float(a.krippendorff_alpha_sets(sets, NAMED[distance])))
    monkeypatch.setattr("qualcode.agreement.sets.subsets.MOST_SUBSETS", 1)
    assert float(a.krippendorff_alpha_sets(sets, distance)) == pytest.approx(counted, abs=1e-9)


def test_sets_of_many_codes_are_compared_pair_by_pair():
    one = frozenset(range(40))
    sets = [[one, one - {1}, frozenset({1})], [one, one, frozenset()]]
    by_function = a.krippendorff_alpha_sets(sets, a.jaccard_distance)
    assert float(a.krippendorff_alpha_sets(sets, "jaccard")) == pytest.approx(float(by_function))


@pytest.mark.parametrize("exact", [True, False])
def test_beyond_two_thousand_units_resamples_are_exact_by_subsets_and_else_close(
    exact, monkeypatch
):
    if not exact:
        monkeypatch.setattr("qualcode.agreement.sets.subsets.MOST_SUBSETS", 1)
    table = set_ratings(random_sets(2500, 3, 6))
    sums = sums_of(table, "jaccard", np.arange(2500))
    weights = next(weight_blocks(2500, 5, 0))
    whole = float(a.krippendorff_alpha_sets(sets_of(table), a.jaccard_distance))
    assert sums.alpha(Draws.whole(2500))[0] == pytest.approx(whole)
    for row, drawn in zip(weights, sums.alpha(Draws(weights)), strict=True):
        again = sets_of(table, np.repeat(np.arange(2500), row.astype(int)))
        literal = a.krippendorff_alpha_sets(again, a.jaccard_distance)
        assert drawn == pytest.approx(float(literal), abs=1e-9 if exact else 5e-4)


@pytest.mark.parametrize("size", [9, 21])
@pytest.mark.parametrize("distance", list(NAMED))
def test_one_odd_set_among_many_large_ones_loses_no_precision(size, distance):
    usual = frozenset(range(size))
    sets = [[usual] * 50 + [usual - {3}], [usual] * 51]
    by_function = float(a.krippendorff_alpha_sets(sets, NAMED[distance]))
    assert float(a.krippendorff_alpha_sets(sets, distance)) == pytest.approx(by_function, abs=1e-12)
