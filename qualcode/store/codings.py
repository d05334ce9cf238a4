"""Keeps codings, and what each coder looked at.

Whatever reads them takes the `sight` of whom it reads for; the program itself has EVERYTHING.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select

from qualcode.domain.coding import Coding, Look, LookState, Origin
from qualcode.domain.events import EventKind, Json
from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.store import provenance, schema
from qualcode.store.journal import Deed
from qualcode.store.parcels import parcels
from qualcode.store.sight import EVERYTHING, Sight, may_see


def of_source(
    connection: Connection, sight: Sight, source: Id, coder: Id | None = None
) -> list[Coding]:
    """Return the codings of one source in the order of the text."""
    query = select(schema.coding).where(schema.coding.c.source == source)
    return _fetch(connection, sight, query, coder)


def of_segments(
    connection: Connection, sight: Sight, segments: Iterable[Id], coder: Id | None = None
) -> list[Coding]:
    """Return the codings of some segments in the order of the text."""
    found: list[Coding] = []
    for part in parcels(segments):
        query = select(schema.coding).where(schema.coding.c.segment.in_(part))
        found += _fetch(connection, sight, query, coder)
    return sorted(found, key=lambda one: (one.source, one.span, one.id))


def by_id(connection: Connection, sight: Sight, identity: Id) -> Coding | None:
    """Return one coding, or None if it does not stand or is not to be seen."""
    table = schema.coding
    query = select(table).where(table.c.id == identity, may_see(sight, table))
    row = connection.execute(query).one_or_none()
    return coding_of(row) if row else None


def by_ids(connection: Connection, sight: Sight, ids: Iterable[Id]) -> list[Coding]:
    """Return those of some codings that stand and may be seen, in no order."""
    table = schema.coding
    query = select(table).where(may_see(sight, table))
    return [
        coding_of(row)
        for part in parcels(dict.fromkeys(ids))
        for row in connection.execute(query.where(table.c.id.in_(part)))
    ]


def everything(connection: Connection, sight: Sight, question: str | None = None) -> list[Coding]:
    """Return the codings of all present sources, of one question if it is named."""
    query = (
        select(schema.coding)
        .join(schema.source, schema.source.c.id == schema.coding.c.source)
        .where(~schema.source.c.removed)
    )
    if question is not None:
        query = query.join(schema.segment, schema.segment.c.id == schema.coding.c.segment)
        query = query.where(schema.segment.c.question == question)
    return _fetch(connection, sight, query, None)


def every_one(connection: Connection, sight: Sight) -> Iterator[Coding]:
    """Yield all codings, those of removed sources too."""
    query = select(schema.coding).where(may_see(sight, schema.coding))
    for row in connection.execute(query.execution_options(yield_per=1000)):
        yield coding_of(row)


def _fetch(
    connection: Connection, sight: Sight, query: Select[Any], coder: Id | None
) -> list[Coding]:
    table = schema.coding
    query = query.where(may_see(sight, table))
    if coder is not None:
        query = query.where(table.c.coder == coder)
    order = (table.c.source, table.c.start, table.c.end, table.c.id)
    return [coding_of(row) for row in connection.execute(query.order_by(*order))]


def add(deed: Deed, new: list[Coding]) -> list[Coding]:
    """Add codings; those that stand already are passed over. Return what was added."""
    present = _standing(deed.connection, new)
    fresh = list({key(one): one for one in new if key(one) not in present}.values())
    if fresh:
        deed.connection.execute(insert(schema.coding), [_row(one) for one in fresh])
    for one in fresh:
        deed.record(EventKind.CODING, one.id, None, told(one))
    return fresh


def _standing(connection: Connection, new: list[Coding]) -> set[tuple[Any, ...]]:
    standing = of_segments(connection, EVERYTHING, {one.segment for one in new})
    return {key(one) for one in standing}


def key(coding: Coding) -> tuple[Any, ...]:
    """Return what no two codings share: the same act is not done twice."""
    return (coding.segment, coding.coder, coding.code, coding.span, coding.round)


def remove(deed: Deed, gone: list[Coding]) -> None:
    """Take codings away; the journal keeps what they were."""
    table = schema.coding
    for one in gone:
        deed.connection.execute(delete(table).where(table.c.id == one.id))
        deed.record(EventKind.CODING, one.id, told(one), None)


def apply(deed: Deed, subject: str, before: Json, after: Json) -> None:
    """Bring one coding to the state that an event tells of."""
    table = schema.coding
    deed.connection.execute(delete(table).where(table.c.id == subject))
    if isinstance(after, dict):
        deed.connection.execute(insert(table), [_row(_from_json(Id(subject), after))])
    deed.record(EventKind.CODING, subject, before, after)


def looks(
    connection: Connection,
    sight: Sight,
    coder: Id | None = None,
    segments: Iterable[Id] | None = None,
) -> list[Look]:
    """Return who looked at what, in present sources."""
    table = schema.look
    query = (
        select(table)
        .join(schema.segment, schema.segment.c.id == table.c.segment)
        .join(schema.source, schema.source.c.id == schema.segment.c.source)
        .where(~schema.source.c.removed, may_see(sight, table))
    )
    if coder is not None:
        query = query.where(table.c.coder == coder)
    if segments is None:
        return [_look(row) for row in connection.execute(query)]
    return [
        _look(row)
        for part in parcels(segments)
        for row in connection.execute(query.where(table.c.segment.in_(part)))
    ]


def rounds(connection: Connection, sight: Sight) -> list[str]:
    """Return the names of the rounds in which anybody looked at anything."""
    look = schema.look
    query = select(look.c.round).where(look.c.round != "", may_see(sight, look)).distinct()
    return list(connection.scalars(query))


def who_looked(connection: Connection, sight: Sight) -> set[Id]:
    """Return the coders who looked at anything."""
    query = select(schema.look.c.coder).where(may_see(sight, schema.look)).distinct()
    return {Id(coder) for coder in connection.scalars(query)}


def looks_of(connection: Connection, sight: Sight, source: Id) -> list[Look]:
    """Return who looked at which segment of one source."""
    query = (
        select(schema.look)
        .join(schema.segment, schema.segment.c.id == schema.look.c.segment)
        .where(schema.segment.c.source == source, may_see(sight, schema.look))
    )
    return [_look(row) for row in connection.execute(query)]


def put_looks(deed: Deed, new: list[Look]) -> None:
    """Set how far one coder looked at segments in one round; what is so already makes no event."""
    if not new:
        return
    wanted = {one.segment: one for one in new}
    before = _states(deed.connection, new[0].coder, new[0].round, wanted)
    changed = [one for one in wanted.values() if before.get(one.segment) != one.state.value]
    _replace_looks(deed, changed)
    for one in changed:
        subject = f"{one.segment} {one.coder} {one.round}".strip()
        deed.record(EventKind.LOOK, subject, before.get(one.segment), one.state.value)


def _states(
    connection: Connection, coder: Id, round_: str, segments: Iterable[Id]
) -> dict[str, str]:
    table = schema.look
    query = select(table).where(table.c.coder == coder, table.c.round == round_)
    return {
        row.segment: row.state
        for part in parcels(segments)
        for row in connection.execute(query.where(table.c.segment.in_(part)))
    }


def _replace_looks(deed: Deed, changed: list[Look]) -> None:
    table = schema.look
    for part in parcels(changed):
        deed.connection.execute(
            delete(table).where(
                table.c.segment.in_([one.segment for one in part]),
                table.c.coder == part[0].coder,
                table.c.round == part[0].round,
            )
        )
        deed.connection.execute(insert(table), [_look_row(one) for one in part])


def apply_look(deed: Deed, subject: str, before: Json, after: Json) -> None:
    """Bring one look to the state that an event tells of."""
    segment, coder, *rest = subject.split(" ", 2)
    round_ = rest[0] if rest else ""
    table = schema.look
    deed.connection.execute(
        delete(table).where(
            table.c.segment == segment, table.c.coder == coder, table.c.round == round_
        )
    )
    if after is not None:
        look = Look(Id(coder), Id(segment), LookState(str(after)), deed.moment, round_)
        deed.connection.execute(insert(table), [_look_row(look)])
    deed.record(EventKind.LOOK, subject, before, after)


def _look(row: Row[Any]) -> Look:
    return Look(Id(row.coder), Id(row.segment), LookState(row.state), row.moment, row.round)


def _look_row(look: Look) -> dict[str, Any]:
    return {
        "segment": look.segment,
        "coder": look.coder,
        "round": look.round,
        "state": look.state.value,
        "moment": look.moment,
    }


def coding_of(row: Row[Any]) -> Coding:
    """Return the coding that a row of the table tells of."""
    return Coding(
        Id(row.id),
        Id(row.coder),
        row.code,
        Id(row.source),
        Id(row.segment),
        Span(row.start, row.end),
        row.created,
        row.round,
        Origin(row.origin),
        row.revision,
        provenance.of_row(row),
    )


def _row(coding: Coding) -> dict[str, Any]:
    content = _content(coding) | provenance.values(coding.provenance)
    return {**content, "id": coding.id, "created": coding.created}


def told(coding: Coding) -> dict[str, Any]:
    """Return a coding as the journal tells of it; of plain provenance it says nothing."""
    return _content(coding) | provenance.told(coding.provenance)


def _content(coding: Coding) -> dict[str, Any]:
    return {
        "coder": coding.coder,
        "code": coding.code,
        "source": coding.source,
        "segment": coding.segment,
        "start": coding.span.start,
        "end": coding.span.end,
        "created": coding.created.astimezone(UTC).isoformat(),
        "round": coding.round,
        "origin": coding.origin.value,
        "revision": coding.revision,
    }


def _from_json(identity: Id, content: dict[str, Any]) -> Coding:
    values = {**content, "provenance": provenance.from_told(content)}
    span = Span(values.pop("start"), values.pop("end"))
    values["created"] = datetime.fromisoformat(values["created"])
    values["origin"] = Origin(values["origin"])
    return Coding(id=identity, span=span, **values)
