"""Chi-square or Fisher, as the expected counts demand, or neither; and Cramér's V."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qualcode.analysis.associations.independence import (
    CHI_SQUARE,
    FISHER,
    WITHHELD,
    independence,
    least_p,
)
from qualcode.analysis.associations.strength import cramers_v

TEA = [[3, 1], [1, 3]]
"""Fisher (1935), The Design of Experiments: the lady who tastes tea. R prints p = 0.4857."""
TWINS = [[2, 10], [15, 3]]
"""Fisher (1970), p. 91. R prints p = 0.0005367."""
JOBS = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]
"""Agresti (2002), p. 57: job satisfaction by income. R prints p = 0.7827."""
PARTIES = [[762, 327, 468], [484, 239, 477]]
"""Agresti (2007), p. 39: party by gender. R, ?chisq.test, prints X-squared = 30.07, df = 2."""

grids = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 40), min_size=width, max_size=width), min_size=2, max_size=4
    )
)


def test_the_lady_who_tastes_tea() -> None:
    found = independence(TEA)
    assert (found.test, found.draws) == (FISHER, None)
    assert found.p == pytest.approx(0.4857, abs=5e-5)


def test_the_parties_of_women_and_men() -> None:
    found = independence(PARTIES)
    assert (found.test, found.freedom, found.draws) == (CHI_SQUARE, 2, None)
    assert found.statistic == pytest.approx(30.07, abs=0.005)
    assert found.p == pytest.approx(2.954e-07, rel=1e-3)
    assert found.v == pytest.approx(sqrt(30.07015 / 2757), rel=1e-5)


def test_job_satisfaction_by_drawn_tables() -> None:
    found = independence(JOBS, seed=1)
    assert (found.test, found.draws, found.statistic) == (FISHER, 9_999, None)
    assert found.p == pytest.approx(0.7827, abs=3 * sqrt(0.7827 * 0.2173 / 9_999))
    assert independence(JOBS, seed=1) == found
    assert independence(JOBS, seed=2).p != found.p


def test_drawn_tables_come_near_the_exact_p() -> None:
    """Three by two, with every table of the same margins written out."""
    table = [[4, 0], [1, 3], [0, 5]]
    rows, columns = np.sum(table, axis=1), np.sum(table, axis=0)
    draw = stats.random_table(rows, columns)
    every = [
        draw.pmf(np.array([[a, 4 - a], [b, 4 - b], [5 - a - b, a + b]]))
        for a in range(5)
        for b in range(5)
        if 0 <= 5 - a - b <= 5
    ]
    exact = sum(one for one in every if one <= draw.pmf(np.array(table)) * (1 + 1e-9))
    assert sum(every) == pytest.approx(1)
    assert independence(table, draws=99_999).p == pytest.approx(exact, abs=0.001)


@pytest.mark.parametrize(
    ("table", "test"),
    [
        ([[5, 5], [5, 5]], CHI_SQUARE),
        ([[5, 5], [4, 5]], FISHER),  # expected 4.26 is below 5
        ([[2, 10], [15, 3]], CHI_SQUARE),  # 2 was seen, 6.8 expected: the expected count rules
        ([[30, 30, 30], [4, 30, 30]], CHI_SQUARE),
        ([[20, 20, 1], [20, 20, 1]], FISHER),  # two of six expected counts are 1
        ([[40, 40, 40, 40, 3], [40, 40, 40, 40, 3]], CHI_SQUARE),  # two of ten are below 5
        ([[40, 40, 40, 40, 1], [40, 40, 40, 40, 0]], FISHER),  # below 1
    ],
)
def test_the_rule_of_cochran(table: list[list[int]], test: str) -> None:
    assert independence(table, draws=99).test == test


@given(grids)
def test_scipy_agrees_and_nothing_is_claimed_where_nothing_varies(table: list[list[int]]) -> None:
    found = independence(table, draws=99)
    kept = np.array(table)
    kept = kept[kept.sum(axis=1) > 0][:, kept.sum(axis=0) > 0]
    if min(kept.shape) < 2:
        assert (found.test, found.p, found.v) == (WITHHELD, None, None)
        assert found.why
    elif found.test == CHI_SQUARE:
        expected = stats.chi2_contingency(kept, correction=False)
        assert (found.statistic, found.p, found.freedom) == pytest.approx(
            (expected.statistic, expected.pvalue, expected.dof)
        )
    elif found.test == FISHER and kept.shape == (2, 2):
        assert found.p == pytest.approx(stats.fisher_exact(kept).pvalue)


@given(grids, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_does_not_matter(table: list[list[int]], random) -> None:  # type: ignore[no-untyped-def]
    other = [list(row) for row in zip(*random.sample(table, len(table)), strict=True)]
    one, two = independence(table, draws=9), independence(other, draws=9)
    assert (one.test, one.freedom) == (two.test, two.freedom)
    if one.draws is None:
        assert one.p == pytest.approx(two.p)
    assert one.v == pytest.approx(two.v)
    assert one.v_corrected == pytest.approx(two.v_corrected)


def test_too_few_to_ever_tell_are_not_tested() -> None:
    found = independence([[2, 0], [0, 2]])
    assert (found.test, found.p) == (WITHHELD, None)
    assert found.why == "with so few, even the most uneven split would have p = 0.33"
    assert independence([[4, 0], [0, 4]]).test == FISHER


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
def test_the_least_p_is_the_smallest_of_all_tables(carry: int, others: int, have: int) -> None:
    n = carry + others
    have = min(have, n - 1)
    every = [
        stats.fisher_exact([[x, carry - x], [have - x, others - have + x]]).pvalue
        for x in range(max(0, have - others), min(carry, have) + 1)
    ]
    table = np.array([[0, carry], [have, others - have]])
    assert least_p(table) == pytest.approx(min(every))


def test_the_strength_runs_from_none_to_all() -> None:
    assert cramers_v(np.array([[20, 20], [10, 10]])) == (pytest.approx(0), 0.0)
    plain, corrected = cramers_v(np.diag([30, 30, 30]))
    assert (plain, corrected) == (pytest.approx(1), pytest.approx(1))
    assert cramers_v(np.array([[1, 0], [0, 1]]))[0] == pytest.approx(1)


def test_the_correction_takes_the_upward_bias_off() -> None:
    """Bergsma (2013): of independent draws the plain V is far above 0, the corrected near it."""
    draw = stats.random_table([10] * 5, [10] * 5, seed=7)
    found = [cramers_v(table) for table in draw.rvs(200)]
    plain, corrected = np.mean(found, axis=0)
    assert plain > 0.25
    assert corrected < 0.12


def test_crooked_tables_are_refused() -> None:
    with pytest.raises(ValueError, match="none negative"):
        independence([[1, -1], [2, 3]])
