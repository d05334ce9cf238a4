"""Which deeds may be undone: none in a closed round, and inside a round only those done in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.domain.errors import Refused
from qualcode.domain.events import Event, EventKind
from qualcode.domain.identity import Id
from qualcode.domain.rounds import Round
from qualcode.store import journal, people, rounds
from qualcode.store.journal import Past
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection


def require_undoable(connection: Connection, session: Session, past: Past) -> None:
    """Refuse to take back coding of a closed round, or from inside a round what was done outside.

    What `consensus` holds is decided after a round was closed. A new text carries the codings of
    closed rounds with it, two codes made one change them, and so does the undoing of either.

    Raises:
        Refused: naming the round.
    """
    if EventKind.SOURCE in past.kinds or not past.kinds & {
        EventKind.CODING,
        EventKind.LOOK,
        EventKind.FLAG,
        EventKind.REJECTION,
        EventKind.MEMO,
        EventKind.CODEBOOK,
    }:
        return
    known = {one.name: one for one in rounds.listing(connection)}
    if not known:
        return
    decided = {one.id for one in people.coders(connection) if one.is_consensus}
    events = journal.events_of(connection, past.deed)
    aside = (EventKind.FLAG, EventKind.REJECTION)
    work = [one for one in events if one.kind not in aside]
    for round_, coder in [] if EventKind.CODEBOOK in past.kinds else _rounds_of(work):
        one = known.get(round_)
        if one is not None and not one.is_open and coder not in decided:
            raise Refused(f"That was coded in the round '{round_}', which is closed: it stays.")
    if session.round and not all(_inside(event, known[session.round]) for event in events):
        raise Refused(
            f"The last deed was not done in the round '{session.round}'; "
            "leave the round to undo or redo it."
        )


def _inside(event: Event, one: Round) -> bool:
    if event.kind is EventKind.CODEBOOK:
        return False
    if event.kind is EventKind.MEMO:
        return event.moment >= one.created
    return all(round_ == one.name for round_, _ in _rounds_of([event]))


def _rounds_of(events: list[Event]) -> Iterator[tuple[str, Id]]:
    """Yield (round, coder) of each coding, look, flag and rejection that events tell of."""
    for event in events:
        content = event.after or event.before
        if event.kind is EventKind.CODING and isinstance(content, dict):
            yield content["round"], Id(content["coder"])
        elif event.kind in (EventKind.LOOK, EventKind.FLAG):
            _, coder, *rest = event.subject.split(" ", 2)
            yield rest[0] if rest else "", Id(coder)
        elif event.kind is EventKind.REJECTION:
            _, coder, _, *rest = event.subject.split(" ", 3)
            yield rest[0] if rest else "", Id(coder)
