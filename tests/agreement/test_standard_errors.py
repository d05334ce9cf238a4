"""Standard errors and intervals: against other routes to them, and at their edges."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qualcode import agreement as a
from qualcode.agreement import Flag
from qualcode.agreement.coefficients.variance import t_quantile
from tests.agreement.statistics import NOMINAL, NUMERIC, OF_TWO
from tests.agreement.strategies import complete, pairs, with_missing

scipy_stats = pytest.importorskip("scipy.stats")


@pytest.mark.parametrize("freedom", [1, 2, 3, 11, 100, 5_000, 99_999])
@pytest.mark.parametrize("level", [0.1, 0.5, 0.9, 0.95, 0.999])
def test_quantiles_of_t_are_those_of_scipy(level, freedom):
    assert t_quantile(level, freedom) == pytest.approx(
        scipy_stats.t.ppf((1 + level) / 2, freedom), rel=1e-8
    )


@settings(deadline=None)
@given(with_missing, st.sampled_from(["nominal", "interval"]))
def test_alpha_by_the_weighted_form_of_gwet_2021(table, metric):
    alpha = a.krippendorff_alpha(table, metric)
    assume(alpha.se is not None)
    compared = a.Ratings.of(table).pairable()
    labels = np.array(compared.labels, dtype=float)
    gap = labels[:, None] - labels[None, :]
    weights = np.eye(len(labels)) if metric == "nominal" else 1 - gap**2 / np.ptp(labels) ** 2
    counts = compared.counts()
    n, rated = len(counts), counts.sum(axis=1)
    mean = rated.mean()
    agreed = (counts * (counts @ weights - 1)).sum(axis=1) / (mean * (rated - 1))
    pa, pi = agreed.mean(), counts.mean(axis=0) / mean
    pe = pi @ weights @ pi
    value = (pa - pe) / (1 - pe)
    excess = (rated - mean) / mean
    parts = (agreed - pa * excess - pe) / (1 - pe)
    parts -= 2 * (1 - value) * (counts @ weights @ pi / mean - pe * excess - pe) / (1 - pe)
    assert alpha.se**2 == pytest.approx(((parts - value) ** 2).sum() / (n * (n - 1)), abs=1e-9)


@pytest.mark.parametrize(
    "statistic",
    [
        a.percent_agreement,
        lambda table: a.percent_agreement(table, "value"),
        a.fleiss_kappa,
        a.conger_kappa,
        a.gwet_ac1,
        a.brennan_prediger,
        a.cohen_kappa,
        a.scott_pi,
        a.krippendorff_alpha,
        lambda table: a.krippendorff_alpha(table, "interval"),
        lambda table: a.gwet_ac2(table, "ordinal"),
        lambda table: a.conger_kappa(table, "linear"),
    ],
)
def test_the_standard_error_is_close_to_that_of_leaving_out_each_unit(statistic):
    random = np.random.default_rng(5)
    coders = 2 if statistic in (a.cohen_kappa, a.scott_pi) else 4
    truth = random.choice(4, 400, p=[0.5, 0.2, 0.2, 0.1])
    table = np.where(
        random.random((coders, 400)) < 0.6, truth, random.integers(0, 4, (coders, 400))
    )
    table = table.astype(float)
    if coders > 2:
        table[random.random(table.shape) < 0.2] = np.nan
    left = [float(statistic(np.delete(table, unit, axis=1))) for unit in range(400)]
    jackknife = math.sqrt(399 / 400 * ((np.array(left) - np.mean(left)) ** 2).sum())
    # Gwet's percent agreement counts a unit that one coder rated as a disagreement in the spread.
    tolerance = 0.05 if statistic is a.percent_agreement else 0.02
    assert statistic(table).se == pytest.approx(jackknife, rel=tolerance)


@settings(deadline=None)
@given(with_missing)
def test_every_interval_holds_its_value(table):
    for statistic in (*NOMINAL, *NUMERIC):
        check(statistic(table))


@settings(deadline=None)
@given(pairs)
def test_every_interval_of_two_coders_holds_its_value(table):
    for statistic in OF_TWO:
        check(statistic(table))


def check(found):
    given_together = {part is None for part in (found.low, found.high, found.level)}
    assert len(given_together) == 1
    if found.low is not None:
        assert found.se >= 0
        assert found.low <= found.value + 1e-9
        assert found.value <= found.high + 1e-9
        assert found.high <= 1
    if found.value is None:
        assert (found.se, found.low) == (None, None)


@settings(deadline=None)
@given(complete)
def test_pi_and_fleiss_share_their_standard_error(table):
    assume(len(table) == 2)
    pi, fleiss = a.scott_pi(table), a.fleiss_kappa(table)
    assert (pi.value, pi.se, pi.low) == (fleiss.value, fleiss.se, fleiss.low)


def test_one_unit_allows_no_interval():
    for statistic in (a.percent_agreement, a.fleiss_kappa, a.krippendorff_alpha, a.gwet_ac1):
        found = statistic([[1], [2]])
        assert (found.se, found.low, found.high, found.level) == (None,) * 4
        assert found.flags == (Flag.TOO_FEW, Flag.NO_INTERVAL)


def test_a_higher_level_gives_a_wider_interval():
    table = [[1, 2, 1, 2, 1, 1, 2], [1, 2, 2, 2, 1, 2, 1]]
    for statistic in (a.percent_agreement, a.fleiss_kappa, a.conger_kappa, a.gwet_ac2, a.scott_pi):
        narrow, wide = statistic(table, level=0.5), statistic(table, level=0.6)
        assert wide.low < narrow.low < narrow.high < wide.high
        assert (narrow.level, narrow.se) == (0.5, wide.se)


@pytest.mark.parametrize("level", [0, 1, 95, -0.5, float("nan")])
def test_a_level_is_a_share(level):
    for statistic in (
        a.percent_agreement,
        a.cohen_kappa,
        a.scott_pi,
        a.fleiss_kappa,
        a.conger_kappa,
        a.brennan_prediger,
        a.gwet_ac1,
        a.gwet_ac2,
        a.krippendorff_alpha,
    ):
        for table in ([[1, 2], [1, 1]], []):
            with pytest.raises(ValueError, match="between 0 and 1"):
                statistic(table, level=level)
