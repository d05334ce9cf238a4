"""Who stands behind the figures of a table, and who belongs to none of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, distinct, func, select

from qualcode.domain.counting import Base
from qualcode.domain.tables import Apart, Unit
from qualcode.store.carriers import carriers
from qualcode.store.eligible import eligible
from qualcode.store.population import Group, Population, Rows, Wanted
from qualcode.store.sight import Sight

People = Mapping[Group, frozenset[str]]
"""The persons of each group: participants, and the sources of records that have none."""


@dataclass(frozen=True, slots=True)
class Behind:
    """The persons behind the base of each group, and behind each code in it."""

    base: People
    hits: Mapping[tuple[str, Group], frozenset[str]]


def behind(connection: Connection, sight: Sight, wanted: Wanted) -> Behind:
    """Return the persons behind each figure that `tabulate.count` gives for the same."""
    if wanted.base is Base.CODED:
        base = _coded(connection, sight, wanted)
    else:
        base = _persons(connection, Population(sight, wanted).base())
    return Behind(base, _carrying(connection, sight, wanted))


def shares(
    connection: Connection, sight: Sight, wanted: Wanted
) -> Mapping[tuple[str, Group], Mapping[str, int]]:
    """Return how many units of each code and group every source gives.

    Empty where each source gives no more than one unit: of a survey each respondent is a source.
    """
    segments = eligible(sight, wanted.rule, wanted.scope, wanted.unit)
    units = func.count(distinct(segments.c.unit))
    crowded = select(segments.c.source).group_by(segments.c.source).having(units > 1).limit(1)
    if connection.scalar(crowded) is None:
        return {}
    where = connection.execute(select(segments.c.segment, segments.c.source))
    source_of = {row.segment: row.source for row in where}
    given: dict[tuple[str, Group], dict[str, set[str]]] = {}
    for one in carriers(connection, sight, replace(wanted, unit=Unit.SEGMENT)):
        unit = one.unit if wanted.unit is Unit.SEGMENT else one.person
        # Words without a participant are no participant's unit.
        for code in one.codes if one.unit in source_of else ():
            by_source = given.setdefault((code, one.group), {})
            by_source.setdefault(source_of[one.unit], set()).add(unit)
    return {
        cell: {source: len(ids) for source, ids in by_source.items()}
        for cell, by_source in given.items()
    }


def apart(connection: Connection, sight: Sight, wanted: Wanted) -> Mapping[Apart, People]:
    """Return the participants by group who carry none of `wanted.every`, by why that is.

    Each stands in one place only: the nearest to carrying a code.
    """
    units = Population(sight, wanted)
    read, coded = _persons(connection, units.read()), _coded(connection, sight, wanted)
    blank = _without(_persons(connection, units.blank()), read)
    asked = _persons(connection, units.with_answer())
    return {
        Apart.UNCODED: _without(read, coded),
        Apart.BLANK: blank,
        Apart.UNREAD: _without(_without(asked, read), blank),
        Apart.NOT_ASKED: _without(everybody(connection, sight, wanted), asked),
    }


def everybody(connection: Connection, sight: Sight, wanted: Wanted) -> People:
    """Return the participants by group, whatever they were asked."""
    return _persons(connection, Population(sight, wanted).all())


def _carrying(
    connection: Connection, sight: Sight, wanted: Wanted
) -> dict[tuple[str, Group], frozenset[str]]:
    found: dict[tuple[str, Group], set[str]] = {}
    for one in carriers(connection, sight, wanted):
        for code in one.codes:
            found.setdefault((code, one.group), set()).add(one.person)
    return {key: frozenset(persons) for key, persons in found.items()}


def _coded(connection: Connection, sight: Sight, wanted: Wanted) -> People:
    found = _carrying(connection, sight, wanted.of_any_code())
    return {group: persons for (_, group), persons in found.items()}


def _persons(connection: Connection, rows: Rows) -> dict[Group, frozenset[str]]:
    """Map each combination of the columns that are no unit, person or source to its persons."""
    table = rows.subquery()
    keys = [one for one in table.c if one.key not in ("unit", "person", "source")]
    found: dict[Group, set[str]] = {}
    for person, *key in connection.execute(select(table.c.person, *keys).distinct()):
        found.setdefault(tuple(key), set()).add(person)
    return {key: frozenset(persons) for key, persons in found.items()}


def _without(people: People, others: People) -> People:
    return {group: ids - others.get(group, frozenset()) for group, ids in people.items()}
