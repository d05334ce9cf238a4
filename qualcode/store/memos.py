"""Keeps memos; their words lie apart from the journal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from qualcode.domain.coding import Memo, MemoSubject
from qualcode.domain.events import EventKind, Json
from qualcode.domain.identity import Id
from qualcode.store import schema, wordings
from qualcode.store.journal import Deed
from qualcode.store.parcels import parcels
from qualcode.store.sight import Sight, may_read

_QUERY = select(schema.memo, schema.wording.c.text.label("text")).join(
    schema.wording, schema.wording.c.digest == schema.memo.c.wording
)


def listing(connection: Connection, sight: Sight) -> list[Memo]:
    """Return all memos, oldest first."""
    query = _QUERY.where(may_read(sight))
    rows = connection.execute(query.order_by(schema.memo.c.changed, schema.memo.c.id))
    return [_memo(row) for row in rows]


def about(
    connection: Connection, sight: Sight, kind: MemoSubject, subjects: list[str]
) -> list[Memo]:
    """Return the memos about some things of one kind."""
    table = schema.memo
    query = _QUERY.where(table.c.kind == kind.value, may_read(sight))
    found = [
        _memo(row)
        for part in parcels(dict.fromkeys(subjects))
        for row in connection.execute(query.where(table.c.subject.in_(part)))
    ]
    return sorted(found, key=lambda memo: (memo.changed, memo.id))


def own(
    connection: Connection, coder: Id, kind: MemoSubject, subjects: Sequence[str]
) -> list[Memo]:
    """Return one coder's memos about some things of one kind, oldest first."""
    table = schema.memo
    query = _QUERY.where(
        table.c.coder == coder, table.c.kind == kind.value, table.c.subject.in_(subjects)
    )
    return [_memo(row) for row in connection.execute(query.order_by(table.c.changed))]


def write(deed: Deed, memo: Memo) -> None:
    """Write a memo, new or changed; an empty text takes it away."""
    table = schema.memo
    before = deed.connection.execute(select(table).where(table.c.id == memo.id)).one_or_none()
    after = None
    if memo.text:
        (after,) = wordings.keep(deed.connection, [memo.text])
    _put(deed, memo.id, _state(memo, after) if after else None)
    old = {name: getattr(before, name) for name in _STATE} if before else None
    deed.record(EventKind.MEMO, memo.id, old, _state(memo, after) if after else None)


_STATE = ("kind", "subject", "coder", "wording")


def _state(memo: Memo, digest: str) -> dict[str, Any]:
    return {
        "kind": memo.kind.value,
        "subject": memo.subject,
        "coder": memo.coder,
        "wording": digest,
    }


def apply(deed: Deed, subject: str, before: Json, after: Json) -> None:
    """Bring one memo to the state that an event tells of."""
    _put(deed, Id(subject), after if isinstance(after, dict) else None)
    deed.record(EventKind.MEMO, subject, before, after)


def _put(deed: Deed, identity: Id, state: dict[str, Any] | None) -> None:
    table = schema.memo
    deed.connection.execute(delete(table).where(table.c.id == identity))
    if state is not None:
        deed.connection.execute(
            insert(table).values({**state, "id": identity, "changed": deed.moment})
        )


def _memo(row: Row[Any]) -> Memo:
    return Memo(
        Id(row.id), MemoSubject(row.kind), row.subject, Id(row.coder), row.text, row.changed
    )
