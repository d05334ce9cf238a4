"""Going to the next segment of a kind: flagged, with a memo, with the same code, same speaker."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from functools import partial

from qualcode.domain.identity import Id
from qualcode.tui.coding.workbench import Workbench

_WINDOW = 64

Goes = Callable[[], None]


def waymarks(bench: Workbench) -> dict[str, Goes]:
    """Map the ids of the actions that go to such a segment to what they do."""
    ways = {"flag": _flag, "memo": _memo, "same_code": _same_code, "same_speaker": _same_speaker}
    return {
        f"{word}_{name}": partial(go, bench, on)
        for name, go in ways.items()
        for word, on in (("next", True), ("previous", False))
    }


def _flag(bench: Workbench, on: bool) -> None:
    _go_to_marked(bench, bench.work.flags, on, "flag")


def _memo(bench: Workbench, on: bool) -> None:
    _go_to_marked(bench, bench.work.memos, on, "memo")


def _go_to_marked(bench: Workbench, marked: Container[Id], on: bool, word: str) -> None:
    here, ids = bench.cursor.segment, bench.page.entries.outline.ids
    spans = bench.units.segments
    for run in _windows(here, len(ids), on):
        # Asking for the stripes has the work on these segments read, and no other.
        bench.work.stripes(spans[min(run)].start, spans[max(run)].end)
        found = next((number for number in run if ids[number] in marked), None)
        if found is not None:
            _arrive(bench, found, on)
            return
    bench.tell(f"No {word} {_where(on)} this segment.")


def _windows(here: int, count: int, on: bool) -> Iterable[range]:
    """Yield the numbers after a segment, or before it, some at a time, the nearest first."""
    if on:
        return (
            range(first, min(first + _WINDOW, count)) for first in range(here + 1, count, _WINDOW)
        )
    return (range(last, max(-1, last - _WINDOW), -1) for last in range(here - 1, -1, -_WINDOW))


def _arrive(bench: Workbench, number: int, on: bool) -> None:
    before = bench.cursor.segment
    bench.go_to_segment(number)
    if on:
        bench.passed(before)


def _where(on: bool) -> str:
    return "after" if on else "before"


def _same_code(bench: Workbench, on: bool) -> None:
    shown, codes = bench.shown, bench.codes
    code = shown.code if shown is not None else next(iter(codes.recent), None)
    if code is None:
        bench.tell("No code was used before; ; shows a coding.")
        return
    spans = bench.units.segments
    for run in _windows(bench.cursor.segment, len(spans), on):
        first, last = min(run), max(run)
        found = [
            one
            for one in bench.work.stripes(spans[first].start, spans[last].end)
            if one.code == code
        ]
        if found:
            segment = bench.units.segment_index(found[0 if on else -1].start)
            here = [one for one in found if bench.units.segment_index(one.start) == segment]
            _arrive(bench, segment, on)
            bench.focused = here[0].key
            bench.tell(codes.name(code))
            return
    bench.tell(f"No {codes.name(code)} {_where(on)} this segment.")


def _same_speaker(bench: Workbench, on: bool) -> None:
    entries, here = bench.page.entries, bench.entry
    for run in _windows(bench.cursor.segment, len(entries), on):
        for number in run:
            other = entries[number]
            if (other.participant, other.source.id) == (here.participant, here.source.id):
                _arrive(bench, number, on)
                return
    who = here.speaker or "this speaker"
    bench.tell(f"Nothing more by {who} {_where(on)} this.")
