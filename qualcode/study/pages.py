"""Pages to read and code: a source, all answers to a question, or the queue of a round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from qualcode.domain.errors import NotFound
from qualcode.domain.identity import Id
from qualcode.domain.instrument import Question
from qualcode.domain.people import Participant
from qualcode.domain.provenance import WorkOrder
from qualcode.domain.source import Segment, SegmentKind, Source
from qualcode.domain.span_list import SpanList
from qualcode.store import codebooks, people, progress, sources
from qualcode.study.page_entries import Entries, Entry, Outline, name_in

if TYPE_CHECKING:
    from sqlalchemy import Connection

    Reading = Callable[[], AbstractContextManager[Connection]]

BETWEEN = "\n\n"
"""Stands between two segments that are joined on a page."""

_ASKING, _UNKNOWN, _HEADED = 1, 2, 4
_ASKS = bytes(number & _ASKING for number in range(256))


@dataclass(frozen=True, slots=True)
class Page:
    """One text with its segments in order: a source, the answers to a question, a round's queue.

    Positions in a source's page are the source's own; the others join segments with blank lines,
    and their entries say where each comes from. `round` names the round whose queue it is; its
    `question` is set if all segments answer the same one. `order` says how the segments came to
    stand as they do.
    """

    title: str
    text: str
    entries: Entries
    source: Source | None = None
    question: Question | None = None
    round: str = ""
    order: WorkOrder = WorkOrder.DOCUMENT


def source_page(connection: Connection, name: str, later: Reading) -> Page:
    """Return the page of a source; its segments are read `later`, when somebody looks at them.

    Raises:
        NotFound: if there is no such source, or it holds nothing to code.
    """
    known = {one.name: one for one in sources.listing(connection)}
    if name not in known:
        raise NotFound("source", name, list(known))
    source = known[name]
    rows = sources.outline(connection, source.id)
    if not rows:
        raise NotFound("segment to code in the source", name)
    persons = people.speaking_in(connection, source.id)
    questions = codebooks.instrument(connection).by_id

    def read(ids: Sequence[Id]) -> list[Entry]:
        with later() as reading:
            found = {one.id: one for one in sources.segments_of(reading, ids)}
        return [
            Entry(one, source, _person(persons, one), _heading(one, questions))
            for one in (found[identity] for identity in ids)
        ]

    flat = list(chain.from_iterable(rows))
    ids, starts, ends, facts = (flat[column::4] for column in range(4))
    kinds = set(facts)
    named = {name_in(source, person) for person in persons.values()}
    outline = Outline(
        ids,
        SpanList(starts, ends),
        bytes(facts).translate(_ASKS),
        frozenset(named | {""} if any(one & _UNKNOWN for one in kinds) else named),
        any(one & _HEADED for one in kinds),
    )
    text = sources.texts(connection, [source.id])[source.id]
    return Page(name, text, Entries(outline, read), source=source)


def question_page(connection: Connection, question: str) -> Page:
    """Return the page of all answers to a question, respondent by respondent.

    Raises:
        NotFound: if no text answers it.
    """
    segments = sources.all_segments(connection, question)
    if not segments:
        known = {row.question for row in progress.outline(connection) if row.question}
        raise NotFound("question with answers to code", question, sorted(known))
    text, entries = _joined(connection, segments, _who)
    asked = codebooks.instrument(connection).by_id.get(question) or Question(question, question)
    return Page(question, text, Entries.of(entries), question=asked)


def queue_page(connection: Connection, name: str, queue: Sequence[Id]) -> Page:
    """Return the page of a round's queue: all its segments in their order.

    Before a turn stands what an interviewer asked, to be read and not coded.

    Raises:
        NotFound: if nothing of the queue is in the study.
    """
    segments = _present(connection, queue)
    if not segments:
        raise NotFound("segment to code in the round", name)
    text, entries, question = _gathered(connection, segments)
    return Page(name, text, Entries.of(entries), question=question, round=name)


def steered_page(connection: Connection, order: WorkOrder, segments: Sequence[Id]) -> Page:
    """Return the page of segments in an order of their own; before a turn stands what was asked.

    Raises:
        NotFound: if none of them is in the study.
    """
    there = _present(connection, segments)
    if not there:
        raise NotFound("segment to code in the order", order.value)
    text, entries, question = _gathered(connection, there)
    title = f"{question.id}, {order.value}" if question else order.value
    return Page(title, text, Entries.of(entries), question=question, order=order)


def _present(connection: Connection, ids: Sequence[Id]) -> list[Segment]:
    among = {one.id: one for one in sources.segments_of(connection, ids)}
    return [among[one] for one in ids if one in among]


def _gathered(
    connection: Connection, segments: Sequence[Segment]
) -> tuple[str, tuple[Entry, ...], Question | None]:
    """Return text and entries of segments from here and there, and the one question they answer."""
    questions = codebooks.instrument(connection).by_id
    asked = {one.question for one in segments}
    alone = next(iter(asked)) if len(asked) == 1 else None

    def heading(source: Source, segment: Segment, person: Participant | None) -> str:
        if segment.kind is not SegmentKind.ANSWER:
            return source.name
        words = "" if alone else _heading(segment, questions)
        return _who(source, segment, person, words)

    text, entries = _joined(connection, _with_context(connection, segments), heading)
    question = (questions.get(alone) or Question(alone, alone)) if alone else None
    return text, entries, question


def _with_context(connection: Connection, segments: Sequence[Segment]) -> list[Segment]:
    """Return segments, each turn after the words of an interviewer right before it."""
    turns = list(dict.fromkeys(one.source for one in segments if one.kind is SegmentKind.TURN))
    beside = {(one.source, one.number): one for one in sources.segments(connection, turns)}
    persons = people.participants_of(connection, _speakers(beside.values()))
    shown: dict[Id, Segment] = {}
    for segment in segments:
        before = beside.get((segment.source, segment.number - 1))
        person = _person(persons, before) if before else None
        if before is not None and person is not None and not person.counted:
            shown.setdefault(before.id, before)
        shown[segment.id] = segment
    return list(shown.values())


_Head = Callable[[Source, Segment, Participant | None], str]


def _joined(
    connection: Connection, segments: Sequence[Segment], heading: _Head
) -> tuple[str, tuple[Entry, ...]]:
    ids = list(dict.fromkeys(segment.source for segment in segments))
    origins = sources.by_id(connection, ids)
    texts = sources.texts(connection, ids)
    persons = people.participants_of(connection, _speakers(segments))
    entries, pieces, length = [], [], 0
    for segment in segments:
        piece = segment.span.of(texts[segment.source])
        person, source = _person(persons, segment), origins[segment.source]
        shift = length - segment.span.start
        entries.append(Entry(segment, source, person, heading(source, segment, person), shift))
        pieces.append(piece)
        length += len(piece) + len(BETWEEN)
    return BETWEEN.join(pieces), tuple(entries)


def _speakers(segments: Iterable[Segment]) -> list[Id]:
    return list(dict.fromkeys(one.participant for one in segments if one.participant))


def _person(persons: dict[Id, Participant], segment: Segment) -> Participant | None:
    return persons.get(segment.participant) if segment.participant else None


def _heading(segment: Segment, questions: Mapping[str, Question]) -> str:
    asked = questions.get(segment.question or "")
    words = asked.text if asked else segment.heading
    return f"{words} ({segment.place})" if words and segment.place else words


def _who(source: Source, segment: Segment, person: Participant | None, asked: str = "") -> str:
    return " · ".join(_facts(source, segment, person, asked))


def _facts(
    source: Source, segment: Segment, person: Participant | None, asked: str
) -> Iterator[str]:
    yield person.name if person else source.name
    if asked:
        yield asked
    if segment.place and not asked:
        yield f"place {segment.place}"
    given = person.attributes.items() if person else ()
    yield from (value for _, value in given if isinstance(value, str))
    yield from (f"{name} {value:g}" for name, value in given if not isinstance(value, str))
