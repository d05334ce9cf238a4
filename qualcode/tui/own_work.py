"""The coder's own work on a page, in the page's positions; always what the store has committed.

Of a long page the work is read from the top as far as somebody asks, some segments at a time, so
that it opens as fast as a short one. What is read once is kept in step by whoever does a deed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from qualcode.domain.coding import Coding, LookState, Memo
from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.study.desk import Desk, Mark, Page, Work
from qualcode.tui.page.lanes import Lanes
from qualcode.tui.page.spans import Entry as Stripe

_AT_ONCE = 128
_FOR_A_JUMP = 512
_FINISHED = (LookState.DONE, LookState.NOTHING)


class OwnWork:
    """Stripes of the codings, looks and memos of one coder on one page.

    Segments are meant by their ids or by their numbers on the page, from 0.
    """

    def __init__(self, page: Page, desk: Desk) -> None:
        self.page = page
        self._desk = desk
        self._read = 0
        self.lanes = Lanes()
        self._stripes: dict[str, Stripe] = {}
        self._whole: tuple[Id, tuple[Coding, ...]] | None = None
        self.looks: dict[Id, LookState] = {}
        self.memos: dict[Id, Memo] = {}
        self._coded = array("I", bytes(4 * len(page.entries)))
        # One byte a segment: 1 is still to be coded or finished.
        self._open = bytearray(not asks for asks in page.entries.outline.asks)
        self.finished = 0

    @property
    def complete(self) -> bool:
        """Say whether the work on all segments is read."""
        return self._read == len(self.page.entries)

    def read_on(self, segments: int = _AT_ONCE) -> None:
        """Read the work on some more segments."""
        first, last = self._read, min(self._read + segments, len(self.page.entries))
        if first == last:
            return
        ids = self.page.entries.outline.ids[first:last]
        marks = self._desk.marks(ids)
        numbers = {identity: number for number, identity in enumerate(ids, first)}
        new = []
        for mark in marks.codings:
            number = numbers[mark.segment]
            new.append(self._stripe(mark, number))
            self._coded[number] += 1
        self.lanes.extend(new)
        self._stripes.update((stripe.key, stripe) for stripe in new)
        self.memos.update(marks.memos)
        self._read = last
        for number in {numbers[mark.segment] for mark in marks.codings}:
            self._reckon(number)
        for segment, state in marks.looks.items():
            self._put_look(segment, state)

    def reach(self, number: int) -> None:
        """Read the work up to a segment, or all if there are fewer."""
        while self._read <= number and not self.complete:
            self.read_on(_FOR_A_JUMP)

    def _stripe(self, mark: Mark, number: int) -> Stripe:
        shift = 0 if self.page.source else self.page.entries[number].shift
        return Stripe(mark.start + shift, mark.end + shift, mark.id, mark.code)

    def _number(self, segment: Id) -> int:
        """Return the number of a segment, whose work is read then.

        Raises:
            KeyError: if it is not on the page.
        """
        number = self.page.entries.number_of(segment)
        if number is None:
            raise KeyError(segment)
        self.reach(number)
        return number

    def __getitem__(self, key: str) -> Stripe:
        return self._stripes[key]

    def __contains__(self, key: str) -> bool:
        return key in self._stripes

    def holds(self, segment: Id) -> bool:
        """Say whether the segment is on the page."""
        return self.page.entries.number_of(segment) is not None

    def stripes(self, start: int, end: int) -> list[Stripe]:
        """Return the stripes that share text with a stretch of the page."""
        self.reach(self.page.entries.spans.number_at(end - 1))
        return self.lanes.index.within(start, end)

    def codings(self, number: int) -> list[Coding]:
        """Return all that is known of the codings in a segment, in the order of the text."""
        segment = self.page.entries.outline.ids[number]
        if self._whole is None or self._whole[0] != segment:
            span = self.page.entries.spans[number]
            some = bool(self.stripes(span.start, span.end))
            self._whole = segment, self._desk.work([segment]).codings if some else ()
        return [one for one in self._whole[1] if one.id in self._stripes]

    def coded_among(self, first: int, last: int) -> int:
        """Return how many of the segments `[first, last)` carry a coding, of those read so far."""
        return last - first - self._coded[first:last].count(0)

    def open_among(self, first: int, last: int) -> bool:
        """Say whether any of the segments is still to be coded or finished, of those read."""
        return self._open.find(1, first, min(last, self._read)) >= 0

    def state(self, segment: Id) -> LookState | None:
        """Return how far the coder looked at the segment."""
        self._number(segment)
        return self.looks.get(segment)

    def next_open(self, number: int) -> int | None:
        """Return the first segment from a number on that has no code and is not finished."""
        while True:
            found = self._open.find(1, number, self._read)
            if found >= 0:
                return found
            if self.complete:
                return None
            self.read_on()

    def last_open(self, number: int) -> int | None:
        """Return the last such segment before a number."""
        self.reach(number)
        found = self._open.rfind(1, 0, number)
        return found if found >= 0 else None

    def first_unfinished(self) -> int:
        """Return the number of the first segment that is to be finished, 0 if all are."""
        outline = self.page.entries.outline
        for number, asks in enumerate(outline.asks):
            self.reach(number)
            if not asks and self.looks.get(outline.ids[number]) not in _FINISHED:
                return number
        return 0

    def _reckon(self, number: int) -> None:
        outline = self.page.entries.outline
        done = self._coded[number] or self.looks.get(outline.ids[number]) in _FINISHED
        self._open[number] = not (done or outline.asks[number])

    def look(self, segment: Id, state: LookState) -> None:
        """Take in how far the coder looked, once that is committed."""
        self._number(segment)
        self._put_look(segment, state)

    def _put_look(self, segment: Id, state: LookState | None) -> None:
        number = self.page.entries.number_of(segment)
        if number is None:
            return
        if not self.page.entries.outline.asks[number]:
            self.finished += (state in _FINISHED) - (self.looks.get(segment) in _FINISHED)
        if state is None:
            self.looks.pop(segment, None)
        else:
            self.looks[segment] = state
        self._reckon(number)

    def add(self, coding: Coding) -> None:
        """Take in a coding that was committed."""
        number = self._number(coding.segment)
        if coding.id in self._stripes:
            return
        mark = Mark(coding.span.start, coding.span.end, coding.id, coding.code, coding.segment)
        stripe = self._stripes[coding.id] = self._stripe(mark, number)
        self.lanes.add(stripe)
        self._coded[number] += 1
        self._reckon(number)
        if self._whole is not None and self._whole[0] == coding.segment:
            known = sorted((*self._whole[1], coding), key=lambda one: (one.span, one.id))
            self._whole = coding.segment, tuple(known)

    def remove(self, coding: Coding) -> None:
        """Drop a coding that was taken off."""
        self._remove(coding.id, self._number(coding.segment))

    def _remove(self, key: str, number: int) -> None:
        self.lanes.remove(self._stripes.pop(key))
        self._coded[number] -= 1
        self._reckon(number)

    def refresh(self, segments: Iterable[Id], work: Work) -> None:
        """Replace all that is known of some segments by what the store says now."""
        for segment in segments:
            number = self._number(segment)
            span: Span = self.page.entries.spans[number]
            for stripe in self.lanes.index.within(span.start, span.end):
                self._remove(stripe.key, number)
            self._put_look(segment, work.looks.get(segment))
            self.memos.pop(segment, None)
        for coding in work.codings:
            self.add(coding)
        self.memos.update(work.memos)
