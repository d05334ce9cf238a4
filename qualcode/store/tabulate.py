"""Counts in two steps: what each unit carries is read first, then how many units that makes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, distinct, func, literal, select

from qualcode.domain.counting import Base, CoderRule, Scope
from qualcode.domain.identity import Id
from qualcode.domain.tables import Unit
from qualcode.store import schema
from qualcode.store.carriers import carriers
from qualcode.store.counted import was_looked_at
from qualcode.store.eligible import eligible
from qualcode.store.population import Group, Population, Rows, Wanted
from qualcode.store.sight import Sight, may_see


@dataclass(frozen=True, slots=True)
class Tally:
    """How many units, and how many distinct persons behind them.

    A person is a participant, or the source of a record that has none.
    """

    units: int
    people: int


@dataclass(frozen=True, slots=True)
class Counts:
    """`base` maps a group to its units, `hits` maps code and group to those that carry the code."""

    base: Mapping[Group, Tally]
    hits: Mapping[tuple[str, Group], Tally]


def count(connection: Connection, sight: Sight, wanted: Wanted) -> Counts:
    """Count distinct units, and the persons behind them, by code and group.

    What is not in `sight` counts as if it had never been done. A participant who was asked and
    left the question blank belongs to the base that is asked, unless there are answers and none
    was looked at.
    """
    hits = _hits(connection, sight, wanted)
    if wanted.base is Base.CODED:
        found = _hits(connection, sight, wanted.of_any_code())
        return Counts({group: tally for (_, group), tally in found.items()}, hits)
    return Counts(_base(connection, Population(sight, wanted).base(), wanted.unit), hits)


def _base(connection: Connection, rows: Rows, unit: Unit) -> dict[Group, Tally]:
    """Return the tally of each combination of the columns that are no unit, person or source."""
    table = rows.subquery()
    keys = [one for one in table.c if one.key not in ("unit", "person", "source")]
    figures = [func.count(distinct(table.c.unit))]
    if unit is not Unit.PARTICIPANT:
        figures.append(func.count(distinct(table.c.person)))
    counted = connection.execute(select(*keys, *figures).group_by(*keys))
    found = {tuple(row[: len(keys)]): Tally(row[len(keys)], row[-1]) for row in counted}
    return {group: tally for group, tally in found.items() if tally.units}


def _hits(connection: Connection, sight: Sight, wanted: Wanted) -> dict[tuple[str, Group], Tally]:
    units: defaultdict[tuple[str, Group], set[str]] = defaultdict(set)
    persons: defaultdict[tuple[str, Group], set[str]] = defaultdict(set)
    for one in carriers(connection, sight, wanted):
        for code in one.codes:
            units[code, one.group].add(one.unit)
            if wanted.unit is not Unit.PARTICIPANT:
                persons[code, one.group].add(one.person)
    return {key: Tally(len(ids), len(persons.get(key, ids))) for key, ids in units.items()}


def waiting(connection: Connection, sight: Sight, scope: Scope, rule: CoderRule, unit: Unit) -> int:
    """Return how many segments in scope no coder of the rule has looked at."""
    segments = eligible(sight, rule, scope, unit)
    seen = was_looked_at(sight, rule, segments.c.segment)
    query = select(func.count(distinct(segments.c.segment))).where(~seen)
    return connection.scalar(query) or 0


def scope_has_looks(connection: Connection, sight: Sight, scope: Scope, coder: str) -> bool:
    """Say whether this coder has looked at any segment in scope, whatever its filter says."""
    rule = CoderRule("", (Id(coder),))
    segments = eligible(sight, rule, replace(scope, where=None), Unit.SEGMENT)
    query = (
        select(literal(1))
        .select_from(schema.look)
        .join(segments, segments.c.segment == schema.look.c.segment)
        .where(schema.look.c.coder == coder, may_see(sight, schema.look))
        .limit(1)
    )
    return connection.scalar(query) is not None
