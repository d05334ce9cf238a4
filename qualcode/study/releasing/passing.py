"""Passing quotations: nothing that a participant said is printed before somebody read it for that.

A quotation is attributed by a group of participants that is large enough, and it may not be what
makes a figure large enough to be shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from qualcode.domain.coding import Coding
from qualcode.domain.errors import Confidential, NotFound
from qualcode.domain.identity import Id
from qualcode.domain.passing import Passed
from qualcode.domain.span import Span
from qualcode.store import codebooks, codings, passed, people
from qualcode.study.releasing.reading_desk import Candidate, Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.study.session import Session


@dataclass(frozen=True, slots=True)
class PassedQuotation:
    """Words that may be printed now: with which code, how attributed, and who passed them."""

    coding: Id
    source: Id
    span: Span
    code: str
    code_name: str
    words: str
    attribution: str
    passed_by: str
    moment: datetime


class Passing:
    """The quotations that somebody passed, and those that wait for it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def queue(self, code: str | None = None) -> list[Candidate]:
        """Return what is coded and not passed yet, with one code or those below it if named.

        What several coders coded alike is there once. The order is that of the texts.

        Raises:
            NotFound: if there is no such code.
        """
        with self._session.reading() as connection:
            wanted = _codes(connection, code)
            done = set(self._passed(connection))
            waiting = [
                one
                for subject, one in self._standing(connection).items()
                if one.code in wanted and subject not in done
            ]
            desk = Desk(self._session, connection, waiting)
            waiting.sort(key=desk.place)
            return [desk.candidate(one) for one in waiting]

    def offer(self, coding: Id) -> Candidate:
        """Return one coding as it may be passed: its words, its attribution, or what forbids it.

        Raises:
            NotFound: if there is no such coding, or one may not see it.
        """
        with self._session.reading() as connection:
            found = _found(self._session, connection, coding)
            return Desk(self._session, connection, [found]).candidate(found)

    def pass_quotation(self, coding: Id, attributes: Iterable[str] | None = None) -> Candidate:
        """Pass the words of a coding in the name of the person at work.

        `attributes` are those of the speaker that may be told; left out, as many as may be.

        Raises:
            NotFound: if there is no such coding.
            Confidential: if too few people said such a thing without this passage, or fewer than
                the study's threshold share these attributes.
        """
        coder = self._session.person.id
        with self._session.deed() as deed:
            found = _found(self._session, deed.connection, coding)
            desk = Desk(self._session, deed.connection, [found])
            candidate = desk.candidate(found, attributes)
            if candidate.problem:
                raise Confidential(candidate.problem)
            new = Passed(
                found.source, found.span, found.code, found.segment, found.round, coder,
                candidate.attributes, deed.moment,
            )  # fmt: skip
            passed.put(deed, new)
        return candidate

    def withdraw(self, coding: Id) -> None:
        """Take back that the words of a coding may be printed.

        Raises:
            NotFound: if there is no such coding, or it was not passed.
        """
        with self._session.deed() as deed:
            found = _found(self._session, deed.connection, coding)
            if not passed.take_back(deed, passed.subject_of(found)):
                raise NotFound("passed quotation", coding, [], "It was not passed.")

    def passed(self, code: str | None = None) -> list[PassedQuotation]:
        """Return what may be printed now, with one code or those below it if named.

        What stands no more as a coding, or would be what makes a figure large enough, is left out.
        Where the group of an attribution has become too small, less is told of the speaker.

        Raises:
            NotFound: if there is no such code.
        """
        with self._session.reading() as connection:
            wanted, standing = _codes(connection, code), self._standing(connection)
            kept = [
                (one, standing[subject])
                for subject, one in self._passed(connection).items()
                if subject in standing and one.code in wanted
            ]
            desk = Desk(self._session, connection, [coding for _, coding in kept])
            kept.sort(key=lambda pair: desk.place(pair[1]))
            names = {one.id: one.name for one in people.coders(connection)}
            found = [
                (one, desk.candidate(coding, desk.still(coding, one.attributes)))
                for one, coding in kept
            ]
        return [
            PassedQuotation(
                candidate.coding.id, one.source, one.span, one.code, wanted[one.code],
                candidate.words, candidate.attribution, names[one.coder], one.moment,
            )
            for one, candidate in found
            if not candidate.problem
        ]  # fmt: skip

    def _standing(self, connection: Connection) -> dict[str, Coding]:
        found: dict[str, Coding] = {}
        for one in codings.everything(connection, self._session.sight(connection)):
            found.setdefault(passed.subject_of(one), one)
        return found

    def _passed(self, connection: Connection) -> dict[str, Passed]:
        eyes = self._session.sight(connection)
        return {passed.subject_of(one): one for one in passed.listing(connection, eyes)}


def _found(session: Session, connection: Connection, coding: Id) -> Coding:
    found = codings.by_id(connection, session.sight(connection), coding)
    if found is None:
        raise NotFound("coding", coding)
    return found


def _codes(connection: Connection, code: str | None) -> dict[str, str]:
    """Map the ids of codes, all or one with those below it, to their names."""
    codebook = codebooks.codebook(connection)
    if code is not None and code not in codebook:
        raise NotFound("code", code, [one.id for one in codebook.codes])
    wanted = codebook.by_id if code is None else codebook.roll_up(code)
    return {one.id: one.name for one in codebook.codes if one.id in wanted}
