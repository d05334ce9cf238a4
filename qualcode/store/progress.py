"""One coder's own work on some segments, and how far it has come; nobody else's is ever read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select

from qualcode.domain.coding import Coding, Look, LookState, Memo, MemoSubject
from qualcode.domain.identity import Id
from qualcode.store import codings, memos, schema
from qualcode.store.parcels import parcels


def own_codings(connection: Connection, coder: Id, segments: Sequence[Id]) -> list[Coding]:
    """Return the coder's codings of some segments."""
    return codings.of_segments(connection, segments, coder)


def own_looks(connection: Connection, coder: Id, segments: Sequence[Id]) -> list[Look]:
    """Return how far the coder looked at some segments, outside any round."""
    return [one for one in codings.looks(connection, coder, segments) if not one.round]


def own_memos(connection: Connection, coder: Id, segments: Sequence[Id]) -> list[Memo]:
    """Return the coder's memos on some segments, oldest first in each parcel of segments."""
    found = []
    for part in parcels(segments):
        found += memos.own(connection, coder, MemoSubject.SEGMENT, part)
    return found


def coded_segments(connection: Connection, coder: Id) -> set[Id]:
    """Return the segments that the coder has put a code on."""
    query = select(schema.coding.c.segment).where(schema.coding.c.coder == coder).distinct()
    return {Id(segment) for segment in connection.scalars(query)}


def finished_segments(connection: Connection, coder: Id) -> dict[Id, LookState]:
    """Map the segments that the coder looked at, outside any round, to how far."""
    table = schema.look
    query = select(table.c.segment, table.c.state).where(
        table.c.coder == coder, table.c.round == ""
    )
    return {Id(row.segment): LookState(row.state) for row in connection.execute(query)}


def outline(connection: Connection) -> list[Row[Any]]:
    """Return (segment, source, question) of every segment that is to be coded.

    What those say who only ask is left out.
    """
    table, person = schema.segment, schema.participant.c
    query: Select[Any] = (
        select(table.c.id, table.c.source, table.c.question)
        .join(schema.source, schema.source.c.id == table.c.source)
        .outerjoin(schema.participant, person.id == table.c.participant)
        .where(~schema.source.c.removed, or_(person.id.is_(None), person.counted))
    )
    return list(connection.execute(query))


def code_counts(connection: Connection, coder: Id) -> dict[str, int]:
    """Map each code to how often the coder has put it on a span."""
    column = schema.coding.c.code
    query = select(column, func.count()).where(schema.coding.c.coder == coder).group_by(column)
    return {row[0]: row[1] for row in connection.execute(query)}


def recent_codes(connection: Connection, coder: Id, limit: int) -> list[str]:
    """Return the codes that the coder used last, newest first."""
    table = schema.coding
    newest = func.max(table.c.created)
    query = (
        select(table.c.code)
        .where(table.c.coder == coder)
        .group_by(table.c.code)
        .order_by(newest.desc(), table.c.code)
        .limit(limit)
    )
    return list(connection.scalars(query))
