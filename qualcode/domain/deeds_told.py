"""Says in words what a deed did, from its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from qualcode.domain.events import Event, EventKind, Json

_ON_A_SEGMENT = (EventKind.LOOK, EventKind.FLAG, EventKind.REJECTION, EventKind.DECISION)


def told(events: Iterable[Event]) -> str:
    """Return what the events of one deed did, such as `2 codings added, 1 look changed`."""
    done = list(events)
    counts = Counter(
        (one.kind.value, what(one)) for one in done if one.kind is not EventKind.RELEASE
    )
    parts = [
        f"{number} {kind}{'' if number == 1 else 's'} {how}"
        for (kind, how), number in counts.items()
    ]
    released = [_released(state) for one in done if one.kind is EventKind.RELEASE
                for state in _states(one.after)]  # fmt: skip
    return ", ".join([*parts, *released])


def _released(release: dict[str, Any]) -> str:
    """Return what left the study, or was shown to the lead, in words."""
    small = "small cells included" if release["unsuppressed"] else f"{release['withheld']} withheld"
    if not release["to"]:
        return f"{release['kind']} shown, {small}"
    return f"{release['kind']} written to {release['to']} ({release['cells']} figures, {small})"


def what(event: Event) -> str:
    """Return whether the event added something, removed it or changed it."""
    if event.before is None:
        return "added"
    return "removed" if event.after is None else "changed"


def codes_in(events: Iterable[Event]) -> tuple[str, ...]:
    """Return the codes that events put on, took off or refused, each once, in their order."""
    return tuple(dict.fromkeys(code for one in events for code in _codes(one)))


def _codes(event: Event) -> Iterator[str]:
    if event.kind is EventKind.CODING:
        yield from (state["code"] for state in _states(event.before, event.after))
    elif event.kind is EventKind.REJECTION:
        yield event.subject.split(" ")[2]
    elif event.kind is EventKind.STRUCK_WORD:
        yield event.subject.split(" ")[1]


def segment_of(event: Event) -> str | None:
    """Return the id of the segment that an event is on; None for what is not on one."""
    if event.kind is EventKind.CODING:
        return next((state["segment"] for state in _states(event.after, event.before)), None)
    if event.kind in _ON_A_SEGMENT:
        return event.subject.split(" ", 1)[0]
    if event.kind is EventKind.MEMO:
        state = next(_states(event.after, event.before), {})
        return state["subject"] if state.get("kind") == "segment" else None
    return None


def span_of(event: Event) -> tuple[int, int] | None:
    """Return start and end of the coding that an event tells of, as it was left."""
    if event.kind is not EventKind.CODING:
        return None
    return next(((one["start"], one["end"]) for one in _states(event.after, event.before)), None)


def _states(*states: Json) -> Iterator[dict[str, Any]]:
    yield from (state for state in states if isinstance(state, dict))
