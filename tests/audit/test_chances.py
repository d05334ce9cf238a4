"""The distributions of the second route are those of scipy, which it does not use."""

from __future__ import annotations

import pytest
from scipy import stats

from qualcode.audit.tables import chances
from qualcode.audit.tables.lines import wilson
from qualcode.domain import proportions

NEARLY = {"rel": 1e-10, "abs": 1e-14}


@pytest.mark.parametrize("freedom", [1, 2, 5, 17, 140])
@pytest.mark.parametrize("x", [0.001, 0.5, 3.84, 20, 150])
def test_tails(freedom: int, x: float) -> None:
    assert chances.chi_square_tail(x, freedom) == pytest.approx(stats.chi2.sf(x, freedom), **NEARLY)
    assert chances.t_tails(x, freedom) == pytest.approx(2 * stats.t.sf(x, freedom), **NEARLY)
    assert chances.f_tail(x, freedom, 31.5) == pytest.approx(stats.f.sf(x, freedom, 31.5), **NEARLY)
    assert chances.normal_tail(x / 10) == pytest.approx(stats.norm.sf(x / 10), **NEARLY)


@pytest.mark.parametrize("freedom", [1, 2.5, 9, 120.7])
def test_points(freedom: float) -> None:
    assert chances.t_point(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), **NEARLY)
    assert chances.chi_square_point(freedom) == pytest.approx(
        stats.chi2.ppf(0.95, freedom), **NEARLY
    )


@pytest.mark.parametrize("base", [1, 7, 121])
def test_the_interval_of_a_share(base: int) -> None:
    for n in range(base + 1):
        assert wilson(n, base) == pytest.approx(proportions.wilson(n, base), **NEARLY)
