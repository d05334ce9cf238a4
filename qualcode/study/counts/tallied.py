"""The figures of a table with what belongs to each, and the guard over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from qualcode.domain.disclosure import AtMost, Cell, Guard, Key, Margin
from qualcode.domain.tables import Apart, Row
from qualcode.store.population import Group
from qualcode.store.tabulate import Tally

ANY = "*"
"""Stands in a cell's key for all values of an attribute; a value that begins so gets one more."""

_CODED = "(coded)"

Persons = Callable[[], Mapping[Key, frozenset[str]]]
Relation = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Relations:
    """What everybody may know of the figures of a table besides what is printed.

    `sums` are subjects that others make up (a base and its answers), `bounds` those that are no
    more than others together (a code and its theme); what the figures deny does not count. Unless
    a unit can be in two groups (`adds_up`), groups make up the total of their subject, and that of
    each value of an attribute.
    """

    sums: tuple[Relation, ...] = ()
    bounds: tuple[Relation, ...] = ()
    adds_up: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of a table with the counts behind it.

    `subject` names what is counted (a code, an answer), `of` the base that it is a share of; with
    a group they name cells. `base` is None where there is none.
    """

    row: Row
    subject: str
    of: str
    group: Group
    counted: Tally
    base: Tally | None
    meaning: str

    @property
    def keys(self) -> tuple[Key, Key]:
        """Return the names of the cells of its count and of its base."""
        return key(self.subject, self.group), key(self.of, self.group)


def key(subject: str, group: Group) -> Key:
    """Return the name of the cell of a subject in a group."""
    return (subject, *(ANY + one if one.startswith(ANY) else one for one in group))


def guarded(figures: Sequence[Figure], relations: Relations, persons: Persons) -> Guard:
    """Return what the figures of a table give away, in the order of its rows.

    `persons` reads who stands behind the cells of figures and bases, and may tell of others too.
    """
    cells = _cells(figures)
    printed = frozenset(cells)
    margins = list(_totals(cells)) if relations.adds_up else []
    groups = dict.fromkeys(one[1:] for one in cells)
    sums = _in_groups(relations.sums, groups, cells)
    margins += [Margin(*one) for one in sums if _adds_up(*one, cells)]
    within = [one for one in _in_groups(relations.bounds, groups, cells) if _holds(*one, cells)]
    bases = [AtMost(one.keys[0], one.keys[1:]) for one in figures if one.base is not None]
    bases += _below_coded(figures, cells)

    def members() -> Mapping[Key, frozenset[str]]:
        found = {cell: ids for cell, ids in persons().items() if cell in printed}
        return _with_totals(found) if relations.adds_up else found

    return Guard(
        cells=tuple(cells.values()),
        margins=tuple(margins),
        rows=tuple(_parts(one) for one in figures),
        members=members,
        bounds=(*(AtMost(*one) for one in within), *bases),
    )


def _with_totals(members: Mapping[Key, frozenset[str]]) -> Mapping[Key, frozenset[str]]:
    """Return the persons of each cell, and those of the totals that it is part of."""
    found = {key: set(persons) for key, persons in members.items()}
    for cell, persons in members.items():
        for total in _totals_of(cell):
            found.setdefault(total, set()).update(persons)
    return {cell: frozenset(persons) for cell, persons in found.items()}


def _totals_of(cell: Key) -> list[Key]:
    """Return what a cell is part of: everybody, and each attribute's value if there are several."""
    subject, *group = cell
    if not group:
        return []
    everybody = [ANY] * len(group)
    if len(group) == 1:
        return [(subject, *everybody)]
    alone = [(*everybody[:at], one, *everybody[at + 1 :]) for at, one in enumerate(group)]
    return [(subject, *one) for one in (everybody, *alone)]


def _cells(figures: Iterable[Figure]) -> dict[Key, Cell]:
    found: dict[Key, Cell] = {}
    for one in figures:
        cell, base = one.keys
        if one.base is not None:
            found[base] = Cell(base, one.base.people, one.base.units)
        found[cell] = Cell(cell, one.counted.people, one.counted.units, meaning=one.meaning)
        if (coded := _coded(one)) and one.base is not None:
            rest = one.base.units - one.counted.units
            found[coded] = Cell(coded, rest, rest)
    return found


def _totals(cells: dict[Key, Cell]) -> Iterator[Margin]:
    """Put the totals among the cells and yield how they are made up."""
    parts: dict[Key, list[Cell]] = {}
    for cell in cells.values():
        for total in _totals_of(cell.key):
            parts.setdefault(total, []).append(cell)
    for total, made_of in parts.items():
        cells[total] = Cell(
            total,
            sum(one.people for one in made_of),
            sum(one.value for one in made_of),
            meaning=made_of[0].meaning,
        )
        yield Margin(total, tuple(one.key for one in made_of))


def _in_groups(
    relations: Iterable[Relation], groups: Iterable[tuple[str, ...]], cells: Mapping[Key, Cell]
) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    for (subject, others), group in product(relations, tuple(groups)):
        there = tuple(one for other in others if (one := (other, *group)) in cells)
        if there and (subject, *group) in cells:
            yield (subject, *group), there


def _adds_up(total: Key, parts: tuple[Key, ...], cells: Mapping[Key, Cell]) -> bool:
    return cells[total].value == sum(cells[one].value for one in parts)


def _holds(smaller: Key, larger: tuple[Key, ...], cells: Mapping[Key, Cell]) -> bool:
    return cells[smaller].value <= sum(cells[one].value for one in larger)


def _coded(figure: Figure) -> Key | None:
    """Return the cell of those who carry any code, which who carries none gives away."""
    if figure.subject != Apart.UNCODED or figure.base is None:
        return None
    return key(_CODED, figure.group)


def _below_coded(figures: Sequence[Figure], cells: Mapping[Key, Cell]) -> Iterator[AtMost]:
    """Yield that a code is at most the units with any code, and these are at most all codes."""
    for apart in figures:
        coded = _coded(apart)
        if coded is None:
            continue
        beside = [
            one.keys[0]
            for one in figures
            if (one.of, one.group) == (apart.of, apart.group) and not one.row.is_apart
        ]
        yield from (AtMost(one, (coded,)) for one in beside)
        if beside and cells[coded].value <= sum(cells[one].value for one in beside):
            yield AtMost(coded, tuple(beside))


def _parts(figure: Figure) -> Mapping[str, tuple[Key, ...]]:
    cell, base = figure.keys
    if coded := _coded(figure):
        return {"n": (cell, coded), "base": (base,)}
    return {"n": (cell,)} if figure.base is None else {"n": (cell,), "base": (base,)}
