"""Copies a study, and proves that it is sound."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from qualcode.domain.errors import DamagedStudy, StoreUnavailable, StudyError
from qualcode.domain.events import EventKind, Json
from qualcode.domain.identity import Id
from qualcode.domain.source import bytes_digest, text_digest
from qualcode.store import (
    codings,
    erasing,
    flags,
    journal,
    passed,
    rejections,
    schema,
    struck_words,
)
from qualcode.store.sight import EVERYTHING


def copy(engine: Engine, target: Path) -> None:
    """Write a compact copy of a SQLite study and prove that the copy is whole.

    Raises:
        StudyError: if the target exists.
        DamagedStudy: if the copy does not pass its integrity check.
        StoreUnavailable: if the copy cannot be written.
    """
    if target.exists():
        raise StudyError(f"{target} exists already; choose another name for the copy.")
    try:
        # A connection of its own: on one with an open deed this would wait for itself.
        with closing(sqlite3.connect(engine.url.database or "", isolation_level=None)) as whole:
            whole.execute("VACUUM INTO ?", (str(target),))
        target.chmod(0o600)
        with closing(sqlite3.connect(target)) as made:
            verdict = made.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise StoreUnavailable(f"{target} cannot be written: {error}.") from error
    if verdict != "ok":
        target.unlink()
        raise DamagedStudy(f"The copy of the study is not sound: {verdict}")


def scrub(engine: Engine, name: str) -> None:
    """Build the search index and the database's file anew, and empty the write-ahead log.

    Raises:
        StoreUnavailable: if another program has the study open.
    """
    if engine.dialect.name == "postgresql":
        server = engine.execution_options(isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.exec_driver_sql("SET lock_timeout = '10s'")
            for table in (*(one.name for one in schema.metadata.sorted_tables), "passage"):
                connection.exec_driver_sql(f'VACUUM (FULL) "{table}"')
        return
    busy = 1
    try:
        with closing(sqlite3.connect(engine.url.database or "", isolation_level=None)) as whole:
            whole.execute("PRAGMA secure_delete=ON")
            whole.execute("INSERT INTO passage(passage) VALUES('rebuild')")
            whole.execute("VACUUM")
            busy = whole.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise StoreUnavailable(f"{name} cannot be written anew: {error}.") from error
    if busy:
        raise StoreUnavailable(
            f"Another program has {name} open, so that parts of it still hold what was taken "
            "out. Close it, then: qualcode redact check --clean"
        )


def problems(connection: Connection) -> list[str]:
    """Look for anything that is not as it must be; an empty list means sound.

    Checks the file's own structure, references, the digests of every text and original, that
    segments lie in their texts and codings in their segments, that codings, flags, rejections,
    struck words and passed quotations are those that the journal tells of, and the journal's chain.
    """
    found = _structure(connection) if connection.dialect.name == "sqlite" else []
    found += _texts(connection)
    found += _spans(connection)
    found += _codings(connection)
    found += _flags(connection)
    found += _small_deeds(connection)
    try:
        journal.verify_chain(connection)
    except DamagedStudy as error:
        found.append(str(error))
    return found


def _structure(connection: Connection) -> list[str]:
    verdicts = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    found = [f"The database file: {verdict}" for verdict in verdicts if verdict != "ok"]
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return found + [f"A row of '{row[0]}' points to a missing '{row[2]}'." for row in broken]


def _texts(connection: Connection) -> list[str]:
    table, erased = schema.source, erasing.erased(connection)
    columns = table.c.id, table.c.name, table.c.digest, table.c.text
    rows = connection.execute(select(*columns).execution_options(yield_per=50))
    found = [
        f"The text of '{row.name}' is not the one that was imported."
        for row in rows
        if text_digest(row.text) != row.digest and (row.text or row.id not in erased)
    ]
    blobs = connection.execute(select(schema.blob).execution_options(yield_per=5))
    return found + [
        f"The original file {row.digest[:12]} is not the one that was imported."
        for row in blobs
        if bytes_digest(row.content) != row.digest and (row.content or row.digest not in erased)
    ]


def _spans(connection: Connection) -> list[str]:
    segment, source, coding = schema.segment, schema.source, schema.coding
    outside_text = (
        select(source.c.name, segment.c.number)
        .join(source, source.c.id == segment.c.source)
        .where(segment.c.end > source.c.length)
    )
    outside_segment = (
        select(coding.c.id)
        .join(segment, segment.c.id == coding.c.segment)
        .where(
            (coding.c.start < segment.c.start)
            | (coding.c.end > segment.c.end)
            | (coding.c.source != segment.c.source)
        )
    )
    found = [
        f"Segment {row.number} of '{row.name}' ends after its text."
        for row in connection.execute(outside_text)
    ]
    return found + [
        f"Coding {row.id} lies outside its segment." for row in connection.execute(outside_segment)
    ]


def _codings(connection: Connection) -> list[str]:
    standing = {one.id: codings.told(one) for one in codings.every_one(connection, EVERYTHING)}
    told = _left(connection, EventKind.CODING)
    unlike = [
        identity
        for identity in sorted({*standing, *told})
        if standing.get(Id(identity)) != told.get(identity)
    ]
    return [f"Coding {identity} is not as the journal tells." for identity in unlike]


def _flags(connection: Connection) -> list[str]:
    told = _left(connection, EventKind.FLAG)
    standing = {subject for subject, after in told.items() if after is not None}
    unlike = sorted(standing ^ flags.every_subject(connection))
    return [
        f"The flag on segment {one.split(' ')[0]} is not as the journal tells." for one in unlike
    ]


def _small_deeds(connection: Connection) -> list[str]:
    kinds: dict[EventKind, Mapping[str, Json]] = {
        EventKind.REJECTION: rejections.every_one(connection),
        EventKind.STRUCK_WORD: struck_words.every_one(connection),
        EventKind.PASSED_QUOTATION: passed.every_one(connection),
    }
    found: list[str] = []
    for kind, standing in kinds.items():
        left = _left(connection, kind)
        unlike = [one for one in sorted({*standing, *left}) if standing.get(one) != left.get(one)]
        found += [f"The {kind.value} '{one}' is not as the journal tells." for one in unlike]
    return found


def _left(connection: Connection, kind: EventKind) -> dict[str, Json]:
    """Map each thing of one kind to how the journal left it."""
    return {event.subject: event.after for event in journal.all_about(connection, kind)}
