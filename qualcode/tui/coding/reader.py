"""Where one coder stands on a page: cursor, target, mode, what was found; no deed is done here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.domain.coding import Coding
from qualcode.domain.span import Span
from qualcode.study.desk import Entry, Page
from qualcode.tui.codes import Codes
from qualcode.tui.coding.cursor import Cursor
from qualcode.tui.coding.edges import Edges
from qualcode.tui.coding.finder import Finder
from qualcode.tui.coding.hints import Hints
from qualcode.tui.coding.own_work import OwnWork
from qualcode.tui.coding.suggesting import Suggesting
from qualcode.tui.habits.manner import Manner
from qualcode.tui.keys.keyboard import Mode
from qualcode.tui.page.units import Step, Units
from qualcode.tui.told import Told


class Reader:
    """One coder who reads a page, and what the next key would be about.

    `changed` collects the spans of the page that must be painted anew; whoever paints empties it.
    """

    def __init__(
        self,
        page: Page,
        work: OwnWork,
        codes: Codes,
        hints: Hints,
        at: int | None = None,
        manner: Manner | None = None,
    ) -> None:
        self.page = page
        self._codes = codes
        self.units = Units(page.text, page.entries.spans)
        self.work = work
        self.manner = manner or Manner()
        self.suggestions = Suggesting(page, self.work, hints)
        at = self.work.first_unfinished() if at is None and page.round else at or 0
        self.cursor = Cursor(self.units, page.entries.spans[at].start)
        self.mode = Mode.READ
        self.told = Told()
        self.focused: str | None = None
        self.edges: Edges | None = None
        self.highlighter: str | None = None
        self.labels: Mapping[int, str] = {}
        self.finder = Finder(self.units)
        self.changed: list[Span] = []

    @property
    def codes(self) -> Codes:
        """Return the codes; in a queue of several questions those for the one that is read lead."""
        if self.page.round:
            self._codes.turn_to(self.entry.segment.question or "")
        return self._codes

    @property
    def entry(self) -> Entry:
        """Return the segment that the cursor is in."""
        return self.page.entries[self.cursor.segment]

    @property
    def shown(self) -> Coding | None:
        """Return the coding that is focused, if one is."""
        return next((one for one in self.here if one.id == self.focused), None)

    @property
    def shown_span(self) -> Span | None:
        """Return where on the page the focused coding lies, if one is focused."""
        if self.focused is None:
            return None
        if self.edges is not None:
            return self.edges.span
        stripe = self.work[self.focused]
        return Span(stripe.start, stripe.end)

    @property
    def target(self) -> Span:
        """Return what the next code is put on: selection, focused coding, or unit."""
        if self.cursor.selection is not None:
            return self.cursor.selection
        return self.shown_span or self.units.at(self.manner.unit, self.cursor.position)

    @property
    def chooses(self) -> bool:
        """Say whether the target was chosen, and is not just the unit at the cursor."""
        return self.cursor.selection is not None or self.focused is not None

    @property
    def here(self) -> list[Coding]:
        """Return the codings in the segment of the cursor, in the order of the text."""
        return self.work.codings(self.cursor.segment)

    @property
    def keys_here(self) -> list[str]:
        """Return the ids of the same, which are known without asking the store."""
        span = self.units.segments[self.cursor.segment]
        return [stripe.key for stripe in self.work.stripes(span.start, span.end)]

    def tell(self, text: str) -> None:
        """Answer the last key with a line."""
        self.told = Told(text)

    def move(self, step: Step, on: bool) -> None:
        """Go one unit on or back; moving on from a segment counts it as seen."""
        before = self.cursor.segment
        if self.cursor.selection is None:
            self.focused = None
        self.cursor.on(step) if on else self.cursor.back(step)
        self.passed(before)

    def step(self, on: bool) -> None:
        """Go to the next unit or back to the one before, whatever a unit is now."""
        self.move(self.manner.unit, on)

    def reach(self, position: int) -> None:
        """Go to a position; while selecting, select up to there."""
        self.focused = None
        self.cursor.reach(position)

    def turn_unit(self) -> None:
        """Let a unit be the next smaller thing; after the word comes the segment again."""
        finer, position = self.manner.unit.finer, self.cursor.position
        segment = self.units.segment(position).of(self.page.text)
        if finer is Step.PARAGRAPH:
            paragraph = self.units.at(finer, position).of(self.page.text)
            finer = finer.finer if paragraph == segment.strip() else finer
        self.set_unit(Step.SEGMENT if finer is Step.CHARACTER else finer)

    def set_unit(self, unit: Step) -> None:
        """Say what a unit is."""
        self.manner.unit = unit
        self.cursor.selection = self.focused = None
        self.tell(f"One unit is a {self.unit_name}.")

    @property
    def unit_name(self) -> str:
        """Return what a unit is called here; a segment by its kind."""
        unit = self.manner.unit
        return self.entry.segment.kind.value if unit is Step.SEGMENT else unit.value

    def go(self, position: int) -> None:
        """Stand at a position of the page."""
        self.focused = self.edges = None
        self.cursor.go(position)

    def go_to_segment(self, number: int) -> None:
        """Stand at the beginning of a segment, counted from 0."""
        last = len(self.page.entries) - 1
        self.go(self.units.segments[max(0, min(number, last))].start)

    def passed(self, before: int) -> None:
        """Take note that the reader came on from a segment."""

    def next_uncoded(self) -> None:
        """Go to the next segment that has no code and is not finished."""
        before = self.cursor.segment
        found = self.work.next_open(before + 1)
        if found is None:
            self.tell("No uncoded segment after this one.")
            return
        self.go_to_segment(found)
        self.passed(before)

    def previous_uncoded(self) -> None:
        """Go to the nearest such segment before."""
        found = self.work.last_open(self.cursor.segment)
        if found is None:
            self.tell("No uncoded segment before this one.")
            return
        self.go_to_segment(found)

    def select(self, step: Step) -> None:
        """Begin a selection, or leave it."""
        if self.cursor.selection is not None:
            self.cursor.selection = None
        else:
            self.focused = None
            self.cursor.select(step)

    def select_between(self, anchor: int, position: int) -> None:
        """Select the words between two positions, as a drag does, in the segment of the first."""
        self.focused = None
        segment = self.units.segment(anchor)
        position = min(max(position, segment.start), segment.end - 1)
        chosen, there = (self.units.at(Step.WORD, one) for one in (anchor, position))
        span = Span(min(chosen.start, there.start), max(chosen.end, there.end))
        self.cursor.select_span(span, at_end=position >= anchor)

    def select_to(self, position: int) -> None:
        """Select from where one stands, or began to select, up to a position."""
        self.select_between(self.cursor.anchor, position)

    def select_at(self, position: int, step: Step) -> None:
        """Select the unit at a position."""
        self.go(position)
        self.cursor.select(step)

    def extend(self, step: Step, on: bool) -> None:
        """Move an end of the selection by a unit; begins one if there is none."""
        self.focused = None
        self.cursor.extend(step, on)

    def grow(self) -> None:
        """Select more around the target."""
        self.cursor.grow(self.target)
        self.focused = None

    def shrink(self) -> None:
        """Select less of the target, at the cursor."""
        self.cursor.shrink(self.target)
        self.focused = None

    def step_back(self) -> bool:
        """Leave the selection, the focused coding, the highlighter or code mode, one at a time.

        Say whether there was any to leave.
        """
        if self.cursor.selection is not None:
            self.cursor.selection = None
        elif self.focused is not None:
            self.focused = None
        elif self.highlighter is not None:
            self.highlighter = None
        elif self.mode is Mode.CODE:
            self.mode = Mode.READ
        else:
            return False
        return True

    def next_coding(self) -> None:
        """Focus the next coding in this segment, those at the cursor first; after the last none."""
        unit = self.units.at(self.manner.unit, self.cursor.position)
        keys = self.work.from_unit(self.keys_here, unit)
        if not keys:
            self.tell("No coding in this segment.")
            return
        place = keys.index(self.focused) + 1 if self.focused in keys else 0
        self.cursor.selection = None
        self.focused = keys[place] if place < len(keys) else None

    def focus(self, key: str) -> None:
        """Focus a coding of the page by its id, and stand where it begins."""
        self.go(self.work[key].start)
        self.focused = key

    def focus_among(self, keys: Sequence[str]) -> None:
        """Focus the one after the focused coding among some, else the first of them."""
        place = keys.index(self.focused) + 1 if self.focused in keys else 0
        self.focus(keys[place % len(keys)])

    def find(self, typed: str) -> None:
        """Mark where the typed letters occur."""
        self.finder.find(typed)
        self.changed.append(Span(0, len(self.page.text)))

    def go_to_match(self, on: bool, position: int) -> None:
        """Go to the next place found from a position, or to the one before it."""
        place = self.finder.next(position) if on else self.finder.previous(position)
        if place is None:
            self.tell("Not found in this text.")
            return
        self.go(place.start)
        self.tell(self.finder.told(place))
