"""Which deeds a screen may take back with one key: those that were done at such a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.coding import Origin
from qualcode.domain.events import Event, EventKind
from qualcode.domain.identity import Id
from qualcode.store import codebooks, people

if TYPE_CHECKING:
    from sqlalchemy import Connection

Done = Callable[["Connection", Id, list[Event]], bool]
"""Says of the events of a coder's deed, as it was done at first, whether it was done here."""


def at_the_screen(connection: Connection, coder: Id, events: list[Event]) -> bool:
    """Say whether a deed was done while coding: one's own codings, looks, flags, memos, refusals.

    One code that was added to the codebook or described there on the way counts too.
    """
    return all(
        _wrote_memo(event, coder)
        or _wrote(event, coder, *_AT_WORK)
        or _refused(event, coder)
        or _moved(event, coder)
        or _told_of_one_code(connection, event)
        for event in events
    )


def at_the_codebook(_: Connection, __: Id, events: list[Event]) -> bool:
    """Say whether a deed changed the codebook, with the codings and decisions that follow it."""
    kinds = {event.kind for event in events}
    following = {
        EventKind.CODEBOOK,
        EventKind.CODING,
        EventKind.DECISION,
        EventKind.REJECTION,
        EventKind.STRUCK_WORD,
    }
    return EventKind.CODEBOOK in kinds and kinds <= following


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


_AT_WORK = tuple(one for one in Origin if one.by_a_coder)


def _refused(event: Event, coder: Id) -> bool:
    """Say whether a suggested code was rejected, or a word struck out of its reasons."""
    parts = event.subject.split(" ", 2)
    if event.kind is EventKind.REJECTION:
        return parts[1] == coder
    return event.kind is EventKind.STRUCK_WORD and parts[0] == coder


def _wrote(event: Event, coder: Id, *origins: Origin) -> bool:
    """Say whether look, flag or coding is the coder's, and was not made elsewhere and imported."""
    if event.kind in (EventKind.LOOK, EventKind.FLAG):
        return event.subject.split(" ", 2)[1] == coder
    if event.kind is not EventKind.CODING:
        return False
    content: Any = event.after or event.before
    if event.after is None:
        return bool(content["coder"] == coder)
    # A coding that qualcode exported comes back with the moment at which it was made.
    made = datetime.fromisoformat(content["created"])
    own = content["coder"] == coder and content["origin"] in origins
    return own and made == event.moment


def _moved(event: Event, coder: Id) -> bool:
    """Say whether one's own coding was put on other words, or under another code."""
    before, after = event.before, event.after
    if event.kind is not EventKind.CODING or not isinstance(before, dict):
        return False
    if not isinstance(after, dict) or after["coder"] != coder:
        return False
    any_place: dict[str, Any] = {"start": 0, "end": 0, "code": ""}
    if (before["origin"], after["origin"]) == (Origin.ACCEPTED, Origin.EDITED):
        any_place["origin"] = ""
    return {**before, **any_place} == {**after, **any_place}


def _told_of_one_code(connection: Connection, event: Event) -> bool:
    """Say whether one code was added, or one stayed what it is and got other words or a key."""
    if event.kind is not EventKind.CODEBOOK or not event.after:
        return False
    before, after = (
        codebooks.at(connection, str(one or "")) for one in (event.before, event.after)
    )
    new = [code for code in after.codes if before.by_id.get(code.id) != code]
    if not before.codes or len(new) != 1:
        return False
    old = before.by_id.get(new[0].id)
    codes = (old if code is new[0] else code for code in after.codes)
    # Taken back; a codebook can be no such row of codes where the new one holds others.
    rest = tuple(code for code in codes if code is not None)
    alike = rest == before.codes and replace(after, codes=before.codes) == before
    return alike and (old is None or _is_only_described(old, new[0]))


def _is_only_described(old: Code, new: Code) -> bool:
    kept = ("name", "parent", "codable", "retired", "asked")
    return all(getattr(old, name) == getattr(new, name) for name in kept)


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
