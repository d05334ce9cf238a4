"""Keeps what was decided about disagreements."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from qualcode.domain.events import EventKind, Json, canonical_json
from qualcode.domain.identity import Id
from qualcode.domain.rounds import Decision, Verdict
from qualcode.store import schema, wordings
from qualcode.store.journal import Deed
from qualcode.store.parcels import parcels
from qualcode.store.sight import Sight, may_see


def listing(connection: Connection, sight: Sight, name: str) -> list[Decision]:
    """Return what was decided in a round, or outside any (an empty name), in the order of time."""
    table = schema.decision
    query = (
        select(table, schema.wording.c.text.label("words"))
        .outerjoin(schema.wording, schema.wording.c.digest == table.c.reason)
        .where(table.c.round == name, may_see(sight, table))
        .order_by(table.c.moment, table.c.segment)
    )
    return [_decision(row) for row in connection.execute(query)]


def decide(deed: Deed, new: Decision) -> None:
    """Keep a decision, in place of an earlier one about the same segment."""
    digest = wordings.keep(deed.connection, [new.reason])[0] if new.reason else None
    after: dict[str, Any] = {
        "verdict": new.verdict.value,
        "codes": list(new.codes),
        "readings": list(new.readings),
        "coder": new.coder,
        "reason": digest,
        "moment": new.moment.isoformat(),
    }
    before = _standing(deed.connection, new.round, new.segment)
    _replace(deed.connection, new.round, new.segment, after)
    deed.record(EventKind.DECISION, f"{new.segment} {new.round}", before, after)


def apply(deed: Deed, subject: str, before: Json, after: Json) -> None:
    """Bring one decision to the state that an event tells of."""
    segment, name = subject.split(" ", 1)
    _replace(deed.connection, name, Id(segment), after if isinstance(after, dict) else None)
    deed.record(EventKind.DECISION, subject, before, after)


def carry(
    deed: Deed, homes: Mapping[Id, Id], reworded: Callable[[str], str] = lambda words: words
) -> None:
    """Let decisions be about other segments, or give their reasons in other words."""
    table = schema.decision
    query = select(table, schema.wording.c.text.label("words")).outerjoin(
        schema.wording, schema.wording.c.digest == table.c.reason
    )
    for one in map(_decision, deed.connection.execute(query).all()):
        after = replace(
            one, segment=homes.get(one.segment, one.segment), reason=reworded(one.reason)
        )
        if after.segment != one.segment:
            before = _standing(deed.connection, one.round, one.segment)
            apply(deed, f"{one.segment} {one.round}", before, None)
        if after != one:
            decide(deed, after)


def forget(deed: Deed, segments: Iterable[Id]) -> list[str]:
    """Take back all decisions about some segments; return how the journal names them."""
    table = schema.decision
    gone = []
    for part in parcels(segments):
        query = select(table.c.round, table.c.segment).where(table.c.segment.in_(part))
        for row in deed.connection.execute(query).all():
            gone.append(f"{row.segment} {row.round}")
            before = _standing(deed.connection, row.round, row.segment)
            apply(deed, gone[-1], before, None)
    return gone


def _standing(connection: Connection, name: str, segment: Id) -> dict[str, Any] | None:
    table = schema.decision
    query = select(table).where(table.c.round == name, table.c.segment == segment)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return {
        "verdict": row.verdict,
        "codes": json.loads(row.codes),
        "readings": json.loads(row.readings),
        "coder": row.coder,
        "reason": row.reason,
        "moment": row.moment.isoformat(),
    }


def _replace(connection: Connection, name: str, segment: Id, state: dict[str, Any] | None) -> None:
    table = schema.decision
    connection.execute(delete(table).where(table.c.round == name, table.c.segment == segment))
    if state is None:
        return
    row = {
        **state,
        "round": name,
        "segment": segment,
        "codes": canonical_json(state["codes"]),
        "readings": canonical_json(state["readings"]),
        "moment": datetime.fromisoformat(state["moment"]),
    }
    connection.execute(insert(table).values(**row))


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        row.round,
        Id(row.segment),
        Verdict(row.verdict),
        tuple(json.loads(row.codes)),
        Id(row.coder),
        row.moment,
        tuple(Id(one) for one in json.loads(row.readings)),
        row.words or "",
    )
