"""Tables of counts before they pass the gate, with what the gate must know of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.disclosure import Guard, Key
from qualcode.domain.tables import Row, Table, Unit
from qualcode.store.population import Wanted
from qualcode.study.counts.asking import Asked, answers_in_words, base_in_words
from qualcode.study.counts.closed_counts import ClosedCounts
from qualcode.study.counts.coded_counts import CodedCounts
from qualcode.study.counts.coded_notes import coded_notes
from qualcode.study.counts.tallied import Figure, Relations, guarded

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.domain.instrument import Question
    from qualcode.study.session import Session


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Counted:
    """A table, its figures in the order of the rows, and who stands behind their cells.

    `wanted` is what was counted of codes, where it is the same for all of them.
    """

    session: Session
    table: Table[Row]
    figures: tuple[Figure, ...]
    relations: Relations
    persons: Callable[[Connection], Mapping[Key, frozenset[str]]]
    wanted: Wanted | None = None
    shares: Callable[[Connection], Mapping[Key, Mapping[str, int]]] | None = None

    @property
    def guard(self) -> Guard:
        """Return what the table gives away."""
        return self.guard_of(self.figures)

    def guard_of(self, figures: Sequence[Figure]) -> Guard:
        """Return what some of the figures give away, in their order."""
        guard = guarded(figures, self.relations, self._later(self.persons))
        if self.shares is None:
            return guard
        printed = {one.keys[0] for one in figures}
        given = self._later(self.shares)
        return replace(
            guard, shares=lambda: {at: one for at, one in given().items() if at in printed}
        )

    def _later(self, read: Callable[[Connection], T]) -> Callable[[], T]:
        """Return how to read when the study is closed for reading; somebody may ask then."""

        def reading() -> T:
            with self.session.reading() as connection:
                return read(connection)

        return reading


def counted_codes(
    session: Session, connection: Connection, asked: Asked, scope: Scope, rule: CoderRule
) -> Counted:
    """Count the codes by group, as the person at work may see them."""
    eyes = session.sight(connection)
    counts = CodedCounts(connection, eyes, asked, scope, rule)
    figures = counts.figures(connection)
    table = Table(
        "frequencies",
        asked.unit,
        base_in_words(asked.unit, scope, counts.codebook, counts.base),
        rule.label,
        tuple(one.row for one in figures),
        asked.together,
        tuple(coded_notes(connection, eyes, counts, figures, scope, asked.unit, rule)),
        rule.without_accepted,
        asked.query,
    )
    wanted = counts.wanted(scope) if scope in counts.scopes else None
    return Counted(
        session,
        table,
        tuple(figures),
        counts.relations,
        counts.persons,
        wanted,
        counts.shares,
    )


def counted_answers(
    session: Session,
    connection: Connection,
    asked: Asked,
    scope: Scope,
    rule: CoderRule,
    question: Question,
) -> Counted:
    """Count the answers to a closed question by group.

    Raises:
        InputError: if only what is coded is asked for.
    """
    counts = ClosedCounts(session.sight(connection), question, asked, scope, rule)
    figures = counts.figures(connection)
    table = Table(
        "frequencies",
        Unit.PARTICIPANT,
        answers_in_words(scope, counts.base),
        "",
        tuple(one.row for one in figures),
        asked.together,
        ("One may give several answers, so a column can add to more than 100 per cent.",)
        if question.several
        else (),
        query=asked.query,
    )
    relations = counts.relations(figures)
    return Counted(session, table, tuple(figures), relations, counts.persons)
