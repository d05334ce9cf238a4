"""What the gate is told of a table is true of it: sums, bounds, and who stands behind each cell."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.frequencies import row
from qualcode.domain.disclosure import Key
from qualcode.store.tabulate import Tally
from qualcode.study.counts.tallied import ANY, Figure, Relations, guarded, key

Person = tuple[tuple[str, ...], frozenset[str]]

VALUES = st.sampled_from(["", "a", "b", "*", "**a", "a · b"])
PEOPLE = st.integers(0, 3).flatmap(
    lambda number: st.lists(
        st.tuples(
            st.tuples(*[VALUES] * number),
            st.frozensets(st.sampled_from(["theme", "one", "two"])),
        ),
        max_size=25,
    )
)


@given(PEOPLE)
def test_cells_sums_and_bounds_are_true(
    people: list[tuple[tuple[str, ...], frozenset[str]]],
) -> None:
    base, hits = defaultdict(set), defaultdict(set)
    for number, (group, codes) in enumerate(people):
        person = f"P{number}"
        base[group].add(person)
        for code in codes | ({"theme"} if codes else set()):
            hits[code, group].add(person)
    by = tuple(f"by {at}" for at in range(len(people[0][0]) if people else 0))
    figures = [_figure(code, group, by, hits[code, group], base[group])
               for code in ("theme", "one", "two") for group in base]  # fmt: skip
    persons: dict[Key, frozenset[str]] = {key("", group): frozenset(ids)
                                          for group, ids in base.items()}  # fmt: skip
    persons |= {key(*one): frozenset(ids) for one, ids in hits.items()}
    persons["elsewhere", "x"] = frozenset({"P0"})
    bounds = (("one", ("theme",)), ("two", ("theme",)), ("theme", ("one", "two")))
    guard = guarded(figures, Relations(bounds=bounds), lambda: persons)

    cells = {one.key: one for one in guard.cells}
    assert len(cells) == len(guard.cells)
    members = guard.members()
    for one in guard.cells:
        assert one.people == one.value == len(members.get(one.key, ()))
    assert members.keys() <= cells.keys()
    for margin in guard.margins:
        assert cells[margin.total].value == sum(cells[part].value for part in margin.parts)
    for bound in guard.bounds:
        assert cells[bound.smaller].value <= sum(cells[part].value for part in bound.larger)
    assert len(guard.rows) == len(figures)
    for figure, parts in zip(figures, guard.rows, strict=True):
        assert parts == {"n": (figure.keys[0],), "base": (figure.keys[1],)}
    if by and people:
        assert cells["", *(ANY,) * len(by)].value == len(people)
    if len(by) > 1:
        for at in range(len(by)):
            for group in base:
                alone = ["*"] * len(by)
                alone[at] = key("", group)[1 + at]
                wanted = sum(len(ids) for other, ids in base.items() if other[at] == group[at])
                assert cells["", *alone].value == wanted


def _figure(
    code: str, group: tuple[str, ...], by: tuple[str, ...], carrying: set[str], base: set[str]
) -> Figure:
    n, whole = len(carrying), len(base)
    line = row(code, code, 0, group, by, n, whole, n)
    return Figure(line, code, "", group, Tally(n, n), Tally(whole, whole), code)
