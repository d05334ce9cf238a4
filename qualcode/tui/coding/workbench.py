"""The state of the coding screen, and its deeds. Widgets show it and keep none."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qualcode.domain.coding import Coding, LookState, Memo, MemoSubject
from qualcode.domain.errors import QualcodeError
from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.study import Study
from qualcode.study.desk import Entry, Page
from qualcode.tui.codes import Codes
from qualcode.tui.coding.deeds import Deeds
from qualcode.tui.coding.hints import BLIND_ROUND, NO_HINTS, Hints, allowed
from qualcode.tui.coding.noting import Noted, Noting
from qualcode.tui.coding.offers import Offers
from qualcode.tui.coding.own_work import OwnWork
from qualcode.tui.coding.reader import Reader
from qualcode.tui.habits.manner import Manner
from qualcode.tui.told import Told


class Workbench(Reader):
    """One coder who codes a page; `hints` propose codes unless the round is blind."""

    def __init__(
        self,
        study: Study,
        page: Page,
        codes: Codes,
        at: int | None = None,
        hints: Hints = NO_HINTS,
        manner: Manner | None = None,
    ) -> None:
        work = OwnWork(page, study.desk, study.flags.of_segments)
        super().__init__(page, work, codes, allowed(hints, study, page), at, manner)
        self.study = study
        self.deeds = Deeds(study, page, work, codes)
        self.offers = Offers(self)
        if self.suggestions.hints is BLIND_ROUND:
            self.tell(BLIND_ROUND.why_none)
        self.deeds.unrejected = self.suggestions.restore
        self.deeds.uncoded = self.suggestions.mean
        self.noting = Noting(study, work)
        self._left_at: Id | None = None

    @property
    def progress(self) -> tuple[int, int]:
        """Return how many of the segments that are to be coded are finished, and how many are."""
        return self.work.finished, self.page.entries.to_code

    def passed(self, before: int) -> None:
        """Take note that one came on from a segment, which counts as seen then."""
        if self.cursor.segment > before:
            self.deeds.pass_by(self.page.entries[before])

    def apply(self, code: str, stay: bool = False) -> None:
        """Put a code on the target; a selection then becomes the coding that is shown.

        Where a code leads on, the next unit is gone to, unless one chose the target or shall
        `stay`.
        """
        entry, target, chosen = self.entry, self.target, self.chooses

        provenance = self.suggestions.provenance(self.cursor.segment)

        def deed() -> str:
            coding, told = self.deeds.apply(code, entry, target, provenance)
            if coding is not None and chosen and target != entry.span:
                self.cursor.selection = None
                self.focused = coding.id
            return told

        if self.attempt(deed, entry) and self.manner.advance and not chosen and not stay:
            self._lead_on()

    def _lead_on(self) -> None:
        """Go to the next unit, over what an interviewer says, which is only to be read."""
        told, before = self.told.text, self.cursor.position
        self.step(on=True)
        while self.entry.asks and self.cursor.position != before:
            before = self.cursor.position
            self.step(on=True)
        last = self.cursor.position == before
        self.tell(f"{told}; this was the last {self.unit_name}" if last else told)

    def turn_advance(self) -> None:
        """Let a code that is put on lead to the next unit, or no more."""
        self.manner.advance = not self.manner.advance
        on = "a code leads to the next unit; . and , stay" if self.manner.advance else "codes stay"
        self.tell(f"From now on {on}.")

    def highlight(self) -> None:
        """Put the highlighter's code on the target; what was selected is let go."""
        if self.highlighter is not None:
            self.apply(self.highlighter)
            if not self.told.failed:
                self.cursor.selection = self.focused = None

    def apply_pinned(self, place: int) -> None:
        """Put on the pinned code of a place, from 0."""
        self.codes.apply_pinned(place, self.apply, self.tell)

    def pin(self, place: int) -> None:
        """Put the code of the focused coding, else the one used last, under a digit, from 0."""
        shown, codes = self.shown, self.codes
        code = shown.code if shown is not None else next(iter(codes.recent), None)
        if code is None:
            self.tell("No code was used before; ; shows a coding.")
        else:
            self.tell(f"{codes.name(code)} is under {codes.pin(code, place) + 1} from now on.")

    def repeat(self, back: int = 0) -> None:
        """Put on the code used last, or the one `back` before it, and stay."""
        if len(self.codes.recent) <= back:
            self.tell("No code was used before.")
        else:
            self.apply(self.codes.recent[back], stay=True)

    def uncode(self) -> None:
        """Take off the focused coding or the only one on the target; of several, show one."""
        coding = self.meant(self.on_target, "takes this one off")
        if coding is not None:
            self._remove(coding)

    @property
    def on_target(self) -> list[Coding]:
        """Return the codings that share text with the target."""
        target, entry = self.target, self.entry
        return [one for one in self.here if target.overlaps(entry.on_page(one.span))]

    def meant(self, here: list[Coding], again: str) -> Coding | None:
        """Return the focused one of some codings, or the only one; of several focus the newest."""
        if self.shown in here:
            return self.shown
        if len(here) > 1:
            newest = max(here, key=lambda one: (one.created, one.id))
            self.cursor.selection, self.focused = None, newest.id
            self.tell(f"{len(here)} codings here: again {again}, ; next")
        elif not here:
            self.tell("No coding here.")
        return here[0] if len(here) == 1 else None

    def turn_flag(self) -> None:
        """Flag the segment, or take its flag off."""
        entry = self.entry
        self.attempt(lambda: self.deeds.turn_flag(entry), entry)

    def _remove(self, coding: Coding) -> None:
        entry = self.entry

        def deed() -> str:
            told = self.deeds.remove(coding)
            self.focused = None
            return told

        self.attempt(deed, entry)

    def look(self, state: LookState) -> None:
        """Say how far one has looked at this segment, and go on."""
        entry = self.entry
        if self.attempt(lambda: self.deeds.look(entry, state), entry):
            self.focused = None
            later = range(self.cursor.segment + 1, len(self.page.entries))
            asks = self.page.entries.outline.asks
            to_code = (number for number in later if not asks[number])
            self.go_to_segment(next(to_code, self.cursor.segment))

    def noted(self, kind: MemoSubject) -> Noted:
        """Return what a memo here would be about: the focused coding, segment or source."""
        entry, coding, place = self.entry, self.shown, self.deeds.place(self.entry)
        segment = entry.segment.id
        if kind is MemoSubject.SOURCE:
            return Noted(kind, entry.source.id, entry.source.name, segment)
        if coding is not None:
            name = f"{self.codes.name(coding.code)} on {place}"
            return Noted(MemoSubject.CODING, coding.id, name, segment)
        return Noted(MemoSubject.SEGMENT, segment, place, segment)

    @property
    def memo(self) -> Memo | None:
        """Return one's own memo on the focused coding, else that on the segment."""
        on_coding = self.noting.memo(self.noted(MemoSubject.CODING)) if self.shown else None
        return on_coding or self.work.memos.get(self.entry.segment.id)

    def write_memo(self, about: Noted, text: str) -> bool:
        """Keep a memo; say whether it is safe."""
        number = self.page.entries.number_of(about.segment) or 0

        def deed() -> str:
            if not self.noting.write(about, text.strip()):
                return "memo unchanged"
            self.deeds.committed()
            return f"memo on {about.name} {'kept' if text.strip() else 'taken away'}"

        return self.attempt(deed, self.page.entries[number])

    def undo(self) -> None:
        """Take back the last deed and go where it was."""
        self._step(self.deeds.undo)

    def redo(self) -> None:
        """Do again what was taken back, and go there."""
        self._step(self.deeds.redo)

    def undo_to(self, deed: Id) -> None:
        """Take back all one's deeds down to one, that one too; each undo is a deed."""
        self._step(lambda: self.deeds.undo_to(deed))

    def leave(self) -> None:
        """Remember which deed was the newest when this was left for another screen."""
        self._left_at = self._newest()

    def _newest(self) -> Id | None:
        return next((event.deed for event in self.study.history.latest(1)), None)

    def renew(self) -> bool:
        """Take in what was done elsewhere since this was left; say whether anything was."""
        if self.codes.renewed(self.study.catalogue.codebook):
            self._left_at = None
        elif self._newest() == self._left_at:
            return False
        self.codes.recount(self.study.desk.code_counts(), self.study.desk.recent_codes())
        self.work.renew()
        self.focused = None
        self.changed.append(Span(0, len(self.page.text)))
        return True

    def _step(self, step: Callable[[], tuple[list[Id], str]]) -> None:
        def deed() -> str:
            touched, told = step()
            self.focused = self.cursor.selection = None
            self._painted_anew(touched)
            if touched and self.entry.segment.id not in touched:
                self.go_to_segment(self.page.entries.number_of(touched[0]) or 0)
            return told

        self.attempt(deed, self.entry)

    def note_passed(self, leaving: bool = False) -> None:
        """Commit which segments were passed by; a failure is told."""
        try:
            self._painted_anew(self.deeds.note_passed(leaving))
        except QualcodeError as error:
            self.told = Told(f"NOT SAVED: {error}", failed=True)

    def _painted_anew(self, segments: Iterable[Id]) -> None:
        numbers = {self.page.entries.number_of(segment) for segment in segments}
        self.changed += [self.units.segments[one] for one in numbers if one is not None]

    def attempt(self, deed: Callable[[], str], entry: Entry) -> bool:
        """Do a deed and tell of it; a failure leaves everything as it was and says so."""
        saved = self.deeds.saved
        try:
            self.told = Told(deed())
        except QualcodeError as error:
            self.told = Told(f"NOT SAVED: {error}", failed=True)
            return False
        finally:
            if self.deeds.saved is not saved:
                self.suggestions.hints.follow()
        self.changed.append(entry.span)
        return True
