"""Pairs of codes are those that counting every unit by hand gives."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from qualcode.analysis import cooccurrence
from qualcode.analysis.cooccurrence import Marks
from qualcode.analysis.nearness import Placed, near
from qualcode.analysis.overlaps import Quoted, sweep

CODES = 5

CARRIED = st.lists(
    st.tuples(st.integers(0, 3), st.sets(st.integers(0, CODES - 1))), min_size=1, max_size=25
)
"""Units: who is behind each, and its codes."""

SCOPES = st.lists(st.integers(0, 1), min_size=CODES, max_size=CODES)
"""In which of two scopes each code is counted; the second is every other unit."""


def marks(units: list[tuple[int, set[int]]], scope_of: list[int]) -> Marks:
    everywhere = np.arange(len(units))
    scopes = [everywhere, everywhere[::2]]
    return Marks(
        person=np.array([person for person, _ in units]),
        carrying=[
            np.array(
                [n for n, (_, codes) in enumerate(units) if code in codes and n in scopes[scope]],
                np.int64,
            )
            for code, scope in enumerate(scope_of)
        ],
        scopes=scopes,
        scope_of=np.array(scope_of),
    )


@given(CARRIED, SCOPES)
def test_units_and_persons_are_those_counted_by_hand(
    units: list[tuple[int, set[int]]], scope_of: list[int]
) -> None:
    told = marks(units, scope_of)
    counted = cooccurrence.tally(cooccurrence.within_units(told), told.person, CODES)
    bases = cooccurrence.bases(told)
    for one, other in combinations_with_replacement(range(CODES), 2):
        both = set(told.carrying[one]) & set(told.carrying[other])
        assert counted.n[one, other] == len(both)
        assert counted.people[one, other] == len({units[unit][0] for unit in both})
        base = set(told.scopes[scope_of[one]]) & set(told.scopes[scope_of[other]])
        assert bases.base[one, other] == len(base)
        assert bases.people[one, other] == len({units[unit][0] for unit in base})
        assert bases.carrying[one, other] == len(base & set(told.carrying[one]))
        assert bases.carrying[other, one] == len(base & set(told.carrying[other]))


@given(CARRIED, SCOPES)
def test_a_pair_is_never_more_than_either_of_its_codes(
    units: list[tuple[int, set[int]]], scope_of: list[int]
) -> None:
    told = marks(units, scope_of)
    n = cooccurrence.tally(cooccurrence.within_units(told), told.person, CODES).n
    for one, other in combinations_with_replacement(range(CODES), 2):
        assert n[one, other] <= min(n[one, one], n[other, other])
    assert np.array_equal(cooccurrence.both_ways(n), cooccurrence.both_ways(n).T)


@given(CARRIED)
def test_portions_do_not_change_the_counts(units: list[tuple[int, set[int]]]) -> None:
    told = marks(units, [0] * CODES)
    whole = cooccurrence.tally(cooccurrence.within_units(told), told.person, CODES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cooccurrence, "_AT_ONCE", 1)
        portions = list(cooccurrence.within_units(told))
    cut = cooccurrence.tally(portions, told.person, CODES)
    assert np.array_equal(whole.n, cut.n)
    assert np.array_equal(whole.people, cut.people)
    speaking = [{int(told.person[unit]) for unit in one.unit} for one in portions]
    assert sum(map(len, speaking)) == len(set().union(*speaking))


@given(CARRIED)
def test_persons_are_named_as_they_are_counted(units: list[tuple[int, set[int]]]) -> None:
    told = marks(units, [0] * CODES)
    people = cooccurrence.tally(cooccurrence.within_units(told), told.person, CODES).people
    named = cooccurrence.persons(cooccurrence.within_units(told), told.person)
    for one, other in combinations_with_replacement(range(CODES), 2):
        assert len(named.get((one, other), ())) == people[one, other]


def test_no_unit_and_no_code() -> None:
    nothing = np.empty(0, np.int64)
    told = Marks(nothing, [nothing], [nothing], np.array([0]))
    counted = cooccurrence.tally(cooccurrence.within_units(told), told.person, 1)
    assert counted.n.tolist() == [[0]]
    assert cooccurrence.bases(told).base.tolist() == [[0]]


def test_the_coefficient_of_the_atlas_ti_manual() -> None:
    """100 and 10 quotations that meet 5 times: 5 / 105 = 0.048 (ATLAS.ti 22, Co-occurrence)."""
    assert cooccurrence.jaccard(5, 100, 10) == pytest.approx(0.048, abs=5e-4)


def test_lift_is_one_where_codes_are_independent() -> None:
    assert cooccurrence.lift(20, 40, 50, 100) == pytest.approx(1)
    assert cooccurrence.lift(0, 0, 50, 100) is None
    assert cooccurrence.jaccard(0, 0, 0) is None


QUOTED = st.lists(
    st.builds(
        lambda segment, coder, start, length, code: Quoted(
            segment, coder, start, start + length, code
        ),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 8),
        st.integers(1, 5),
        st.integers(0, 2),
    ),
    unique=True,
    max_size=30,
)


@given(QUOTED, st.integers(1, 3))
def test_overlaps_are_those_found_by_comparing_all_with_all(
    quoted: list[Quoted], least: int
) -> None:
    found = sweep(sorted(quoted), lambda _, coders: coders >= least)
    coders: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    meetings: dict[tuple[int, int, int], int] = defaultdict(int)
    for one, other in product(quoted, repeat=2):
        shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
        alike = (one.segment, one.coder) == (other.segment, other.coder)
        if alike and shared and (one.code < other.code or one == other):
            coders[one.segment, one.code, other.code].add(one.coder)
            meetings[one.segment, one.code, other.code] += 1
    enough = {key for key, who in coders.items() if len(who) >= least}
    hits = found.hits
    assert enough == set(
        zip(hits.unit.tolist(), hits.one.tolist(), hits.other.tolist(), strict=True)
    )
    assert len(hits.unit) == len(enough)
    for segment, code in product(range(3), range(3)):
        key = segment, code, code
        assert found.quotations[segment, code] == (meetings[key] if key in enough else 0)
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert found.meetings[one, other] == sum(
            meetings[key] for key in enough if key[1:] == (one, other)
        )


def test_spans_that_touch_do_not_overlap() -> None:
    touching = [Quoted(0, 0, 0, 5, 0), Quoted(0, 0, 5, 9, 1)]
    assert not sweep(touching, lambda *_: True).meetings
    sharing = [Quoted(0, 0, 0, 6, 0), Quoted(0, 0, 5, 9, 1)]
    assert sweep(sharing, lambda *_: True).meetings == {(0, 1): 1}


def test_two_coders_together_do_not_make_an_overlap() -> None:
    apart = [Quoted(0, 0, 0, 6, 0), Quoted(0, 1, 0, 6, 1)]
    assert not sweep(apart, lambda *_: True).meetings


PLACED = st.lists(
    st.tuples(st.integers(0, 1), st.integers(1, 3), st.sets(st.integers(0, 3))), max_size=20
)
"""The source of each segment, how far it lies behind the one before, and its codes."""


@given(PLACED, st.integers(0, 4))
def test_a_window_holds_what_lies_within_it(
    steps: list[tuple[int, int, set[int]]], window: int
) -> None:
    segments, place = [], 0
    for number, (source, step, codes) in enumerate(sorted(steps, key=lambda one: one[0])):
        place += step
        segments.append(Placed(number, source, place, sorted(codes)))
    found = near(segments, window)
    reach = {
        (here.segment, code)
        for here, there in product(segments, repeat=2)
        if here.source == there.source and abs(here.place - there.place) <= window
        for code in there.codes
    }
    assert set(zip(found.unit.tolist(), found.code.tolist(), strict=True)) == reach
    assert len(found.unit) == len(reach)


@given(CARRIED, st.sets(st.tuples(st.integers(0, 24), st.integers(0, CODES - 1))))
def test_what_a_unit_carries_meets_what_it_has_near(
    units: list[tuple[int, set[int]]], near_by: set[tuple[int, int]]
) -> None:
    told = marks(units, [0] * CODES)
    pairs = np.array([one for one in near_by if one[0] < len(units)], np.int64).reshape(-1, 2)
    table = (np.ones(len(pairs), np.int64), (pairs[:, 0], pairs[:, 1]))
    reach = csr_array(table, shape=(len(units), CODES))
    counted = cooccurrence.tally(cooccurrence.within_units(told, reach), told.person, CODES)
    for one, other in product(range(CODES), repeat=2):
        met = {
            unit
            for unit, (_, codes) in enumerate(units)
            if one in codes and (unit, other) in near_by
        }
        assert counted.n[one, other] == len(met)
        assert counted.people[one, other] == len({units[unit][0] for unit in met})
