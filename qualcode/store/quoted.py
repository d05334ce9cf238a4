"""The codings that count, one by one: what quotations are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, select

from qualcode.domain.coding import Coding
from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.tables import Unit
from qualcode.store import schema
from qualcode.store.carriers import carriers
from qualcode.store.codings import coding_of
from qualcode.store.counted import counted, looked, of_latest
from qualcode.store.eligible import eligible
from qualcode.store.parcels import parcels
from qualcode.store.population import Wanted
from qualcode.store.sight import Sight


def quoted(
    connection: Connection,
    sight: Sight,
    scope: Scope,
    roll_up: Mapping[str, frozenset[str]],
    rule: CoderRule,
    unit: Unit,
) -> dict[str, list[Coding]]:
    """Map each code to the codings for which it is counted, in order of source and place.

    A segment that fewer coders coded so than the rule asks for gives none.
    """
    counts: dict[str, set[str]] = {}
    for one in carriers(connection, sight, Wanted(scope, roll_up, rule, Unit.SEGMENT)):
        for code in one.codes:
            counts.setdefault(code, set()).add(one.unit)
    members = sorted({member for ids in roll_up.values() for member in ids})
    table = schema.coding.c
    segments = eligible(sight, rule, scope, unit)
    query: Select[Any] = select(*table).where(counted(sight, rule))
    query = of_latest(query, rule).where(table.segment.in_(select(segments.c.segment)))
    query = query.order_by(table.source, table.start, table.end, table.code, table.created)
    made = [
        coding_of(row)
        for part in parcels(members)
        for row in connection.execute(query.where(table.code.in_(part)))
    ]
    return {
        code: [one for one in made if one.code in ids and one.segment in counts.get(code, ())]
        for code, ids in roll_up.items()
    }


def read_segments(
    connection: Connection, sight: Sight, scope: Scope, rule: CoderRule, unit: Unit
) -> list[tuple[str, str]]:
    """Return (person, source) of every segment in scope that was looked at.

    A person is a participant, or the source of a record that has none.
    """
    segments, looks = eligible(sight, rule, scope, unit), looked(sight, rule).cte("looked")
    query = select(segments.c.person, segments.c.source).join(
        looks, looks.c.segment == segments.c.segment
    )
    return [(row[0], row[1]) for row in connection.execute(query.distinct())]
