"""Reads who looked and who coded what as plain rows, for comparing many at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from qualcode.domain.coding import Origin
from qualcode.store import schema
from qualcode.store.parcels import parcels
from qualcode.store.sight import Sight, may_see


class Ground(NamedTuple):
    """A segment of a present source, as far as comparing needs it."""

    segment: str
    source: str
    name: str
    label: str
    start: int
    end: int
    question: str | None


class Looked(NamedTuple):
    """Who looked at which segment, and when."""

    segment: str
    coder: str
    moment: datetime


class Coded(NamedTuple):
    """Who put which code where, when, under which revision of the codebook, and how it came."""

    segment: str
    coder: str
    code: str
    start: int
    end: int
    created: datetime
    revision: str
    origin: Origin = Origin.HUMAN


def grounds(connection: Connection, question: str | None = None) -> list[Ground]:
    """Return the segments of present sources by source and place in it, without interviewers.

    `question` keeps only the answers to one question.
    """
    segment, source, person = schema.segment, schema.source, schema.participant
    query = (
        select(
            segment.c.id, segment.c.source, source.c.name, segment.c.label, segment.c.start,
            segment.c.end, segment.c.question, segment.c.participant,
        )
        .join(source, source.c.id == segment.c.source)
        .where(~source.c.removed)
        .order_by(source.c.name, segment.c.number)
    )  # fmt: skip
    if question is not None:
        query = query.where(segment.c.question == question)
    counts = set(
        connection.scalars(select(person.c.id).where(person.c.counted & ~person.c.removed))
    )
    return [
        Ground(*row[:-1])
        for row in connection.execute(query)
        if row.participant is None or row.participant in counts
    ]


def looks(connection: Connection, sight: Sight, round_: str) -> list[Looked]:
    """Return the looks of one round that may be seen."""
    look = schema.look
    query = select(look.c.segment, look.c.coder, look.c.moment)
    rows = connection.execute(query.where(look.c.round == round_, may_see(sight, look)))
    return [Looked(*row) for row in rows]


def codings(connection: Connection, sight: Sight, round_: str) -> list[Coded]:
    """Return the codings of one round that may be seen, in the order of the texts."""
    made = schema.coding
    query = (
        select(
            made.c.segment, made.c.coder, made.c.code, made.c.start, made.c.end, made.c.created,
            made.c.revision, made.c.origin,
        )
        .where(made.c.round == round_, may_see(sight, made))
        .order_by(made.c.source, made.c.start, made.c.end, made.c.id)
    )  # fmt: skip
    return [Coded(*row[:-1], Origin(row.origin)) for row in connection.execute(query)]


def quotations(
    connection: Connection, places: Iterable[tuple[str, int, int]]
) -> dict[tuple[str, int, int], str]:
    """Return the words at `(source, start, end)` places, reading each source once."""
    by_source: dict[str, list[tuple[int, int]]] = {}
    for source, start, end in places:
        by_source.setdefault(source, []).append((start, end))
    query = select(schema.source.c.id, schema.source.c.text)
    return {
        (row.id, start, end): row.text[start:end]
        for part in parcels(sorted(by_source))
        for row in connection.execute(query.where(schema.source.c.id.in_(part)))
        for start, end in by_source[row.id]
    }
