"""Changes codings in place, so that their memos stay with them: other words, or another code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select, update

from qualcode.domain.coding import Coding
from qualcode.domain.events import EventKind
from qualcode.domain.identity import Id
from qualcode.store import codings, schema
from qualcode.store.journal import Deed
from qualcode.store.parcels import parcels
from qualcode.store.sight import EVERYTHING, Sight, may_see


@dataclass(frozen=True, slots=True)
class Use:
    """Who has used some codes, in present sources: how often, where, in which rounds."""

    codings: int
    segments: int
    coders: frozenset[Id]
    rounds: frozenset[str]


def use_of(connection: Connection, sight: Sight, codes: Collection[str]) -> Use:
    """Return who has used some codes, as far as it may be seen."""
    table = schema.coding
    query = (
        select(table.c.segment, table.c.coder, table.c.round)
        .join(schema.source, schema.source.c.id == table.c.source)
        .where(~schema.source.c.removed, may_see(sight, table))
    )
    rows = [
        row
        for part in parcels(sorted(codes))
        for row in connection.execute(query.where(table.c.code.in_(part)))
    ]
    return Use(
        len(rows),
        len({row.segment for row in rows}),
        frozenset(Id(row.coder) for row in rows),
        frozenset(row.round for row in rows if row.round),
    )


def alter(deed: Deed, before: Coding, after: Coding) -> None:
    """Put a coding on other words, or under another code, by hand."""
    table = schema.coding
    values = {
        "code": after.code,
        "start": after.span.start,
        "end": after.span.end,
        "origin": after.origin.value,
    }
    deed.connection.execute(update(table).where(table.c.id == before.id).values(values))
    deed.record(EventKind.CODING, before.id, codings.told(before), codings.told(after))


def make_one(deed: Deed, code: str, into: str) -> list[Coding]:
    """Give every coding with a code another code; return them as they were.

    Where its coder has put that on the same words in the same round already, it is taken away.
    """
    standing = [
        one for one in codings.every_one(deed.connection, EVERYTHING) if one.code in (code, into)
    ]
    taken = {codings.key(one) for one in standing if one.code == into}
    before = [one for one in standing if one.code == code]
    after = {one.id: replace(one, code=into) for one in before}
    twins = [one for one in before if codings.key(after[one.id]) in taken]
    codings.remove(deed, twins)
    staying = [one for one in before if codings.key(after[one.id]) not in taken]
    table = schema.coding
    for part in parcels(one.id for one in staying):
        deed.connection.execute(update(table).where(table.c.id.in_(part)).values(code=into))
    for one in staying:
        told = codings.told(after[one.id])
        deed.record(EventKind.CODING, one.id, codings.told(one), told)
    return before
