"""Means, correlations and tests between groups, beside printed examples and slow second routes."""

from __future__ import annotations

from math import sqrt
from statistics import fmean, median, stdev

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from qualcode.analysis.differences import Difference, differences
from qualcode.analysis.scales import LEAST_PAIRS, Centre, centre, correlation

MPG = [
    21.0, 21.0, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4,
    14.7, 32.4, 30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26.0, 30.4, 15.8, 19.7, 15.0, 21.4,
]  # fmt: skip
WEIGHT = [
    2.620, 2.875, 2.320, 3.215, 3.440, 3.460, 3.570, 3.190, 3.150, 3.440, 3.440, 4.070, 3.730,
    3.780, 5.250, 5.424, 5.345, 2.200, 1.615, 1.835, 2.465, 3.520, 3.435, 3.840, 3.845, 1.935,
    2.140, 1.513, 3.170, 2.770, 3.570, 2.780,
]  # fmt: skip
MANUAL = [at < 3 or 17 <= at < 20 or at >= 25 for at in range(32)]
"""Henderson and Velleman (1981), 32 cars of 1974: R's data set mtcars."""

OZONE = {
    "May": [41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23,
            45, 115, 37],
    "June": [29, 71, 39, 23, 21, 37, 20, 12, 13],
    "July": [135, 49, 32, 64, 40, 77, 97, 97, 85, 10, 27, 7, 48, 35, 61, 79, 63, 16, 80, 108, 20,
             52, 82, 50, 64, 59],
    "August": [39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168,
               73, 76, 118, 84, 85],
    "September": [96, 78, 73, 91, 47, 32, 20, 23, 21, 24, 44, 21, 28, 9, 13, 46, 18, 13, 24, 16,
                  13, 23, 36, 7, 14, 30, 14, 18, 20],
}  # fmt: skip
"""Chambers et al. (1983), ozone in New York in 1973: R's data set airquality."""

PERMEABILITY = {
    "at term": [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46],
    "earlier": [1.15, 0.88, 0.90, 0.74, 1.21],
}
"""Hollander and Wolfe (1973), p. 69: constants of the human chorioamnion."""

