"""What one coder has on the desk: a text to code, with their own work on it and no one else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.domain.coding import Coding, LookState, Memo
from qualcode.domain.errors import NotFound
from qualcode.domain.identity import Id
from qualcode.domain.instrument import Question
from qualcode.domain.people import Participant
from qualcode.domain.source import Segment, Source
from qualcode.domain.span import Span
from qualcode.store import codebooks, people, progress, sources
from qualcode.study.session import Session

BETWEEN = "\n\n"
"""Stands between two answers on a question's page."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a coder has come: segments, those looked at, finished and coded."""

    segments: int
    looked: int
    finished: int
    coded: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in the list of what can be coded."""

    source: Source
    progress: Progress


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question whose answers can be coded in a row."""

    question: Question
    progress: Progress


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
    def span(self) -> Span:
        """Return where the segment lies on the page."""
        return self.segment.span.shifted(self.shift)

    def on_page(self, span: Span) -> Span:
        """Return where a span of the source lies on the page."""
        return span.shifted(self.shift)

    def in_source(self, span: Span) -> Span:
        """Return which span of the source lies at a place of the page."""
        return span.shifted(-self.shift)


@dataclass(frozen=True, slots=True)
class Page:
    """One text with its segments in order: a source, or all answers to one question.

    Positions in a source's page are the source's own; a question's page joins the answers with
    blank lines, and its entries say where each comes from.
    """

    title: str
    text: str
    entries: tuple[Entry, ...]
    source: Source | None = None
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """One coder's own codings, looks and memos (by segment) on some segments."""

    codings: tuple[Coding, ...]
    looks: dict[Id, LookState]
    memos: dict[Id, Memo]


class Desk:
    """What the person at work can code, and their own work on it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def sources(self) -> list[SourceLine]:
        """Return the sources that hold segments, by name, with the coder's progress."""
        with self._session.reading() as connection:
            known = sources.listing(connection)
        tallies = self._tallies()[0]
        return [SourceLine(one, tallies[one.id]) for one in known if one.id in tallies]

    def questions(self) -> list[QuestionLine]:
        """Return the questions that have text to code, in the order of the instrument."""
        with self._session.reading() as connection:
            known = codebooks.instrument(connection).by_id
        tallies = self._tallies()[1]
        order = {question: index for index, question in enumerate(known)}
        ids = sorted(tallies, key=lambda one: (order.get(one, len(order)), one))
        return [QuestionLine(known.get(one) or Question(one, one), tallies[one]) for one in ids]

    def _tallies(self) -> tuple[dict[Id, Progress], dict[str, Progress]]:
        coder = self._session.person.id
        with self._session.reading() as connection:
            rows = progress.outline(connection)
            looks = progress.finished_segments(connection, coder)
            coded = progress.coded_segments(connection, coder)
        by_source: dict[Id, list[Id]] = {}
        by_question: dict[str, list[Id]] = {}
        for row in rows:
            by_source.setdefault(Id(row.source), []).append(Id(row.id))
            if row.question is not None:
                by_question.setdefault(row.question, []).append(Id(row.id))
        return (
            {key: _progress(ids, looks, coded) for key, ids in by_source.items()},
            {key: _progress(ids, looks, coded) for key, ids in by_question.items()},
        )

    def source_page(self, name: str) -> Page:
        """Return the page of a source.

        Raises:
            NotFound: if there is no such source, or it holds nothing to code.
        """
        with self._session.reading() as connection:
            known = {one.name: one for one in sources.listing(connection)}
            if name not in known:
                raise NotFound("source", name, list(known))
            found = sources.text(connection, known[name].id)
            persons = people.participants_of(connection, _speakers(found.segments))
            questions = codebooks.instrument(connection).by_id
        if not found.segments:
            raise NotFound("segment to code in the source", name)
        entries = tuple(
            Entry(one, found.source, _person(persons, one), _heading(one, questions))
            for one in found.segments
        )
        return Page(name, found.text, entries, source=found.source)

    def question_page(self, question: str) -> Page:
        """Return the page of all answers to a question, respondent by respondent.

        Raises:
            NotFound: if no text answers it.
        """
        with self._session.reading() as connection:
            segments = sources.all_segments(connection, question)
            questions = codebooks.instrument(connection).by_id
            if not segments:
                known = {row.question for row in progress.outline(connection) if row.question}
                raise NotFound("question with answers to code", question, sorted(known))
            ids = list(dict.fromkeys(segment.source for segment in segments))
            origins = sources.by_id(connection, ids)
            texts = sources.texts(connection, ids)
            persons = people.participants_of(connection, _speakers(segments))
        entries, pieces, length = [], [], 0
        for segment in segments:
            piece = segment.span.of(texts[segment.source])
            shift = length - segment.span.start
            person, source = _person(persons, segment), origins[segment.source]
            entries.append(Entry(segment, source, person, _who(source, segment, person), shift))
            pieces.append(piece)
            length += len(piece) + len(BETWEEN)
        asked = questions.get(question) or Question(question, question)
        return Page(question, BETWEEN.join(pieces), tuple(entries), question=asked)

    def work(self, segments: Iterable[Id]) -> Work:
        """Return the coder's own work on some segments."""
        ids, coder = list(segments), self._session.person.id
        with self._session.reading() as connection:
            codings = progress.own_codings(connection, coder, ids)
            looks = progress.own_looks(connection, coder, ids)
            memos = progress.own_memos(connection, coder, ids)
        return Work(
            tuple(codings),
            {one.segment: one.state for one in looks},
            {Id(one.subject): one for one in memos},
        )

    def code_counts(self) -> dict[str, int]:
        """Map each code to how often the coder has put it on a span."""
        with self._session.reading() as connection:
            return progress.code_counts(connection, self._session.person.id)

    def recent_codes(self, limit: int = 9) -> list[str]:
        """Return the codes that the coder used last, newest first."""
        with self._session.reading() as connection:
            return progress.recent_codes(connection, self._session.person.id, limit)


def _progress(ids: Sequence[Id], looks: dict[Id, LookState], coded: set[Id]) -> Progress:
    states = [looks[one] for one in ids if one in looks]
    finished = sum(state is not LookState.SEEN for state in states)
    return Progress(len(ids), len(states), finished, len(coded.intersection(ids)))


def _speakers(segments: Iterable[Segment]) -> list[Id]:
    return list(dict.fromkeys(one.participant for one in segments if one.participant))


def _person(persons: dict[Id, Participant], segment: Segment) -> Participant | None:
    return persons.get(segment.participant) if segment.participant else None


def _heading(segment: Segment, questions: Mapping[str, Question]) -> str:
    asked = questions.get(segment.question or "")
    words = asked.text if asked else segment.heading
    return f"{words} ({segment.place})" if words and segment.place else words


def _who(source: Source, segment: Segment, person: Participant | None) -> str:
    return " · ".join(_facts(source, segment, person))


def _facts(source: Source, segment: Segment, person: Participant | None) -> Iterator[str]:
    yield person.name if person else source.name
    if segment.place:
        yield f"place {segment.place}"
    given = person.attributes.items() if person else ()
    yield from (value for _, value in given if isinstance(value, str))
    yield from (f"{name} {value:g}" for name, value in given if not isinstance(value, str))
