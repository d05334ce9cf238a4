"""Says of one deed of the journal what was before it and what is after it, line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Origin
from qualcode.domain.deeds_told import codes_in
from qualcode.domain.events import Event, EventKind, Json

_LONGEST = 60
_ID = 12


def in_words(events: Iterable[Event], codebook: Codebook) -> list[str]:
    """Return what the events of a deed did; what it did several times is told once, counted."""
    counts = Counter(line for event in events for line in _lines(event, codebook))
    return [line if times == 1 else f"{times} × {line}" for line, times in counts.items()]


def _lines(event: Event, codebook: Codebook) -> Iterator[str]:
    if event.kind is EventKind.CODING:
        yield _coding(event.before, event.after, codebook)
    elif event.kind is EventKind.LOOK:
        yield f"looked at: {event.before or 'not yet'} → {event.after or 'not yet'}"
    elif event.kind in (EventKind.FLAG, EventKind.MEMO):
        yield f"{event.kind.value} {_turn(event)}"
    elif event.kind in (EventKind.REJECTION, EventKind.STRUCK_WORD):
        yield _refusal(event, codebook)
    elif event.kind is EventKind.CODEBOOK:
        yield f"codebook {_short(event.before)} → {_short(event.after)}"
    elif isinstance(event.before, dict) and isinstance(event.after, dict):
        yield from _fields(event.kind, event.before, event.after)
    else:
        yield f"{event.kind.value} {_turn(event)}"


def _coding(before: Any, after: Any, codebook: Codebook) -> str:
    if before is None or after is None:
        one = after or before
        name = _name(codebook, one["code"])
        done = "accepted" if one["origin"] == Origin.ACCEPTED else "put on"
        return f"{name} {done}" if after else f"{name} taken off"
    if before["code"] != after["code"]:
        return f"{_name(codebook, before['code'])} → {_name(codebook, after['code'])}"
    first, then = (f"{one['start']}-{one['end']}" for one in (before, after))
    return f"{_name(codebook, after['code'])} moved: {first} → {then}"


def _refusal(event: Event, codebook: Codebook) -> str:
    name, gone = _name(codebook, *codes_in([event])), event.after is None
    if event.kind is EventKind.REJECTION:
        return f"{name} {'no longer rejected' if gone else 'rejected'}"
    return f"{name}: a word {'counts again' if gone else 'struck out of its reasons'}"


def _fields(kind: EventKind, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield f"{kind.value} {name}: {_short(before.get(name))} → {_short(after.get(name))}"


def _turn(event: Event) -> str:
    if event.before is None:
        return "added"
    return "taken away" if event.after is None else "changed"


def _name(codebook: Codebook, code: str) -> str:
    return codebook.by_id[code].name if code in codebook else code


def _short(value: Json) -> str:
    if value in (None, ""):
        return "nothing"
    told = str(value)
    if len(told) > _LONGEST and " " not in told:
        return told[:_ID]
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"
