"""The segments of a page with who speaks in them, made only when somebody looks at them.

A long transcript has tens of thousands; where each lies is known at once, the rest is read from
the store in short runs.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

from qualcode.domain.identity import Id
from qualcode.domain.people import Participant
from qualcode.domain.source import Segment, Source
from qualcode.domain.span import Span
from qualcode.domain.span_list import SpanList

_RUN = 64
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One segment on a page; `shift` is its place on the page less its place in its source."""

    segment: Segment
    source: Source
    participant: Participant | None
    heading: str
    shift: int = 0

    @property
    def asks(self) -> bool:
        """Say whether these are words of somebody who asks: read, but not to be coded."""
        return self.participant is not None and not self.participant.counted

    @property
    def speaker(self) -> str:
        """Return who speaks, without the name of the source before it."""
        return name_in(self.source, self.participant)

    @property
    def span(self) -> Span:
        """Return where the segment lies on the page."""
        return self.segment.span.shifted(self.shift)

    def on_page(self, span: Span) -> Span:
        """Return where a span of the source lies on the page."""
        return span.shifted(self.shift)

    def in_source(self, span: Span) -> Span:
        """Return which span of the source lies at a place of the page."""
        return span.shifted(-self.shift)


def name_in(source: Source, participant: Participant | None) -> str:
    """Return what a participant is called where the source is known."""
    return participant.name.removeprefix(f"{source.name} ") if participant else ""


Read = Callable[[Sequence[Id]], Sequence[Entry]]


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of all segments of a page before any is looked at.

    `ids` and `spans` (on the page) are in the order of the page; `asks` has a 1 for each segment
    that is not to be coded. `speakers` are all names; `headed` says whether any has a heading.
    """

    ids: Sequence[Id]
    spans: SpanList
    asks: bytes
    speakers: frozenset[str]
    headed: bool


class Entries(Sequence[Entry]):
    """The entries of a page in their order; those looked at last are kept."""

    def __init__(self, outline: Outline, read: Read) -> None:
        self.outline = outline
        self._read = read
        self._runs: OrderedDict[int, Sequence[Entry]] = OrderedDict()
        self._seen: dict[Id, int] = {}

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Entries:
        """Return entries that are all known already."""
        outline = Outline(
            [one.segment.id for one in entries],
            SpanList.of([one.span for one in entries]),
            bytes(one.asks for one in entries),
            frozenset(one.speaker for one in entries),
            any(one.heading for one in entries),
        )
        made = cls(outline, lambda _: ())
        for run in range(0, len(entries), _RUN):
            made._runs[run // _RUN] = entries[run : run + _RUN]
        return made

    @property
    def spans(self) -> SpanList:
        """Return where the segments lie on the page."""
        return self.outline.spans

    @property
    def to_code(self) -> int:
        """Return how many segments are to be coded."""
        return self.outline.asks.count(0)

    @property
    def kept(self) -> int:
        """Return how many entries are in memory."""
        return sum(map(len, self._runs.values()))

    def __len__(self) -> int:
        return len(self.outline.ids)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, index: int | slice) -> Entry | tuple[Entry, ...]:
        """Return the entry of a number, or some of them."""
        if isinstance(index, slice):
            return tuple(self[number] for number in range(*index.indices(len(self))))
        number = index + len(self) if index < 0 else index
        if not 0 <= number < len(self):
            raise IndexError(f"there is no entry {index}")
        return self._run(number // _RUN)[number % _RUN]

    def __iter__(self) -> Iterator[Entry]:
        return (self[number] for number in range(len(self)))

    def _run(self, run: int) -> Sequence[Entry]:
        known = self._runs.get(run)
        if known is None:
            first = run * _RUN
            ids = self.outline.ids[first : first + _RUN]
            known = self._runs[run] = self._read(ids)
            self._seen.update((identity, number) for number, identity in enumerate(ids, first))
            if len(self._runs) > _KEPT:
                self._runs.popitem(last=False)
        return known

    @cached_property
    def _numbers(self) -> dict[Id, int]:
        return {identity: number for number, identity in enumerate(self.outline.ids)}

    def number_of(self, segment: Id) -> int | None:
        """Return the number of a segment by its id, None if it is not on the page."""
        # Who asks nearly always means one that was looked at; all are numbered if not.
        seen = self._seen.get(segment)
        return self._numbers.get(segment) if seen is None else seen
