"""As of when a report is: the last change to the study, never the time of writing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from qualcode.domain.events import EventKind
from qualcode.store import journal
from qualcode.store.told import Readable

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_NO_CHANGES = frozenset({EventKind.TRANSFER, EventKind.RELEASE})


def last_change(connection: Connection, eyes: Sight) -> datetime:
    """Return when the study was last changed, as far as the person at work may know.

    Notes of what left it are no changes: the same study gives the same report, although the
    journal notes each one. A study to which nothing happened is of the beginning of time.
    """
    for event in filter(Readable(connection, eyes), journal.backwards(connection)):
        if event.kind not in _NO_CHANGES:
            return event.moment
    return _BEGINNING
