"""Where the reader stands, and what is selected."""

from __future__ import annotations

from qualcode.domain.span import Span
from qualcode.tui.page.units import Step, Units


class Cursor:
    """A position in a page's text and, while something is selected, the selection.

    The selection lies inside one segment and has one end that moves.
    """

    def __init__(self, units: Units, position: int = 0) -> None:
        self.units = units
        self.selection: Span | None = None
        self._at_end = True
        self.position = units.segment(position).start
        self.go(position)

    @property
    def segment(self) -> int:
        """Return the number of the segment that the cursor is in, from 0."""
        return self.units.segment_index(self.position)

    @property
    def anchor(self) -> int:
        """Return the position in the end of the selection that stays; without one the cursor's."""
        if self.selection is None:
            return self.position
        return self.selection.start if self._at_end else self.selection.end - 1

    def go(self, position: int) -> None:
        """Stand at the grapheme of this position, with nothing selected."""
        segment = self.units.segment(position)
        inside = min(max(position, segment.start), segment.end - 1)
        self.position = self.units.at(Step.CHARACTER, inside).start
        self.selection = None

    def on(self, step: Step) -> None:
        """Go to the next unit, or while selecting move the active end beyond it."""
        if self.selection is not None:
            self.extend(_within(step), True)
        elif (unit := self.units.next(step, self.position)) is not None:
            self.go(unit.start)

    def back(self, step: Step) -> None:
        """Go to the unit before, or while selecting move the active end before it."""
        if self.selection is not None:
            self.extend(_within(step), False)
            return
        here = self.units.at(step, self.position)
        if step is not Step.SEGMENT and here.start < self.position:
            self.go(here.start)
        elif (unit := self.units.previous(step, min(here.start, self.position))) is not None:
            self.go(unit.start)

    def select(self, step: Step) -> None:
        """Select the unit at the cursor."""
        self._take(self.units.at(step, self.position), at_end=True)

    def select_span(self, span: Span, at_end: bool = True) -> None:
        """Select a span, cut to the segment in which it begins; say which end of it moves."""
        inside = span.intersection(self.units.segment(span.start))
        if inside is not None:
            self._take(inside, at_end)

    def extend(self, step: Step, on: bool) -> None:
        """Move the active end by one unit; from a single unit on, the other end takes over."""
        if self.selection is None:
            self.select(step)
            return
        chosen = self.selection
        if self._at_end:
            move = self.units.end_forward if on else self.units.end_back
            moved = move(chosen, step)
            if moved == chosen and not on:
                self._take(self.units.start_back(chosen, step), at_end=False)
                return
        elif on:
            moved = self.units.start_forward(chosen, step)
            if moved == chosen:
                self._take(self.units.end_forward(chosen, step), at_end=True)
                return
        else:
            moved = self.units.start_back(chosen, step)
        self._take(moved, self._at_end)

    def reach(self, position: int) -> None:
        """Go to a position, or while selecting move the active end there, inside the segment."""
        if self.selection is None:
            self.go(position)
            return
        anchor, segment = self.anchor, self.units.segment(self.anchor)
        position = min(max(position, segment.start), segment.end - 1)
        first, last = sorted((anchor, position))
        span = Span(
            self.units.at(Step.CHARACTER, first).start, self.units.at(Step.CHARACTER, last).end
        )
        self._take(span, at_end=position >= anchor)

    def swap_ends(self) -> None:
        """Let the other end of the selection move."""
        if self.selection is not None:
            self._take(self.selection, not self._at_end)

    def grow(self, target: Span) -> None:
        """Select the next larger run of units around the target."""
        self._take(self.units.grown(target), at_end=True, stay=True)

    def shrink(self, target: Span) -> None:
        """Select the next smaller unit inside the target, at the cursor."""
        self._take(self.units.shrunk(target, self.position), at_end=True, stay=True)

    def _take(self, span: Span, at_end: bool, stay: bool = False) -> None:
        self.selection, self._at_end = span, at_end
        if not stay:
            last = self.units.at(Step.CHARACTER, span.end - 1).start
            self.position = last if at_end else span.start


def _within(step: Step) -> Step:
    return Step.SENTENCE if step is Step.SEGMENT else step
