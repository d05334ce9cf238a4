"""Which deed of a coder stands last, to be undone or redone; found without reading the journal."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, bindparam, func, select

from qualcode.domain.events import UNDOABLE, Event, EventKind
from qualcode.domain.identity import Id
from qualcode.store.journal import Past, events_of
from qualcode.store.schema import journal

_Passed = Callable[[ColumnElement[int]], ColumnElement[bool]]


def next_to_undo(connection: Connection, coder: Id) -> Past | None:
    """Return the coder's latest deed that can be undone and still stands, or None.

    What only ever happens forwards, such as an export or a coder who joined, is passed over: it
    must not bar the way to what was done before.
    """
    return _past(connection, _undoable(), coder)


def next_to_redo(connection: Connection, coder: Id) -> Past | None:
    """Return the undoing that was made last and still stands; a new deed ends the chance."""
    past = _past(connection, _redoable(), coder)
    return past if past is not None and past.depth else None


def first_done(connection: Connection, past: Past) -> list[Event]:
    """Return the events of the deed that a chain of undoing and redoing goes back to."""
    if past.undoes is None:
        return events_of(connection, past.deed)
    first = connection.execute(_beginning(), {"deed": past.deed}).scalar_one()
    return events_of(connection, first)


def _past(connection: Connection, latest: Select[Any], coder: Id) -> Past | None:
    row = connection.execute(latest, {"coder": coder}).one_or_none()
    if row is None:
        return None
    kinds = connection.scalars(_kinds(), {"deed": row.deed})
    return Past(Id(row.deed), row.depth, row.undoes, frozenset(map(EventKind, kinds)))


# Made once: to put such a query together takes longer than the database does to answer it.
@cache
def _undoable() -> Select[Any]:
    return _latest(lambda depth: depth % 2 == 1)


@cache
def _redoable() -> Select[Any]:
    return _latest(lambda depth: (depth > 0) & (depth % 2 == 0))


@cache
def _kinds() -> Select[Any]:
    return select(journal.c.kind).where(journal.c.deed == bindparam("deed")).distinct()


@cache
def _beginning() -> Select[Any]:
    table = journal.c
    back = select(table.deed, table.undoes).where(table.deed == bindparam("deed"))
    chain = back.cte("chain", recursive=True)
    joined = chain.join(journal, table.deed == chain.c.undoes)
    whole = chain.union(select(table.deed, table.undoes).select_from(joined))
    return select(whole.c.deed).where(whole.c.undoes.is_(None))


def _latest(passed: _Passed) -> Select[Any]:
    """Find the coder's latest deed but those of a depth that is `passed` and what they undid.

    Undo and redo always take the latest deed, so that between one and its undoing nothing is left
    standing. Behind such a pair one goes on right before its first deed, however many lie between.
    """
    table = journal.c
    columns = table.sequence, table.deed, table.depth, table.undoes
    way = select(*columns).where(table.sequence == _newest()).cte("way", recursive=True)
    undone = journal.alias("undone").c
    began = select(func.min(undone.sequence)).where(undone.deed == way.c.undoes)
    before = _newest(began.correlate(way).scalar_subquery())
    joined = way.join(journal, table.sequence == before)
    whole = way.union_all(select(*columns).select_from(joined).where(passed(way.c.depth)))
    return select(whole).where(~passed(whole.c.depth))


def _newest(before: ScalarSelect[Any] | None = None) -> ScalarSelect[Any]:
    """Return the place of the coder's latest event that can be undone, or of that before one."""
    table = journal.alias("newest").c
    kinds = sorted(kind.value for kind in UNDOABLE)
    query = select(table.sequence).where(table.coder == bindparam("coder"), table.kind.in_(kinds))
    if before is not None:
        query = query.where(table.sequence < before)
    return query.order_by(table.sequence.desc()).limit(1).scalar_subquery()
