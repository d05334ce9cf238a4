"""Keeps each coder's own marks on segments to come back to; nobody else's are ever read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select

from qualcode.domain.coding import Flag
from qualcode.domain.events import EventKind, Json
from qualcode.domain.identity import Id
from qualcode.store import schema
from qualcode.store.journal import Deed
from qualcode.store.parcels import parcels
from qualcode.store.progress import Scope


def own(connection: Connection, coder: Id, scope: Scope) -> list[Flag]:
    """Return one coder's flags in present sources, in a scope, in no order."""
    query = (
        _of(coder, scope)
        .join(schema.segment, schema.segment.c.id == schema.flag.c.segment)
        .join(schema.source, schema.source.c.id == schema.segment.c.source)
        .where(~schema.source.c.removed)
    )
    return [_flag(row) for row in connection.execute(query)]


def own_on(connection: Connection, coder: Id, segments: Iterable[Id], scope: Scope) -> list[Flag]:
    """Return one coder's flags on some segments, in a scope, in no order."""
    query, table = _of(coder, scope), schema.flag
    return [
        _flag(row)
        for part in parcels(dict.fromkeys(segments))
        for row in connection.execute(query.where(table.c.segment.in_(part)))
    ]


def _of(coder: Id, scope: Scope) -> Select[Any]:
    table = schema.flag
    return select(table).where(table.c.coder == coder, scope.condition(table.c.round))


def put(deed: Deed, new: Iterable[Flag]) -> None:
    """Put flags that do not stand yet."""
    for one in new:
        deed.connection.execute(insert(schema.flag).values(**_row(one)))
        deed.record(EventKind.FLAG, subject_of(one), None, True)


def take_off(deed: Deed, gone: Iterable[Flag]) -> None:
    """Take flags off."""
    for one in gone:
        _delete(deed.connection, one)
        deed.record(EventKind.FLAG, subject_of(one), True, None)


def apply(deed: Deed, subject: str, before: Json, after: Json) -> None:
    """Bring one flag to the state that an event tells of."""
    segment, coder, *rest = subject.split(" ", 2)
    one = Flag(Id(coder), Id(segment), deed.moment, rest[0] if rest else "")
    _delete(deed.connection, one)
    if after is not None:
        deed.connection.execute(insert(schema.flag).values(**_row(one)))
    deed.record(EventKind.FLAG, subject, before, after)


def follow(deed: Deed, homes: Mapping[Id, Id]) -> None:
    """Put everybody's flags on the segments of a newer text where those of the older went."""
    table = schema.flag
    standing = [
        _flag(row)
        for part in parcels(homes)
        for row in deed.connection.execute(select(table).where(table.c.segment.in_(part)))
    ]
    moved = {(one.coder, homes[one.segment], one.round): one.moment for one in standing}
    take_off(deed, standing)
    put(
        deed,
        (
            Flag(coder, segment, moment, round_)
            for (coder, segment, round_), moment in moved.items()
        ),
    )


def every_subject(connection: Connection) -> set[str]:
    """Return how the journal names each flag that stands, for proving that it tells the truth."""
    return {subject_of(_flag(row)) for row in connection.execute(select(schema.flag))}


def subject_of(flag: Flag) -> str:
    """Return how the journal names a flag, as it names a look."""
    return f"{flag.segment} {flag.coder} {flag.round}".strip()


def _delete(connection: Connection, one: Flag) -> None:
    table = schema.flag
    connection.execute(
        delete(table).where(
            table.c.segment == one.segment,
            table.c.coder == one.coder,
            table.c.round == one.round,
        )
    )


def _flag(row: Row[Any]) -> Flag:
    return Flag(Id(row.coder), Id(row.segment), row.moment, row.round)


def _row(one: Flag) -> dict[str, Any]:
    return {
        "segment": one.segment,
        "coder": one.coder,
        "round": one.round,
        "moment": one.moment,
    }
