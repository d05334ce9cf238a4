"""A newer text takes the place of an older one: codings follow their words, or are listed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qualcode.domain.anchoring import reanchor
from qualcode.domain.coding import Coding, Look, LookState
from qualcode.domain.identity import Id
from qualcode.domain.source import Segment, SourceText
from qualcode.domain.span import Span
from qualcode.store import codings, flags, rejections, rounds
from qualcode.store.journal import Deed
from qualcode.store.sight import EVERYTHING, Sight


@dataclass(frozen=True, slots=True)
class TouchedCoding:
    """A coding on a passage that changed.

    It is `kept` if it was on the whole passage, or if its words stand in the new text, at one
    place; else it is lost.
    """

    source: str
    code: str
    quotation: str
    kept: bool


class Succession:
    """The segments of an older text and where they went in the newer one."""

    def __init__(self, older: SourceText, newer: SourceText) -> None:
        self._older = older
        self._newer = newer
        self._homes = {segment.id: segment for segment in older.segments}
        self._by_words: dict[str, list[Segment]] = {}
        for segment in newer.segments:
            self._by_words.setdefault(segment.span.of(newer.text), []).append(segment)
        self._seen: set[Id] = set()
        self.touched: list[TouchedCoding] = []

    def carry(self, deed: Deed, eyes: Sight) -> None:
        """Move the codings, looks, flags, rejections and queues of the older text to the newer one.

        `touched` then lists what `eyes` may see of it.
        """
        standing = codings.of_source(deed.connection, EVERYTHING, self._older.source.id)
        seen = codings.of_source(deed.connection, eyes, self._older.source.id)
        self._seen = {one.id for one in seen}
        moved = [self._moved(one) for one in standing]
        kept = [one for one in moved if one is not None]
        codings.remove(deed, standing)
        codings.add(deed, kept)
        self._carry_looks(deed, kept)
        homes = {one.id: self._counterpart(one) for one in self._older.segments}
        known = {old: new.id for old, new in homes.items() if new is not None}
        rounds.follow(deed, known)
        flags.follow(deed, known)
        same = {
            old: new.id
            for old, new in homes.items()
            if new is not None and self._same_words(self._homes[old], new)
        }
        rejections.follow(deed, same)

    def _moved(self, coding: Coding) -> Coding | None:
        newer = self._newer
        segment = self._homes[coding.segment]
        target = self._counterpart(segment)
        span = self._new_span(coding.span, segment, target)
        home = newer.segment_at(span.start) if span else None
        kept = span is not None and home is not None and home.span.contains(span)
        if not kept or target is None or not self._same_words(segment, target):
            self._touch(coding, kept)
        if span is None or home is None or not kept:
            return None
        # The coding keeps its id, and with it its memos.
        return replace(coding, source=newer.source.id, segment=home.id, span=span)

    def _touch(self, coding: Coding, kept: bool) -> None:
        if coding.id in self._seen:
            words = self._older.quotation(coding.span)
            self.touched.append(TouchedCoding(self._older.source.name, coding.code, words, kept))

    def _new_span(self, span: Span, segment: Segment, target: Segment | None) -> Span | None:
        if target is not None and span == segment.span:
            # Who coded the whole answer meant the answer, also after a slip in it was mended.
            return target.span
        within = target.span if target else None
        return reanchor(span, self._older.text, self._newer.text, within)

    def _carry_looks(self, deed: Deed, kept: list[Coding]) -> None:
        """Keep what was said of unchanged segments; a changed one with a coding counts as seen."""
        by_hand: dict[tuple[Id, str], dict[Id, Look]] = {}
        for look in codings.looks_of(deed.connection, EVERYTHING, self._older.source.id):
            segment = self._homes[look.segment]
            target = self._counterpart(segment)
            if target and self._same_words(segment, target):
                carried = replace(look, segment=target.id)
                by_hand.setdefault((look.coder, look.round), {})[target.id] = carried
        for coding in kept:
            looks = by_hand.setdefault((coding.coder, coding.round), {})
            seen = Look(coding.coder, coding.segment, LookState.SEEN, deed.moment, coding.round)
            looks.setdefault(coding.segment, seen)
        for looks in by_hand.values():
            codings.put_looks(deed, list(looks.values()))

    def _counterpart(self, segment: Segment) -> Segment | None:
        if segment.question is not None:
            place = (segment.question, segment.place)
            alike = [one for one in self._newer.segments if (one.question, one.place) == place]
            return alike[0] if alike else None
        same = self._by_words.get(segment.span.of(self._older.text), [])
        if len(same) == 1:
            return same[0]
        span = reanchor(segment.span, self._older.text, self._newer.text)
        return self._newer.segment_at(span.start) if span else None

    def _same_words(self, segment: Segment, target: Segment) -> bool:
        return segment.span.of(self._older.text) == target.span.of(self._newer.text)
