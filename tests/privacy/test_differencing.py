"""Two releases together show no more of few persons than each does alone."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.disclosure import Cell, Guard, Key
from qualcode.domain.identity import Id
from qualcode.domain.recorded import RecordedRelease, packed
from qualcode.privacy.differencing import revealing

PEOPLE = [f"p{number:02}" for number in range(30)]
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
KEY: Key = ("law", "officer")


NOBODY: frozenset[str] = frozenset()
BASE: Key = ("", "officer")


def earlier(among: int = 0, /, **cells: int) -> RecordedRelease:
    """Return a release in which so many of the first people stood behind each figure."""
    base = frozenset(PEOPLE[:among])
    roster, bits = packed((one, frozenset(PEOPLE[:n]), base) for one, n in cells.items())
    return RecordedRelease(Id("r1"), NOW, Id("ann"), "frequencies", {}, "", roster, bits)


def compared(
    persons: list[str], release: RecordedRelease, meaning: str = "law", among: int = 0
) -> bool:
    who, base = frozenset(persons), frozenset(PEOPLE[:among])
    cells = (
        Cell(KEY, len(who), len(who), meaning=meaning),
        Cell(BASE, len(base), len(base)),
    )
    guard = Guard(cells, (), ({"n": (KEY,), "base": (BASE,)},))
    members = {KEY: who, **({BASE: base} if among else {})}
    found = revealing(guard, members, [release], 10)
    assert all(one is release for one in found.values())
    return KEY in found


def test_the_same_people_are_not_compared_as_only_the_codings_changed() -> None:
    assert not compared(PEOPLE[:19], earlier(25, law=20), among=25)
    assert not compared(PEOPLE[:21], earlier(25, law=20), among=25)


def test_people_who_came_or_are_left_out_are_and_so_are_those_not_known() -> None:
    assert compared(PEOPLE[:21], earlier(25, law=20), among=26)
    assert compared(PEOPLE[:19], earlier(25, law=20), among=24)
    assert compared(PEOPLE[:19], earlier(25, law=20))
    assert compared(PEOPLE[:19], earlier(law=20), among=25)


def test_the_first_release_is_named() -> None:
    first, second = earlier(law=20), earlier(law=20)
    guard = Guard((Cell(KEY, 19, 19, meaning="law"),), (), ({"n": (KEY,)},))
    found = revealing(guard, {KEY: frozenset(PEOPLE[:19])}, [first, second], 10)
    assert found[KEY] is first


def test_a_figure_that_lacks_a_few_of_an_earlier_one_is_revealing() -> None:
    assert compared(PEOPLE[:19], earlier(law=20))
    assert compared(PEOPLE[:11], earlier(law=20))
    assert compared(PEOPLE[1:20], earlier(law=20))


def test_so_is_one_that_has_a_few_more() -> None:
    assert compared(PEOPLE[:21], earlier(law=20))
    assert compared(PEOPLE[:29], earlier(law=20))


def test_ten_persons_may_make_the_difference_and_so_may_none() -> None:
    assert not compared(PEOPLE[:10], earlier(law=20))
    assert not compared(PEOPLE[:30], earlier(law=20))
    assert not compared(PEOPLE[:20], earlier(law=20))


def test_other_people_are_no_difference() -> None:
    assert not compared([*PEOPLE[:18], PEOPLE[25]], earlier(law=20))


def test_only_figures_of_the_same_meaning_are_compared() -> None:
    assert not compared(PEOPLE[:19], earlier(data=20))
    assert compared(PEOPLE[:19], earlier(data=5, law=20))


def test_nobody_is_no_figure_to_compare() -> None:
    assert not compared([], earlier(law=5))
    assert not compared(PEOPLE[:5], earlier(law=0))


def test_who_was_erased_still_counts_as_somebody() -> None:
    before = earlier(law=20)
    roster = ("", *before.roster[1:])
    erased = RecordedRelease(
        before.id, NOW, before.coder, before.kind, {}, "", roster, before.cells
    )
    assert compared(PEOPLE[1:20], erased)
    assert compared(PEOPLE[2:20], erased)
    assert not compared(PEOPLE[:20], erased)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.frozensets(st.sampled_from(PEOPLE)))))
def test_a_release_remembers_who_stood_behind_each_figure(
    figures: list[tuple[str, frozenset[str]]],
) -> None:
    roster, cells = packed((one, persons, NOBODY) for one, persons in figures)
    kept = RecordedRelease(Id("r"), NOW, Id("ann"), "frequencies", {}, "", roster, cells)
    assert list(roster) == sorted(roster)
    assert {(meaning, kept.persons(bits)) for meaning, bits, _ in cells} == set(figures)


def test_a_release_is_called_by_its_table_and_its_time() -> None:
    assert earlier(law=20).name == "frequencies of 2026-03-01 09:30"
