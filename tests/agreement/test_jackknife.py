import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import agreement as a
from qualcode.agreement import Reason
from tests.agreement.published import KRIPPENDORFF_2011
from tests.agreement.strategies import with_missing

STATISTICS = [a.krippendorff_alpha, a.percent_agreement, a.fleiss_kappa]


def literal(statistic, table, documents):
    names = list(dict.fromkeys(documents))
    if len(names) == 1:
        names = documents = list(range(len(documents)))
    return [
        statistic(
            [[cell for cell, d in zip(row, documents, strict=True) if d != name] for row in table]
        )
        for name in names
    ]


@settings(deadline=None, max_examples=40)
@given(with_missing, st.data())
def test_it_leaves_out_each_document_in_turn(table, data):
    width = len(table[0])
    documents = data.draw(st.lists(st.sampled_from("abcdef"), min_size=width, max_size=width))
    for statistic in STATISTICS:
        fast = a.jackknife(statistic, table, documents=documents)
        slow = a.jackknife(lambda t, s=statistic: s(t), table, documents=documents)
        values = [one.value for one in literal(statistic, table, documents)]
        known = [value for value in values if value is not None]
        assert (fast.n, fast.n_undefined) == (len(values), len(values) - len(known))
        assert (fast.reason, slow.n_undefined) == (slow.reason, fast.n_undefined)
        if fast.se is None:
            assert (fast.low, fast.high) == (None, None)
            continue
        mean, m = sum(known) / len(known), len(known)
        se = math.sqrt((m - 1) / m * sum((value - mean) ** 2 for value in known))
        assert fast.se == pytest.approx(se, abs=1e-9)
        assert slow.se == pytest.approx(se, abs=1e-9)
        assert fast.bias == pytest.approx((m - 1) * (mean - fast.value), abs=1e-9)


def test_of_a_mean_it_is_the_standard_error_of_the_mean():
    rows = [[0, 1, 1, 0, 1, 1, 0, 0, 1, 1], [0, 1, 0, 0, 1, 1, 0, 1, 1, 0]]
    found = a.jackknife(a.percent_agreement, rows)
    equal = np.equal(*np.array(rows))
    assert found.se == pytest.approx(equal.std(ddof=1) / math.sqrt(10))
    assert found.bias == pytest.approx(0)
    # t with 9 degrees of freedom is 2.262; a share is at most 1.
    assert found.low == pytest.approx(0.7 - 2.262157 * found.se)
    assert found.high == 1.0
    assert found.method == "jackknife"


def test_it_is_the_standard_error_of_cohens_kappa_when_units_are_many():
    rng = np.random.default_rng(5)
    truth = rng.integers(0, 3, 3000)
    table = [np.where(rng.random(3000) < 0.7, truth, rng.integers(0, 3, 3000)) for _ in range(2)]
    kappa, found = a.cohen_kappa(table), a.jackknife(a.cohen_kappa, table)
    assert found.se == pytest.approx(kappa.se, rel=0.002)
    assert found.low == pytest.approx(kappa.low, abs=1e-4)


def test_a_statistic_that_is_no_coefficient_is_not_cut():
    rows = [[1.0, 2.0, 3.0, 4.0]]
    found = a.jackknife(lambda t: float(np.mean(t)), np.array(rows))
    assert found.high > found.value == 2.5


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ([[1] * 5] * 2, Reason.NO_VARIATION),
        ([[], []], Reason.NOT_COMPARABLE),
        ([[1], [2]], Reason.TOO_FEW),
        ([[1, 1, 1, 2], [1, 1, 1, 2]], Reason.TOO_FEW),
    ],
)
def test_no_interval(table, reason):
    found = a.jackknife(a.krippendorff_alpha, table)
    assert (found.low, found.high, found.se, found.reason) == (None, None, None, reason)


def test_wrong_requests_are_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        a.jackknife(a.krippendorff_alpha, KRIPPENDORFF_2011, level=1)
    with pytest.raises(ValueError, match="12 units need as many documents"):
        a.jackknife(a.krippendorff_alpha, KRIPPENDORFF_2011, documents=["d"])
