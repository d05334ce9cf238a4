"""Disputes with all that one needs in order to decide them: words, context, memos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.domain.coding import Memo, MemoSubject
from qualcode.domain.disputes import Reading, disputed, used
from qualcode.domain.identity import Id
from qualcode.domain.people import Participant
from qualcode.domain.rounds import Decision
from qualcode.domain.source import Segment, Source
from qualcode.domain.span import Span
from qualcode.store import codebooks, memos, people, sight, sources
from qualcode.study.adjudication.double_coding import Read, alphas

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Dispute:
    """One segment that the coders of a round read differently, with its context.

    `number` counts all disputes of the round from 1, the worst code first; it stays while the
    codings stay. `codes` are the disputed ones, that with the lowest alpha first, and `alphas`
    has the figure of each, None where it is undefined. `decision` is None while it is open.
    `before` and `after` are the segments around it, empty beside an answer to a question.
    """

    number: int
    round: str
    segment: Segment
    source: Source
    participant: Participant | None
    heading: str
    text: str
    readings: tuple[Reading, ...]
    codes: tuple[str, ...]
    alphas: Mapping[str, float | None]
    decision: Decision | None = None
    memos: tuple[Memo, ...] = ()
    before: str = ""
    after: str = ""

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be decided."""
        return self.decision is None

    @property
    def all_codes(self) -> tuple[str, ...]:
        """Return the disputed codes, then those that all readings have."""
        return (*self.codes, *sorted(used(self.readings) - set(self.codes)))

    def words(self, span: Span) -> str:
        """Return the words on a span of the source that lies in the segment."""
        return span.shifted(-self.segment.span.start).of(self.text)


def disputes_of(
    connection: Connection,
    name: str,
    read: Sequence[Read],
    decided: Mapping[Id, Decision],
    viewer: Id | None,
) -> list[Dispute]:
    """Return the disputes among some segments, the worst code first."""
    codebook = codebooks.codebook(connection)
    figures = alphas(read, codebook)
    order = {code.id: place for place, code in enumerate(codebook.codes)}

    def place(code: str) -> tuple[bool, float, int]:
        figure = figures.get(code)
        return figure is None, figure or 0.0, order.get(code, len(order))

    found = [
        (tuple(sorted(codes, key=place)), one) for one in read if (codes := disputed(one.readings))
    ]
    found.sort(key=lambda pair: place(pair[0][0]))
    context = _Context(connection, [one.segment for _, one in found], viewer)
    return [
        Dispute(
            number, name, one.segment, context.source(one.segment),
            context.participant(one.segment), context.heading(one.segment),
            context.text(one.segment), one.readings, codes,
            {code: figures.get(code) for code in codes}, decided.get(one.segment.id),
            context.memos(one), context.beside(one.segment, -1), context.beside(one.segment, 1),
        )
        for number, (codes, one) in enumerate(found, 1)
    ]  # fmt: skip


class _Context:
    """Everything around some segments, read at once."""

    def __init__(
        self, connection: Connection, segments: Sequence[Segment], viewer: Id | None
    ) -> None:
        ids = list(dict.fromkeys(one.source for one in segments))
        speakers = list(dict.fromkeys(one.participant for one in segments if one.participant))
        self._sources = sources.by_id(connection, ids)
        self._texts = sources.texts(connection, ids)
        self._persons = people.participants_of(connection, speakers)
        self._questions = codebooks.instrument(connection).by_id
        self._neighbours = {
            (one.source, one.number): one for one in sources.segments(connection, ids)
        }
        self._memos: dict[str, list[Memo]] = {}
        eyes = sight.of(connection, viewer)
        named = [one.id for one in segments]
        for memo in memos.about(connection, eyes, MemoSubject.SEGMENT, list(named)):
            self._memos.setdefault(memo.subject, []).append(memo)

    def source(self, segment: Segment) -> Source:
        return self._sources[segment.source]

    def participant(self, segment: Segment) -> Participant | None:
        return self._persons.get(segment.participant) if segment.participant else None

    def text(self, segment: Segment) -> str:
        return segment.span.of(self._texts[segment.source])

    def heading(self, segment: Segment) -> str:
        asked = self._questions.get(segment.question or "")
        words = asked.text if asked else segment.heading
        return f"{words} ({segment.place})" if words and segment.place else words

    def memos(self, read: Read) -> tuple[Memo, ...]:
        coders = {coder for one in read.readings for coder in one.coders}
        about = self._memos.get(read.segment.id, [])
        return tuple(memo for memo in about if memo.coder in coders)

    def beside(self, segment: Segment, step: int) -> str:
        other = self._neighbours.get((segment.source, segment.number + step))
        if other is None or segment.question is not None:
            return ""
        return self.text(other)
