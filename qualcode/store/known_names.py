"""The names and values that a filter can speak of, as far as they are present in the study."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qualcode.store import schema


def attribute_values(connection: Connection, name: str) -> dict[str, float | None]:
    """Map each value of an attribute, as it is written, to its number if it is one."""
    attribute, person = schema.attribute.c, schema.participant.c
    query = (
        select(attribute.text, attribute.number)
        .join(schema.participant, person.id == attribute.participant)
        .where(attribute.name == name, ~person.removed)
        .distinct()
        .order_by(attribute.text)
    )
    return {row.text: row.number for row in connection.execute(query)}


def participant_names(connection: Connection) -> list[str]:
    """Return the names of the participants."""
    person = schema.participant.c
    return list(connection.scalars(select(person.name).where(~person.removed)))


def source_names(connection: Connection) -> list[str]:
    """Return the names of the sources."""
    source = schema.source.c
    return list(connection.scalars(select(source.name).where(~source.removed)))
