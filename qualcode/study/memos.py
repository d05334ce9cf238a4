"""Writing and reading memos."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.domain.coding import Memo, MemoSubject
from qualcode.domain.errors import Refused
from qualcode.domain.identity import Id, new_id
from qualcode.domain.matrix import BY_PARTICIPANT, BY_SOURCE, place_of
from qualcode.domain.people import Participant
from qualcode.domain.source import Source
from qualcode.domain.spot import Spot
from qualcode.store import codings, memos, people, sources
from qualcode.study import spots
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class MemoLine:
    """A memo with the name of what it is about and where that is; None where it has no place."""

    memo: Memo
    about: str
    spot: Spot | None


class Memos:
    """The memos of a study."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[Memo]:
        """Return all memos, oldest first."""
        with self._session.reading() as connection:
            return memos.listing(connection, self._session.sight(connection))

    def lines(self) -> list[MemoLine]:
        """Return all memos, oldest first, each with where it belongs."""
        with self._session.reading() as connection:
            eyes = self._session.sight(connection)
            known = memos.listing(connection, eyes)
            places = spots.of_memos(connection, eyes, known)
            return [MemoLine(one, self._name(connection, one), places.get(one.id)) for one in known]

    def about(self, kind: MemoSubject, subjects: list[str]) -> list[Memo]:
        """Return the memos about some things of one kind, oldest first."""
        with self._session.reading() as connection:
            return memos.about(connection, self._session.sight(connection), kind, subjects)

    def subject_name(self, memo: Memo) -> str:
        """Return the name of what a memo is about; empty for the study."""
        with self._session.reading() as connection:
            return self._name(connection, memo)

    def _name(self, connection: Connection, memo: Memo) -> str:
        subject = Id(memo.subject)
        if memo.kind is MemoSubject.SOURCE:
            return sources.by_id(connection, [subject])[subject].name
        if memo.kind is MemoSubject.PARTICIPANT:
            return people.participants_of(connection, [subject])[subject].name
        if memo.kind is MemoSubject.SEGMENT:
            return _place(connection, subject)
        if memo.kind is MemoSubject.CODING:
            coding = codings.by_id(connection, self._session.sight(connection), subject)
            if coding is None:
                return "a coding that was removed or is hidden"
            return f"{_place(connection, coding.segment)}: {coding.code}"
        if memo.kind is MemoSubject.CELL:
            return _cell(connection, memo.subject)
        return memo.subject

    def write(self, kind: MemoSubject, subject: str, text: str) -> Memo:
        """Write a new memo; `subject` is the id of the thing, empty for the study."""
        memo = Memo(new_id(), kind, subject, self._session.person.id, text, self._session.clock())
        return self._put(memo)

    def rewrite(self, memo: Memo, text: str) -> Memo:
        """Change the words of one's own memo; an empty text takes it away.

        Raises:
            Refused: if it is another coder's.
        """
        if memo.coder != self._session.person.id:
            raise Refused("This memo is another coder's; only they can change it.")
        return self._put(replace(memo, text=text))

    def _put(self, memo: Memo) -> Memo:
        with self._session.deed() as deed:
            memos.write(deed, memo)
        return memo


def _cell(connection: Connection, subject: str) -> str:
    place = place_of(subject)
    row = Id(place.row)
    named: dict[Id, Source] | dict[Id, Participant] = {}
    if place.by == BY_SOURCE:
        named = sources.by_id(connection, [row])
    elif place.by == BY_PARTICIPANT:
        named = people.participants_of(connection, [row])
    return f"{named[row].name if row in named else place.row}: {place.code}"


def _place(connection: Connection, identity: Id) -> str:
    segment = sources.segment(connection, identity)
    source = sources.by_id(connection, [segment.source])[segment.source]
    return f"{source.name} {segment.label}"
