"""The kappa and the alpha of one category against all others."""

import numpy as np
import pytest
from hypothesis import given, settings

from qualcode import agreement as a
from qualcode.agreement import Flag, Reason
from tests.agreement.strategies import with_missing

BOTH = [a.fleiss_kappa, a.krippendorff_alpha]


@settings(deadline=None)
@given(with_missing)
@pytest.mark.parametrize("statistic", BOTH)
def test_one_category_is_the_statistic_of_the_collapsed_table(statistic, table):
    collapsed = [[None if v is None else v == 2 for v in row] for row in table]
    compared = [unit for unit in zip(*table, strict=True) if len(unit) - unit.count(None) > 1]
    whole, one = statistic(collapsed), statistic(table, category=2)
    if compared and not any(2 in unit for unit in compared):
        assert (one.value, one.reason) == (None, Reason.NOT_USED)
    else:
        assert (one.value, one.se, one.reason) == (whole.value, whole.se, whole.reason)


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_the_metric_does_not_matter_to_two_labels(metric):
    table = [[1, 2, 3, 1, 2], [1, 3, 3, 1, 1]]
    whole = a.krippendorff_alpha([[v == 1 for v in row] for row in table], metric)
    assert a.krippendorff_alpha(table, metric, category=1).value == pytest.approx(float(whole))


@pytest.mark.parametrize("statistic", BOTH)
def test_reasons_and_flags_of_a_category(statistic):
    table = [["a", "b"] * 10, ["a", "b"] * 10]
    assert statistic(table, category="c").reason is Reason.NOT_USED
    assert statistic([["a"] * 12] * 2, category="a").reason is Reason.NO_VARIATION
    assert statistic([["a", None], [None, "a"]], category="a").reason is Reason.NOT_COMPARABLE
    assert statistic(table, category="a").flags == ()
    rare = [["a"] + ["b"] * 19, ["b"] * 20]
    assert statistic(rare, category="a").flags == (Flag.TOO_FEW, Flag.ONE_CODER_ONLY)
    assert statistic(rare, category="a").value <= 0


def test_a_category_given_only_where_nobody_compared_is_not_used():
    table = [["b", "b", "a"], ["b", "b", None]]
    for statistic in BOTH:
        assert statistic(table, category="a").reason is Reason.NOT_USED


@pytest.mark.parametrize("category", [float("nan"), [1], np.array([1, 2])])
@pytest.mark.parametrize("statistic", BOTH)
def test_what_cannot_be_a_category_is_refused(statistic, category):
    with pytest.raises(ValueError, match="cannot be a label"):
        statistic([[1, 2], [1, 2]], category=category)


def test_a_category_takes_no_weights_and_no_metric_of_its_own():
    with pytest.raises(ValueError, match="takes no weights"):
        a.fleiss_kappa([[1, 2], [1, 2]], "linear", category=1)
    with pytest.raises(ValueError, match="takes no metric"):
        a.krippendorff_alpha([[1, 2], [1, 2]], lambda c, k: 1, category=1)
    with pytest.raises(ValueError, match="metric is 'nominal'"):
        a.krippendorff_alpha([[1, 2], [1, 2]], "cosine", category=1)
