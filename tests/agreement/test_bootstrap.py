import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import agreement as a
from qualcode.agreement import Reason
from qualcode.agreement.intervals.clusters import (
    clusters_of,
    count_clusters,
    sum_by_cluster,
    weight_blocks,
)
from qualcode.agreement.intervals.intervals import Resampling, intervals_of, percentile_interval
from tests.agreement.published import KRIPPENDORFF_2011
from tests.agreement.strategies import pairs_with_missing, with_missing

# Fast by sums over units against slow by literal resampling, which a lambda always takes.
ANY_CODERS = [a.krippendorff_alpha, a.percent_agreement, a.fleiss_kappa]
FIXED_CATEGORIES = [a.gwet_ac1, a.brennan_prediger]


def same(fast, slow):
    for field in ("low", "high", "value", "se"):
        one, other = getattr(fast, field), getattr(slow, field)
        assert one == (None if other is None else pytest.approx(other, abs=1e-9))
    assert (fast.n_undefined, fast.n_clusters, fast.reason) == (
        slow.n_undefined,
        slow.n_clusters,
        slow.reason,
    )


@settings(deadline=None, max_examples=30)
@given(with_missing, st.data())
def test_sums_of_documents_equal_literal_resampling(table, data):
    width = len(table[0])
    documents = data.draw(st.lists(st.sampled_from("abc"), min_size=width, max_size=width))
    for statistic in ANY_CODERS:
        fast = a.bootstrap(statistic, table, n=20, documents=documents)
        slow = a.bootstrap(lambda t, s=statistic: s(t), table, n=20, documents=documents)
        same(fast, slow)
    for statistic in FIXED_CATEGORIES:
        offered = a.Ratings.of(table)
        fast = a.bootstrap(statistic, table, n=20, documents=documents)
        slow = a.bootstrap(lambda t, s=statistic: s(t), offered, n=20, documents=documents)
        same(fast, slow)


@settings(deadline=None, max_examples=30)
@given(pairs_with_missing)
def test_kappa_by_sums_equals_literal_resampling(table):
    same(
        a.bootstrap(a.cohen_kappa, table, n=20),
        a.bootstrap(lambda t: a.cohen_kappa(t), table, n=20),
    )


class Frame:
    """A table that is no array but can become one, as a data frame can."""

    def __init__(self, rows):
        self.rows = rows

    def __array__(self, dtype=None, copy=None):
        return np.array(self.rows, dtype=dtype)

    def __iter__(self):
        raise AssertionError("iterating over a data frame gives its column names")


@pytest.mark.parametrize("kind", [list, np.array, a.Ratings.of, Frame])
def test_every_form_of_table_can_be_resampled(kind):
    rows = [[0, 1, 1, 0, 2, 2] * 3, [0, 1, 0, 0, 2, 1] * 3]
    expected = a.bootstrap(a.krippendorff_alpha, rows, n=50)
    same(a.bootstrap(lambda t: a.krippendorff_alpha(t), kind(rows), n=50), expected)


def test_sets_can_be_resampled():
    sets = [[{"a"}, set(), {"a", "b"}, {"b"}] * 5, [{"a"}, {"b"}, {"a"}, {"b"}] * 5]
    interval = a.bootstrap(a.krippendorff_alpha_sets, sets, n=50)
    assert interval.value == float(a.krippendorff_alpha_sets(sets))
    assert interval.low < interval.value < interval.high


def test_a_statistic_may_return_a_plain_number_or_nothing():
    rows = [[0, 1, 1, 0] * 5, [0, 1, 0, 0] * 5]
    assert a.bootstrap(lambda t: 3, rows, n=10).low == 3.0
    undefined = a.bootstrap(lambda t: None, rows, n=10)
    assert (undefined.low, undefined.value, undefined.n_undefined) == (None, None, 10)
    assert undefined.reason is Reason.TOO_FEW
    assert a.bootstrap(lambda t: float("nan"), rows, n=10).value is None


def test_the_seed_decides_and_nothing_else():
    one = a.bootstrap(a.krippendorff_alpha, KRIPPENDORFF_2011, seed=1)
    assert one == a.bootstrap(a.krippendorff_alpha, KRIPPENDORFF_2011, seed=1)
    assert one != a.bootstrap(a.krippendorff_alpha, KRIPPENDORFF_2011, seed=2)


