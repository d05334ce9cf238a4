"""The definitions of the second route, against published examples and counting by hand."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.audit import definitions
from qualcode.audit.draws import How, drawings, interval
from qualcode.audit.matching import largest_matching


def fractions(*counts: int) -> list[Fraction]:
    return [Fraction(one) for one in counts]


def test_alpha_of_two_coders_as_printed() -> None:
    # Krippendorff 2011, Computing Krippendorff's alpha-reliability, section A: ten binary units.
    first, second = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    tally: Counter[tuple[int, int]] = Counter()
    for pair in zip(first, second, strict=True):
        tally[2, sum(pair)] += 1
    found = definitions.alpha({key: Fraction(times) for key, times in tally.items()})
    assert found is not None
    assert float(found) == pytest.approx(0.095, abs=0.0005)


def test_kappa_as_printed() -> None:
    # Cohen 1960's kind of table, in Byrt, Bishop and Carlin 1993, table 1: 40, 9, 6, 45.
    found = definitions.cohen(fractions(40, 9, 6, 45))
    assert found is not None
    assert float(found) == pytest.approx(0.70, abs=0.005)
    assert definitions.bias(fractions(40, 9, 6, 45)) == Fraction(3, 100)
    assert definitions.prevalence(fractions(40, 9, 6, 45)) == Fraction(-5, 100)


def test_masi_as_printed() -> None:
    # Passonneau 2006, section 3: J 1/2 and a subset make 1/3; distance 2/3.
    one, other = frozenset("ab"), frozenset("a")
    assert definitions.masi_distance(one, other) == pytest.approx(2 / 3)
    assert definitions.masi_distance(frozenset("ab"), frozenset("bc")) == pytest.approx(8 / 9)
    assert definitions.masi_distance(frozenset(), frozenset()) == 0
    assert definitions.masi_distance(frozenset(), other) == 1


@given(st.lists(st.lists(st.booleans(), min_size=2, max_size=4), min_size=1, max_size=8))
def test_alpha_is_one_minus_what_differs_over_what_differs_by_chance(
    units: list[list[bool]],
) -> None:
    tally = Counter((len(one), sum(one)) for one in units)
    found = definitions.alpha({key: Fraction(times) for key, times in tally.items()})
    ratings = [value for one in units for value in one]
    chance = [one != other for one, other in permutations(ratings, 2)]
    if not any(chance):
        assert found is None
        return
    observed = sum(
        Fraction(sum(one != other for one, other in permutations(unit, 2)), len(unit) - 1)
        for unit in units
    )
    assert found == 1 - observed / len(ratings) / Fraction(sum(chance), len(chance))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=12))
def test_percent_and_ac1_follow_from_the_pairs(units: list[tuple[bool, bool]]) -> None:
    tally = {key: Fraction(n) for key, n in Counter((2, sum(one)) for one in units).items()}
    same = Fraction(sum(one == other for one, other in units), len(units))
    share = Fraction(sum(map(sum, units)), 2 * len(units))
    chance = 2 * share * (1 - share)
    assert definitions.percent(tally) == same
    assert definitions.ac1(tally) == (same - chance) / (1 - chance)
    assert definitions.brennan_prediger(tally) == 2 * same - 1


def test_what_nobody_looked_at_has_no_figure() -> None:
    assert definitions.alpha({}) is None
    assert definitions.percent({}) is None
    assert definitions.ac1({}) is None
    assert definitions.cohen(fractions(0, 0, 0, 0)) is None
    assert definitions.cohen(fractions(4, 0, 0, 0)) is None
    assert definitions.pooled([fractions(4, 0, 0, 0), fractions(0, 0, 0, 4)]) is None


@given(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4))))
def test_the_largest_matching_is_the_largest(edges: set[tuple[int, int]]) -> None:
    fitting = {one: sorted(other for mine, other in edges if mine == one) for one, _ in edges}
    best = max(
        (
            size
            for size in range(len(fitting) + 1)
            for chosen in combinations(sorted(edges), size)
            if len({one for one, _ in chosen}) == len({other for _, other in chosen}) == size
        ),
        default=0,
    )
    assert largest_matching(fitting) == best


def test_resamples_hold_as_many_as_there_are() -> None:
    drawn = list(drawings(7, How(20, 3, 0.95)))
    assert all(one.sum() == 7 for one in drawn)
    assert len({tuple(one.tolist()) for one in drawn}) > 15


def test_no_interval_where_one_resample_in_ten_is_undefined() -> None:
    how = How(10, 0, 0.9)
    assert interval(0.5, [0.1] * 9 + [None], how).low == pytest.approx(0.1)
    assert interval(0.5, [0.1] * 8 + [None] * 2, how).low is None
    assert interval(None, [0.1] * 10, how).low is None
