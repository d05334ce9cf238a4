"""The state of the coding screen: page, cursor, target, mode. Widgets show it and keep none."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qualcode.domain.coding import Coding, LookState
from qualcode.domain.errors import QualcodeError
from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.study import Study
from qualcode.study.desk import Entry, Page
from qualcode.tui.codes import Codes
from qualcode.tui.cursor import Cursor
from qualcode.tui.deeds import Deeds, Told
from qualcode.tui.finder import Finder
from qualcode.tui.keyboard import Mode
from qualcode.tui.own_work import OwnWork
from qualcode.tui.page.units import Step, Units


class Workbench:
    """One coder at one page.

    `changed` collects the spans of the page that must be painted anew; whoever paints empties it.
    """

    def __init__(self, study: Study, page: Page, codes: Codes, at: int | None = None) -> None:
        self.page = page
        self._codes = codes
        self.units = Units(page.text, page.entries.spans)
        self.work = OwnWork(page, study.desk)
        self.deeds = Deeds(study, page, self.work, codes)
        at = self.work.first_unfinished() if at is None and page.round else at or 0
        self.cursor = Cursor(self.units, page.entries.spans[at].start)
        self.mode = Mode.READ
        self.told = Told()
        self.focused: str | None = None
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
        stripe = self.work[self.focused]
        return Span(stripe.start, stripe.end)

    @property
    def target(self) -> Span:
        """Return what the next code is put on: selection, focused coding, or segment."""
        if self.cursor.selection is not None:
            return self.cursor.selection
        return self.shown_span or self.units.segments[self.cursor.segment]

    @property
    def here(self) -> list[Coding]:
        """Return the codings in the segment of the cursor, in the order of the text."""
        return self.work.codings(self.cursor.segment)

    @property
    def keys_here(self) -> list[str]:
        """Return the ids of the same, which are known without asking the store."""
        span = self.units.segments[self.cursor.segment]
        return [stripe.key for stripe in self.work.stripes(span.start, span.end)]

    @property
    def progress(self) -> tuple[int, int]:
        """Return how many of the segments that are to be coded are finished, and how many are."""
        return self.work.finished, self.page.entries.to_code

    def move(self, step: Step, on: bool) -> None:
        """Go one unit on or back; moving on from a segment counts it as seen."""
        before = self.cursor.segment
        if self.cursor.selection is None:
            self.focused = None
        self.cursor.on(step) if on else self.cursor.back(step)
        self._passed(before)

    def go(self, position: int) -> None:
        """Stand at a position of the page."""
        self.focused = None
        self.cursor.go(position)

    def go_to_segment(self, number: int) -> None:
        """Stand at the beginning of a segment, counted from 0."""
        last = len(self.page.entries) - 1
        self.go(self.units.segments[max(0, min(number, last))].start)

    def _passed(self, before: int) -> None:
        if self.cursor.segment > before:
            self.deeds.pass_by(self.page.entries[before])

    def next_uncoded(self) -> None:
        """Go to the next segment that has no code and is not finished."""
        before = self.cursor.segment
        found = self.work.next_open(before + 1)
        if found is None:
            self.tell("No uncoded segment after this one.")
            return
        self.go_to_segment(found)
        self._passed(before)

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
        """Select the words between two positions, as a drag does."""
        self.focused = None
        chosen = self.units.at(Step.WORD, anchor)
        there = self.units.at(Step.WORD, position)
        start, end = min(chosen.start, there.start), max(chosen.end, there.end)
        self.cursor.select_span(Span(start, end))

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
        """Leave the selection, else the focused coding, else code mode; say if any was left."""
        if self.cursor.selection is not None:
            self.cursor.selection = None
        elif self.focused is not None:
            self.focused = None
        elif self.mode is Mode.CODE:
            self.mode = Mode.READ
        else:
            return False
        return True

    def next_coding(self) -> None:
        """Focus the next coding in this segment; after the last, none."""
        keys = self.keys_here
        if not keys:
            self.tell("No coding in this segment.")
            return
        place = keys.index(self.focused) + 1 if self.focused in keys else 0
        self.cursor.selection = None
        self.focused = keys[place] if place < len(keys) else None

    def tell(self, text: str) -> None:
        """Answer the last key with a line."""
        self.told = Told(text)

    def find(self, typed: str) -> None:
        """Mark where the typed letters occur."""
        self.finder.find(typed)
        self.changed.append(Span(0, len(self.page.text)))

    def go_to_match(self, on: bool, position: int) -> None:
        """Go to the next place found from a position, or to the one before it."""
        number = self.finder.next(position) if on else self.finder.previous(position)
        if number is None:
            self.tell("Not found in this text.")
            return
        self.go(self.finder.places[number].start)
        self.tell(f"{number + 1} of {len(self.finder.places)} found")

    def apply(self, code: str) -> None:
        """Put a code on the target; a selection then becomes the coding that is shown."""
        entry, target = self.entry, self.target

        def deed() -> str:
            coding, told = self.deeds.apply(code, entry, target)
            if coding is not None and target != entry.span:
                self.cursor.selection = None
                self.focused = coding.id
            return told

        self._try(deed, entry)

    def repeat(self, back: int = 0) -> None:
        """Put on the code used last, or the one `back` before it."""
        if len(self.codes.recent) <= back:
            self.tell("No code was used before.")
        else:
            self.apply(self.codes.recent[back])

    def uncode(self) -> None:
        """Take off the focused coding or the only one on the target; of several, show one."""
        target = self.target
        entry = self.entry
        here = [one for one in self.here if target.overlaps(entry.on_page(one.span))]
        chosen = self.shown
        if chosen is None and len(here) > 1:
            chosen = max(here, key=lambda one: (one.created, one.id))
            self.cursor.selection, self.focused = None, chosen.id
            self.tell(f"{len(here)} codings here: again takes this one off, ; next")
        elif chosen is None and not here:
            self.tell("No coding here to take off.")
        else:
            self._remove(chosen or here[0])

    def _remove(self, coding: Coding) -> None:
        entry = self.entry

        def deed() -> str:
            told = self.deeds.remove(coding)
            self.focused = None
            return told

        self._try(deed, entry)

    def look(self, state: LookState) -> None:
        """Say how far one has looked at this segment, and go on."""
        entry = self.entry
        if self._try(lambda: self.deeds.look(entry, state), entry):
            self.focused = None
            later = range(self.cursor.segment + 1, len(self.page.entries))
            asks = self.page.entries.outline.asks
            to_code = (number for number in later if not (self.page.round and asks[number]))
            self.go_to_segment(next(to_code, self.cursor.segment))

    def write_memo(self, entry: Entry, text: str) -> bool:
        """Keep the memo on a segment; say whether it is safe."""
        return self._try(lambda: self.deeds.write_memo(entry, text.strip()), entry)

    def undo(self) -> None:
        """Take back the last deed and go where it was."""
        self._step(self.deeds.undo)

    def redo(self) -> None:
        """Do again what was taken back, and go there."""
        self._step(self.deeds.redo)

    def _step(self, step: Callable[[], tuple[list[Id], str]]) -> None:
        def deed() -> str:
            touched, told = step()
            self.focused = self.cursor.selection = None
            self._painted_anew(touched)
            if touched and self.entry.segment.id not in touched:
                self.go_to_segment(self.page.entries.number_of(touched[0]) or 0)
            return told

        self._try(deed, self.entry)

    def note_passed(self, leaving: bool = False) -> None:
        """Commit which segments were passed by; a failure is told."""
        try:
            self._painted_anew(self.deeds.note_passed(leaving))
        except QualcodeError as error:
            self.told = Told(f"NOT SAVED: {error}", failed=True)

    def _painted_anew(self, segments: Iterable[Id]) -> None:
        numbers = {self.page.entries.number_of(segment) for segment in segments}
        self.changed += [self.units.segments[one] for one in numbers if one is not None]

    def _try(self, deed: Callable[[], str], entry: Entry) -> bool:
        """Do a deed and tell of it; a failure leaves everything as it was and says so."""
        try:
            self.told = Told(deed())
        except QualcodeError as error:
            self.told = Told(f"NOT SAVED: {error}", failed=True)
            return False
        self.changed.append(entry.span)
        return True
