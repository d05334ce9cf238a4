"""Nothing is ever silently 0, 1 or NaN."""

import pytest

from qualcode import agreement as a
from qualcode.agreement import Flag, Reason

EVERY = [
    a.percent_agreement,
    a.cohen_kappa,
    a.krippendorff_alpha,
    a.scott_pi,
    a.fleiss_kappa,
    a.brennan_prediger,
    a.gwet_ac1,
]
CORRECTED = [statistic for statistic in EVERY if statistic is not a.percent_agreement]


@pytest.mark.parametrize("statistic", EVERY)
@pytest.mark.parametrize(
    "table",
    [
        [],
        [[], []],
        [[1, 2, 1]],
        [[None, None], [None, None]],
        [[1, None, 2], [None, 1, None]],
    ],
)
def test_no_unit_with_two_ratings_is_not_comparable(statistic, table):
    result = statistic(table)
    assert (result.value, result.reason) == (None, Reason.NOT_COMPARABLE)


@pytest.mark.parametrize("statistic", CORRECTED)
@pytest.mark.parametrize("width", [1, 12])
def test_one_value_throughout_is_no_variation(statistic, width):
    result = statistic([["a"] * width] * 2)
    assert (result.value, result.reason) == (None, Reason.NO_VARIATION)
    assert result.n_units == width


@pytest.mark.parametrize("metric", ["ordinal", "interval", "ratio", lambda c, k: 1.0])
def test_no_variation_under_every_metric(metric):
    assert a.krippendorff_alpha([[2] * 5] * 2, metric).reason is Reason.NO_VARIATION


def test_percent_agreement_needs_no_variation():
    assert float(a.percent_agreement([["a"] * 12] * 2)) == 1.0


def test_labels_that_were_offered_and_not_used_make_chance_less_likely():
    table = [["a"] * 12] * 2
    assert float(a.brennan_prediger(table, categories=["a", "b"])) == 1.0
    assert float(a.gwet_ac1(table, categories=2)) == 1.0


def test_ratings_that_nobody_else_can_confirm_do_not_count_as_variation():
    assert a.krippendorff_alpha([[1, 1, 2], [1, 1, None]]).reason is Reason.NO_VARIATION


def test_a_coder_who_never_uses_the_code_gives_a_value_and_not_a_reason():
    # One of five: alpha is 0 here and kappa is 0, and both are legitimate.
    table = [[0, 0, 0, 0, 1], [0, 0, 0, 0, 0]]
    assert float(a.krippendorff_alpha(table)) == pytest.approx(0.0)
    assert float(a.cohen_kappa(table)) == pytest.approx(0.0)


def test_perfect_disagreement_is_negative_and_not_cut_at_zero():
    table = [[0, 1] * 10, [1, 0] * 10]
    assert float(a.cohen_kappa(table)) == pytest.approx(-1.0)
    assert float(a.krippendorff_alpha(table)) == pytest.approx(1 - 39 / 20)


def test_two_constant_coders_who_differ_disagree_by_chance():
    assert float(a.cohen_kappa([["a"] * 9, ["b"] * 9])) == 0.0


@pytest.mark.parametrize(("width", "flags"), [(9, (Flag.TOO_FEW,)), (10, ())])
def test_fewer_than_ten_units_are_flagged(width, flags):
    table = [[unit % 2 for unit in range(width)]] * 2
    assert a.krippendorff_alpha(table).flags == flags


@pytest.mark.parametrize("statistic", [a.cohen_kappa, a.scott_pi])
def test_two_coder_statistics_refuse_a_third(statistic):
    with pytest.raises(ValueError, match="compares two coders; the table has 3"):
        statistic([[1, 2]] * 3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: a.percent_agreement([[1], [1]], "other"), "weighting is 'unit' or 'value'"),
        (lambda: a.krippendorff_alpha([[1], [1]], "other"), "metric is 'nominal'"),
        (lambda: a.krippendorff_alpha([["a"], ["b"]], "ordinal"), "'a' is none"),
        (lambda: a.krippendorff_alpha([[-1], [1]], "ratio"), "-1 is negative"),
        (lambda: a.krippendorff_alpha([[0], [1]], lambda c, k: -1), "finite number >= 0"),
        (lambda: a.cohen_kappa([[1], [1]], "other"), "weights is None, 'linear'"),
        (lambda: a.cohen_kappa([["a"], ["b"]], "linear"), "list them from first to last"),
        (lambda: a.cohen_kappa([[1], [2]], level=95), "between 0 and 1"),
        (lambda: a.cohen_kappa([[1], [2]], categories=[1]), "2 is not among the categories"),
        (lambda: a.cohen_kappa([[1], [2]], categories=[1, 2, 1]), "twice"),
        (lambda: a.gwet_ac1([[1], [2]], categories=[1]), "2 is not among the categories"),
        (lambda: a.brennan_prediger([[1], [2]], categories=1), "2 labels were used"),
    ],
)
def test_wrong_requests_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_words_can_be_weighted_once_their_order_is_known():
    words = ["low", "mid", "high"]
    ranks = [[0, 1, 2, 2, 0, 1, 1], [0, 2, 2, 1, 0, 1, 0]]
    table = [[words[rank] for rank in row] for row in ranks]
    by_word = a.cohen_kappa(table, "quadratic", categories=words)
    assert by_word.value == pytest.approx(a.cohen_kappa(ranks, "quadratic").value)
    assert by_word.name == "Cohen kappa (quadratic weights)"
