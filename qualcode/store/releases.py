"""Keeps which tables left the study, and who stood behind their figures.

The journal tells of the release. Who stood behind it lies apart, so that a person can be erased.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from qualcode.domain.events import EventKind, Json, canonical_json
from qualcode.domain.identity import Id
from qualcode.domain.recorded import RecordedRelease
from qualcode.store import schema
from qualcode.store.journal import Deed


def recorded(connection: Connection) -> list[RecordedRelease]:
    """Return the releases that were written to files, in the order of time."""
    table = schema.recorded_release
    rows = connection.execute(select(table).order_by(table.c.moment, table.c.id))
    return [_release(row) for row in rows]


def add(deed: Deed, release: RecordedRelease, told: dict[str, Json]) -> None:
    """Keep a release; `told` is what the journal tells of it, without any persons."""
    row = {
        "id": release.id,
        "moment": release.moment,
        "coder": release.coder,
        "kind": release.kind,
        "query": canonical_json(dict[str, Any](release.query)),
        "digest": release.digest,
        "roster": canonical_json(list(release.roster)),
        "cells": canonical_json([[one, f"{n:x}", f"{base:x}"] for one, n, base in release.cells]),
    }
    deed.connection.execute(insert(schema.recorded_release).values(**row))
    deed.record(EventKind.RELEASE, release.id, None, told)


def note_showing(deed: Deed, kind: str, told: dict[str, Json]) -> None:
    """Write into the journal that the lead had small cells shown."""
    deed.record(EventKind.RELEASE, f"shown {kind}", None, told)


def forget(deed: Deed, person: str) -> None:
    """Take a person out of all rosters; how many stood behind a figure stays known."""
    table = schema.recorded_release
    for row in deed.connection.execute(select(table.c.id, table.c.roster)).all():
        roster = json.loads(row.roster)
        if person in roster:
            without = canonical_json(["" if one == person else one for one in roster])
            deed.connection.execute(
                update(table).where(table.c.id == row.id).values(roster=without)
            )


def _release(row: Row[Any]) -> RecordedRelease:
    return RecordedRelease(
        Id(row.id),
        row.moment,
        Id(row.coder),
        row.kind,
        json.loads(row.query),
        row.digest,
        tuple(json.loads(row.roster)),
        tuple((meaning, int(n, 16), int(base, 16)) for meaning, n, base in json.loads(row.cells)),
    )
