"""Keeps which quotations somebody passed for others to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, select

from qualcode.domain.coding import Coding
from qualcode.domain.events import EventKind, Json, canonical_json
from qualcode.domain.identity import Id
from qualcode.domain.passing import Passed
from qualcode.domain.span import Span
from qualcode.store import schema
from qualcode.store.journal import Deed
from qualcode.store.parcels import parcels
from qualcode.store.sight import Sight, may_see

_PASSED = schema.passed_quotation.c


def listing(connection: Connection, sight: Sight) -> list[Passed]:
    """Return what was passed in present sources, as far as one may see."""
    query = (
        select(schema.passed_quotation)
        .join(schema.source, schema.source.c.id == _PASSED.source)
        .where(~schema.source.c.removed, may_see(sight, schema.passed_quotation))
        .order_by(_PASSED.source, _PASSED.start, _PASSED.end, _PASSED.code)
    )
    return [_passed(row) for row in connection.execute(query)]


def put(deed: Deed, new: Passed) -> None:
    """Pass a quotation, or pass it with another attribution."""
    before = _standing(deed.connection, subject_of(new))
    _replace(deed.connection, subject_of(new), _state(new))
    deed.record(EventKind.PASSED_QUOTATION, subject_of(new), before, _state(new))


def take_back(deed: Deed, subject: str) -> bool:
    """Withdraw a quotation; say whether it was passed."""
    before = _standing(deed.connection, subject)
    if before is not None:
        _replace(deed.connection, subject, None)
        deed.record(EventKind.PASSED_QUOTATION, subject, before, None)
    return before is not None


def forget(deed: Deed, segments: Iterable[Id]) -> None:
    """Withdraw everything that was passed of some segments, in removed sources too."""
    for part in parcels(segments):
        query = select(schema.passed_quotation).where(_PASSED.segment.in_(part))
        for row in deed.connection.execute(query).all():
            take_back(deed, subject_of(_passed(row)))


def apply(deed: Deed, subject: str, before: Json, after: Json) -> None:
    """Bring one passed quotation to the state that an event tells of."""
    _replace(deed.connection, subject, after if isinstance(after, dict) else None)
    deed.record(EventKind.PASSED_QUOTATION, subject, before, after)


def every_one(connection: Connection) -> dict[str, Json]:
    """Map how the journal names each passed quotation to what it tells of it."""
    found = [_passed(row) for row in connection.execute(select(schema.passed_quotation))]
    return {subject_of(one): _state(one) for one in found}


def subject_of(one: Passed | Coding) -> str:
    """Return how the journal names the quotation; it holds none of its words."""
    return f"{one.source} {one.span.start} {one.span.end} {one.code}"


def passages(connection: Connection, sight: Sight, code: str) -> dict[str, set[tuple[Id, Span]]]:
    """Map each person who carries a code to the passages that say so, as far as one may see.

    A person is a participant who counts, or the source of a record that has none.
    """
    table, segment, source = schema.coding.c, schema.segment.c, schema.source.c
    person = schema.participant.c
    query = (
        select(
            func.coalesce(segment.participant, segment.source).label("person"),
            table.source,
            table.start,
            table.end,
        )
        .select_from(schema.coding)
        .join(schema.segment, segment.id == table.segment)
        .join(schema.source, source.id == segment.source)
        .outerjoin(schema.participant, person.id == segment.participant)
        .where(table.code == code, ~source.removed, may_see(sight, schema.coding))
        .where(person.id.is_(None) | and_(person.counted, ~person.removed))
    )
    found: dict[str, set[tuple[Id, Span]]] = {}
    for row in connection.execute(query.distinct()):
        found.setdefault(row.person, set()).add((Id(row.source), Span(row.start, row.end)))
    return found


def _standing(connection: Connection, subject: str) -> dict[str, Json] | None:
    query = select(schema.passed_quotation).where(_named(subject))
    row = connection.execute(query).one_or_none()
    return _state(_passed(row)) if row else None


def _replace(connection: Connection, subject: str, state: dict[str, Any] | None) -> None:
    connection.execute(delete(schema.passed_quotation).where(_named(subject)))
    if state is not None:
        row = {
            **state,
            **dict(_key(subject)),
            "attributes": canonical_json(state["attributes"]),
            "moment": datetime.fromisoformat(state["moment"]),
        }
        connection.execute(insert(schema.passed_quotation).values(**row))


def _named(subject: str) -> ColumnElement[bool]:
    return and_(*(_PASSED[name] == value for name, value in _key(subject)))


def _key(subject: str) -> Iterator[tuple[str, str | int]]:
    source, start, end, code = subject.split(" ", 3)
    yield from (("source", source), ("start", int(start)), ("end", int(end)), ("code", code))


def _state(one: Passed) -> dict[str, Json]:
    return {
        "segment": one.segment,
        "round": one.round,
        "coder": one.coder,
        "attributes": list(one.attributes),
        "moment": one.moment.astimezone(UTC).isoformat(),
    }


def _passed(row: Row[Any]) -> Passed:
    return Passed(
        Id(row.source),
        Span(row.start, row.end),
        row.code,
        Id(row.segment),
        row.round,
        Id(row.coder),
        tuple(json.loads(row.attributes)),
        row.moment,
    )
