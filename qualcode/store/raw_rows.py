"""Reads the rows that a report is recounted from, table by table, joined and filtered by nothing.

Only what a person may not see of blind rounds is left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, select

from qualcode.store import schema
from qualcode.store.sight import Sight, may_see

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class RawRows:
    """Tables of a study as rows of columns; codebooks and the instrument as they are kept.

    `codebooks` are all that the study had, `codebook` the present one with its `revision`.
    """

    coders: Rows
    participants: Rows
    sources: Rows
    segments: Rows
    looks: Rows
    codings: Rows
    rounds: Rows
    assignments: Rows
    texts: dict[str, str]
    codebook: dict[str, Any]
    revision: str
    attributes: Rows
    answers: Rows
    decisions: Rows
    codebooks: Rows
    instrument: dict[str, Any]


def raw_rows(connection: Connection, sight: Sight) -> RawRows:
    """Return what may be seen of coders, texts, codings, looks and rounds."""
    revision, codebook = _codebook(connection)
    source = schema.source.c
    columns = select(source.id, source.name, source.removed, source.kind, source.imported)
    texts = select(source.id, source.text).where(~source.removed)
    return RawRows(
        coders=_all(connection, schema.coder),
        participants=_all(connection, schema.participant),
        sources=_fetch(connection, columns),
        segments=_all(connection, schema.segment),
        looks=_seen(connection, sight, schema.look),
        codings=_seen(connection, sight, schema.coding),
        rounds=_all(connection, schema.coding_round),
        assignments=_all(connection, schema.assignment),
        texts={row.id: row.text for row in connection.execute(texts)},
        codebook=codebook,
        revision=revision,
        attributes=_all(connection, schema.attribute),
        answers=_all(connection, schema.answer),
        decisions=_all(connection, schema.decision),
        codebooks=_all(connection, schema.codebook_revision),
        instrument=_instrument(connection),
    )


def _all(connection: Connection, table: Table) -> Rows:
    return _fetch(connection, select(table))


def _seen(connection: Connection, sight: Sight, table: Table) -> Rows:
    return _fetch(connection, select(table).where(may_see(sight, table)))


def _fetch(connection: Connection, query: Select[Any]) -> Rows:
    return [dict(row) for row in connection.execute(query).mappings()]


def _codebook(connection: Connection) -> tuple[str, dict[str, Any]]:
    setting, book = schema.setting.c, schema.codebook_revision.c
    query = select(book.revision, book.content).where(
        book.revision == select(setting.value).where(setting.name == "codebook").scalar_subquery()
    )
    row = connection.execute(query).one_or_none()
    return ("", {}) if row is None else (row.revision, json.loads(row.content))


def _instrument(connection: Connection) -> dict[str, Any]:
    setting, kept = schema.setting.c, schema.instrument_revision.c
    present = select(setting.value).where(setting.name == "instrument").scalar_subquery()
    content = connection.scalar(select(kept.content).where(kept.revision == present))
    return json.loads(content) if content else {}
