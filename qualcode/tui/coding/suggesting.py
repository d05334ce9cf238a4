"""The suggestions on a page: which may be seen now, and which one the next key is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from qualcode.domain.coding import LookState
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Suggestion
from qualcode.study.desk import Page
from qualcode.tui.coding.hints import NO_HINTS, Hints
from qualcode.tui.coding.own_work import OwnWork

MOST = 3
"""So many are shown on one segment at most."""

_AT_ONCE = 32
_TRIED = 16
_ASKED, _OFFERED = 1, 2
_CHOSEN = (LookState.DONE, LookState.NOTHING)


class Offer(NamedTuple):
    """A suggestion, where on the page it lies, and the number of its segment."""

    span: Span
    suggestion: Suggestion
    number: int


class Suggesting:
    """What the hints propose for a page.

    They are asked about a segment when it may be seen and somebody looks, and never about one on
    which the coder still owes a choice of their own where the hints wait for that. Segments are
    meant by their numbers on the page, from 0.
    """

    def __init__(self, page: Page, work: OwnWork, hints: Hints = NO_HINTS) -> None:
        self._page = page
        self._work = work
        self._hints = hints
        self._revision = hints.revision
        self._known = bytearray(len(page.entries))
        self._offers: dict[int, tuple[Offer, ...]] = {}
        self._chosen: Suggestion | None = None
        self._changed = False
        self._read = 0

    @property
    def possible(self) -> bool:
        """Say whether there can be any."""
        return self._hints is not NO_HINTS

    @property
    def waits(self) -> bool:
        """Say whether suggestions wait for the coder's own first choice."""
        return self._hints.second_look

    @property
    def complete(self) -> bool:
        """Say whether the whole page was asked about."""
        self._catch_up()
        return not self.possible or self._read >= len(self._known)

    def read_on(self) -> None:
        """Ask about some more segments, from the top."""
        last = min(self._read + _AT_ONCE, len(self._known))
        self._ask(range(self._read, last))
        self._read = last

    def _catch_up(self) -> None:
        if self._hints.revision != self._revision:
            self._revision = self._hints.revision
            self._known = bytearray(len(self._known))
            self._offers.clear()
            self._read = 0
            self._changed = True

    def renewed(self) -> bool:
        """Say whether other suggestions hold since this was asked last."""
        self._catch_up()
        changed, self._changed = self._changed, False
        return changed

    def _may_be_seen(self, number: int) -> bool:
        outline = self._page.entries.outline
        if outline.asks[number]:
            return False
        if not self._hints.second_look or self._work.coded_among(number, number + 1):
            return True
        return self._work.state(outline.ids[number]) in _CHOSEN

    def _ask(self, numbers: Iterable[int]) -> None:
        ids = self._page.entries.outline.ids
        asked = {
            ids[one]: one for one in numbers if not self._known[one] and self._may_be_seen(one)
        }
        found: dict[int, list[Offer]] = {number: [] for number in asked.values()}
        for suggestion in self._hints.of(list(asked)) if asked else ():
            number = asked.get(suggestion.segment) if suggestion.segment else None
            span = self._placed(suggestion, number) if number is not None else None
            if number is not None and span is not None:
                found[number].append(Offer(span, suggestion, number))
        for number, offers in found.items():
            self._known[number] = _OFFERED if offers else _ASKED
            if offers:
                self._offers[number] = tuple(offers)

    def _placed(self, suggestion: Suggestion, number: int) -> Span | None:
        whole = self._page.entries.spans[number]
        if suggestion.span is None:
            return whole
        return self._page.entries[number].on_page(suggestion.span).intersection(whole)

    def on(self, number: int) -> list[Offer]:
        """Return what may be seen on a segment, best first.

        Nothing is offered twice: a code that the coder has on these words already is left out.
        """
        if not self.possible or not self._may_be_seen(number):
            return []
        self._catch_up()
        if not self._known[number]:
            self._ask([number])
        offers = self._offers.get(number, ())
        return list(islice((one for one in offers if not self._is_taken(one)), MOST))

    def _is_taken(self, offer: Offer) -> bool:
        stripes = self._work.stripes(offer.span.start, offer.span.end)
        return any(stripe.code == offer.suggestion.code for stripe in stripes)

    def among(self, first: int, last: int) -> bool:
        """Say whether any of the segments `[first, last)` is known to show a suggestion."""
        # Only so many are looked at, since of a long text each slice holds hundreds.
        offered = islice(self._offered(first, last), _TRIED)
        return any(self.on(number) for number in offered)

    def _offered(self, first: int, last: int) -> Iterator[int]:
        number = self._known.find(_OFFERED, first, last)
        while number >= 0:
            yield number
            number = self._known.find(_OFFERED, number + 1, last)

    def at_hand(self, number: int) -> Offer | None:
        """Return the suggestion on a segment that is meant: the chosen one, else the best."""
        here = self.on(number)
        chosen = (one for one in here if one.suggestion == self._chosen)
        return next(chosen, here[0] if here else None)

    def choose(self, offer: Offer) -> None:
        """Let a suggestion be the one that is meant on its segment."""
        self._chosen = offer.suggestion

    def after(self, number: int) -> Offer | None:
        """Return the suggestion after the one at hand, on this segment or a later one."""
        here, hand = self.on(number), self.at_hand(number)
        if hand is not None and hand != here[-1]:
            return here[here.index(hand) + 1]
        return next((self.on(one)[0] for one in self._showing(number + 1)), None)

    def before(self, number: int) -> Offer | None:
        """Return the suggestion before the one at hand, on this segment or an earlier one."""
        here, hand = self.on(number), self.at_hand(number)
        if hand is not None and hand != here[0]:
            return here[here.index(hand) - 1]
        earlier = (one for one in range(number - 1, -1, -1) if self.on(one))
        return next((self.on(one)[-1] for one in earlier), None)

    def _showing(self, first: int) -> Iterator[int]:
        if not self.possible:
            return
        for start in range(first, len(self._known), _AT_ONCE):
            run = range(start, min(start + _AT_ONCE, len(self._known)))
            self._catch_up()
            self._ask(run)
            yield from (one for one in run if self.on(one))

    def settle(self, offer: Offer, place: int, accepted: bool) -> Offer | None:
        """Tell the hints what became of a suggestion; return the one that comes next.

        That is the one that takes its `place` on the segment, else the first of a later one.
        """
        (self._hints.accept if accepted else self._hints.reject)(offer.suggestion)
        left = [one for one in self.on(offer.number) if one != offer]
        if place < len(left):
            return left[place]
        return next((self.on(one)[0] for one in self._showing(offer.number + 1)), None)
