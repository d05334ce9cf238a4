"""Keeps participants with their attributes, and coders."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, insert, select, union, update

from qualcode.domain.errors import Refused
from qualcode.domain.events import EventKind, Json, canonical_json
from qualcode.domain.identity import Id
from qualcode.domain.people import AttributeValue, Coder, Participant, Role
from qualcode.store import schema, wordings
from qualcode.store.journal import Deed
from qualcode.store.parcels import parcels


def coders(connection: Connection) -> list[Coder]:
    """Return all coders in the order in which they joined."""
    rows = connection.execute(select(schema.coder).order_by(schema.coder.c.id))
    return [Coder(Id(row.id), row.name, Role(row.role)) for row in rows]


def add_coder(deed: Deed, coder: Coder) -> None:
    """Let one more person code."""
    deed.connection.execute(
        insert(schema.coder).values(id=coder.id, name=coder.name, role=coder.role.value)
    )
    after = {"name": coder.name, "role": coder.role.value}
    deed.record(EventKind.CODER, coder.id, None, after)


def participants(connection: Connection, removed: bool = False) -> list[Participant]:
    """Return participants with their attributes, by name."""
    return _fetch(connection, schema.participant.c.removed == removed)


def participants_of(connection: Connection, ids: Iterable[Id]) -> dict[Id, Participant]:
    """Return the participants with these ids, removed ones too."""
    return {
        one.id: one
        for part in parcels(ids)
        for one in _fetch(connection, schema.participant.c.id.in_(part))
    }


def speaking_in(connection: Connection, source: Id) -> dict[Id, Participant]:
    """Return who speaks in the segments of a source."""
    segment = schema.segment.c
    speaks = exists().where(
        segment.participant == schema.participant.c.id, segment.source == source
    )
    return {one.id: one for one in _fetch(connection, speaks)}


def attribute_names(connection: Connection) -> list[str]:
    """Return the names of all attributes that some participant carries."""
    column = schema.attribute.c.name
    return list(connection.scalars(select(column).distinct().order_by(column)))


def questions(connection: Connection) -> list[str]:
    """Return the ids of all questions that segments or answers belong to."""
    asked = union(
        select(schema.segment.c.question).where(schema.segment.c.question.is_not(None)),
        select(schema.answer.c.question),
    )
    return sorted(connection.scalars(asked))


def _fetch(connection: Connection, condition: Any) -> list[Participant]:
    people = schema.participant
    rows = connection.execute(select(people).where(condition).order_by(people.c.name)).all()
    values = schema.attribute
    query = select(values).join(people, people.c.id == values.c.participant).where(condition)
    by_person: dict[str, dict[str, AttributeValue]] = {}
    for row in connection.execute(query.order_by(values.c.name)):
        value = row.text if row.number is None else _number(row.number)
        by_person.setdefault(row.participant, {})[row.name] = value
    return [_participant(row, by_person.get(row.id, {})) for row in rows]


def _number(value: float) -> float:
    return int(value) if value == int(value) else value


def _participant(row: Row[Any], attributes: dict[str, AttributeValue]) -> Participant:
    return Participant(
        Id(row.id), row.name, bool(row.counted), attributes, bool(row.removed), row.given
    )


def _wording(participant: Participant) -> str:
    return canonical_json(
        {
            "name": participant.name,
            "counted": participant.counted,
            "attributes": dict(participant.attributes),
            "removed": participant.removed,
        }
    )


def add_participants(deed: Deed, new: list[Participant]) -> None:
    """Take in participants, each with one event."""
    if not new:
        return
    digests = wordings.keep(deed.connection, [_wording(one) for one in new])
    deed.connection.execute(insert(schema.participant), [_row(one) for one in new])
    _write_attributes(deed, new)
    for one, digest in zip(new, digests, strict=True):
        deed.record(EventKind.PARTICIPANT, one.id, None, digest)


def change_participants(deed: Deed, changes: list[tuple[Participant, Participant]]) -> None:
    """Rename, remove, restore or give attributes: pairs of before and after."""
    for before, after in changes:
        old, new = wordings.keep(deed.connection, [_wording(before), _wording(after)])
        _put(deed, after)
        deed.record(EventKind.PARTICIPANT, after.id, old, new)


def apply(deed: Deed, subject: str, before: Json, after: Json) -> None:
    """Bring a participant to the state that an event tells of; None means removed.

    Raises:
        Refused: if somebody's words would be left without a participant.
    """
    if after is None:
        _refuse_if_heard(deed.connection, subject)
    (current,) = _fetch(deed.connection, schema.participant.c.id == subject)
    content = json.loads(wordings.fetch(deed.connection, str(after if after else before)))
    content["removed"] = content["removed"] if after else True
    _put(deed, replace(current, **content))
    deed.record(EventKind.PARTICIPANT, subject, before, after)


def _refuse_if_heard(connection: Connection, participant: str) -> None:
    """A file that was imported later may hold words of the same person."""
    segment, answer = schema.segment.c, schema.answer.c
    heard = union(
        select(segment.source).where(segment.participant == participant),
        select(answer.source).where(answer.participant == participant),
    ).subquery()
    present = select(schema.source.c.name).where(~schema.source.c.removed)
    source = connection.scalar(present.join(heard, heard.c[0] == schema.source.c.id).limit(1))
    if source is not None:
        raise Refused(f"'{source}', imported later, holds words of the same participant.")


def _put(deed: Deed, participant: Participant) -> None:
    people = schema.participant
    row = _row(participant)
    deed.connection.execute(update(people).where(people.c.id == participant.id).values(row))
    values = schema.attribute
    deed.connection.execute(delete(values).where(values.c.participant == participant.id))
    _write_attributes(deed, [participant])


def _row(participant: Participant) -> dict[str, Any]:
    return {
        "id": participant.id,
        "name": participant.name,
        "counted": participant.counted,
        "removed": participant.removed,
        "given": participant.given,
    }


def _write_attributes(deed: Deed, people: list[Participant]) -> None:
    rows = [
        {
            "participant": one.id,
            "name": name,
            "text": value if isinstance(value, str) else str(_number(value)),
            "number": None if isinstance(value, str) else float(value),
        }
        for one in people
        for name, value in one.attributes.items()
    ]
    if rows:
        deed.connection.execute(insert(schema.attribute), rows)
