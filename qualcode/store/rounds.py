"""Keeps rounds and the queues of their coders."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from qualcode.domain.events import EventKind, Json, canonical_json
from qualcode.domain.identity import Id
from qualcode.domain.rounds import (
    Assignment,
    Drawn,
    Round,
    RoundState,
    Sampling,
)
from qualcode.store import schema
from qualcode.store.journal import Deed
from qualcode.store.parcels import parcels


def listing(connection: Connection) -> list[Round]:
    """Return all rounds, oldest first."""
    table = schema.coding_round
    query = select(table).order_by(table.c.created, table.c.name)
    return [_round(row) for row in connection.execute(query)]


def find(connection: Connection, name: str) -> Round | None:
    """Return the round of this name, or None."""
    table = schema.coding_round
    row = connection.execute(select(table).where(table.c.name == name)).one_or_none()
    return _round(row) if row else None


def put(deed: Deed, new: Round) -> None:
    """Keep a round, new or changed."""
    table = schema.coding_round
    before = find(deed.connection, new.name)
    if before == new:
        return
    if before is None:
        deed.connection.execute(insert(table).values(**_row(new)))
    else:
        deed.connection.execute(update(table).where(table.c.name == new.name).values(**_row(new)))
    deed.record(EventKind.ROUND, new.name, _told(before) if before else None, _told(new))


def remove(deed: Deed, one: Round) -> None:
    """Take a round back with its queues, as if it had not been made; nobody has worked in it."""
    table = schema.coding_round
    for coder in one.coders:
        queue = assignments(deed.connection, one.name, coder)
        take_off(deed, one.name, coder, [each.segment for each in queue])
    deed.connection.execute(delete(table).where(table.c.name == one.name))
    deed.record(EventKind.ROUND, one.name, _told(one), None)


def note_unblinding(deed: Deed, one: Round) -> None:
    """Note that figures of a blind round are looked at before its end, each time anew."""
    changed, table = replace(one, unblinded=True), schema.coding_round
    deed.connection.execute(update(table).where(table.c.name == one.name).values(unblinded=True))
    deed.record(EventKind.ROUND, one.name, _told(one), _told(changed))


def assignments(connection: Connection, name: str, coder: Id | None = None) -> list[Assignment]:
    """Return the queues of a round in their order, of one coder if named."""
    table = schema.assignment
    query = select(table).where(table.c.round == name)
    if coder is not None:
        query = query.where(table.c.coder == coder)
    rows = connection.execute(query.order_by(table.c.coder, table.c.place))
    return [
        Assignment(row.round, Id(row.coder), Id(row.segment), row.place, bool(row.repeat))
        for row in rows
    ]


def present(connection: Connection, name: str, coder: Id | None = None) -> list[Assignment]:
    """Return the queues of a round as `assignments` does, without segments of removed sources."""
    table, segment, source = schema.assignment, schema.segment.c, schema.source.c
    removed = (
        select(table.c.segment)
        .join(schema.segment, segment.id == table.c.segment)
        .join(schema.source, source.id == segment.source)
        .where(table.c.round == name, source.removed)
    )
    gone = set(connection.scalars(removed))
    return [one for one in assignments(connection, name, coder) if one.segment not in gone]


def repeated(connection: Connection, name: str) -> set[tuple[Id, Id]]:
    """Return (coder, segment) of what is coded again in a round: compared with nobody else."""
    table = schema.assignment.c
    query = select(table.coder, table.segment).where(table.round == name, table.repeat)
    return {(Id(row.coder), Id(row.segment)) for row in connection.execute(query)}


def holds(connection: Connection, name: str, coder: Id, segments: Iterable[Id]) -> bool:
    """Say whether a coder's queue holds all of some segments."""
    table, wanted = schema.assignment.c, set(segments)
    held = sum(
        connection.scalar(
            select(func.count()).where(
                table.round == name, table.coder == coder, table.segment.in_(part)
            )
        )
        or 0
        for part in parcels(wanted)
    )
    return held == len(wanted)


def assign(deed: Deed, new: Sequence[Assignment]) -> None:
    """Add segments to queues of one round."""
    if not new:
        return
    for part in parcels(new):
        deed.connection.execute(insert(schema.assignment), [asdict(one) for one in part])
    queues: dict[str, list[Json]] = {}
    for one in new:
        queues.setdefault(one.coder, []).append([one.segment, one.place, one.repeat])
    deed.record(EventKind.ROUND, f"{new[0].round} queues", {}, dict(queues))


def follow(deed: Deed, homes: Mapping[Id, Id]) -> None:
    """Put segments of a newer text into the queues that hold those of the older one.

    It is no event of its own: undoing the import brings the older segments back, which are there.
    """
    table = schema.assignment
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for part in parcels(homes):
        for row in deed.connection.execute(select(table).where(table.c.segment.in_(part))):
            home = homes[Id(row.segment)]
            rows.setdefault((row.round, row.coder, home), {**row._mapping, "segment": home})
    for new in parcels(rows.values()):
        deed.connection.execute(insert(table), new)


def take_off(deed: Deed, name: str, coder: Id, segments: Iterable[Id]) -> None:
    """Take segments off a coder's queue."""
    table, gone = schema.assignment, list(segments)
    if not gone:
        return
    for part in parcels(gone):
        deed.connection.execute(
            delete(table).where(
                table.c.round == name, table.c.coder == coder, table.c.segment.in_(part)
            )
        )
    queues: Json = {coder: list(gone)}
    deed.record(EventKind.ROUND, f"{name} queues", queues, {})


def _round(row: Row[Any]) -> Round:
    sampling = json.loads(row.sampling)
    sampling["unit"] = Drawn(sampling["unit"])
    sampling["stratify"] = tuple(sampling["stratify"])
    return Round(
        name=row.name,
        coders=tuple(Id(one) for one in json.loads(row.coders)),
        blind=row.blind,
        sampling=Sampling(**sampling),
        revision=row.revision,
        created=row.created,
        state=RoundState(row.state),
        closed=row.closed,
        unblinded=row.unblinded,
    )


def _row(one: Round) -> dict[str, Any]:
    return {
        "name": one.name,
        "state": one.state.value,
        "blind": one.blind,
        "unblinded": one.unblinded,
        "coders": canonical_json(list(one.coders)),
        "sampling": canonical_json(_sampling(one.sampling)),
        "revision": one.revision,
        "created": one.created,
        "closed": one.closed,
    }


def _told(one: Round) -> dict[str, Any]:
    return {
        "state": one.state.value,
        "blind": one.blind,
        "unblinded": one.unblinded,
        "coders": list(one.coders),
        "sampling": _sampling(one.sampling),
        "revision": one.revision,
    }


def _sampling(one: Sampling) -> dict[str, Any]:
    return {**asdict(one), "unit": one.unit.value, "stratify": list(one.stratify)}
