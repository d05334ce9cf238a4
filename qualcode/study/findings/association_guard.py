"""What a table of associations gives away: an odds ratio and known sums tell all four cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from qualcode.domain.associations import AssociationRow
from qualcode.domain.disclosure import AtMost, Cell, Guard, Key, Margin
from qualcode.study.findings.association_rows import Groups, Ids

CODE = "code:"
"""Before the id of a code that is a predictor."""

_WITH, _WITHOUT = "with", "without"
_IS, _IS_NOT, _ANY, _IN = "=", "not", "all", "in"


@dataclass(slots=True)
class Cells:
    """Cells as they are laid down, each once, with the persons of each.

    `persons` maps a unit to the person behind it.
    """

    persons: Mapping[str, str]
    cells: dict[Key, Cell] = field(default_factory=dict)
    margins: dict[Key, list[Margin]] = field(default_factory=dict)
    members: dict[Key, frozenset[str]] = field(default_factory=dict)

    def put(self, key: Key, units: Ids, meaning: str = "") -> Key:
        """Lay down the cell of some units and return its key."""
        if key not in self.cells:
            people = frozenset(self.persons[one] for one in units)
            self.cells[key] = Cell(key, len(people), len(units), None, meaning)
            if meaning:
                self.members[key] = people
        return key

    def add_up(self, total: Key, parts: tuple[Key, ...]) -> None:
        """Note a sum that everybody may know."""
        made = self.margins.setdefault(total, [])
        if Margin(total, parts) not in made:
            made.append(Margin(total, parts))

    def guard(
        self, rows: Iterable[Mapping[str, tuple[Key, ...]]], bounds: Iterable[AtMost] = ()
    ) -> Guard:
        """Return the guard of a table with these rows."""
        members = dict(self.members)
        margins = tuple(one for made in self.margins.values() for one in made)
        return Guard(
            tuple(self.cells.values()), margins, tuple(rows), lambda: members, tuple(bounds)
        )


def guarded(
    made: Iterable[tuple[Groups, list[AssociationRow], Iterable[str]]],
    persons: Mapping[str, str],
    parents: Mapping[str, str],
) -> Guard:
    """Return the guard over the rows of several codes, in their order.

    With each code's rows come the strata on whose counts alone they rest, if there are any.
    `parents` maps a code to the one above it that counts among the same units.
    """
    cells = Cells(persons)
    rows = [
        {"n": _of_row(cells, groups, row, list(strata))}
        for groups, of_code, strata in made
        for row in of_code
    ]
    return cells.guard(rows, _under(cells.cells, parents))


def guarded_model(
    persons: Mapping[str, str],
    have: Ids,
    have_not: Ids,
    levels: Mapping[str, Mapping[str, Ids]],
    rows: Iterable[tuple[str, Iterable[str]]],
) -> Guard:
    """Return the guard over the rows of a model.

    `have` are the units with the outcome, `have_not` the others, `levels` who has which value of
    each predictor; a number of many values has none. Each row names a predictor and the levels
    that it compares.
    """
    cells = Cells(persons)
    sides = ((_WITH, have), (_WITHOUT, have_not))
    whole = tuple(cells.put(("outcome", side), units) for side, units in sides)
    made: dict[tuple[str, str], tuple[Key, ...]] = {}
    for name, of_name in levels.items():
        for level, units in of_name.items():
            meaning = name.removeprefix(CODE) if name.startswith(CODE) and level == "1" else ""
            keys = tuple(
                cells.put((name, _IS, level, side), units & of_side, meaning)
                for side, of_side in sides
            )
            cells.add_up(cells.put((name, _IS, level, _ANY), units, meaning), keys)
            made[name, level] = keys
        for at, total in enumerate(whole):
            if of_name:
                cells.add_up(total, tuple(made[name, level][at] for level in of_name))
    return cells.guard(
        {"base": whole, "n": tuple(key for one in compared for key in made[name, one]) or whole}
        for name, compared in rows
    )


def _of_row(
    cells: Cells, groups: Groups, row: AssociationRow, strata: list[str]
) -> tuple[Key, ...]:
    if not row.value:
        return _of_all_values(cells, groups)
    parts = groups.of(row.value)
    keys = _four(cells, groups, row, parts)
    for stratum in strata:
        inside = (cell & groups.strata[stratum] for cell in parts)
        code = groups.code.id
        keys += tuple(
            cells.put((*key, _IN, stratum), units, code if key[1] == _WITH else "")
            for key, units in zip(keys[:4], inside, strict=True)
        )
    return keys


def _four(
    cells: Cells, groups: Groups, row: AssociationRow, parts: tuple[Ids, Ids, Ids, Ids]
) -> tuple[Key, ...]:
    code, value = groups.code.id, row.value
    # Of two values not to have the one is to have the other: the same cell must have one name.
    two = [one for one in groups.carrying if one != value]
    rest = (_IS, two[0]) if len(groups.carrying) == 2 else (_IS_NOT, value)
    keys = []
    for side, (has, has_not) in zip((_WITH, _WITHOUT), (parts[:2], parts[2:]), strict=True):
        meaning = code if side == _WITH else ""
        one = cells.put((code, side, _IS, value), has, meaning)
        other = cells.put((code, side, *rest), has_not, meaning)
        cells.add_up(cells.put((code, side, _ANY), has | has_not, meaning), (one, other))
        keys += [one, other]
    for place, name, units in (
        (0, (_IS, value), parts[0] | parts[2]), (1, rest, parts[1] | parts[3])
    ):  # fmt: skip
        cells.add_up(cells.put((code, _ANY, *name), units), (keys[place], keys[place + 2]))
    return tuple(keys)


def _of_all_values(cells: Cells, groups: Groups) -> tuple[Key, ...]:
    code = groups.code.id
    keys: list[Key] = []
    for side, by_value in ((_WITH, groups.carrying), (_WITHOUT, groups.others)):
        meaning = code if side == _WITH else ""
        parts = tuple(
            cells.put((code, side, _IS, value), units, meaning) for value, units in by_value.items()
        )
        whole: Ids = frozenset[str]().union(*by_value.values())
        cells.add_up(cells.put((code, side, _ANY), whole, meaning), parts)
        keys += parts
    return tuple(keys)


def _under(cells: Mapping[Key, Cell], parents: Mapping[str, str]) -> Iterator[AtMost]:
    """Yield that fewer carry a code than the one above it, for all whom the table tells apart."""
    for key in cells:
        above = (parents.get(key[0], ""), *key[1:])
        if key[1] == _WITH and above in cells:
            yield AtMost(key, (above,))
