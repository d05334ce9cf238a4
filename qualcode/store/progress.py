"""One coder's own work on some segments, and how far it has come; nobody else's is ever read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, func, or_, select

from qualcode.domain.coding import Coding, Look, LookState, Memo, MemoSubject
from qualcode.domain.identity import Id
from qualcode.store import codings, memos, schema
from qualcode.store.parcels import parcels
from qualcode.store.sight import EVERYTHING


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose work counts: that of `only` one round if it is named, else all but that `without`."""

    only: str = ""
    without: tuple[str, ...] = ()

    def holds(self, round_: str) -> bool:
        """Say whether work of a round counts; "" is work outside any."""
        return round_ == self.only if self.only else round_ not in self.without

    def condition(self, column: Column[str]) -> ColumnElement[bool]:
        """Return the condition on the column that names the round."""
        return column == self.only if self.only else column.not_in(self.without)


def own_codings(
    connection: Connection, coder: Id, segments: Sequence[Id], scope: Scope
) -> list[Coding]:
    """Return the coder's codings of some segments, in a scope."""
    found = codings.of_segments(connection, EVERYTHING, segments, coder)
    return [one for one in found if scope.holds(one.round)]


def own_marks(
    connection: Connection, coder: Id, segments: Sequence[Id], scope: Scope
) -> list[Row[Any]]:
    """Return the coder's codings of some segments, in a scope, in no order.

    Each row has id, segment, code, start, end: what a screen needs of all of them at once.
    """
    table = schema.coding.c
    query = select(table.id, table.segment, table.code, table.start, table.end).where(
        table.coder == coder, scope.condition(table.round)
    )
    found: list[Row[Any]] = []
    for part in parcels(segments):
        found += connection.execute(query.where(table.segment.in_(part)))
    return found


def own_looks(
    connection: Connection, coder: Id, segments: Sequence[Id], scope: Scope
) -> list[Look]:
    """Return how far the coder looked at some segments, in a scope, in the order of time."""
    found = [
        one
        for one in codings.looks(connection, EVERYTHING, coder, segments)
        if scope.holds(one.round)
    ]
    return sorted(found, key=lambda one: one.moment)


def own_memos(connection: Connection, coder: Id, segments: Sequence[Id]) -> list[Memo]:
    """Return the coder's memos on some segments, oldest first in each parcel of segments."""
    found = []
    for part in parcels(segments):
        found += memos.own(connection, coder, MemoSubject.SEGMENT, part)
    return found


def coded_segments(connection: Connection, coder: Id, scope: Scope) -> set[Id]:
    """Return the segments that the coder has put a code on in a scope."""
    table = schema.coding
    query = select(table.c.segment).where(table.c.coder == coder, scope.condition(table.c.round))
    return {Id(segment) for segment in connection.scalars(query.distinct())}


def looked_segments(connection: Connection, coder: Id, scope: Scope) -> dict[Id, LookState]:
    """Map the segments that the coder looked at in a scope to how far, at the last time."""
    table = schema.look
    query = select(table.c.segment, table.c.state).where(
        table.c.coder == coder, scope.condition(table.c.round)
    )
    rows = connection.execute(query.order_by(table.c.moment))
    return {Id(row.segment): LookState(row.state) for row in rows}


def finished_segments(connection: Connection, coder: Id, scope: Scope) -> set[Id]:
    """Return the segments that the coder finished in a scope, with or without a code."""
    looks = looked_segments(connection, coder, scope)
    return {segment for segment, state in looks.items() if state is not LookState.SEEN}


def outline(connection: Connection) -> list[Row[Any]]:
    """Return every segment that is to be coded, by source name and place in the source.

    Each row has id, source, source_name, source_kind, number, kind, question, participant. What
    those say who only ask is left out.
    """
    table, source, person = schema.segment, schema.source.c, schema.participant.c
    query: Select[Any] = (
        select(
            table.c.id,
            table.c.source,
            source.name.label("source_name"),
            source.kind.label("source_kind"),
            table.c.number,
            table.c.kind,
            table.c.question,
            table.c.participant,
        )
        .join(schema.source, source.id == table.c.source)
        .outerjoin(schema.participant, person.id == table.c.participant)
        .where(~source.removed, or_(person.id.is_(None), person.counted))
        .order_by(source.name, table.c.number)
    )
    return list(connection.execute(query))


def code_counts(connection: Connection, coder: Id, scope: Scope) -> dict[str, int]:
    """Map each code to on how many spans the coder has put it in a scope."""
    table = schema.coding
    spans = (
        select(table.c.code, table.c.segment, table.c.start, table.c.end)
        .where(table.c.coder == coder, scope.condition(table.c.round))
        .distinct()
        .subquery()
    )
    query = select(spans.c.code, func.count()).group_by(spans.c.code)
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
