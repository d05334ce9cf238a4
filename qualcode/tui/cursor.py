"""Where the coder is: position, target, selection, focused coding, and how they move."""

from __future__ import annotations

from qualcode.domain.source import SegmentKind
from qualcode.domain.span import Span
from qualcode.tui.page.sheet import Sheet
from qualcode.tui.page.units import Step, Units


class Cursor:
    """There is always a target: the selection, else the focused coding, else the unit here."""

    def __init__(self, sheet: Sheet) -> None:
        self.units = Units(sheet.text, sheet.spans)
        answers = sheet.blocks[0].segment.kind is SegmentKind.ANSWER
        self.step = Step.SEGMENT if answers else Step.SENTENCE
        self.position = sheet.spans[0].start
        self.selected: Span | None = None
        self.selecting = False
        self.focused: str | None = None
        self._focused_span: Span | None = None
        self._moves_start = False

    @property
    def target(self) -> Span:
        """Return the span that the next deed is about."""
        return self.selected or self._focused_span or self.units.at(self.step, self.position)

    def go(self, position: int) -> None:
        """Stand at a position; selection and focus are left behind."""
        self.release()
        self.position = position

    def go_to(self, unit: Span | None) -> None:
        """Stand at the beginning of a unit; without one, stay."""
        if unit is not None:
            self.go(unit.start)

    def release(self) -> None:
        """Drop selection and focus."""
        self.selected = self._focused_span = self.focused = None
        self.selecting = False

    def move(self, step: Step, back: bool = False) -> None:
        """Go one unit on or back; while selecting, move the free end instead."""
        if self.selecting:
            self.stretch(step, back)
        elif back:
            here = self.units.at(step, self.position)
            inside = here.start < self.position
            self.go_to(here if inside else self.units.previous(step, self.position))
        else:
            self.go_to(self.units.next(step, self.position))

    def select(self) -> None:
        """Begin to select from the target; a second time gives the selection up."""
        if self.selecting:
            self.release()
            return
        self.selected = self.target
        self.selecting, self._moves_start = True, False

    def swap_end(self) -> None:
        """Let the movement keys move the other end of the selection."""
        self._moves_start = not self._moves_start

    def stretch(self, step: Step, back: bool = False) -> None:
        """Move the free end of the target by one unit."""
        target = self.target
        if self._moves_start:
            move = self.units.start_back if back else self.units.start_forward
        else:
            move = self.units.end_back if back else self.units.end_forward
        self._choose(move(target, step))

    def grow(self) -> None:
        """Take in the words, sentences or segment around the target."""
        self._choose(self.units.grown(self.target))

    def shrink(self) -> None:
        """Keep only the sentence, word or character at the cursor."""
        self._choose(self.units.shrunk(self.target, self.position))

    def choose(self, anchor: int, position: int) -> None:
        """Select from one character to another, as with a mouse, inside the anchor's segment."""
        segment = self.units.segment(anchor)
        first, last = sorted((anchor, min(max(position, segment.start), segment.end - 1)))
        start = self.units.at(Step.CHARACTER, max(first, segment.start)).start
        self.release()
        self._choose(Span(start, self.units.at(Step.CHARACTER, last).end))
        self.position = start

    def _choose(self, span: Span) -> None:
        self.selected = span
        self.focused = self._focused_span = None
        if not span.covers(self.position):
            self.position = span.start

    def focus(self, key: str, span: Span) -> None:
        """Make a coding the target."""
        self.release()
        self.focused, self._focused_span = key, span
