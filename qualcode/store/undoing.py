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
    passed,
    people,
    rejections,
    sources,
    struck_words,
    wordings,
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
    EventKind.PASSED_QUOTATION: passed.apply,
}


def take_back(deed: Deed, past: Past) -> list[Event]:
    """Apply the inverse of every event of a past deed, last first; return those events.

    Raises:
        Refused: if the deed cannot be undone, or what it changed was changed again since.
    """
    events = journal.events_of(deed.connection, past.deed)
    if any(event.kind is EventKind.REDACTION for event in events):
        raise Refused("A redaction cannot be undone: what it took out is in the vault, or nowhere.")
    _refuse_if_changed_since(deed, events)
    for event in reversed(events):
        if event.kind not in UNDOABLE:
            raise Refused(f"The last deed ({event.kind.value}) cannot be undone.")
        _refuse_if_taken_out(deed, event)
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


def _refuse_if_taken_out(deed: Deed, event: Event) -> None:
    """Refuse to bring back words that a redaction took out of the study."""
    if event.kind in (EventKind.SOURCE, EventKind.PARTICIPANT):
        needed = event.before or event.after
    elif event.kind is EventKind.STRUCK_WORD:
        needed = event.subject.split(" ")[2] if event.before is not None else None
    elif isinstance(event.before, dict):
        needed = event.before.get("wording") or event.before.get("reason")
    else:
        return
    if isinstance(needed, str) and not wordings.fetch(deed.connection, needed):
        raise Refused("Its words were taken out by a redaction: it cannot be undone.")