def test_the_interval_of_the_published_table():
    interval = a.bootstrap(a.krippendorff_alpha, KRIPPENDORFF_2011, n=5000)
    assert interval.value == pytest.approx(0.7434, abs=1e-4)
    assert interval.low == pytest.approx(0.44, abs=0.03)
    assert interval.high == 1.0


def test_a_higher_level_is_a_wider_interval():
    narrow = a.bootstrap(a.krippendorff_alpha, KRIPPENDORFF_2011, level=0.5)
    wide = a.bootstrap(a.krippendorff_alpha, KRIPPENDORFF_2011, level=0.95)
    assert wide.low < narrow.low < narrow.high < wide.high


def test_it_covers_what_the_normal_interval_covers_when_units_are_many():
    rng = np.random.default_rng(5)
    truth = rng.integers(0, 3, 800)
    table = [np.where(rng.random(800) < 0.7, truth, rng.integers(0, 3, 800)) for _ in range(2)]
    kappa = a.cohen_kappa(table)
    interval = a.bootstrap(a.cohen_kappa, table, n=2000)
    assert interval.se == pytest.approx(kappa.se, rel=0.1)
    assert interval.low == pytest.approx(kappa.low, abs=0.01)
    assert interval.high == pytest.approx(kappa.high, abs=0.01)


def test_dependent_units_make_the_document_interval_wider():
    rng = np.random.default_rng(6)
    agree = np.repeat(rng.random(40) < 0.7, 10)
    first = rng.integers(0, 2, 400)
    table = [first, np.where(agree, first, 1 - first)]
    by_unit = a.bootstrap(a.krippendorff_alpha, table)
    by_document = a.bootstrap(a.krippendorff_alpha, table, documents=np.repeat(range(40), 10))
    assert by_document.n_clusters == 40
    assert by_document.se > 2 * by_unit.se


def test_one_document_means_that_units_are_drawn():
    rows = [[0, 1, 1, 0] * 5, [0, 1, 0, 0] * 5]
    same(
        a.bootstrap(a.krippendorff_alpha, rows, documents=["only"] * 20),
        a.bootstrap(a.krippendorff_alpha, rows),
    )


def test_undefined_resamples_are_counted_and_left_out():
    drawn = np.array([0.1, np.nan, *np.linspace(0.1, 0.9, 9)])
    interval = percentile_interval(drawn[1:], 0.2, 0.5, 4)
    assert (interval.n, interval.n_undefined) == (10, 1)
    assert (interval.low, interval.high) == pytest.approx((0.3, 0.7))


@pytest.mark.parametrize(
    ("drawn", "value", "clusters"),
    [([0.1, np.nan, np.nan], 0.1, 5), ([0.1, 0.2], 0.1, 1), ([0.1, 0.2], None, 5)],
)
def test_too_little_to_draw_from_is_no_interval(drawn, value, clusters):
    interval = percentile_interval(np.array(drawn), value, 0.95, clusters)
    assert (interval.low, interval.high, interval.reason) == (None, None, Reason.TOO_FEW)
    assert interval.value == value


def test_an_empty_table_has_no_interval():
    interval = a.bootstrap(a.krippendorff_alpha, [[], []], n=10)
    assert (interval.low, interval.reason) == (None, Reason.NOT_COMPARABLE)


def test_the_reason_of_an_undefined_statistic_is_that_of_its_interval():
    interval = a.bootstrap(a.krippendorff_alpha, [[1] * 5] * 2, n=10)
    assert (interval.value, interval.reason) == (None, Reason.NO_VARIATION)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 0}, "at least one resample"),
        ({"n": 10.0}, "at least one resample, not 10.0"),
        ({"n": "5"}, "at least one resample, not '5'"),
        ({"seed": -1}, "seed is a whole number of at least 0, not -1"),
        ({"seed": 1.5}, "seed is a whole number of at least 0, not 1.5"),
        ({"documents": [["d"]] * 12}, "A document must be hashable"),
        ({"level": 1.0}, "between 0 and 1"),
        ({"method": "exact"}, "'percentile' or 'bca'"),
        ({"method": None}, "'percentile' or 'bca'"),
        ({"documents": ["d"]}, "12 units need as many documents; 1 are named"),
    ],
)
def test_wrong_requests_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        a.bootstrap(a.krippendorff_alpha, KRIPPENDORFF_2011, **options)


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 99))
def test_each_resample_draws_as_many_clusters_as_there_are(clusters, n, seed):
    weights = np.concatenate(list(weight_blocks(clusters, n, seed)))
    assert weights.shape == (n, clusters)
    assert (weights.sum(axis=1) == clusters).all()


