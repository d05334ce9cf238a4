"""Which deeds a screen may take back with one key: those that were done at such a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Origin
from qualcode.domain.events import Event, EventKind
from qualcode.domain.identity import Id
from qualcode.store import codebooks, people

if TYPE_CHECKING:
    from sqlalchemy import Connection

Done = Callable[["Connection", Id, list[Event]], bool]
"""Says of the events of a coder's deed, as it was done at first, whether it was done here."""


def at_the_screen(_: Connection, coder: Id, events: list[Event]) -> bool:
    """Say whether a deed was done while coding: only one's own codings, looks and memos."""
    return all(_wrote_memo(event, coder) or _wrote(event, coder, Origin.HUMAN) for event in events)


def in_adjudication(connection: Connection, _: Id, events: list[Event]) -> bool:
    """Say whether a deed decided, let consensus code, or sent an edge case to the codebook."""
    consensus = next((one.id for one in people.coders(connection) if one.is_consensus), None)
    return consensus is not None and all(
        event.kind is EventKind.DECISION
        or _wrote(event, consensus, Origin.ADJUDICATED)
        or _changed_examples(connection, event)
        for event in events
    )


def _wrote_memo(event: Event, coder: Id) -> bool:
    content: Any = event.after or event.before
    return event.kind is EventKind.MEMO and bool(content["coder"] == coder)


def _wrote(event: Event, coder: Id, origin: Origin) -> bool:
    """Say whether a look or coding is the coder's, and was not made elsewhere and imported."""
    if event.kind is EventKind.LOOK:
        return event.subject.split(" ", 2)[1] == coder
    if event.kind is not EventKind.CODING:
        return False
    content: Any = event.after or event.before
    if event.after is None:
        return bool(content["coder"] == coder)
    # A coding that qualcode exported comes back with the moment at which it was made.
    made = datetime.fromisoformat(content["created"])
    return (content["coder"], content["origin"], made) == (coder, origin.value, event.moment)


def _changed_examples(connection: Connection, event: Event) -> bool:
    if event.kind is not EventKind.CODEBOOK or not (event.before and event.after):
        return False
    before, after = (
        _without_edges(codebooks.at(connection, str(one))) for one in (event.before, event.after)
    )
    return before == after


def _without_edges(codebook: Codebook) -> Codebook:
    plain = (replace(code, atypical=(), close_but_no=()) for code in codebook.codes)
    return replace(codebook, codes=tuple(plain))
