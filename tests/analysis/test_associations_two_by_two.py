"""The odds ratio and its exact interval: worked examples, scipy, and what must not matter."""

from __future__ import annotations

from itertools import product
from math import inf, isinf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom
from scipy.stats.contingency import odds_ratio as scipys

from qualcode.analysis.associations.two_by_two import TwoByTwo, odds_ratio

counts = st.integers(0, 60)
tables = st.builds(TwoByTwo, counts, counts, counts, counts)
whole = tables.filter(lambda table: not table.problem)


def bounds(table: TwoByTwo) -> tuple[float, float]:
    found = odds_ratio(table)
    assert found.low is not None
    assert found.high is not None
    return found.low, found.high


@pytest.mark.parametrize(
    ("table", "low", "high"),
    [
        # R, ?fisher.test: convictions of like-sex twins (Fisher 1970, p. 91) prints 0.003325764 to
        # 0.363182271, solved to four digits.
        (TwoByTwo(2, 10, 15, 3), 0.003325764, 0.363182271),
        # Fisher (1935): the lady who tastes tea; two-sidedly R gives these.
        (TwoByTwo(3, 1, 1, 3), 0.2117329, 621.9337505),
    ],
)
def test_the_intervals_that_r_prints(table: TwoByTwo, low: float, high: float) -> None:
    assert bounds(table) == pytest.approx((low, high), rel=0.01)


@given(whole)
def test_scipy_finds_the_same_interval(table: TwoByTwo) -> None:
    expected = scipys([list(row) for row in table.rows]).confidence_interval()
    assert bounds(table) == pytest.approx((expected.low, expected.high), rel=1e-4)


@given(whole)
def test_each_bound_has_its_tail(table: TwoByTwo) -> None:
    """The definition itself, with the chance of each count worked out anew."""
    low, high = bounds(table)
    carry, have = table.both + table.code_only, table.both + table.value_only
    chance = hypergeom(table.n, carry, have)
    first, last = max(0, carry + have - table.n), min(carry, have)

    def share(ratio: float, those: range) -> float:
        weights = {x: chance.pmf(x) * ratio ** (x - table.both) for x in range(first, last + 1)}
        return sum(weights[x] for x in those) / sum(weights.values())

    if table.both > first:
        assert share(low, range(table.both, last + 1)) == pytest.approx(0.025, rel=1e-6)
    else:
        assert low == 0
    if table.both < last:
        assert share(high, range(first, table.both + 1)) == pytest.approx(0.025, rel=1e-6)
    else:
        assert high == inf


def test_the_value_is_the_one_that_a_reader_recomputes() -> None:
    found = odds_ratio(TwoByTwo(24, 16, 19, 47))
    assert found.value == pytest.approx(24 * 47 / (16 * 19))
    assert found.n == 106


def test_the_value_lies_in_its_interval() -> None:
    for cells in product(range(7), repeat=4):
        table = TwoByTwo(*cells)
        if not table.problem:
            value = odds_ratio(table).value
            assert value is not None
            assert bounds(table)[0] <= value <= bounds(table)[1]


@given(whole)
def test_swapping_rows_turns_the_ratio_over(table: TwoByTwo) -> None:
    turned = TwoByTwo(table.value_only, table.neither, table.both, table.code_only)
    low, high = bounds(table)
    expected = (0 if isinf(high) else 1 / high, inf if low == 0 else 1 / low)
    assert bounds(turned) == pytest.approx(expected, rel=1e-6)


@given(whole)
def test_code_and_value_may_change_places(table: TwoByTwo) -> None:
    other = TwoByTwo(table.both, table.value_only, table.code_only, table.neither)
    assert odds_ratio(other).value == odds_ratio(table).value
    assert bounds(other) == pytest.approx(bounds(table))


@given(whole, st.integers(2, 5))
def test_more_of_the_same_is_surer(table: TwoByTwo, times: int) -> None:
    more = TwoByTwo(*(times * one for row in table.rows for one in row))
    assert odds_ratio(more).value == odds_ratio(table).value
    low, high = bounds(table)
    assert low <= bounds(more)[0] * (1 + 1e-9)
    assert bounds(more)[1] <= high * (1 + 1e-9)


def test_an_empty_cell_leaves_a_bound_on_one_side() -> None:
    none = odds_ratio(TwoByTwo(0, 5, 6, 7))
    assert (none.value, none.low) == (0, 0)
    assert none.high == pytest.approx(1.9497, rel=1e-4)
    all_ = odds_ratio(TwoByTwo(5, 0, 7, 6))
    assert (all_.value, all_.high) == (inf, inf)
    assert all_.low == pytest.approx(1 / 1.9497, rel=1e-4)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ((0, 0, 0, 0), "there is nobody to compare"),
        ((0, 0, 3, 4), "nobody carries the code"),
        ((3, 4, 0, 0), "all carry the code"),
        ((0, 3, 0, 4), "nobody has this value"),
        ((3, 0, 4, 0), "all have this value"),
    ],
)
def test_an_empty_margin_leaves_nothing_to_compare(cells: tuple[int, ...], why: str) -> None:
    found = odds_ratio(TwoByTwo(*cells))
    assert (found.value, found.low, found.high, found.reason) == (None, None, None, why)


def test_many_thousands_are_no_trouble() -> None:
    low, high = bounds(TwoByTwo(20_000, 3_000, 25_000, 500))
    assert (low, high) == pytest.approx((0.1208, 0.1469), abs=1e-4)