def test_weights_of_many_clusters_come_in_blocks_of_bounded_size():
    blocks = list(weight_blocks(1_500_000, 3, 0))
    assert [block.shape for block in blocks] == [(2, 1_500_000), (1, 1_500_000)]


@settings(deadline=None)
@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=20))
def test_sums_by_cluster(documents):
    clusters = clusters_of(len(documents), documents)
    rows = np.arange(2.0 * len(documents)).reshape(-1, 2)
    summed = sum_by_cluster(rows, clusters)
    expected = [rows[clusters == index].sum(axis=0) for index in range(count_clusters(clusters))]
    assert np.array_equal(summed, expected)


def test_bca_is_that_of_scipy_from_the_same_resamples():
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(3)
    data = rng.exponential(size=25)

    def skewed(sample, axis=-1):
        return np.var(sample, axis=axis) / np.mean(sample, axis=axis)

    theirs = stats.bootstrap((data,), skewed, n_resamples=999, method="BCa", rng=rng)
    without = np.array([skewed(np.delete(data, index)) for index in range(25)])
    (ours,) = intervals_of(
        theirs.bootstrap_distribution[:, None],
        np.array([skewed(data)]),
        Resampling(999, method="bca"),
        25,
        without[:, None],
    )
    assert ours.method == "bca"
    assert ours.low == pytest.approx(theirs.confidence_interval.low)
    assert ours.high == pytest.approx(theirs.confidence_interval.high)


@settings(deadline=None, max_examples=30)
@given(with_missing)
def test_bca_by_sums_equals_literal_resampling(table):
    fast = a.bootstrap(a.krippendorff_alpha, table, n=30, method="bca")
    slow = a.bootstrap(lambda t: a.krippendorff_alpha(t), table, n=30, method="bca")
    same(fast, slow)
    assert fast.method == slow.method


def test_bca_falls_back_on_percentiles_where_nothing_varies():
    rows = [[0, 1] * 20] * 2
    interval = a.bootstrap(a.krippendorff_alpha, rows, method="bca")
    assert (interval.low, interval.high, interval.method) == (1.0, 1.0, "percentile")


def test_bca_moves_the_interval_of_a_skewed_statistic():
    rng = np.random.default_rng(2)
    truth = rng.random(60) < 0.15
    table = [np.where(rng.random(60) < 0.95, truth, ~truth).astype(int) for _ in range(2)]
    plain = a.bootstrap(a.krippendorff_alpha, table)
    corrected = a.bootstrap(a.krippendorff_alpha, table, method="bca")
    assert (corrected.method, corrected.se) == ("bca", plain.se)
    assert (corrected.low, corrected.high) != (plain.low, plain.high)


def test_how_likely_alpha_is_below_a_threshold():
    drawn = np.array([0.5, 0.6, 0.667, 0.7, 0.79, 0.8, 0.8 - 1e-15, 0.9, 0.95, 1.0])
    interval = percentile_interval(drawn, 0.8, 0.95, 12)
    assert interval.p_below == {0.667: 0.2, 0.8: 0.5}


def test_thresholds_of_ones_own_are_counted_by_hand():
    rows = [[0, 1, 1, 0, 1] * 5, [0, 1, 0, 0, 1] * 5]
    seen = []

    def spied(table):
        alpha = a.krippendorff_alpha(table)
        seen.append(alpha.value)
        return alpha

    interval = a.bootstrap(spied, rows, n=200, thresholds=[0.5, 0.7])
    # The statistic is asked once for the value, once for the data themselves, then resampled.
    drawn = [value for value in seen[-200:] if value is not None]
    for threshold, share in interval.p_below.items():
        assert share == pytest.approx(sum(value < threshold for value in drawn) / len(drawn))
    assert list(interval.p_below) == [0.5, 0.7]


def test_an_interval_can_be_a_key_although_it_holds_a_mapping():
    assert len({a.bootstrap(a.krippendorff_alpha, KRIPPENDORFF_2011, n=10) for _ in "ab"}) == 1
