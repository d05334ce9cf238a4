"""Changes codings in place, so that their memos stay with them: other words, or another code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select, update

from qualcode.domain.coding import Coding, Origin
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

    Where its coder has put that on the same words in the same round already, one of the two is
    taken away: a suggestion that was taken as it was before one that was not, else that with the
    code that goes.
    """
    standing = [
        one for one in codings.every_one(deed.connection, EVERYTHING) if one.code in (code, into)
    ]
    taken = {codings.key(one): one for one in standing if one.code == into}
    before = [one for one in standing if one.code == code]
    gone: dict[Id, Coding] = {}
    for one in before:
        twin = taken.get(codings.key(replace(one, code=into)))
        if twin is not None:
            accepted = twin.origin is Origin.ACCEPTED and one.origin is not Origin.ACCEPTED
            left = twin if accepted else one
            gone[left.id] = left
    codings.remove(deed, list(gone.values()))
    staying = [one for one in before if one.id not in gone]
    table = schema.coding
    for part in parcels(one.id for one in staying):
        deed.connection.execute(update(table).where(table.c.id.in_(part)).values(code=into))
    for one in staying:
        told = codings.told(replace(one, code=into))
        deed.record(EventKind.CODING, one.id, codings.told(one), told)
    return before
