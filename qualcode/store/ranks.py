"""On which place of a ranked question a segment stands."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from qualcode.store import schema


def places(connection: Connection, question: str) -> Mapping[str, int]:
    """Map each segment that answers a ranked question to its rank, 1 being the first.

    Segments whose place is no number are left out.
    """
    table = schema.segment.c
    query = select(table.id, table.place).where(table.question == question)
    found = {row.id: row.place for row in connection.execute(query)}
    return {segment: int(place) for segment, place in found.items() if place.isdecimal()}
