"""The coder's own work on a page, in the page's positions; always what the store has committed.

Of a long page the work is read in runs of segments, when somebody asks for one of them, so that it
opens as fast as a short one. What is read once is kept in step by whoever does a deed.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable

from qualcode.domain.coding import Coding, LookState, Memo
from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.study.desk import Desk, Mark, Page, Work
from qualcode.tui.page.lanes import Lanes
from qualcode.tui.page.spans import Entry as Stripe

_RUN = 128
_FINISHED = (LookState.DONE, LookState.NOTHING)


def _no_flags(_: Iterable[Id]) -> set[Id]:
    return set()


class OwnWork:
    """Stripes of the codings, looks, memos and flags of one coder on one page.

    Segments are meant by their ids or by their numbers on the page, from 0. `flagged` says which
    of some segments carry a flag.
    """

    def __init__(
        self,
        page: Page,
        desk: Desk,
        flagged: Callable[[Iterable[Id]], set[Id]] = _no_flags,
    ) -> None:
        self.page = page
        self._desk = desk
        self._flagged = flagged
        # One byte a run: 1 is still to be read.
        self._unread = bytearray(b"\1" * -(-len(page.entries) // _RUN))
        self.lanes = Lanes()
        self._stripes: dict[str, Stripe] = {}
        self._whole: tuple[Id, tuple[Coding, ...]] | None = None
        self.looks: dict[Id, LookState] = {}
        self.memos: dict[Id, Memo] = {}
        self.flags: set[Id] = set()
        self._coded = array("I", bytes(4 * len(page.entries)))
        # One byte a segment: 1 is known to be still to be coded or finished.
        self._open = bytearray(len(page.entries))
        self.finished = 0

    @property
    def complete(self) -> bool:
        """Say whether the work on all segments is read."""
        return 1 not in self._unread

    def read_on(self) -> None:
        """Read the work on some more segments, the first that are still to be read."""
        if not self.complete:
            self._know(self._unread.find(1))

    def reach(self, number: int) -> None:
        """Read the work on all segments up to this one."""
        for run in range(min(number // _RUN + 1, len(self._unread))):
            self._know(run)

    def _know(self, run: int) -> None:
        if self._unread[run]:
            self._read(run)

    def _read(self, run: int) -> None:
        first = run * _RUN
        ids = self.page.entries.outline.ids[first : first + _RUN]
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
        self.flags |= self._flagged(ids)
        self._unread[run] = 0
        for number in numbers.values():
            self._reckon(number)
        for segment, state in marks.looks.items():
            self._put_look(segment, numbers[segment], state)

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
        self._know(number // _RUN)
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
        spans = self.page.entries.spans
        for run in range(spans.number_at(start) // _RUN, spans.number_at(end - 1) // _RUN + 1):
            self._know(run)
        return self.lanes.index.within(start, end)

    def from_unit(self, keys: Iterable[str], unit: Span) -> list[str]:
        """Return the ids of codings, those on a unit first, then those after and those before."""

        def place(key: str) -> int:
            stripe = self._stripes[key]
            return 1 if stripe.start >= unit.end else 2 if stripe.end <= unit.start else 0

        return sorted(keys, key=place)

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
        return self._open.find(1, first, last) >= 0

    def state(self, segment: Id) -> LookState | None:
        """Return how far the coder looked at the segment."""
        self._number(segment)
        return self.looks.get(segment)

    def next_open(self, number: int) -> int | None:
        """Return the first segment from a number on that has no code and is not finished."""
        for run in range(number // _RUN, len(self._unread)):
            self._know(run)
            found = self._open.find(1, max(number, run * _RUN), (run + 1) * _RUN)
            if found >= 0:
                return found
        return None

    def last_open(self, number: int) -> int | None:
        """Return the last such segment before a number."""
        for run in range((number - 1) // _RUN, -1, -1):
            self._know(run)
            found = self._open.rfind(1, run * _RUN, min(number, (run + 1) * _RUN))
            if found >= 0:
                return found
        return None

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
        self._put_look(segment, self._number(segment), state)

    def _put_look(self, segment: Id, number: int, state: LookState | None) -> None:
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
        if self._whole is not None:
            segment, known = self._whole
            self._whole = segment, tuple(one for one in known if one.id != coding.id)

    def move(self, coding: Coding) -> None:
        """Take in where a coding lies since it was moved."""
        self.remove(coding)
        self.add(coding)

    def _remove(self, key: str, number: int) -> None:
        self.lanes.remove(self._stripes.pop(key))
        self._coded[number] -= 1
        self._reckon(number)

    def renew(self) -> None:
        """Read again what was read so far."""
        for run, unread in enumerate(self._unread):
            if not unread:
                ids = self.page.entries.outline.ids[run * _RUN : (run + 1) * _RUN]
                self.refresh(ids, self._desk.work(ids))
                self.refresh_flags(ids)

    def refresh_flags(self, segments: Iterable[Id]) -> None:
        """Ask anew which of some segments are flagged."""
        ids = list(segments)
        self.flags -= set(ids)
        self.flags |= self._flagged(ids)

    def refresh(self, segments: Iterable[Id], work: Work) -> None:
        """Replace all that is known of some segments, but for flags, by what the store says now."""
        self._whole = None
        for segment in segments:
            number = self._number(segment)
            span: Span = self.page.entries.spans[number]
            for stripe in self.lanes.index.within(span.start, span.end):
                self._remove(stripe.key, number)
            self._put_look(segment, number, work.looks.get(segment))
            self.memos.pop(segment, None)
        for coding in work.codings:
            self.add(coding)
        self.memos.update(work.memos)
