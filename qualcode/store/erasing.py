"""Takes words out of a study for good, and looks for them everywhere.

The journal stays as it is: it never held the words, only digests of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Text, delete, select, text, update

from qualcode.domain.events import EventKind, Json
from qualcode.domain.identity import Id
from qualcode.store import journal, schema
from qualcode.store.journal import Deed
from qualcode.store.parcels import parcels

Rewording = Callable[[str], str]


def erased(connection: Connection) -> frozenset[str]:
    """Return the ids of sources and the digests of originals whose content was taken out."""
    return frozenset(one.subject for one in journal.all_about(connection, EventKind.REDACTION))


def record(deed: Deed, subject: str, after: Json) -> None:
    """Note in the journal that the content of a source or an original was taken out."""
    deed.record(EventKind.REDACTION, subject, None, after)


def empty_source(connection: Connection, source: Id, name: str, file_name: str) -> None:
    """Take out all words of a source that is in the study no more, and leave its places."""
    table, segment = schema.source, schema.segment
    values = {"text": "", "name": name, "file_name": file_name, "given": ""}
    connection.execute(update(table).where(table.c.id == source).values(**values))
    connection.execute(
        update(segment).where(segment.c.source == source).values(heading="", place="")
    )
    connection.execute(delete(schema.answer).where(schema.answer.c.source == source))
    connection.execute(text("DELETE FROM passage WHERE source = :source"), {"source": source})


def empty_original(connection: Connection, digest: str) -> None:
    """Take out the bytes of a file and leave its digest, by which it is recognised."""
    table = schema.blob
    connection.execute(update(table).where(table.c.digest == digest).values(content=b""))


def rename_file(connection: Connection, source: Id, file_name: str) -> None:
    """Change what the file of a source was called."""
    table = schema.source
    connection.execute(update(table).where(table.c.id == source).values(file_name=file_name))


def reword_in_place(connection: Connection, reworded: Rewording) -> int:
    """Reword headings of segments and values of answers, of which the journal tells nothing."""
    segment, answer = schema.segment, schema.answer
    changed = 0
    rows = connection.execute(
        select(segment.c.id, segment.c.heading).where(segment.c.heading != "")
    )
    for row in rows.all():
        if (heading := reworded(row.heading)) != row.heading:
            changed += 1
            same = segment.c.id == row.id
            connection.execute(update(segment).where(same).values(heading=heading))
    for one in connection.execute(select(answer).where(answer.c.value.is_not(None))).all():
        if (value := reworded(one.value)) != one.value:
            changed += 1
            connection.execute(
                update(answer)
                .where(
                    answer.c.source == one.source,
                    answer.c.question == one.question,
                    answer.c.place == one.place,
                )
                .values(value=value)
            )
    return changed


def drop_wordings(connection: Connection, holds: Callable[[str], bool]) -> dict[str, str]:
    """Delete all words that the journal points to which hold a name; return them by digest.

    Whatever stands must be reworded before: what it still points to cannot go.
    """
    table = schema.wording
    gone = {row.digest: row.text for row in connection.execute(select(table)) if holds(row.text)}
    for part in parcels(gone):
        connection.execute(delete(table).where(table.c.digest.in_(part)))
    return gone


def heard(connection: Connection, participant: Id) -> set[Id]:
    """Return the ids of all sources, removed ones too, that hold words of a participant."""
    found = set()
    for table in (schema.segment, schema.answer):
        query = select(table.c.source).where(table.c.participant == participant).distinct()
        found |= {Id(one) for one in connection.scalars(query)}
    return found


def drop_wordings_of(deed: Deed, subjects: Iterable[str], also: Iterable[str] = ()) -> set[str]:
    """Delete the words that the journal points to when it tells of these; return their digests.

    The events of the deed under way are told of there too. `also` are digests of further words.
    Words that stand for something else are left to it.
    """
    connection, event, table = deed.connection, schema.journal.c, schema.wording
    about = set(subjects)
    digests = set(also)
    for one in deed.events:
        if one.subject in about:
            digests |= set(_DIGEST.findall(f"{one.before} {one.after}"))
    for part in parcels(sorted(about)):
        for row in connection.execute(
            select(event.before, event.after).where(event.subject.in_(part))
        ):
            digests |= {one for told in row if told for one in _DIGEST.findall(told)}
    standing = set(connection.scalars(select(schema.memo.c.wording)))
    standing |= set(connection.scalars(select(schema.decision.c.reason)))
    standing |= set(connection.scalars(select(schema.struck_word.c.word)))
    for part in parcels(sorted(digests - standing)):
        connection.execute(delete(table).where(table.c.digest.in_(part)))
    return digests - standing


_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


class Cell(NamedTuple):
    """One text that the database holds, and where."""

    table: str
    key: str
    words: str


def every_text(connection: Connection) -> Iterator[Cell]:
    """Yield all texts of all tables, those of the journal too, but not the names of coders."""
    for table in schema.metadata.sorted_tables:
        if table.name == schema.coder.name:
            continue
        columns = [column for column in table.c if type(column.type) is Text]
        query = select(*columns)
        if table is schema.journal:
            query = query.where(table.c.kind != EventKind.CODER.value)
        for row in connection.execute(query.execution_options(yield_per=200)):
            yield from _cells(table.name, row)
    for row in connection.execute(text("SELECT segment, text FROM passage")):
        yield Cell("passage", row.segment, row.text)


def _cells(table: str, row: Any) -> Iterator[Cell]:
    key = str(row[0])
    for words in row:
        if words:
            yield Cell(table, key, words)


def originals(connection: Connection, digests: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of original files that are still there."""
    table = schema.blob
    return {
        row.digest: bytes(row.content)
        for part in parcels(digests)
        for row in connection.execute(select(table).where(table.c.digest.in_(part)))
        if row.content
    }
