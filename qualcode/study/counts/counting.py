"""Frequencies of codes and of closed answers, with their base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.domain.counting import Scope
from qualcode.domain.tables import Row
from qualcode.store import codebooks, people
from qualcode.study import queries
from qualcode.study.counts.asking import Asked, attributes_of, chosen_rule
from qualcode.study.counts.counted import Counted, counted_answers, counted_codes
from qualcode.study.questions import require_question
from qualcode.study.releasing.gate import Gate
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.domain.weighted import WeightedRow, Weighting
    from qualcode.privacy.release import Release
    from qualcode.study.counts.weighted import Membership


class Counting:
    """How many participants, segments or sources carry each code."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def frequencies(self, asked: Asked, unsuppressed: bool = False) -> Release[Row]:
        """Count by code and group, and withhold what would identify somebody.

        Without a question, each code is counted among those who were asked its questions. A
        closed question gives the distribution of its answers instead.

        Raises:
            NotFound: if the question, an attribute or the coder rule is not known.
            InputError: if the filter cannot be read, or a closed question is asked for codes.
        """
        with self._session.reading() as connection:
            found = self.counted(connection, asked)
            gate = Gate(self._session)
            return gate.release(connection, found.table, found.guard, unsuppressed)

    def weighted(
        self, asked: Asked, weighting: Weighting, unsuppressed: bool = False
    ) -> Release[WeightedRow]:
        """Count as `frequencies` does, and take shares of the population that the weights make.

        Raises:
            NotFound: as `frequencies`, and if an attribute of the weighting is not known.
            InputError: as `frequencies`, and if the unit is not participants or a weight is none.
        """
        # Weights need numpy, which a plain count must not wait for.
        from qualcode.study.counts.weighted import weighted

        with self._session.reading() as connection:
            found = self.counted(connection, asked)
            members = tuple(_members(connection, found))
            table, guard = weighted(connection, found.table, found.guard, members, weighting)
            return Gate(self._session).release(connection, table, guard, unsuppressed)

    def counted(self, connection: Connection, asked: Asked) -> Counted:
        """Count without the gate; nothing of it may be shown to anybody as it is.

        Raises:
            NotFound: if the question, an attribute or the coder rule is not known.
            InputError: if the filter cannot be read, or a closed question is asked for codes.
        """
        require_question(connection, asked.question)
        by = attributes_of(asked.by, people.attribute_names(connection))
        asked = replace(asked, by=by)
        where = queries.resolve(self._session, connection, asked.where)
        scope = Scope((asked.question,) if asked.question else (), asked.kind, where)
        eyes = self._session.sight(connection)
        rule = chosen_rule(connection, eyes, scope, asked.coder_rule)
        rule = replace(rule, without_accepted=asked.without_accepted)
        question = codebooks.instrument(connection).by_id.get(asked.question or "")
        if question is not None and not question.is_open:
            return counted_answers(self._session, connection, asked, scope, rule, question)
        return counted_codes(self._session, connection, asked, scope, rule)


def _members(connection: Connection, found: Counted) -> Iterator[Membership]:
    """Yield who stands behind each row."""
    from qualcode.study.counts.weighted import Membership

    nobody: frozenset[str] = frozenset()
    persons = found.persons(connection)
    for one in found.figures:
        cell, base = one.keys
        whole = persons.get(base, nobody) if one.base is not None else nobody
        yield Membership(whole, persons.get(cell, nobody))
