"""What a coder does with the suggestions on a page: go through them, accept, change, reject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.domain.coding import Coding
from qualcode.tui.coding.suggesting import Offer

if TYPE_CHECKING:
    from qualcode.tui.coding.workbench import Workbench

_HERE = "on this segment"


class Offers:
    """The suggestions at a workbench, one of which is at hand on each segment that has any."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._known = bench.suggestions

    @property
    def at_hand(self) -> Offer | None:
        """Return the suggestion that the next key is about, on the segment at the cursor."""
        return self._known.at_hand(self._bench.cursor.segment)

    def next(self) -> None:
        """Go to the next suggestion, on this segment or a later one."""
        before = self._bench.cursor.segment
        self._take_up(self._known.after(before), "after this one")
        self._bench.passed(before)

    def previous(self) -> None:
        """Go to the suggestion before, on this segment or an earlier one."""
        self._take_up(self._known.before(self._bench.cursor.segment), "before this one")

    def choose(self, place: int) -> None:
        """Let the suggestion at a place among those on this segment be the one at hand."""
        offers = self._known.on(self._bench.cursor.segment)
        if place < len(offers):
            self._known.choose(offers[place])

    def wanted(self) -> Offer | None:
        """Return the suggestion at hand; where there is none, say so."""
        offer = self.at_hand
        if offer is None:
            self._take_up(None)
        return offer

    def accept(self) -> None:
        """Put the suggested code on its span, as an own coding; go on to the next suggestion."""
        offer = self.wanted()
        if offer is not None:
            place = self._known.on(offer.number).index(offer)
            if self._made(offer) is not None:
                self._settle(offer, place, accepted=True)

    def accept_here(self, code: str = "") -> Coding | None:
        """Do the same and stay, with the new coding focused; return that.

        With another `code` that is put on the suggestion's words, which counts as edited.
        """
        offer = self.wanted()
        coding = self._made(offer, code) if offer is not None else None
        if offer is not None and coding is not None:
            if coding.code == offer.suggestion.code:
                self._known.hints.accept(offer.suggestion)
            self._bench.cursor.selection, self._bench.focused = None, coding.id
        return coding

    def _made(self, offer: Offer, instead: str = "") -> Coding | None:
        """Make a coding of a suggestion; None if it cannot be, or stands already."""
        bench, entry, suggested = self._bench, self._bench.entry, offer.suggestion.code
        provenance = self._known.provenance(offer.number, offer)
        made: list[Coding | None] = []

        def deed() -> str:
            coding, told = bench.deeds.apply(
                instead or suggested, entry, offer.span, provenance, suggested
            )
            made.append(coding)
            return told

        return made[0] if bench.attempt(deed, entry) else None

    def reject(self) -> None:
        """Say that the suggestion at hand does not apply, and go on to the next."""
        offer, bench, entry = self.wanted(), self._bench, self._bench.entry
        if offer is None:
            return
        place = self._known.on(offer.number).index(offer)
        provenance = self._known.provenance(offer.number, offer)
        code = offer.suggestion.code
        if bench.attempt(lambda: bench.deeds.reject(code, entry, provenance), entry):
            self._settle(offer, place, accepted=False)

    def _settle(self, offer: Offer, place: int, accepted: bool) -> None:
        bench, before, told = self._bench, self._bench.cursor.segment, self._bench.told.text
        bench.changed.append(bench.entry.span)
        following = self._known.settle(offer, place, accepted)
        if following is None:
            bench.tell(f"{told}; no suggestion after it")
        else:
            self._take_up(following)
            bench.passed(before)

    def _take_up(self, offer: Offer | None, where: str = "") -> None:
        bench = self._bench
        if offer is None:
            here = None if where else bench.cursor.segment
            bench.tell(self._known.none_told(where or _HERE, here))
            return
        self._known.choose(offer)
        bench.go(offer.span.start)
