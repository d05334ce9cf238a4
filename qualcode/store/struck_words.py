"""Keeps which words each coder struck out of the reasons for a code.

The words are their own and participants', so they lie apart from the journal, as memos do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, not_, select, true

from qualcode.domain.events import EventKind, Json
from qualcode.domain.identity import Id
from qualcode.domain.rejection import StruckWord
from qualcode.domain.source import text_digest
from qualcode.store import schema, wordings
from qualcode.store.journal import Deed
from qualcode.store.sight import Sight

_QUERY = select(schema.struck_word, schema.wording.c.text.label("text")).join(
    schema.wording, schema.wording.c.digest == schema.struck_word.c.word
)


def listing(connection: Connection, sight: Sight, coder: Id | None = None) -> list[StruckWord]:
    """Return what was struck out, in the order of time, by one coder if named.

    Nothing by those beside whom the person codes blind.
    """
    table = schema.struck_word.c
    query = _QUERY.where(_may_see(sight))
    if coder is not None:
        query = query.where(table.coder == coder)
    rows = connection.execute(query.order_by(table.moment, table.coder, table.code, table.word))
    return [_struck(row) for row in rows]


def find(connection: Connection, coder: Id, code: str, word: str) -> StruckWord | None:
    """Return what one coder struck out of the reasons for a code, None if it stands there."""
    same = _same(coder, code, text_digest(word))
    row = connection.execute(_QUERY.where(same)).one_or_none()
    return _struck(row) if row else None


def strike(deed: Deed, new: Iterable[StruckWord]) -> None:
    """Strike words that are not struck yet."""
    for one in new:
        (digest,) = wordings.keep(deed.connection, [one.word])
        _put(deed, one.coder, one.code, digest, one.moment)
        deed.record(EventKind.STRUCK_WORD, _subject(one), None, _told(one.moment))


def unstrike(deed: Deed, gone: Iterable[StruckWord]) -> None:
    """Let struck words count again."""
    for one in gone:
        same = _same(one.coder, one.code, text_digest(one.word))
        deed.connection.execute(delete(schema.struck_word).where(same))
        deed.record(EventKind.STRUCK_WORD, _subject(one), _told(one.moment), None)


def apply(deed: Deed, subject: str, before: Json, after: Json) -> None:
    """Bring one struck word to the state that an event tells of."""
    coder, code, digest = subject.split(" ")
    deed.connection.execute(delete(schema.struck_word).where(_same(Id(coder), code, digest)))
    if isinstance(after, str):
        _put(deed, Id(coder), code, digest, datetime.fromisoformat(after))
    deed.record(EventKind.STRUCK_WORD, subject, before, after)


def make_one(deed: Deed, code: str, into: str) -> None:
    """Let what everybody struck out of a code be struck out of another."""
    standing = _of_code(deed.connection, code)
    taken = {(one.coder, one.word) for one in _of_code(deed.connection, into)}
    unstrike(deed, standing)
    fresh = [one for one in standing if (one.coder, one.word) not in taken]
    strike(deed, [replace(one, code=into) for one in fresh])


def pass_on(deed: Deed, code: str, parts: Iterable[str]) -> None:
    """Strike what was struck out of a code out of the new codes beside it too."""
    standing = _of_code(deed.connection, code)
    strike(deed, [replace(one, code=part) for part in parts for one in standing])


def every_one(connection: Connection) -> dict[str, str]:
    """Map how the journal names each struck word to what it tells of it."""
    rows = connection.execute(select(schema.struck_word))
    return {f"{row.coder} {row.code} {row.word}": _told(row.moment) for row in rows}


def _may_see(sight: Sight) -> ColumnElement[bool]:
    table = schema.struck_word.c
    if not sight.peers:
        return true()
    return not_(and_(table.coder != (sight.viewer or ""), table.coder.in_(sight.peers)))


def _of_code(connection: Connection, code: str) -> list[StruckWord]:
    query = _QUERY.where(schema.struck_word.c.code == code)
    return [_struck(row) for row in connection.execute(query.order_by(schema.struck_word.c.moment))]


def _same(coder: Id, code: str, digest: str) -> ColumnElement[bool]:
    table = schema.struck_word.c
    return and_(table.coder == coder, table.code == code, table.word == digest)


def _put(deed: Deed, coder: Id, code: str, digest: str, moment: datetime) -> None:
    values = {"coder": coder, "code": code, "word": digest, "moment": moment}
    deed.connection.execute(insert(schema.struck_word).values(**values))


def _subject(one: StruckWord) -> str:
    return f"{one.coder} {one.code} {text_digest(one.word)}"


def _told(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _struck(row: Row[Any]) -> StruckWord:
    return StruckWord(Id(row.coder), row.code, row.text, row.moment)