SLEEP = {
    "1": [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    "2": [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
}
"""Student (1908), extra hours of sleep: R's data set sleep."""

points = st.integers(1, 5).map(float)
values = st.lists(points, min_size=10, max_size=40)


def named(found: list[Difference], effect: str) -> Difference:
    """Return the test with this effect."""
    return next(one for one in found if one.effect_name == effect)


def test_correlations_are_those_that_r_prints() -> None:
    """`cor.test(mtcars$mpg, mtcars$wt, method = ..., exact = FALSE)` for spearman and kendall."""
    found = correlation(list(zip(MPG, WEIGHT, strict=True)))
    assert (found.n, found.reason) == (32, "")
    assert found.rho.value == pytest.approx(-0.8864220333)
    assert found.rho.p == pytest.approx(1.487595e-11, rel=1e-6)
    assert found.tau.value == pytest.approx(-0.7278321495)
    assert found.tau.p == pytest.approx(6.70577e-09, rel=1e-6)


def test_intervals_of_correlations_are_those_of_bonett_and_wright() -> None:
    """Bonett and Wright (2000), p. 24: z +/- 1.96 sqrt((1 + r2/2)/(n - 3)), sqrt(.437/(n - 4))."""
    found = correlation(list(zip(MPG, WEIGHT, strict=True)))
    rho, tau = found.rho.value, found.tau.value
    assert rho is not None
    assert tau is not None
    spread = sqrt((1 + rho**2 / 2) / 29)
    ends = np.tanh(np.arctanh(rho) + 1.959964 * spread * np.array([-1, 1]))
    assert (found.rho.low, found.rho.high) == pytest.approx(tuple(ends), abs=1e-6)
    ends = np.tanh(np.arctanh(tau) + 1.959964 * sqrt(0.437 / 28) * np.array([-1, 1]))
    assert (found.tau.low, found.tau.high) == pytest.approx(tuple(ends), abs=1e-6)


def test_correlations_say_why_there_are_none() -> None:
    assert "too few to say" in correlation([(1, 2)] * (LEAST_PAIRS - 1)).reason
    assert correlation([(1.0, float(at)) for at in range(12)]).reason == "all gave the same answer"
    whole = correlation([(float(at), float(at)) for at in range(12)])
    assert (whole.rho.value, whole.rho.low) == (pytest.approx(1), None)


@given(st.lists(st.tuples(points, points), min_size=10, max_size=40))
def test_turning_a_scale_turns_its_correlations(pairs: list[tuple[float, float]]) -> None:
    one = correlation(pairs)
    other = correlation([(left, 6 - right) for left, right in pairs])
    assume(not one.reason)
    assert other.rho.value == pytest.approx(-one.rho.value)
    assert other.tau.value == pytest.approx(-one.tau.value)
    assert other.rho.p == pytest.approx(one.rho.p)


def test_welch_is_what_r_prints() -> None:
    """`t.test(extra ~ group, data = sleep)` of `?t.test`: t -1.8608, df 17.776, p .07939."""
    found = named(differences(SLEEP), "difference of means")
    assert (found.statistic, found.df, found.p) == pytest.approx(
        (-1.8608135, 17.776474, 0.07939414), rel=1e-7
    )
    assert (found.effect, found.low, found.high) == pytest.approx(
        (-1.58, -3.3654832307, 0.2054832307)
    )


def test_the_shift_of_hodges_and_lehmann_is_the_printed_one() -> None:
    """`wilcox.test(x, y, conf.int = TRUE)`, data of `?wilcox.test`: 0.305 [-0.15, 0.76]."""
    found = named(differences(PERMEABILITY), "Hodges-Lehmann shift")
    assert (found.statistic, found.p) == pytest.approx((35, 0.2544123), rel=1e-6)
    assert (found.effect, found.low, found.high) == pytest.approx((0.305, -0.15, 0.76))


def test_mann_whitney_with_ties_is_what_r_prints() -> None:
    """R: `wilcox.test(mpg ~ am, data = mtcars, conf.int = TRUE, exact = FALSE)`."""
    groups = {
        name: [value for value, manual in zip(MPG, MANUAL, strict=True) if manual is kind]
        for name, kind in (("automatic", False), ("manual", True))
    }
    found = named(differences(groups), "Hodges-Lehmann shift")
    assert (found.statistic, found.p) == pytest.approx((42, 0.001871391), rel=1e-6)
    assert (found.effect, found.low, found.high) == pytest.approx((-6.8, -11.7, -2.9), abs=1e-4)
    assert named(differences(groups), "rank-biserial").effect == pytest.approx(2 * 42 / 247 - 1)


def test_kruskal_wallis_is_what_r_prints() -> None:
    """`kruskal.test(Ozone ~ Month, data = airquality)` of `?kruskal.test`: 29.267, df 4."""
    (found,) = differences({name: list(map(float, one)) for name, one in OZONE.items()})
    assert (found.statistic, found.df, found.p) == pytest.approx((29.266576, 4, 6.900714e-06))
    assert (found.effect_name, found.effect) == ("epsilon squared", pytest.approx(29.266576 / 115))


@given(values, values)
def test_the_shift_lies_in_the_middle_of_all_pairs(one: list[float], other: list[float]) -> None:
    found = differences({"a": one, "b": other})
    if len({*one, *other}) == 1:
        assert {test.reason for test in found} == {"all gave the same answer"}
        return
    shift = named(found, "Hodges-Lehmann shift")
    pairs = sorted(left - right for left in one for right in other)
    assert shift.effect == pytest.approx(median(pairs))
    assert shift.low is not None
    assert shift.high is not None
    assert shift.low <= median(pairs) <= shift.high
    above = sum(pair > 0 for pair in pairs) - sum(pair < 0 for pair in pairs)
    assert named(found, "rank-biserial").effect == pytest.approx(above / len(pairs))


def test_groups_that_do_not_vary_have_no_t() -> None:
    found = differences({"a": [1.0] * 10, "b": [2.0] * 10})
    assert found[0].reason == "nothing varies within either group"
    assert named(found, "rank-biserial").effect == -1


@given(st.lists(points, min_size=2, max_size=40))
def test_means_are_those_of_the_standard_library(given_: list[float]) -> None:
    found = centre(given_)
    assert found.mean == pytest.approx(fmean(given_))
    assert found.sd == pytest.approx(stdev(given_))
    assert found.median == pytest.approx(median(given_))
    if stdev(given_):
        interval = stats.ttest_1samp(given_, 0).confidence_interval()
        assert (found.low, found.high) == pytest.approx(tuple(interval))


def test_one_value_has_no_spread_and_none_has_nothing() -> None:
    assert centre([]) == Centre()
    assert centre([4.0]) == Centre(4.0, None, None, None, 4.0, 4.0, 4.0)
