"""The append-only journal, written in the same transaction as the change it tells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, insert, select, text

from qualcode.domain.errors import DamagedStudy
from qualcode.domain.events import Event, EventKind, Json, canonical_json
from qualcode.domain.identity import Id, new_id
from qualcode.store.parcels import parcels
from qualcode.store.schema import journal

_ORDER_OF_DEEDS = 0x51434F44


@dataclass(slots=True)
class Deed:
    """One deed under way: a change of state and its events, kept or dropped together.

    `undoes` names the deed that this one takes back, and `depth` counts how often a deed was
    taken back: 0 is a deed, 1 its undoing, 2 its redoing.
    """

    connection: Connection
    coder: Id
    moment: datetime
    id: Id = field(default_factory=new_id)
    undoes: Id | None = None
    depth: int = 0
    events: list[Event] = field(default_factory=list)

    def record(self, kind: EventKind, subject: str, before: Json, after: Json) -> None:
        """Note one event; it is written when the deed ends."""
        self.events.append(
            Event(
                new_id(),
                self.id,
                self.moment,
                self.coder,
                kind,
                subject,
                before,
                after,
                self.undoes,
            )
        )


def take_turn(connection: Connection) -> None:
    """Wait until no other deed is under way; SQLite does so by itself at BEGIN IMMEDIATE.

    Without turns, what a deed has looked up could be changed by another before it writes.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ORDER_OF_DEEDS})"))


def append(deed: Deed) -> None:
    """Seal the deed's events into the chain and write them."""
    if not deed.events:
        return
    connection = deed.connection
    last = select(journal.c.digest).order_by(journal.c.sequence.desc()).limit(1)
    digest = connection.scalar(last) or ""
    rows = []
    for event in deed.events:
        sealed = event.sealed(digest)
        digest = sealed.digest
        rows.append(_to_row(sealed, deed.depth))
    connection.execute(insert(journal), rows)


def _to_row(event: Event, depth: int) -> dict[str, Any]:
    return {
        "id": event.id,
        "deed": event.deed,
        "moment": event.moment,
        "coder": event.coder,
        "kind": event.kind.value,
        "subject": event.subject,
        "before": canonical_json(event.before),
        "after": canonical_json(event.after),
        "undoes": event.undoes,
        "depth": depth,
        "previous_digest": event.previous_digest,
        "digest": event.digest,
    }


def _from_row(row: Row[Any]) -> Event:
    return Event(
        Id(row.id),
        Id(row.deed),
        row.moment,
        row.coder,
        EventKind(row.kind),
        row.subject,
        json.loads(row.before),
        json.loads(row.after),
        row.undoes,
        row.previous_digest,
        row.digest,
    )


def events_of(connection: Connection, deed: str) -> list[Event]:
    """Return the events of one deed in the order in which they happened."""
    query = select(journal).where(journal.c.deed == deed).order_by(journal.c.sequence)
    return [_from_row(row) for row in connection.execute(query)]


def was_looked_at(connection: Connection, round_: str) -> bool:
    """Say whether anybody ever looked at anything in a round, even if it was taken back."""
    query = select(journal.c.subject).where(
        journal.c.kind == EventKind.LOOK.value,
        journal.c.subject.endswith(f" {round_}", autoescape=True),
    )
    subjects = connection.scalars(query)
    return any(subject.split(" ", 2)[2:] == [round_] for subject in subjects)


def last_about(connection: Connection, kind: EventKind, subjects: Iterable[str]) -> Iterator[Event]:
    """Yield the newest event about each of some things of one kind."""
    for part in parcels(subjects):
        newest = (
            select(func.max(journal.c.sequence))
            .where(journal.c.subject.in_(part), journal.c.kind == kind.value)
            .group_by(journal.c.subject)
        )
        for row in connection.execute(select(journal).where(journal.c.sequence.in_(newest))):
            yield _from_row(row)


def all_about(connection: Connection, kind: EventKind) -> Iterator[Event]:
    """Yield every event of one kind in the order in which they happened."""
    query = select(journal).where(journal.c.kind == kind.value).order_by(journal.c.sequence)
    for row in connection.execute(query.execution_options(yield_per=1000)):
        yield _from_row(row)


def backwards(connection: Connection, before: Id | None = None) -> Iterator[Event]:
    """Yield all events, newest first, or only those from before a deed."""
    query = select(journal).order_by(journal.c.sequence.desc())
    if before is not None:
        first = select(func.min(journal.c.sequence)).where(journal.c.deed == before)
        query = query.where(journal.c.sequence < first.scalar_subquery())
    with connection.execute(query.execution_options(yield_per=200)) as rows:
        for row in rows:
            yield _from_row(row)


def latest(connection: Connection, deeds: int | None = None) -> list[Event]:
    """Return the events of the newest deeds, newest first; None asks for all."""
    query = select(journal).order_by(journal.c.sequence.desc())
    if deeds is not None:
        first = func.min(journal.c.sequence).label("first")
        newest = select(first).group_by(journal.c.deed).order_by(first.desc()).limit(deeds)
        oldest = select(func.min(newest.subquery().c.first)).scalar_subquery()
        query = query.where(journal.c.sequence >= oldest)
    return [_from_row(row) for row in connection.execute(query)]


class Mark(NamedTuple):
    """How far the journal was read: its newest event then."""

    sequence: int
    event: str


def newest(connection: Connection) -> Mark:
    """Return how far the journal goes."""
    query = select(journal.c.sequence, journal.c.id).order_by(journal.c.sequence.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return Mark(row.sequence, row.id) if row else Mark(0, "")


def since(connection: Connection, mark: Mark) -> tuple[Mark, list[Event]] | None:
    """Return the events after a mark, with the mark after them.

    None means that the journal has no such mark, as after another study's file took its place.
    """
    query = select(journal).where(journal.c.sequence >= mark.sequence)
    rows = connection.execute(query.order_by(journal.c.sequence)).all()
    if not rows or rows[0].id != mark.event:
        return None
    return Mark(rows[-1].sequence, rows[-1].id), [_from_row(row) for row in rows[1:]]


@dataclass(frozen=True, slots=True)
class Past:
    """A deed as undo sees it."""

    deed: Id
    depth: int
    undoes: Id | None
    kinds: frozenset[EventKind]


def verify_chain(connection: Connection) -> int:
    """Walk the whole chain of digests and return the number of events.

    Raises:
        DamagedStudy: naming the first event that does not fit.
    """
    digest = ""
    number = 0
    query = select(journal).order_by(journal.c.sequence).execution_options(yield_per=1000)
    with connection.execute(query) as rows:
        for row in rows:
            number += 1
            event = _from_row(row)
            if event.previous_digest != digest or event.digest != event.digest_after(digest):
                raise DamagedStudy(
                    f"The journal was changed from outside at event {row.sequence} "
                    f"({event.moment:%Y-%m-%d %H:%M}). Restore the study from a backup."
                )
            digest = event.digest
    return number
