"""What one coder has on the desk: a text to code, with their own work on it and no one else's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from qualcode.domain.coding import Coding, LookState, Memo
from qualcode.domain.errors import Refused
from qualcode.domain.identity import Id
from qualcode.domain.instrument import Question
from qualcode.domain.provenance import WorkOrder
from qualcode.domain.rounds import Round
from qualcode.domain.source import Source
from qualcode.store import codebooks, progress, rounds, sources
from qualcode.store.progress import Scope
from qualcode.study import pages
from qualcode.study.page_entries import Entries, Entry
from qualcode.study.pages import Page
from qualcode.study.rounds import rules as round_rules
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = [
    "Desk",
    "Entries",
    "Entry",
    "Mark",
    "Marks",
    "Page",
    "Progress",
    "QuestionLine",
    "RoundLine",
    "SourceLine",
    "Work",
]


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
class RoundLine:
    """An open round that the coder codes in."""

    round: Round
    progress: Progress


@dataclass(frozen=True, slots=True)
class Work:
    """One coder's own codings, looks and memos (by segment) on some segments."""

    codings: tuple[Coding, ...]
    looks: dict[Id, LookState]
    memos: dict[Id, Memo]


class Mark(NamedTuple):
    """As much of a coding as its stripe shows; positions are the source's."""

    start: int
    end: int
    id: Id
    code: str
    segment: Id


class Marks(NamedTuple):
    """One coder's own work on some segments, in short."""

    codings: list[Mark]
    looks: dict[Id, LookState]
    memos: dict[Id, Memo]


class Desk:
    """What the person at work can code, and their own work on it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def sources(self) -> list[SourceLine]:
        """Return the sources that hold segments, by name, with the coder's progress."""
        return self.lines()[1]

    def questions(self) -> list[QuestionLine]:
        """Return the questions that have text to code, in the order of the instrument."""
        return self.lines()[0]

    def lines(self) -> tuple[list[QuestionLine], list[SourceLine]]:
        """Return both, which takes no longer than one of them."""
        with self._session.reading() as connection:
            asked = codebooks.instrument(connection).by_id
            known = sources.listing(connection)
        by_source, by_question = self._tallies()
        order = {question: index for index, question in enumerate(asked)}
        ids = sorted(by_question, key=lambda one: (order.get(one, len(order)), one))
        return (
            [QuestionLine(asked.get(one) or Question(one, one), by_question[one]) for one in ids],
            [SourceLine(one, by_source[one.id]) for one in known if one.id in by_source],
        )

    def _tallies(self) -> tuple[dict[Id, Progress], dict[str, Progress]]:
        coder = self._session.person.id
        with self._session.reading() as connection:
            scope = round_rules.shown(connection, self._session)
            rows = progress.outline(connection)
            looks = progress.looked_segments(connection, coder, scope)
            coded = progress.coded_segments(connection, coder, scope)
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
            return pages.source_page(connection, name, self._session.reading)

    def question_page(self, question: str) -> Page:
        """Return the page of all answers to a question, respondent by respondent.

        Raises:
            NotFound: if no text answers it.
        """
        with self._session.reading() as connection:
            return pages.question_page(connection, question)

    def round_page(self) -> Page:
        """Return the person's queue of the round at work, on one page.

        Raises:
            Refused: if no round is at work, or it is closed or not the person's.
            NotFound: if the queue is empty.
        """
        with self._session.reading() as connection:
            one = round_rules.own_round(connection, self._session)
            if one is None:
                raise Refused("No round is at work: use study.in_round(name).")
            queue = rounds.present(connection, one.name, self._session.person.id)
            return pages.queue_page(connection, one.name, [each.segment for each in queue])

    def steered_page(self, order: WorkOrder, segments: Sequence[Id]) -> Page:
        """Return segments on one page in the order that `suggestions.in_order` put them in.

        Raises:
            NotFound: if there are none.
            Refused: inside a round, which has its own order.
        """
        if self._session.round:
            raise Refused("A round is coded in the order of its queue.")
        with self._session.reading() as connection:
            return pages.steered_page(connection, order, segments)

    def rounds(self) -> list[RoundLine]:
        """Return the open rounds that the person codes in, oldest first, with the progress."""
        coder, lines = self._session.person.id, []
        with self._session.reading() as connection:
            for one in rounds.listing(connection):
                if one.is_open and coder in one.coders:
                    scope = Scope(one.name)
                    ids = [each.segment for each in rounds.present(connection, one.name, coder)]
                    looks = progress.looked_segments(connection, coder, scope)
                    coded = progress.coded_segments(connection, coder, scope)
                    lines.append(RoundLine(one, _progress(ids, looks, coded)))
        return lines

    def work(self, segments: Iterable[Id]) -> Work:
        """Return the coder's own work on some segments.

        In a round that is what was done in it; memos from before it are left out too, so that
        nothing of an earlier reading shows. Outside any it is all that is not in an open round.
        """
        ids, coder = list(segments), self._session.person.id
        with self._session.reading() as connection:
            scope = round_rules.shown(connection, self._session)
            own = progress.own_codings(connection, coder, ids, scope)
            looks, memos = self._looks_and_memos(connection, ids, scope)
        return Work(
            tuple({(each.segment, each.span, each.code): each for each in own}.values()),
            looks,
            memos,
        )

    def marks(self, segments: Iterable[Id]) -> Marks:
        """Return the same in short, the codings by segment and in each by their place."""
        ids, coder = list(segments), self._session.person.id
        with self._session.reading() as connection:
            scope = round_rules.shown(connection, self._session)
            rows = progress.own_marks(connection, coder, ids, scope)
            looks, memos = self._looks_and_memos(connection, ids, scope)
        rows.sort(key=lambda row: (row.segment, row.start, row.end, row.id))
        # One string for each code, not one for each coding.
        found = [
            Mark(row.start, row.end, Id(row.id), intern(row.code), Id(row.segment)) for row in rows
        ]
        several = {(one.segment, one.start, one.end, one.code): one for one in found}
        return Marks(list(several.values()), looks, memos)

    def _looks_and_memos(
        self, connection: Connection, ids: Sequence[Id], scope: Scope
    ) -> tuple[dict[Id, LookState], dict[Id, Memo]]:
        coder = self._session.person.id
        looks = progress.own_looks(connection, coder, ids, scope)
        memos = progress.own_memos(connection, coder, ids)
        one = rounds.find(connection, scope.only) if scope.only else None
        if one is not None:
            memos = [memo for memo in memos if memo.changed >= one.created]
        return (
            {each.segment: each.state for each in looks},
            {Id(each.subject): each for each in memos},
        )

    def code_counts(self) -> dict[str, int]:
        """Map each code to on how many spans the coder has put it, of the work that is shown."""
        with self._session.reading() as connection:
            scope = round_rules.shown(connection, self._session)
            return progress.code_counts(connection, self._session.person.id, scope)

    def recent_codes(self, limit: int = 9) -> list[str]:
        """Return the codes that the coder used last, newest first, wherever that was."""
        with self._session.reading() as connection:
            return progress.recent_codes(connection, self._session.person.id, limit)


def _progress(ids: Sequence[Id], looks: dict[Id, LookState], coded: set[Id]) -> Progress:
    states = [looks[one] for one in ids if one in looks]
    finished = sum(state is not LookState.SEEN for state in states)
    return Progress(len(ids), len(states), finished, len(coded.intersection(ids)))
