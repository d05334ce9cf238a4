"""Keeps which suggested codes each coder said do not apply to a segment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, insert, select

from qualcode.domain.coding import Coding
from qualcode.domain.events import EventKind, Json
from qualcode.domain.identity import Id
from qualcode.domain.rejection import Rejection
from qualcode.store import provenance, schema
from qualcode.store.journal import Deed
from qualcode.store.parcels import parcels
from qualcode.store.progress import Scope
from qualcode.store.sight import Sight, may_see


def listing(connection: Connection, sight: Sight, coder: Id | None = None) -> list[Rejection]:
    """Return the rejections in present sources, in the order of time, of one coder if named."""
    table = schema.rejection
    query = (
        select(table)
        .join(schema.segment, schema.segment.c.id == table.c.segment)
        .join(schema.source, schema.source.c.id == schema.segment.c.source)
        .where(~schema.source.c.removed, may_see(sight, table))
        .order_by(table.c.moment, table.c.segment, table.c.code)
    )
    if coder is not None:
        query = query.where(table.c.coder == coder)
    return [_rejection(row) for row in connection.execute(query)]


def own_on(
    connection: Connection,
    coder: Id,
    segments: Iterable[Id],
    scope: Scope,
    codes: Collection[str] | None = None,
) -> list[Rejection]:
    """Return one coder's rejections on some segments, in a scope, of some codes if named."""
    table = schema.rejection
    query = select(table).where(table.c.coder == coder, scope.condition(table.c.round))
    if codes is not None:
        query = query.where(table.c.code.in_(codes))
    return _on(connection, query, segments)


def _on(connection: Connection, query: Select[Any], segments: Iterable[Id]) -> list[Rejection]:
    column = schema.rejection.c.segment
    return [
        _rejection(row)
        for part in parcels(dict.fromkeys(segments))
        for row in connection.execute(query.where(column.in_(part)))
    ]


def put(deed: Deed, new: Iterable[Rejection]) -> None:
    """Put rejections that do not stand yet."""
    for one in new:
        deed.connection.execute(insert(schema.rejection).values(**_row(one)))
        deed.record(EventKind.REJECTION, _subject(one), None, told(one))


def take_away(deed: Deed, gone: Iterable[Rejection]) -> None:
    """Take rejections away; the journal keeps what they were."""
    for one in gone:
        _delete(deed.connection, one)
        deed.record(EventKind.REJECTION, _subject(one), told(one), None)


def withdraw(deed: Deed, made: Sequence[Coding], scope: Scope) -> None:
    """Take back, in a scope, what a coder had rejected and has now put on."""
    codes = list(dict.fromkeys(one.code for one in made))
    where = [one.segment for one in made]
    take_away(deed, own_on(deed.connection, made[0].coder, where, scope, codes))


def apply(deed: Deed, subject: str, before: Json, after: Json) -> None:
    """Bring one rejection to the state that an event tells of."""
    segment, coder, code, *rest = subject.split(" ", 3)
    one = Rejection(Id(coder), code, Id(segment), deed.moment, round=rest[0] if rest else "")
    _delete(deed.connection, one)
    if isinstance(after, dict):
        moment = datetime.fromisoformat(after["moment"])
        one = replace(one, moment=moment, provenance=provenance.from_told(after))
        deed.connection.execute(insert(schema.rejection).values(**_row(one)))
    deed.record(EventKind.REJECTION, subject, before, after)


def follow(deed: Deed, homes: Mapping[Id, Id]) -> None:
    """Put everybody's rejections on the segments of a newer text that say what the older said."""
    standing = _on(deed.connection, select(schema.rejection), homes)
    take_away(deed, standing)
    put(deed, [replace(one, segment=homes[one.segment]) for one in standing])


def make_one(deed: Deed, code: str, into: str) -> None:
    """Let everybody's rejections of a code be rejections of another.

    Where their coder has rejected that already, or has put it on the segment, they are gone.
    """
    standing = _of_codes(deed.connection, [code, into])
    before = [one for one in standing if one.code == code]
    taken = {_place(one) for one in standing if one.code == into}
    taken |= _coded(deed.connection, into, [one.segment for one in before])
    take_away(deed, before)
    put(deed, [replace(one, code=into) for one in before if _place(one) not in taken])


def pass_on(deed: Deed, code: str, parts: Iterable[str]) -> None:
    """Let who rejected a code have rejected the new codes beside it, for what it held."""
    standing = _of_codes(deed.connection, [code])
    put(deed, [replace(one, code=part) for part in parts for one in standing])


def every_one(connection: Connection) -> dict[str, dict[str, Any]]:
    """Map how the journal names each rejection that stands to what it tells of it."""
    rows = connection.execute(select(schema.rejection))
    return {_subject(one): told(one) for one in map(_rejection, rows)}


def told(one: Rejection) -> dict[str, Any]:
    """Return a rejection as the journal tells of it, beside its subject."""
    moment = one.moment.astimezone(UTC).isoformat()
    return {"moment": moment} | provenance.told(one.provenance)


def _subject(one: Rejection) -> str:
    return f"{one.segment} {one.coder} {one.code} {one.round}".strip()


def _place(one: Rejection) -> tuple[str, str, str]:
    return one.segment, one.coder, one.round


def _of_codes(connection: Connection, codes: Iterable[str]) -> list[Rejection]:
    table = schema.rejection
    query = select(table).where(table.c.code.in_(list(codes)))
    return [_rejection(row) for row in connection.execute(query.order_by(table.c.moment))]


def _coded(connection: Connection, code: str, segments: Iterable[Id]) -> set[tuple[str, str, str]]:
    table = schema.coding.c
    query = select(table.segment, table.coder, table.round).where(table.code == code)
    return {
        (row.segment, row.coder, row.round)
        for part in parcels(dict.fromkeys(segments))
        for row in connection.execute(query.where(table.segment.in_(part)))
    }


def _delete(connection: Connection, one: Rejection) -> None:
    table = schema.rejection.c
    same = and_(
        table.segment == one.segment,
        table.coder == one.coder,
        table.code == one.code,
        table.round == one.round,
    )
    connection.execute(delete(schema.rejection).where(same))


def _rejection(row: Row[Any]) -> Rejection:
    return Rejection(
        Id(row.coder), row.code, Id(row.segment), row.moment, provenance.of_row(row), row.round
    )


def _row(one: Rejection) -> dict[str, Any]:
    return {
        "segment": one.segment,
        "coder": one.coder,
        "code": one.code,
        "round": one.round,
        "moment": one.moment,
    } | provenance.values(one.provenance)
