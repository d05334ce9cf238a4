"""What a coder does at the screen: each deed is committed before anything of it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from qualcode.domain.coding import Coding, LookState
from qualcode.domain.errors import QualcodeError
from qualcode.domain.events import Event, EventKind
from qualcode.domain.identity import Id
from qualcode.domain.provenance import PLAIN, Provenance
from qualcode.domain.span import Span
from qualcode.study import Study
from qualcode.study.desk import Entry, Page
from qualcode.study.history import DeedLine, Undone
from qualcode.study.own_deeds import Done, at_the_screen
from qualcode.tui.codes import Codes
from qualcode.tui.coding.own_work import OwnWork
from qualcode.tui.coding.told_deeds import in_passing, rejected, segment_of, what_was_done
from qualcode.tui.suggesting.reasons import strike

_ELSEWHERE = "a segment of another text"


class Deeds:
    """The deeds of one coder on one page.

    Every method commits first, then brings `work` in step, and returns one line that says what
    was done. `saved` is when something was committed last. Failures pass through as
    QualcodeError; `work` is then as it was. An undo tells the segment and the code of each
    rejection that it takes back to `unrejected`, of each coding that it takes away to `uncoded`.
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
        self.unrejected: Callable[[Id, str], object] = lambda *_: None
        self.uncoded: Callable[[Id, str], object] = lambda *_: None

    def committed(self) -> None:
        """Take note that something was committed, here or in the codebook."""
        self.saved = self._clock()
        self._may_redo = False

    def place(self, entry: Entry) -> str:
        """Return how a segment is called on this page."""
        if self._by_question and entry.participant:
            return entry.participant.name
        if self._by_round:
            return f"{entry.source.name} {entry.segment.label}"
        return f"segment {entry.segment.number}"

    def apply(
        self,
        code: str,
        entry: Entry,
        span: Span,
        provenance: Provenance = PLAIN,
        suggested: str = "",
    ) -> tuple[Coding | None, str]:
        """Put a code on a span of the page; no coding if the very same stands already.

        `suggested` is the code that was suggested there, if this one is put on in its stead.
        """
        segment, edited = entry.segment, suggested not in ("", code)
        where = entry.in_source(span)
        coding = self._study.codings.apply(code, segment, where, provenance, edited=edited)
        name = self._codes.name(code)
        if coding is None:
            return None, f"{name} is on this already"
        self.committed()
        self._work.add(coding)
        if self._work.state(segment.id) in (None, LookState.NOTHING):
            self._work.look(segment.id, LookState.SEEN)
        self._codes.used(code)
        more = f" instead of {self._codes.name(suggested)}" if edited else self._words(entry, span)
        return coding, f"{name} put on {self.place(entry)}{more}"

    def reject(self, code: str, entry: Entry, provenance: Provenance) -> str:
        """Say that a suggested code does not apply to a segment."""
        self._study.suggestions.reject(code, entry.segment.id, provenance)
        self.committed()
        return f"{self._codes.name(code)} not wanted on {self.place(entry)}"

    def strike(self, code: str, word: str, back: bool = False) -> str:
        """Strike a word out of the reasons for a code, or let it count again."""
        told = strike(self._study, code, self._codes.name(code), word, back)
        self.committed()
        return told

    def _words(self, entry: Entry, span: Span) -> str:
        return "" if span == entry.span else f", {_characters(span)}"

    def remove(self, coding: Coding) -> str:
        """Take a coding off."""
        self._study.codings.remove(coding)
        self.committed()
        self._work.remove(coding)
        self._codes.used(coding.code, -1)
        place = self._place_of(coding.segment)
        return f"{self._codes.name(coding.code)} taken off {place}"

    def _place_of(self, segment: Id) -> str:
        number = self._entries.number_of(segment)
        return _ELSEWHERE if number is None else self.place(self._entries[number])

    def move(self, coding: Coding, entry: Entry, span: Span) -> str:
        """Put a coding on other words of its segment, a span of the page."""
        moved = self._study.codings.move(coding, entry.in_source(span))
        name = self._codes.name(coding.code)
        if moved == coding:
            return f"{name} stays as it was"
        self.committed()
        self._work.move(moved)
        return f"{name} is now on {_characters(span)} of {self.place(entry)}"

    def split(self, coding: Coding, entry: Entry, position: int) -> tuple[Coding, str]:
        """Make two of a coding at a position of the page; return the second."""
        first, second = self._study.codings.split(coding, position - entry.shift)
        self.committed()
        self._work.move(first)
        self._work.add(second)
        self._codes.used(coding.code)
        return second, f"{self._codes.name(coding.code)} is in two on {self.place(entry)}"

    def turn_flag(self, entry: Entry) -> str:
        """Flag a segment, or take its flag off."""
        segment, flags = entry.segment.id, self._work.flags
        if segment in flags:
            self._study.flags.take_off([segment])
            flags.discard(segment)
            told = "flag taken off"
        else:
            self._study.flags.put([segment])
            flags.add(segment)
            told = "flag on"
        self.committed()
        return f"{told} {self.place(entry)}"

    def look(self, entry: Entry, state: LookState) -> str:
        """Say how far the segment was looked at."""
        self._study.codings.look([entry.segment.id], state)
        self.committed()
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

    def undo(self) -> tuple[list[Id], str]:
        """Take back the last deed; return the segments of this page that it touched."""
        undone = self._step(self._study.history.undo)
        return self._after(undone), f"undone: {self._told(undone, back=False)}"

    def redo(self) -> tuple[list[Id], str]:
        """Bring forth again what was taken back last."""
        undone = self._step(self._study.history.redo)
        return self._after(undone), f"done again: {self._told(undone, back=True)}"

    def undo_to(self, deed: Id) -> tuple[list[Id], str]:
        """Take back all deeds down to one, that one too.

        What cannot be taken back ends it; that is told, with how many were.
        """
        touched: dict[Id, None] = {}
        count, done = 0, False
        while not done:
            try:
                undone = self._study.history.undo(at_the_screen)
            except QualcodeError as error:
                if not touched:
                    raise
                return list(touched), f"{count} deeds taken back, then: {error}"
            here = self._after(undone)
            touched.update(dict.fromkeys(here))
            if all(in_passing(event) for event in undone.events):
                self._pass_again(here)
            else:
                count += 1
            done = any(event.deed <= deed for event in undone.events)
        self._may_redo = True
        return list(touched), f"{count} deed{'' if count == 1 else 's'} taken back"

    def _step(self, step: Callable[[Done], Undone]) -> Undone:
        """Undo or redo a deed that somebody meant; marks of passing by are no steps of their own.

        Those marks are waiting to be made again when this returns.
        """
        while True:
            undone = step(at_the_screen)
            self._may_redo = True
            if not all(in_passing(event) for event in undone.events):
                return undone
            self._pass_again(self._after(undone))

    def _pass_again(self, segments: Iterable[Id]) -> None:
        for segment in segments:
            if self._work.state(segment) is None:
                self._passed[segment] = None

    def _after(self, undone: Undone) -> list[Id]:
        self.saved = self._clock()
        touched = dict.fromkeys(segment_of(event) for event in undone.events)
        here = [segment for segment in touched if self._work.holds(segment)]
        self._work.refresh(here, self._study.desk.work(here))
        if EventKind.FLAG in undone.kinds:
            self._work.refresh_flags(here)
        if EventKind.CODEBOOK in undone.kinds:
            self._codes.take_in(self._study.catalogue.codebook)
        self._count(undone.events)
        for event in undone.events:
            if event.before is not None:
                continue
            if event.kind is EventKind.REJECTION:
                self.unrejected(*rejected(event))
            elif event.kind is EventKind.CODING and isinstance(event.after, dict):
                self.uncoded(segment_of(event), event.after["code"])
        for segment in here:
            self._passed.pop(segment, None)
        return here

    def _count(self, events: Iterable[Event]) -> None:
        for event in events:
            content = event.after or event.before
            if (
                event.kind is EventKind.CODING
                and isinstance(content, dict)
                and None in (event.before, event.after)
            ):
                self._codes.used(content["code"], -1 if event.before is None else 1)

    def in_words(self, line: DeedLine) -> str:
        """Return what a deed of one's own did and where; nothing if it only noted a passing by."""
        events = self._study.history.events_of(line.deed)
        if all(in_passing(event) for event in events):
            return ""
        told, spot = self._told(Undone(tuple(events)), back=False), line.spot
        return told.replace(_ELSEWHERE, f"{spot.source_name} {spot.label}") if spot else told

    def _told(self, undone: Undone, back: bool) -> str:
        codings = [event for event in undone.events if event.kind is EventKind.CODING]
        parts = []
        for event in codings or undone.events:
            before, after = event.before, event.after
            if back:
                before, after = after, before
            done = what_was_done(self._codes, event, before, after)
            parts.append(f"{done} {self._where(event)}".rstrip())
        return "; ".join(parts)

    def _where(self, event: Event) -> str:
        segment = segment_of(event)
        return self._place_of(segment) if segment else ""


def _characters(span: Span) -> str:
    return f"{len(span)} character{'' if len(span) == 1 else 's'}"
