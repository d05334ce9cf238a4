"""Tells in words what a deed changed, and what its events are about."""

from __future__ import annotations

from typing import Any

from qualcode.domain.coding import MemoSubject
from qualcode.domain.deeds_told import segment_of as known_segment
from qualcode.domain.events import Event, EventKind
from qualcode.domain.identity import Id
from qualcode.tui.codes import Codes


def segment_of(event: Event) -> Id:
    """Return the segment that an event is about, empty if it is about something else."""
    return Id(known_segment(event) or "")


def rejected(event: Event) -> tuple[Id, str]:
    """Return the segment and the code of an event that tells of a rejection."""
    segment, _, code = event.subject.split(" ")[:3]
    return Id(segment), code


def in_passing(event: Event) -> bool:
    """Say whether an event, or its undoing, only noted that a segment came to be seen."""
    return event.kind is EventKind.LOOK and {event.before, event.after} == {None, "seen"}


def what_was_done(codes: Codes, event: Event, before: Any, after: Any) -> str:
    """Return in words what turned `before` into `after`; where that was is to follow."""
    if event.kind is EventKind.CODING:
        name = codes.name((after or before)["code"])
        if before and after and before["code"] != after["code"]:
            return f"{codes.name(before['code'])} made {name} on"
        if before and after:
            return f"edges of {name} moved on"
        return f"{name} put on" if after else f"{name} taken off"
    if event.kind is EventKind.LOOK:
        return f"'{after}' of" if after else "looking at"
    if event.kind is EventKind.FLAG:
        return "flag on" if after else "flag taken off"
    if event.kind is EventKind.REJECTION:
        name = codes.name(rejected(event)[1])
        return f"{name} not wanted on" if after else f"{name} may be suggested again on"
    if event.kind is EventKind.STRUCK_WORD:
        name = codes.name(event.subject.split(" ")[1])
        return f"word struck out for {name}" if after else f"word counts again for {name}"
    if event.kind is EventKind.CODEBOOK:
        return "a change of the codebook"
    about = (after or before).get("kind")
    where = "" if about == MemoSubject.SEGMENT else f" a {about}"
    return f"memo on{where}" if after else f"memo taken from{where}"
