"""Frequencies of codes and of closed answers, with their base."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.domain.counting import CoderRule, Scope, coder_rule
from qualcode.domain.errors import NotFound
from qualcode.domain.people import CONSENSUS
from qualcode.domain.source import SourceKind
from qualcode.domain.tables import Row, Table, Unit
from qualcode.store import codebooks, people, tabulate
from qualcode.study.counts.closed_answers import distribution
from qualcode.study.counts.coded_counts import coded_counts
from qualcode.study.questions import require_question
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight


class Counting:
    """How many participants, segments or sources carry each code."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def frequencies(
        self,
        question: str | None = None,
        by: str | None = None,
        unit: Unit | str = Unit.PARTICIPANT,
        rule: str | None = None,
        kind: SourceKind | str | None = None,
        without_accepted: bool = False,
    ) -> Table[Row]:
        """Count by code and group.

        Without a question, each code is counted among those who were asked its questions. `rule`
        is any, all, majority, consensus or a coder's name; left out, it is consensus where that
        exists, else any. `without_accepted` leaves out suggestions that were taken as they were.
        A closed question gives the distribution of its answers instead.

        Raises:
            NotFound: if the question, attribute or coder is not known.
        """
        with self._session.reading() as connection:
            require_question(connection, question)
            known = people.attribute_names(connection)
            if by is not None and by not in known:
                raise NotFound("attribute", by, known)
            asked = codebooks.instrument(connection).by_id.get(question or "")
            if asked is not None and not asked.is_open:
                return distribution(connection, asked, by)
            wanted = Scope((question,) if question else (), SourceKind(kind) if kind else None)
            eyes = self._session.sight(connection)
            chosen = _rule(connection, eyes, wanted, rule)
            chosen = replace(chosen, without_accepted=without_accepted)
            return coded_counts(connection, eyes, wanted, Unit(unit), by, chosen)


def _rule(connection: Connection, eyes: Sight, scope: Scope, name: str | None) -> CoderRule:
    coders = people.coders(connection)
    if name is not None:
        return coder_rule(name, coders)
    for coder in coders:
        if coder.is_consensus and tabulate.scope_has_looks(connection, eyes, scope, coder.id):
            return coder_rule(CONSENSUS, coders)
    return coder_rule("any", coders)
