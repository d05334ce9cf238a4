"""Keeps what was decided about words that may identify somebody, until it is applied.

A ruling is a place in a text and what is to stand there; the words themselves are only in the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from qualcode.domain.identity import Id
from qualcode.domain.redaction import IdentifierKind, Ruling, Verdict
from qualcode.domain.span import Span
from qualcode.store import settings
from qualcode.store.schema import setting

_PREFIX = "redaction "


def rulings(connection: Connection, source: Id) -> list[Ruling]:
    """Return what was decided about one source, in the order of its text."""
    content = settings.get(connection, _PREFIX + source)
    return sorted((_ruling(*row) for row in json.loads(content or "[]")), key=lambda one: one.span)


def put(connection: Connection, source: Id, decided: Iterable[Ruling]) -> None:
    """Keep these rulings about a source, in the place of all earlier ones."""
    rows = [
        [
            one.span.start,
            one.span.end,
            one.kind.value,
            one.verdict.value,
            one.replacement,
            one.reason,
        ]
        for one in decided
    ]
    if rows:
        settings.put(connection, _PREFIX + source, json.dumps(rows, ensure_ascii=False))
    else:
        connection.execute(delete(setting).where(setting.c.name == _PREFIX + source))


def sources(connection: Connection) -> set[Id]:
    """Return the ids of the sources about which anything was decided."""
    names = connection.scalars(
        select(setting.c.name).where(setting.c.name.startswith(_PREFIX, autoescape=True))
    )
    return {Id(name.removeprefix(_PREFIX)) for name in names}


def _ruling(start: int, end: int, kind: str, verdict: str, replacement: str, reason: str) -> Ruling:
    span = Span(start, end)
    return Ruling(span, IdentifierKind(kind), Verdict(verdict), replacement, reason)
