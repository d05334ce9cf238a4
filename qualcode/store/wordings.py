"""Words that journal events only point to by digest, so that a person can be erased."""

from __future__ import annotations

from sqlalchemy import Connection, Insert, Table, select
from sqlalchemy.dialects import sqlite

from qualcode.domain.source import text_digest
from qualcode.store.schema import wording


def keep(connection: Connection, texts: list[str]) -> list[str]:
    """Store texts that are not stored yet and return their digests, in the same order."""
    rows = [{"digest": text_digest(text), "text": text} for text in texts]
    connection.execute(ignoring_known(connection, wording), rows)
    return [row["digest"] for row in rows]


def fetch(connection: Connection, digest: str) -> str:
    """Return the text of a digest; empty if it was erased."""
    return connection.scalar(select(wording.c.text).where(wording.c.digest == digest)) or ""


def ignoring_known(connection: Connection, table: Table) -> Insert:
    """Return an insert that passes over rows which are there already."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()
