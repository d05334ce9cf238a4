"""Takes deeds back, and brings them forth again, from the journal."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.domain.errors import Refused
from qualcode.domain.events import UNDOABLE, Event, EventKind, Json
from qualcode.store import (
    codebooks,
    codings,
    decisions,
    flags,
    journal,
    memos,
    people,
    rejections,
    sources,
    struck_words,
)
from qualcode.store.journal import Deed, Past

_APPLY: dict[EventKind, Callable[[Deed, str, Json, Json], None]] = {
    EventKind.CODING: codings.apply,
    EventKind.LOOK: codings.apply_look,
    EventKind.FLAG: flags.apply,
    EventKind.REJECTION: rejections.apply,
    EventKind.STRUCK_WORD: struck_words.apply,
    EventKind.MEMO: memos.apply,
    EventKind.SOURCE: sources.apply,
    EventKind.PARTICIPANT: people.apply,
    EventKind.CODEBOOK: codebooks.apply_codebook,
    EventKind.DECISION: decisions.apply,
}


def take_back(deed: Deed, past: Past) -> list[Event]:
    """Apply the inverse of every event of a past deed, last first; return those events.

    Raises:
        Refused: if the deed cannot be undone, or what it changed was changed again since.
    """
    events = journal.events_of(deed.connection, past.deed)
    _refuse_if_changed_since(deed, events)
    for event in reversed(events):
        if event.kind not in UNDOABLE:
            raise Refused(f"The last deed ({event.kind.value}) cannot be undone.")
        _APPLY[event.kind](deed, event.subject, event.after, event.before)
    return events


def _refuse_if_changed_since(deed: Deed, events: list[Event]) -> None:
    """Compare how the deed left each thing, by its last event about it, with how it is now."""
    left: dict[EventKind, dict[str, Event]] = {}
    for event in events:
        left.setdefault(event.kind, {})[event.subject] = event
    for kind, by_subject in left.items():
        for last in journal.last_about(deed.connection, kind, by_subject):
            if last.after != by_subject[last.subject].after:
                raise Refused(
                    f"The {kind.value} was changed again on {last.moment:%Y-%m-%d %H:%M}; "
                    "undo that first."
                )
