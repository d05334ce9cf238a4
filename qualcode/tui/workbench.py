"""The state of the coding screen, and its deeds. Widgets show it and keep none."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qualcode.domain.coding import Coding, LookState
from qualcode.domain.errors import QualcodeError
from qualcode.domain.identity import Id
from qualcode.study import Study
from qualcode.study.desk import Entry, Page
from qualcode.tui.codes import Codes
from qualcode.tui.deeds import Deeds, Told
from qualcode.tui.hints import NO_HINTS, Hints
from qualcode.tui.reader import Reader
from qualcode.tui.suggesting import Offer


class Workbench(Reader):
    """One coder who codes a page; `hints` propose codes unless the round is blind."""

    def __init__(
        self,
        study: Study,
        page: Page,
        codes: Codes,
        at: int | None = None,
        hints: Hints = NO_HINTS,
    ) -> None:
        blind = hints is not NO_HINTS and bool(page.round) and study.rounds.find(page.round).blind
        super().__init__(page, study.desk, codes, NO_HINTS if blind else hints, at)
        self.deeds = Deeds(study, page, self.work, codes)

    @property
    def progress(self) -> tuple[int, int]:
        """Return how many of the segments that are to be coded are finished, and how many are."""
        return self.work.finished, self.page.entries.to_code

    def _passed(self, before: int) -> None:
        if self.cursor.segment > before:
            self.deeds.pass_by(self.page.entries[before])

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

    def apply_pinned(self, place: int) -> None:
        """Put on the pinned code of a place, from 0."""
        pinned = self.codes.pinned
        if place < len(pinned):
            self.apply(pinned[place])
        else:
            self.tell("No code is pinned to this digit.")

    def repeat(self, back: int = 0) -> None:
        """Put on the code used last, or the one `back` before it."""
        if len(self.codes.recent) <= back:
            self.tell("No code was used before.")
        else:
            self.apply(self.codes.recent[back])

    def accept_suggestion(self) -> None:
        """Put the suggested code at hand on its span, as an own coding; go on to the next."""
        offer = self._offered()
        if offer is not None:
            place = self.suggestions.on(offer.number).index(offer)
            code, entry = offer.suggestion.code, self.entry
            if self._try(lambda: self.deeds.apply(code, entry, offer.span)[1], entry):
                self._settle(offer, place, accepted=True)

    def reject_suggestion(self) -> None:
        """Have the suggestion at hand no more in this session; go on to the next."""
        offer = self._offered()
        if offer is not None:
            place = self.suggestions.on(offer.number).index(offer)
            self.tell(f"{self.codes.name(offer.suggestion.code)} not wanted here")
            self._settle(offer, place, accepted=False)

    def _offered(self) -> Offer | None:
        offer = self.suggestions.at_hand(self.cursor.segment)
        if offer is None:
            self._take_up(None, "on this segment")
        return offer

    def _settle(self, offer: Offer, place: int, accepted: bool) -> None:
        before, told = self.cursor.segment, self.told.text
        self.changed.append(self.entry.span)
        following = self.suggestions.settle(offer, place, accepted)
        if following is None:
            self.tell(f"{told}; no suggestion after it")
        else:
            self._take_up(following, "")
            self._passed(before)

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
