"""Whatever a table holds, the answer is a coefficient or a ValueError in one sentence."""

import math
import warnings
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import agreement as a
from qualcode.agreement import Coefficient, Reason
from tests.agreement.statistics import NOMINAL, NUMERIC, OF_TWO
from tests.agreement.strategies import tables

odd = st.sampled_from(
    [
        *(None, math.nan, np.float64("nan"), Decimal("nan"), np.datetime64("NaT")),
        *(True, False, 0, 1, -1, 0.0, -0.0, 1.0, 2, 3.5, np.int8(1), np.float32(2), 10**30),
        *(math.inf, -math.inf, 1e308, -1e308, 1e-320, 10**400, Fraction(1, 3), Decimal("0.5")),
        *("", "a", "1", b"a", ("a", 1), (), frozenset(), frozenset({"a"}), 1j),
    ]
)


@settings(deadline=None, max_examples=200)
@given(tables(odd, coders=(0, 4), units=(0, 8)))
def test_any_table_gives_a_coefficient_or_one_sentence(table):
    for statistic in (*NOMINAL, *NUMERIC, *OF_TWO):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            answer = asked(statistic, table)
        if isinstance(answer, Coefficient):
            assert (answer.value is None) != (answer.reason is None)
        else:
            assert answer.endswith(".")
            assert "\n" not in answer


def asked(statistic, table):
    try:
        return statistic(table)
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize(
    "table",
    [
        None,
        3,
        "ab",
        b"ab",
        {"coder": [1, 2]},
        {(1, 2), (2, 1)},
        [{1, 2}, {2, 3}],
        [{"u": 1}, {"u": 2}],
        [1, 2],
        [[1], [1, 2]],
        [[[1]], [[1]]],
        np.zeros((2, 2, 2)),
        np.array(3),
    ],
)
@pytest.mark.parametrize("statistic", [*NOMINAL, a.cohen_kappa])
def test_what_is_no_table_is_refused(statistic, table):
    with pytest.raises(ValueError, match=r"\.$"):
        statistic(table)


@pytest.mark.parametrize("statistic", [*NOMINAL, *NUMERIC, *OF_TWO])
@pytest.mark.parametrize(
    "table",
    [
        [],
        [[]],
        [[], []],
        np.array([]),
        np.empty((0, 0)),
        np.empty((2, 0)),
        np.full((2, 3), np.nan),
        [[1, 2, 1]],
        [[1, None, 2], [None, 1, None]],
        [[None, None], [None, None]],
    ],
)
def test_nothing_to_compare_has_its_reason(statistic, table):
    found = statistic(table)
    assert (found.value, found.reason) == (None, Reason.NOT_COMPARABLE)


@pytest.mark.parametrize("statistic", [*NOMINAL, *NUMERIC, *OF_TWO])
@pytest.mark.parametrize("width", [1, 12, 1000])
@pytest.mark.parametrize("label", [1, 0, 0.1])
def test_one_label_throughout_is_never_a_corrected_figure(statistic, width, label):
    found = statistic([[label] * width] * 2)
    if statistic in (NOMINAL[0], NOMINAL[1], a.holsti):
        assert float(found) == 1
    else:
        assert found.reason in (Reason.NO_VARIATION, Reason.NOT_USED)


def test_one_label_of_many_coders_with_gaps_is_no_variation():
    random = np.random.default_rng(1)
    table = np.where(random.random((7, 20_000)) < 0.4, np.nan, 0.1)
    for statistic in (a.fleiss_kappa, a.conger_kappa, a.gwet_ac1, a.krippendorff_alpha):
        assert statistic(table).reason is Reason.NO_VARIATION
    assert a.krippendorff_alpha(table, "interval").reason is Reason.NO_VARIATION


@pytest.mark.parametrize(
    ("metric", "distance"),
    [
        ("interval", lambda c, k: (c - k) ** 2),
        ("ratio", lambda c, k: ((c - k) / (c + k)) ** 2),
        (lambda c, k: abs(c - k), lambda c, k: abs(c - k)),
    ],
)
def test_thirty_coders_of_three_units_by_the_definition(metric, distance):
    random = np.random.default_rng(2)
    table = np.where(random.random((30, 3)) < 0.2, np.nan, random.integers(1, 6, (30, 3)))
    units = [column[~np.isnan(column)] for column in table.T]

    def apart(values):
        return sum(distance(*pair) for pair in permutations(values, 2)) / (len(values) - 1)

    expected = 1 - sum(map(apart, units)) / apart(np.concatenate(units))
    assert float(a.krippendorff_alpha(table, metric)) == pytest.approx(expected)


def test_thousands_of_coders_of_two_units():
    random = np.random.default_rng(3)
    table = random.integers(0, 4, (3000, 2))
    for metric in ("nominal", "ordinal", "interval", "ratio"):
        assert abs(float(a.krippendorff_alpha(table, metric))) < 0.01
    for statistic in (a.light_kappa, a.hubert_kappa, a.conger_kappa):
        assert abs(float(statistic(table[:1000]))) < 0.01
    alike = (table[:, 0][:, None] == table[:, 0]).sum() + (
        table[:, 1][:, None] == table[:, 1]
    ).sum()
    assert float(a.holsti(table)) == pytest.approx((alike / 2 - 3000) / (3000 * 2999))
    sets = [[{code} if code else set() for code in row] for row in table.tolist()]
    assert abs(float(a.krippendorff_alpha_sets(sets))) < 0.01


