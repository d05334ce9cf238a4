"""Keeps every revision of the codebook and of the instrument, and which one is current."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import Connection, select

from qualcode.domain.codebook import Codebook
from qualcode.domain.errors import Refused
from qualcode.domain.events import EventKind, Json, canonical_json
from qualcode.domain.instrument import Instrument
from qualcode.store import schema, settings, wordings
from qualcode.store.journal import Deed

_CODEBOOK, _INSTRUMENT = "codebook", "instrument"

# A revision is the hash of its content, so what was read of one holds for every study; each key
# press in the coding screen needs the codebook.
_READ: dict[str, Codebook] = {}
_MOST_READ = 8


def codebook(connection: Connection) -> Codebook:
    """Return the study's codebook; an empty one before the first is added."""
    return at(connection, settings.get(connection, _CODEBOOK) or "")


def at(connection: Connection, revision: str) -> Codebook:
    """Return the codebook as it was at a revision; an empty one for an empty revision."""
    if not revision:
        return Codebook("")
    if revision not in _READ:
        table = schema.codebook_revision
        query = select(table.c.content).where(table.c.revision == revision)
        _READ[revision] = Codebook.from_json(json.loads(connection.execute(query).scalar_one()))
        while len(_READ) > _MOST_READ:
            del _READ[next(iter(_READ))]
    return _READ[revision]


def revisions(connection: Connection) -> set[str]:
    """Return every revision of the codebook that the study ever had."""
    return set(connection.scalars(select(schema.codebook_revision.c.revision)))


def change_codebook(deed: Deed, new: Codebook) -> None:
    """Make this the study's codebook, from now on."""
    connection = deed.connection
    connection.execute(
        wordings.ignoring_known(connection, schema.codebook_revision),
        [
            {
                "revision": new.revision,
                "version": new.version,
                "content": canonical_json(new.to_json()),
                "created": deed.moment,
            }
        ],
    )
    if new.codes:
        rows = [{"id": code.id} for code in new.codes]
        connection.execute(wordings.ignoring_known(connection, schema.code), rows)
    _point(deed, settings.get(connection, _CODEBOOK), new.revision)


def apply_codebook(deed: Deed, subject: str, _: Json, after: Json) -> None:
    """Go back or forth to the revision that an event tells of.

    Raises:
        Refused: if codings would be left with codes that are in no codebook.
    """
    revision = str(after) if after else ""
    _refuse_if_codes_are_used(deed.connection, at(deed.connection, revision))
    _point(deed, settings.get(deed.connection, subject), revision)


def _refuse_if_codes_are_used(connection: Connection, wanted: Codebook) -> None:
    # First what everybody knows: who codes blind need not hear that others used a code.
    frozen, kept = schema.coding_round.c, schema.codebook_revision.c
    query = select(frozen.name, kept.revision).join(
        schema.codebook_revision, kept.revision == frozen.revision
    )
    for name, revision in connection.execute(query).all():
        if at(connection, revision).by_id.keys() - wanted.by_id.keys():
            raise Refused(
                f"The round '{name}' is coded with codes that this codebook does not have."
            )
    used = connection.scalars(select(schema.coding.c.code).distinct())
    missing = sorted(set(used) - wanted.by_id.keys())
    if missing:
        raise Refused(
            f"The code '{missing[0]}' was used since, and that codebook does not have it: "
            "take its codings away first."
        )


def _point(deed: Deed, before: str | None, after: str) -> None:
    if (before or "") == after:
        return
    settings.put(deed.connection, _CODEBOOK, after)
    deed.record(EventKind.CODEBOOK, _CODEBOOK, before or None, after or None)


def instrument(connection: Connection) -> Instrument:
    """Return the study's instrument; an empty one before the first is added."""
    table = schema.instrument_revision
    current = settings.get(connection, _INSTRUMENT)
    content = connection.scalar(select(table.c.content).where(table.c.revision == current))
    return Instrument.from_json(json.loads(content)) if content else Instrument("")


def change_instrument(deed: Deed, new: Instrument) -> None:
    """Make this the study's instrument."""
    connection = deed.connection
    content = canonical_json(new.to_json())
    revision = hashlib.sha256(content.encode()).hexdigest()[:16]
    before = settings.get(connection, _INSTRUMENT)
    if before == revision:
        return
    connection.execute(
        wordings.ignoring_known(connection, schema.instrument_revision),
        [{"revision": revision, "content": content, "created": deed.moment}],
    )
    settings.put(connection, _INSTRUMENT, revision)
    deed.record(EventKind.INSTRUMENT, _INSTRUMENT, before, revision)
