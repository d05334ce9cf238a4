"""What a coder does at the screen: each deed is committed before anything of it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qualcode.domain.coding import Coding, LookState, MemoSubject
from qualcode.domain.events import Event, EventKind
from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.study import Study
from qualcode.study.desk import Entry, Page
from qualcode.study.history import Undone
from qualcode.study.own_deeds import Done, at_the_screen
from qualcode.tui.codes import Codes
from qualcode.tui.own_work import OwnWork


@dataclass(frozen=True, slots=True)
class Told:
    """The line that answers the last key; `failed` means that nothing was saved."""

    text: str = ""
    failed: bool = False


class Deeds:
    """The deeds of one coder on one page.

    Every method commits first, then brings `work` in step, and returns one line that says what
    was done. `saved` is when something was committed last. Failures pass through as
    QualcodeError; `work` is then as it was.
    """

    def __init__(
        self,
        study: Study,
        page: Page,
        work: OwnWork,
        codes: Codes,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._study = study
        self._work = work
        self._codes = codes
        self._clock = clock
        self._entries = page.entries
        self._by_question = page.question is not None
        self._by_round = bool(page.round)
        self._passed: dict[Id, None] = {}
        self._may_redo = False
        self.saved: datetime | None = None

    def _committed(self) -> None:
        self.saved = self._clock()
        self._may_redo = False

    def place(self, entry: Entry) -> str:
        """Return how a segment is called on this page."""
        if self._by_question and entry.participant:
            return entry.participant.name
        if self._by_round:
            return f"{entry.source.name} {entry.segment.label}"
        return f"segment {entry.segment.number}"

    def apply(self, code: str, entry: Entry, span: Span) -> tuple[Coding | None, str]:
        """Put a code on a span of the page; no coding if the very same stands already."""
        segment = entry.segment
        coding = self._study.codings.apply(code, segment, entry.in_source(span))
        name = self._codes.name(code)
        if coding is None:
            return None, f"{name} is on this already"
        self._committed()
        self._work.add(coding)
        if self._work.state(segment.id) in (None, LookState.NOTHING):
            self._work.look(segment.id, LookState.SEEN)
        self._codes.used(code)
        return coding, f"{name} put on {self.place(entry)}{self._words(entry, span)}"

    def _words(self, entry: Entry, span: Span) -> str:
        return "" if span == entry.span else f", {len(span)} characters"

    def remove(self, coding: Coding) -> str:
        """Take a coding off."""
        self._study.codings.remove(coding)
        self._committed()
        self._work.remove(coding)
        self._codes.used(coding.code, -1)
        place = self._place_of(coding.segment)
        return f"{self._codes.name(coding.code)} taken off {place}"

    def _place_of(self, segment: Id) -> str:
        number = self._entries.number_of(segment)
        return "a segment of another text" if number is None else self.place(self._entries[number])

    def look(self, entry: Entry, state: LookState) -> str:
        """Say how far the segment was looked at."""
        self._study.codings.look([entry.segment.id], state)
        self._committed()
        self._work.look(entry.segment.id, state)
        self._passed.pop(entry.segment.id, None)
        return f"{self.place(entry)}: {state.value}"

    def pass_by(self, entry: Entry) -> None:
        """Remember that the coder moved on from a segment; `note_passed` commits it."""
        if self._by_round and entry.asks:
            # It is on the page to be read; it is in nobody's queue.
            return
        if self._work.state(entry.segment.id) is None:
            self._passed[entry.segment.id] = None

    def note_passed(self, leaving: bool = False) -> list[Id]:
        """Commit which segments were passed by as seen; return those.

        After an undo that waits until the next deed or until `leaving`, since a deed, even this
        one, ends the chance to redo.
        """
        if self._may_redo and not leaving:
            return []
        passed = [one for one in self._passed if self._work.state(one) is None]
        if passed:
            self._study.codings.look(passed, LookState.SEEN)
            self.saved = self._clock()
            for segment in passed:
                self._work.look(segment, LookState.SEEN)
        self._passed.clear()
        return passed

    def write_memo(self, entry: Entry, text: str) -> str:
        """Keep the memo on a segment; an empty text takes it away."""
        segment = entry.segment.id
        old = self._work.memos.get(segment)
        if text == (old.text if old else ""):
            return "memo unchanged"
        if old is not None:
            memo = self._study.memos.rewrite(old, text)
        else:
            memo = self._study.memos.write(MemoSubject.SEGMENT, segment, text)
        self._committed()
        if text:
            self._work.memos[segment] = memo
        else:
            self._work.memos.pop(segment, None)
        return f"memo on {self.place(entry)} {'kept' if text else 'taken away'}"

    def undo(self) -> tuple[list[Id], str]:
        """Take back the last deed; return the segments of this page that it touched."""
        undone = self._step(self._study.history.undo)
        return self._after(undone), f"undone: {self._told(undone, back=False)}"

    def redo(self) -> tuple[list[Id], str]:
        """Bring forth again what was taken back last."""
        undone = self._step(self._study.history.redo)
        return self._after(undone), f"done again: {self._told(undone, back=True)}"

    def _step(self, step: Callable[[Done], Undone]) -> Undone:
        """Undo or redo a deed that somebody meant; marks of passing by are no steps of their own.

        Those marks are waiting to be made again when this returns.
        """
        while True:
            undone = step(at_the_screen)
            self._may_redo = True
            if not all(in_passing(event) for event in undone.events):
                return undone
            for segment in self._after(undone):
                if self._work.state(segment) is None:
                    self._passed[segment] = None

    def _after(self, undone: Undone) -> list[Id]:
        self.saved = self._clock()
        touched = dict.fromkeys(segment_of(event) for event in undone.events)
        here = [segment for segment in touched if self._work.holds(segment)]
        self._work.refresh(here, self._study.desk.work(here))
        self._count(undone.events)
        for segment in here:
            self._passed.pop(segment, None)
        return here

    def _count(self, events: Iterable[Event]) -> None:
        for event in events:
            content = event.after or event.before
            if event.kind is EventKind.CODING and isinstance(content, dict):
                self._codes.used(content["code"], -1 if event.before is None else 1)

    def _told(self, undone: Undone, back: bool) -> str:
        codings = [event for event in undone.events if event.kind is EventKind.CODING]
        parts = []
        for event in codings or undone.events:
            before, after = event.before, event.after
            if back:
                before, after = after, before
            parts.append(f"{what_was_done(self._codes, event, before, after)} {self._where(event)}")
        return "; ".join(parts)

    def _where(self, event: Event) -> str:
        return self._place_of(segment_of(event))


def segment_of(event: Event) -> Id:
    """Return the segment that a coding, look or memo event is about."""
    if event.kind is EventKind.LOOK:
        return Id(event.subject.split(" ", 1)[0])
    content = event.after or event.before
    key = "segment" if event.kind is EventKind.CODING else "subject"
    return Id(str(content[key])) if isinstance(content, dict) else Id("")


def in_passing(event: Event) -> bool:
    """Say whether an event, or its undoing, only noted that a segment came to be seen."""
    return event.kind is EventKind.LOOK and {event.before, event.after} == {None, "seen"}


def what_was_done(codes: Codes, event: Event, before: Any, after: Any) -> str:
    """Return in words what turned `before` into `after`; where that was is to follow."""
    if event.kind is EventKind.CODING:
        name = codes.name((after or before)["code"])
        return f"{name} put on" if after else f"{name} taken off"
    if event.kind is EventKind.LOOK:
        return f"'{after}' of" if after else "looking at"
    return "memo on" if after else "memo taken from"
