"""The coder's own work on a page, in the page's positions; always what the store has committed."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.domain.coding import Coding, LookState
from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.study.desk import Entry, Page, Work
from qualcode.tui.page.lanes import Lanes
from qualcode.tui.page.spans import Entry as Stripe
from qualcode.tui.page.spans import SpanIndex


class OwnWork:
    """Codings with their stripes, looks and memos of one coder on one page."""

    def __init__(self, page: Page, work: Work) -> None:
        self.page = page
        self._entries = {entry.segment.id: entry for entry in page.entries}
        self.looks = dict(work.looks)
        self.memos = dict(work.memos)
        self._codings = {one.id: one for one in work.codings}
        stripes = [self._stripe(one) for one in work.codings]
        self.index = SpanIndex(stripes)
        self.lanes = Lanes(stripes)
        self._by_segment: dict[Id, int] = {}
        for one in work.codings:
            self._count(one, 1)

    def _stripe(self, coding: Coding) -> Stripe:
        span = self.span(coding)
        return Stripe(span.start, span.end, coding.id)

    def _count(self, coding: Coding, times: int) -> None:
        self._by_segment[coding.segment] = self._by_segment.get(coding.segment, 0) + times

    def __getitem__(self, key: str) -> Coding:
        return self._codings[Id(key)]

    def __contains__(self, key: str) -> bool:
        return Id(key) in self._codings

    def span(self, coding: Coding) -> Span:
        """Return where a coding lies on the page."""
        return self._entries[coding.segment].on_page(coding.span)

    def entry(self, segment: Id) -> Entry:
        """Return a segment of the page by its id."""
        return self._entries[segment]

    def holds(self, segment: Id) -> bool:
        """Say whether the segment is on the page."""
        return segment in self._entries

    def within(self, span: Span) -> list[Coding]:
        """Return the codings that share text with a span of the page."""
        return [self._codings[Id(one.key)] for one in self.index.within(span.start, span.end)]

    def is_coded(self, segment: Id) -> bool:
        """Say whether the segment carries a coding."""
        return self._by_segment.get(segment, 0) > 0

    def state(self, segment: Id) -> LookState | None:
        """Return how far the coder looked at the segment."""
        return self.looks.get(segment)

    def is_open(self, segment: Id) -> bool:
        """Say whether the segment has no code and is not finished."""
        return not self.is_coded(segment) and self.state(segment) in (None, LookState.SEEN)

    def is_finished(self, segment: Id) -> bool:
        """Say whether the segment is done, or nothing applies to it."""
        return self.looks.get(segment) in (LookState.DONE, LookState.NOTHING)

    def first_unfinished(self) -> int:
        """Return the number of the first segment that is to be finished, 0 if all are."""
        entries = enumerate(self.page.entries)
        left = (n for n, one in entries if not one.asks and not self.is_finished(one.segment.id))
        return next(left, 0)

    def add(self, coding: Coding) -> None:
        """Take in a coding that was committed."""
        if coding.id in self._codings:
            return
        stripe = self._stripe(coding)
        self._codings[coding.id] = coding
        self.index.insert(stripe)
        self.lanes.add(stripe)
        self._count(coding, 1)

    def remove(self, coding: Coding) -> None:
        """Drop a coding that was taken off."""
        stripe = self._stripe(coding)
        del self._codings[coding.id]
        self.index.remove(stripe)
        self.lanes.remove(stripe)
        self._count(coding, -1)

    def refresh(self, segments: Iterable[Id], work: Work) -> None:
        """Replace all that is known of some segments by what the store says now."""
        for segment in segments:
            for coding in [one for one in self._codings.values() if one.segment == segment]:
                self.remove(coding)
            self.looks.pop(segment, None)
            self.memos.pop(segment, None)
        for coding in work.codings:
            self.add(coding)
        self.looks.update(work.looks)
        self.memos.update(work.memos)
