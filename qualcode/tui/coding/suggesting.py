"""The suggestions on a page: which may be seen now, and which one the next key is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from qualcode.domain.coding import LookState
from qualcode.domain.identity import Id
from qualcode.domain.provenance import Provenance
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Suggestion
from qualcode.study.desk import Page
from qualcode.tui.coding.hints import NO_HINTS, Hints
from qualcode.tui.coding.own_work import OwnWork

MOST = 3
"""So many are shown on one segment at most."""

LEAST = 0.05
"""What is less probable is not worth anybody's look."""

_AT_ONCE = 32
_AHEAD = 1_000
_TRIED = 16
_ASKED, _OFFERED = 1, 2
_CHOSEN = (LookState.DONE, LookState.NOTHING)


class Offer(NamedTuple):
    """A suggestion, where on the page it lies, and the number of its segment."""

    span: Span
    suggestion: Suggestion
    number: int


def is_worth_a_look(one: Suggestion) -> bool:
    """Say whether a suggestion is probable enough, as far as that is known, to be shown."""
    return one.probability is None or one.probability >= LEAST


class Suggesting:
    """What the hints propose for a page.

    They are asked about a segment when it may be seen and somebody looks, and never about one on
    which the coder still owes a choice of their own where the hints wait for that. Segments are
    meant by their numbers on the page, from 0.
    """

    def __init__(self, page: Page, work: OwnWork, hints: Hints = NO_HINTS) -> None:
        self._page = page
        self._work = work
        self.hints = hints
        self._revision, self._age = hints.revision, hints.age
        self._known = bytearray(len(page.entries))
        self._outdated = bytearray(len(page.entries))
        self._offers: dict[int, tuple[Offer, ...]] = {}
        self._chosen: tuple[Id | None, str] | None = None
        self._anew: list[Span] = []
        self._read = 0

    @property
    def possible(self) -> bool:
        """Say whether there can be any."""
        return not self.hints.why_none

    @property
    def waits(self) -> bool:
        """Say whether suggestions wait for the coder's own first choice."""
        return self.hints.second_look

    @property
    def complete(self) -> bool:
        """Say whether as much of the page was asked about as is asked ahead."""
        self._catch_up()
        return not self.possible or self._read >= min(len(self._known), _AHEAD)

    def read_on(self) -> None:
        """Ask about some more segments, from the top."""
        last = min(self._read + _AT_ONCE, len(self._known))
        self._ask(range(self._read, last), ahead=True)
        self._read = last

    def _catch_up(self) -> None:
        if self.hints.age != self._age:
            self._age = self.hints.age
            self._outdated = bytearray(b"\1" * len(self._known))
        if self.hints.revision == self._revision:
            return
        news, self._revision = self.hints.news(self._revision), self.hints.revision
        if news is None:
            self._known = bytearray(len(self._known))
            self._offers.clear()
            self._read = 0
            self._anew.append(Span(0, len(self._page.text)))
            return
        found = (self._page.entries.number_of(one) for one in news)
        numbers = [one for one in found if one is not None and self._known[one]]
        for number in numbers:
            self._known[number] = 0
            self._offers.pop(number, None)
        self._ask(numbers, ahead=True)
        self._anew += [self._page.entries.spans[number] for number in numbers]

    def renewed(self) -> list[Span]:
        """Return where on the page other suggestions hold since this was asked last."""
        self._catch_up()
        anew, self._anew = self._anew, []
        return anew

    def _may_be_seen(self, number: int) -> bool:
        outline = self._page.entries.outline
        if outline.asks[number]:
            return False
        if not self.waits or self._work.coded_among(number, number + 1):
            return True
        return self._work.state(outline.ids[number]) in _CHOSEN

    def _ask(self, numbers: Iterable[int], ahead: bool = False) -> None:
        ids = self._page.entries.outline.ids
        asked = {
            ids[one]: one
            for one in numbers
            if (not self._known[one] or self._outdated[one]) and self._may_be_seen(one)
        }
        found: dict[int, list[Offer]] = {number: [] for number in asked.values()}
        for suggestion in self.hints.of(list(asked), ahead=ahead) if asked else ():
            number = asked.get(suggestion.segment) if suggestion.segment else None
            span = self._placed(suggestion, number) if number is not None else None
            if number is not None and span is not None and is_worth_a_look(suggestion):
                found[number].append(Offer(span, suggestion, number))
        for number, offers in found.items():
            self._known[number] = _OFFERED if offers else _ASKED
            self._outdated[number] = 0
            self._offers.pop(number, None)
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
        if not self._known[number] or self._outdated[number]:
            self._ask([number])
        offers = self._offers.get(number, ())
        return list(islice((one for one in offers if not self._is_taken(one)), MOST))

    def none_told(self, where: str, number: int | None = None) -> str:
        """Return in one sentence that there is no suggestion somewhere, and why.

        `number` is that of the segment, if it is about one.
        """
        if not self.possible:
            return self.hints.why_none
        if number is None:
            waits = "; they wait for your own choice" if self.waits else ""
            return f"No suggestion {where}{waits or self._later}."
        if self._page.entries.outline.asks[number]:
            return "Nothing is suggested for what an interviewer says."
        if not self._may_be_seen(number):
            return "Suggestions show here after your own first choice."
        return f"No suggestion {where}{self._later}."

    @property
    def _later(self) -> str:
        return " as yet; more are being worked out" if self.hints.is_asking else ""

    def said_of(self, number: int) -> str:
        """Return what is to be said beside the suggestions on a segment, empty if nothing."""
        outline = self._page.entries.outline
        if not self.possible or outline.asks[number]:
            return ""
        if not self._may_be_seen(number):
            return "after your own first choice"
        return "rather none of these" if self.hints.none_fits(outline.ids[number]) else ""

    def provenance(self, number: int, offer: Offer | None = None) -> Provenance:
        """Return how a deed on a segment comes about, about an offer there if one is meant."""
        here = self.on(number)
        if offer is None or offer not in here:
            return Provenance(bool(here), order=self._page.order)
        one = offer.suggestion
        model = self.hints.model(self._page.entries.outline.ids[number])
        rank = here.index(offer) + 1
        return Provenance(True, rank, one.score, one.probability, model, self._page.order)

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
        chosen = (one for one in here if _key(one) == self._chosen)
        return next(chosen, here[0] if here else None)

    def choose(self, offer: Offer) -> None:
        """Let a suggestion be the one that is meant on its segment."""
        self._chosen = _key(offer)

    def restore(self, segment: Id, code: str) -> None:
        """Have a suggestion again whose rejection was taken back; it is the one that is meant."""
        self.hints.restore(segment, code)
        self.mean(segment, code)

    def mean(self, segment: Id, code: str) -> None:
        """Let the suggestion of a code be the one that is meant on its segment, if there is one."""
        self._chosen = segment, code

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
            self._ask(run, ahead=True)
            yield from (one for one in run if self.on(one))

    def settle(self, offer: Offer, place: int, accepted: bool) -> Offer | None:
        """Tell the hints what became of a suggestion; return the one that comes next.

        That is the one that takes its `place` on the segment, else the first of a later one, else
        one before it on the segment.
        """
        (self.hints.accept if accepted else self.hints.reject)(offer.suggestion)
        left = [one for one in self.on(offer.number) if one != offer]
        if place < len(left):
            return left[place]
        later = (self.on(one)[0] for one in self._showing(offer.number + 1))
        return next(later, left[0] if left else None)


def _key(offer: Offer) -> tuple[Id | None, str]:
    # Its score may be another as soon as something more is learnt.
    return offer.suggestion.segment, offer.suggestion.code