def test_labels_that_are_equal_are_one_label():
    mixed = [[1, 1.0, True, 0, -0.0], [True, 1, np.float64(1), 0.0, False]]
    plain = [[1, 1, 1, 0, 0], [1, 1, 1, 0, 0]]
    assert a.Ratings.of(mixed).labels == a.Ratings.of(plain).labels
    assert float(a.cohen_kappa(mixed)) == 1
    assert a.Ratings.of(np.array([[0.0, -0.0], [-0.0, 0.0]])).labels == (0,)


def test_a_masked_cell_is_missing():
    masked = np.ma.masked_array([[1, 2, 1], [1, 2, 2]], mask=[[0, 0, 1], [0, 0, 0]])
    assert a.Ratings.of(masked).per_unit().tolist() == [2, 2, 1]
    assert float(a.percent_agreement(masked)) == 1


@pytest.mark.parametrize("scale", [1e-200, 1e-5, 1e200, -1e200])
def test_interval_alpha_survives_the_size_of_its_labels(scale):
    table = [[1, 2, 3, 3, 2, 1], [1, 2, 3, 3, 1, 2]]
    grown = [[v * scale for v in row] for row in table]
    assert a.krippendorff_alpha(grown, "interval").value == pytest.approx(
        float(a.krippendorff_alpha(table, "interval"))
    )


def test_fractions_and_decimals_are_numbers():
    table = [[1, 2, 1, 2], [1, 2, 2, 2]]
    exact = [[Fraction(v, 3) for v in table[0]], [Fraction(v, 3) for v in table[1]]]
    tenths = [[Decimal(v) / 10 for v in row] for row in table]
    for other in (exact, tenths):
        assert a.krippendorff_alpha(other, "ratio").value == pytest.approx(
            float(a.krippendorff_alpha(table, "ratio"))
        )


@pytest.mark.parametrize(
    ("labels", "metric", "message"),
    [
        ([1, math.inf], "interval", "inf is none"),
        (["1", "2"], "interval", "'1' is none"),
        ([1, "a"], "ordinal", "'a' is none"),
        ([("a",), ("b",)], "ratio", "is none"),
        ([-2, 1], "ratio", "-2 is negative"),
        ([1, 2], "cosine", "metric is 'nominal'"),
        ([1, 2], None, "metric is 'nominal'"),
        (["a", "b"], lambda c, k: c - k, "failed on 'a' and 'b'"),
        ([1, 2], lambda c, k: None, "failed on 1 and 2"),
        ([1, 2], lambda c, k: math.nan, "finite number >= 0"),
        ([1, 2], lambda c, k: k - c, "finite number >= 0"),
    ],
)
def test_a_metric_that_does_not_fit_is_refused(labels, metric, message):
    with pytest.raises(ValueError, match=message):
        a.krippendorff_alpha([labels, labels[::-1]], metric)


def test_words_have_an_ordinal_alpha_once_their_order_is_known():
    words = ["low", "mid", "high"]
    ranks = [[0, 1, 2, 2, 0, 1, 1], [0, 2, 2, 1, 0, 1, 0]]
    table = [[words[rank] for rank in row] for row in ranks]
    by_word = a.krippendorff_alpha(table, "ordinal", categories=words)
    assert by_word.value == pytest.approx(float(a.krippendorff_alpha(ranks, "ordinal")))


def test_a_distance_that_depends_on_direction_is_averaged():
    table = [[1, 2, 3, 3, 2, 1], [1, 2, 3, 1, 1, 2]]
    lopsided = a.krippendorff_alpha(table, lambda c, k: 3.0 if c < k else 1.0)
    assert lopsided.value == pytest.approx(float(a.krippendorff_alpha(table)))
    assert a.krippendorff_alpha(table[::-1], lambda c, k: 3.0 if c < k else 1.0) == lopsided


@pytest.mark.parametrize(
    ("categories", "message"),
    [
        ([1], "2 is not among the categories"),
        ([1, 2, 1], "twice"),
        ([1, 2, None], "marks a missing rating"),
        ([1, 2, [3]], "not hashable"),
        (1, "2 labels were used"),
        (-1, "2 labels were used"),
        (2.0, "a list of labels or their number"),
    ],
)
def test_categories_that_do_not_fit_are_refused(categories, message):
    for statistic in (a.gwet_ac1, a.brennan_prediger, a.gwet_ac2, a.fleiss_kappa, a.conger_kappa):
        with pytest.raises(ValueError, match=message):
            statistic([[1, 2], [1, 2]], categories=categories)


def test_categories_may_be_an_array():
    table = [[1, 2, 1], [1, 2, 2]]
    by_list = a.gwet_ac2(table, "linear", [1, 2, 3])
    assert a.gwet_ac2(table, "linear", np.array([1, 2, 3])) == by_list
    assert a.gwet_ac1(table, np.int64(3)) == a.gwet_ac1(table, [1, 2, 3])
