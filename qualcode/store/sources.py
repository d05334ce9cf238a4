"""Keeps sources with their texts, segments, answers and original bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, case, func, insert, or_, select, update

from qualcode.domain.answer import Answer
from qualcode.domain.events import EventKind, Json, canonical_json
from qualcode.domain.identity import Id
from qualcode.domain.source import Segment, SegmentKind, Source, SourceKind, SourceText
from qualcode.domain.span import Span
from qualcode.store import schema, search, wordings
from qualcode.store.journal import Deed
from qualcode.store.parcels import parcels

_COLUMNS = [column for column in schema.source.c if column.name != "text"]


def listing(connection: Connection, removed: bool = False) -> list[Source]:
    """Return sources without their texts, by name."""
    query = select(*_COLUMNS).where(schema.source.c.removed == removed)
    rows = connection.execute(query.order_by(schema.source.c.name))
    return [_source(row) for row in rows]


def by_id(connection: Connection, ids: Iterable[Id]) -> dict[Id, Source]:
    """Return the sources with these ids, removed ones too."""
    query = select(*_COLUMNS)
    return {
        Id(row.id): _source(row)
        for part in parcels(ids)
        for row in connection.execute(query.where(schema.source.c.id.in_(part)))
    }


def originals(connection: Connection) -> dict[str, list[Source]]:
    """Map the digest of each original file to the present sources that came from it."""
    found: dict[str, list[Source]] = {}
    for one in listing(connection):
        found.setdefault(one.original, []).append(one)
    return found


def text(connection: Connection, source: Id) -> SourceText:
    """Return one source with its text and segments."""
    row = connection.execute(select(schema.source).where(schema.source.c.id == source)).one()
    return SourceText(_source(row), row.text, tuple(segments(connection, [source])))


def texts(connection: Connection, ids: Iterable[Id]) -> dict[Id, str]:
    """Return the texts of several sources."""
    query = select(schema.source.c.id, schema.source.c.text)
    return {
        Id(row.id): row.text
        for part in parcels(ids)
        for row in connection.execute(query.where(schema.source.c.id.in_(part)))
    }


def original(connection: Connection, digest: str) -> bytes:
    """Return the bytes of the file that a source was read from."""
    query = select(schema.blob.c.content).where(schema.blob.c.digest == digest)
    return bytes(connection.execute(query).scalar_one())


def segments(connection: Connection, ids: Iterable[Id]) -> list[Segment]:
    """Return the segments of some sources, in the order of each source."""
    table = schema.segment
    query = select(table).order_by(table.c.source, table.c.number)
    return [
        _segment(row)
        for part in parcels(sorted(ids))
        for row in connection.execute(query.where(table.c.source.in_(part)))
    ]


def outline(connection: Connection, source: Id) -> Sequence[Row[Any, Any, Any, Any]]:
    """Return (id, start, end, facts) of each segment of a source, in its order.

    The facts are a sum: 1 for words of somebody who only asks, 2 for those of nobody known, 4 if
    something stands above the segment, a heading or what was asked.
    """
    table, person = schema.segment.c, schema.participant.c
    asking = select(person.id).where(~person.counted)
    voice = case((table.participant.is_(None), 2), (table.participant.in_(asking), 1), else_=0)
    headed = case((or_(table.heading != "", table.question.is_not(None)), 4), else_=0)
    query = select(table.id, table.start, table.end, voice + headed)
    return connection.execute(query.where(table.source == source).order_by(table.number)).all()


def segments_of(connection: Connection, ids: Iterable[Id]) -> list[Segment]:
    """Return some segments of present sources by their ids, in no order."""
    table, source = schema.segment, schema.source.c
    query = select(table).join(schema.source, source.id == table.c.source).where(~source.removed)
    return [
        _segment(row)
        for part in parcels(ids)
        for row in connection.execute(query.where(table.c.id.in_(part)))
    ]


def segment(connection: Connection, identity: Id) -> Segment:
    """Return one segment."""
    table = schema.segment
    return _segment(connection.execute(select(table).where(table.c.id == identity)).one())


def removed_among(connection: Connection, ids: Iterable[Id]) -> list[str]:
    """Return the names of those of some sources that are in the study no more."""
    source = schema.source.c
    query = select(source.name).where(source.id.in_(list(ids)), source.removed)
    return list(connection.execute(query).scalars())


def all_segments(connection: Connection, question: str | None = None) -> list[Segment]:
    """Return the segments of all present sources, those of one question if it is named."""
    table = schema.segment
    query = (
        select(table)
        .join(schema.source, schema.source.c.id == table.c.source)
        .where(~schema.source.c.removed)
        .order_by(schema.source.c.name, table.c.number)
    )
    if question is not None:
        query = query.where(table.c.question == question)
    return [_segment(row) for row in connection.execute(query)]


def segment_counts(connection: Connection) -> dict[Id, int]:
    """Map each source to the number of its segments."""
    column = schema.segment.c.source
    rows = connection.execute(select(column, func.count()).group_by(column))
    return {Id(row[0]): row[1] for row in rows}


def answers_of(connection: Connection, source: Id) -> list[Answer]:
    """Return the answers that one source holds."""
    query = select(schema.answer).where(schema.answer.c.source == source)
    return [Answer(**row._mapping) for row in connection.execute(query)]


def keep_original(deed: Deed, digest: str, content: bytes) -> None:
    """Keep a file's bytes as they were."""
    statement = wordings.ignoring_known(deed.connection, schema.blob)
    deed.connection.execute(statement, [{"digest": digest, "content": content}])


