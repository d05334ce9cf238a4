"""Tables of closed items tell the gate all that their figures give away."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.domain.disclosure import DisclosureRule, Guard
from qualcode.domain.instrument import AnswerType, Question
from qualcode.domain.scales import CorrelationRow, DifferenceRow, MeanRow
from qualcode.domain.tables import Table, Unit
from qualcode.domain.weighted import WeightedRow
from qualcode.privacy.release import released
from qualcode.study.findings.answer_table import AnswerTable
from qualcode.study.findings.closed_items import ClosedItem, ClosedItems
from qualcode.study.findings.mean_table import MeanTable
from qualcode.study.findings.scale_tests import group_differences

SCALE = Question("trust", "Trust?", AnswerType.SCALE, low=1, high=5, anchors={1: "none", 5: "full"})
RULE = DisclosureRule()

people = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from([None, "blank", 1, 2, 3, 4, 5])),
    min_size=1,
    max_size=60,
)


def found(who: list[tuple[str, int | str | None]]) -> ClosedItems:
    """Return one scale with these groups and answers; None was not asked."""
    named = {f"P{at}": one for at, one in enumerate(who)}
    numbers = {
        name: float(answer) for name, (_, answer) in named.items() if isinstance(answer, int)
    }
    item = ClosedItem(
        SCALE,
        "",
        {name: (str(int(number)),) for name, number in numbers.items()},
        numbers,
        frozenset(name for name, (_, answer) in named.items() if answer == "blank"),
    )
    return ClosedItems((item,), {name: group for name, (group, _) in named.items()})


def sound(guard: Guard) -> None:
    """Hold that the guard speaks of its own cells, that its sums hold, and who they are."""
    cells = {cell.key: cell for cell in guard.cells}
    assert len(cells) == len(guard.cells)
    for margin in guard.margins:
        assert cells[margin.total].value == sum(cells[part].value for part in margin.parts)
    for keys in (key for parts in guard.rows for key in parts.values()):
        assert set(keys) <= set(cells)
    for bound in guard.bounds:
        assert cells[bound.smaller].value <= sum(cells[key].value for key in bound.larger)
    members = guard.members() if guard.members else {}
    for key, cell in cells.items():
        if cell.meaning and key in members:
            assert len(members[key]) == cell.people


@settings(max_examples=25, deadline=None)
@given(people)
def test_small_cells_of_answers_are_never_shown(who: list[tuple[str, int | str | None]]) -> None:
    table = AnswerTable(found(who))
    table.add(table.found.items[0])
    sound(table.guard())
    made = Table("scales", Unit.PARTICIPANT, "", "", tuple(table.rows))
    shown = released(made, table.guard(), RULE)
    for before, after in zip(table.rows, shown.rows, strict=True):
        assert after.n is None or after.n == before.n
        assert after.n is None or after.n >= RULE.threshold or after.n == 0
        assert (after.n is None) == (after.percent is None)
        assert after.base is None or after.base >= RULE.threshold


@settings(max_examples=25, deadline=None)
@given(people)
def test_means_of_a_few_are_never_shown(who: list[tuple[str, int | str | None]]) -> None:
    table = MeanTable(found(who))
    table.add(table.found.items[0])
    sound(table.guard())
    made = Table("scales", Unit.PARTICIPANT, "", "", tuple(table.rows))
    for row in released(made, table.guard(), RULE).rows:
        assert row.mean is None or (row.base is not None and row.base >= RULE.threshold)
        for size in (row.not_answered, row.not_asked):
            assert size is None or size == 0 or size >= RULE.threshold


@settings(max_examples=25, deadline=None)
@given(people)
def test_the_number_compared_does_not_tell_who_was_left_out(
    who: list[tuple[str, int | str | None]],
) -> None:
    rows, guard, left_out = group_differences(found(who))
    sound(guard)
    made = Table("scales", Unit.PARTICIPANT, "", "", tuple(rows))
    sizes: dict[str, int] = {}
    for group, answer in who:
        sizes[group] = sizes.get(group, 0) + isinstance(answer, int)
    left = sum(size for size in sizes.values() if size < RULE.threshold)
    assert bool(left_out) == bool(left)
    for row in released(made, guard, RULE).rows:
        assert row.n is not None or row.p is None
        assert row.n is None or not 0 < left < RULE.threshold
        assert all(sizes[group] >= RULE.threshold for group in row.groups)


def test_rows_without_a_part_have_nothing_of_it() -> None:
    weighted = WeightedRow("c", "C", 0, "a", 3, 9, 33.3, 10.0, 60.0, 9.0, 1.2, 8, 0.03)
    assert weighted.withheld(frozenset({"p"})).p is None
    assert weighted.withheld(frozenset({"p"})).n == 3
    without = weighted.withheld(frozenset({"n", "p"}))
    assert (without.n, without.percent, without.standard_error, without.p) == (None,) * 4
    assert (without.base, without.df, without.suppressed) == (9, 8, True)
    assert weighted.withheld(frozenset({"base"})).base is None

    mean = MeanRow("q", "", "Q", "a", 20, 3, 4, 2.5, 2.0, 3.0, 1.0, 2.0, 1.0, 4.0)
    blank = mean.withheld(frozenset({"not_answered"}))
    assert (blank.base, blank.not_answered, blank.mean) == (20, None, 2.5)
    assert mean.withheld(frozenset({"base"})).mean is None

    pair = CorrelationRow("a", "b", 5, 0.1, 0.0, 0.2, 0.3, 0.1, 0.0, 0.2, 0.3)
    assert pair.withheld(frozenset()) == pair
    assert pair.withheld(frozenset({"n"})).rho is None

    test = DifferenceRow("q", "", "Q", ("a", "b"), 30, "Welch t", 1.0, 3.0, 0.1, "d", 1.0)
    assert test.withheld(frozenset()) == test
    bare = test.withheld(frozenset({"n"}))
    assert (bare.n, bare.p, bare.effect, bare.suppressed) == (None, None, None, True)
