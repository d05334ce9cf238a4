"""What of the segment at the cursor looks otherwise since it was painted last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qualcode.domain.span import Span
from qualcode.tui.coding.suggesting import Offer
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.page.units import Step


class Look(NamedTuple):
    """All of the workbench that shows on the rows of the segment at the cursor."""

    segment: Span
    cursor: Span
    target: Span
    selected: bool
    focused: tuple[str, Span] | None
    offer: Offer | None


def look(bench: Workbench) -> Look:
    """Return how things look now."""
    number, shown = bench.cursor.segment, bench.shown_span
    return Look(
        bench.units.segments[number],
        bench.units.at(Step.CHARACTER, bench.cursor.position),
        bench.target,
        bench.cursor.selection is not None,
        (bench.focused or "", shown) if shown is not None else None,
        bench.suggestions.at_hand(number),
    )


def differing(old: Look | None, new: Look) -> Iterator[Span]:
    """Yield the spans on whose rows something looks otherwise.

    That is little of a long segment, in which most keys move the cursor and one edge.
    """
    if old is None or old.segment != new.segment:
        yield from [new.segment, *([old.segment] if old else ())]
        return
    if old.cursor != new.cursor:
        yield from (old.cursor, new.cursor)
    if old.selected == new.selected:
        yield from _edges(old.target, new.target, new.segment)
    else:
        yield from (old.target, new.target)
    if old.focused != new.focused:
        yield from (one[1] for one in (old.focused, new.focused) if one is not None)
    if old.offer != new.offer:
        yield from (one.span for one in (old.offer, new.offer) if one is not None)


def _edges(old: Span, new: Span, segment: Span) -> Iterator[Span]:
    """Yield where only one of two targets is."""
    if old == new:
        return
    # A segment that is the target as a whole has a ground to the end of each row, and no tints.
    if segment in (old, new) or not old.overlaps(new):
        yield from (old, new)
        return
    for low, high in (sorted((old.start, new.start)), sorted((old.end, new.end))):
        if low < high:
            yield Span(low, high)