def add(deed: Deed, new: list[SourceText], responses: list[Answer]) -> None:
    """Take in sources with their segments and answers, each source with one event."""
    if not new:
        return
    connection = deed.connection
    connection.execute(
        insert(schema.source), [_row(one.source) | {"text": one.text} for one in new]
    )
    pieces = [segment for one in new for segment in one.segments]
    if pieces:
        connection.execute(insert(schema.segment), [_segment_row(piece) for piece in pieces])
    if responses:
        connection.execute(insert(schema.answer), [_answer_row(one) for one in responses])
    search.add(connection, new)
    digests = wordings.keep(connection, [_wording(one.source) for one in new])
    for one, digest in zip(new, digests, strict=True):
        deed.record(EventKind.SOURCE, one.source.id, None, digest)


def change(deed: Deed, before: Source, after: Source) -> None:
    """Rename, remove or restore a source; its text never changes."""
    old, new = wordings.keep(deed.connection, [_wording(before), _wording(after)])
    _put(deed, after.id, after.name, after.removed)
    deed.record(EventKind.SOURCE, after.id, old, new)


def apply(deed: Deed, subject: str, before: Json, after: Json) -> None:
    """Bring a source to the state that an event tells of; None means removed."""
    content = json.loads(wordings.fetch(deed.connection, str(after if after else before)))
    _put(deed, Id(subject), content["name"], content["removed"] if after else True)
    deed.record(EventKind.SOURCE, subject, before, after)


def _put(deed: Deed, source: Id, name: str, removed: bool) -> None:
    table = schema.source
    statement = update(table).where(table.c.id == source).values(name=name, removed=removed)
    deed.connection.execute(statement)


def _wording(source: Source) -> str:
    return canonical_json({"name": source.name, "removed": source.removed, "digest": source.digest})


def _source(row: Row[Any]) -> Source:
    return Source(
        Id(row.id),
        row.name,
        SourceKind(row.kind),
        row.digest,
        row.length,
        row.original,
        row.file_name,
        row.reader,
        row.imported,
        row.supersedes,
        bool(row.removed),
        row.given,
    )


def _row(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind.value,
        "digest": source.digest,
        "length": source.length,
        "original": source.original,
        "file_name": source.file_name,
        "reader": source.reader,
        "imported": source.imported,
        "supersedes": source.supersedes,
        "removed": source.removed,
        "given": source.given,
    }


def _segment(row: Row[Any]) -> Segment:
    return Segment(
        Id(row.id),
        Id(row.source),
        row.number,
        Span(row.start, row.end),
        SegmentKind(row.kind),
        row.label,
        row.participant,
        row.question,
        row.place,
        row.heading,
        row.time_ms,
    )


def _segment_row(segment: Segment) -> dict[str, Any]:
    return {
        "id": segment.id,
        "source": segment.source,
        "number": segment.number,
        "start": segment.span.start,
        "end": segment.span.end,
        "kind": segment.kind.value,
        "label": segment.label,
        "participant": segment.participant,
        "question": segment.question,
        "place": segment.place,
        "heading": segment.heading,
        "time_ms": segment.time_ms,
    }


def _answer_row(answer: Answer) -> dict[str, Any]:
    return {
        "source": answer.source,
        "participant": answer.participant,
        "question": answer.question,
        "place": answer.place,
        "value": answer.value,
        "number": answer.number,
        "segment": answer.segment,
    }
