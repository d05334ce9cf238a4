"""New codes in one order, in every order, and where a study may stop."""

from __future__ import annotations

from itertools import combinations, permutations
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.saturation import expected_codes, new_codes, random_orders, stop

UNITS = st.lists(st.frozensets(st.integers(0, 6)), min_size=1, max_size=6)


def carriers(units: list[frozenset[int]]) -> list[list[int]]:
    every = sorted(set().union(*units))
    return [[n for n, codes in enumerate(units) if code in codes] for code in every]


@given(UNITS)
def test_new_codes_add_up_to_all(units: list[frozenset[int]]) -> None:
    assert sum(new_codes(units)) == len(set().union(*units))
    for number in range(len(units)):
        seen = set().union(*units[: number + 1])
        assert sum(new_codes(units)[: number + 1]) == len(seen)


@given(UNITS)
def test_the_expectation_is_the_mean_over_every_choice(units: list[frozenset[int]]) -> None:
    sizes = range(1, len(units) + 1)
    told = expected_codes([len(one) for one in carriers(units)], len(units), sizes)
    for size, value in zip(sizes, told, strict=True):
        chosen = [len(frozenset().union(*some)) for some in combinations(units, size)]
        assert value == pytest.approx(mean(chosen))


@given(UNITS)
def test_bands_hold_every_order_and_their_mean_is_the_expectation(
    units: list[frozenset[int]],
) -> None:
    sizes = list(range(1, len(units) + 1))
    bands = random_orders(carriers(units), len(units), sizes, 400, seed=3)
    curves = [[len(set().union(*order[:size])) for size in sizes] for order in permutations(units)]
    exact = expected_codes([len(one) for one in carriers(units)], len(units), sizes)
    for place in range(len(units)):
        every = [curve[place] for curve in curves]
        assert min(every) <= bands.low[place] <= bands.high[place] <= max(every)
        # Six standard errors of the mean of 400 draws that differ by 7 at most.
        assert bands.mean[place] == pytest.approx(exact[place], abs=6 * 3.5 / 20)
    assert bands.low[-1] == bands.high[-1] == exact[-1] == len(set().union(*units))


@given(UNITS, st.randoms())
def test_neither_expectation_nor_bands_know_the_order(units, chance) -> None:
    mixed = chance.sample(units, len(units))
    sizes = list(range(1, len(units) + 1))
    one, other = carriers(units), carriers(mixed)
    assert expected_codes([*map(len, one)], len(units), sizes) == pytest.approx(
        expected_codes([*map(len, other)], len(units), sizes)
    )


def test_the_same_seed_draws_the_same_orders() -> None:
    drawn = [random_orders([[0, 1], [2], [3, 4]], 5, [1, 2, 3], 50, seed=9) for _ in "ab"]
    assert drawn[0] == drawn[1]


def test_many_units_do_not_overflow() -> None:
    """Of two codes one is on half of 100,000 units, the other on a single one."""
    told = expected_codes([50_000, 1], 100_000, [1, 50_000, 100_000])
    assert told == pytest.approx([0.50001, 1.5, 2.0])


NEW = [20, 9, 5, 3, 4, 3, 1, 0, 0, 1]
"""New codes of ten interviews; the first four brought 37."""


@pytest.mark.parametrize(
    ("base", "run", "threshold", "after", "brought"),
    [
        # Runs of two after four: 5+6 bring 7 (19 %), 6+7 bring 4 (11 %), 7+8 bring 1 (3 %).
        (4, 2, 0.05, 6, 1 / 37),
        # 8+9 are the first two that bring nothing.
        (4, 2, 0.0, 7, 0.0),
        (4, 3, 0.05, 6, 1 / 37),
        # No three in a row bring nothing.
        (4, 3, 0.0, None, None),
        # The first five brought 41: 6+7 bring 4 (10 %), 7+8 bring 1 (2 %).
        (5, 2, 0.05, 6, 1 / 41),
    ],
)
def test_a_stop_worked_by_hand(
    base: int, run: int, threshold: float, after: int | None, brought: float | None
) -> None:
    """Guest, Namey and Chen (2020): overlapping runs, measured by what the base brought."""
    told = stop(NEW, base, run, threshold)
    assert told.base_codes == sum(NEW[:base])
    assert told.after == after
    assert told.share == (None if brought is None else pytest.approx(brought))


def test_too_few_units_and_no_codes_never_stop() -> None:
    assert stop([5, 1, 0], 4, 2, 0.05).after is None
    assert stop([0, 0, 0, 0, 0, 0, 0], 4, 2, 0.05).after is None
    assert stop([5, 1, 0, 0, 0], 4, 2, 0.05).after is None
