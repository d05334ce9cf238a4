"""Under which revision of the codebook codings were made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.tables import Unit
from qualcode.store import schema
from qualcode.store.counted import counted, of_latest
from qualcode.store.eligible import eligible
from qualcode.store.sight import Sight


@dataclass(frozen=True, slots=True)
class Made:
    """How many codings of one person's words were made with a code under a revision."""

    code: str
    revision: str
    person: str
    codings: int


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of the codebook: its hash, its author's word for it, and when it came."""

    revision: str
    version: str
    created: datetime


def made_under(
    connection: Connection, sight: Sight, scope: Scope, rule: CoderRule
) -> Iterator[Made]:
    """Yield the codings in scope that count by a rule, by code, revision and person."""
    table, segments = schema.coding.c, eligible(sight, rule, scope, Unit.SEGMENT)
    keys = (table.code, table.revision, segments.c.person)
    query = (
        select(*keys, func.count())
        .select_from(schema.coding)
        .join(segments, segments.c.segment == table.segment)
        .where(counted(sight, rule))
    )
    for row in connection.execute(of_latest(query, rule).group_by(*keys)):
        yield Made(*row)


def revisions(connection: Connection) -> list[Revision]:
    """Return every revision of the codebook that the study had, the oldest first."""
    table = schema.codebook_revision.c
    query = select(table.revision, table.version, table.created)
    rows = connection.execute(query.order_by(table.created, table.revision))
    return [Revision(*row) for row in rows]
