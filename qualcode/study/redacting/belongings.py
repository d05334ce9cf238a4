"""What a study holds of one participant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.domain.coding import Coding, Memo, MemoSubject
from qualcode.domain.identity import Id
from qualcode.domain.matrix import BY_PARTICIPANT, BY_SOURCE, place_of
from qualcode.domain.people import Participant
from qualcode.domain.source import Segment, SourceText
from qualcode.store import codings, erasing, memos, people, sources
from qualcode.store.sight import EVERYTHING

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Belongings:
    """Texts that are a participant's alone, those they share, and those that were replaced."""

    person: Participant
    alone: tuple[SourceText, ...]
    shared: tuple[SourceText, ...]
    past: tuple[SourceText, ...]

    @property
    def whole(self) -> tuple[SourceText, ...]:
        """Return the texts of which nothing stays."""
        return (*self.alone, *self.past)

    @property
    def segments(self) -> list[Segment]:
        """Return the segments that go."""
        gone = [one for text in self.whole for one in text.segments]
        return gone + [one for text in self.shared for one in self.theirs(text)]

    @property
    def sentences(self) -> set[str]:
        """Return the words of their segments, by which copies of them are found."""
        return {
            one.span.of(text.text).strip()
            for text in (*self.whole, *self.shared)
            for one in self.theirs(text)
            if text.text
        }

    def theirs(self, text: SourceText) -> list[Segment]:
        """Return the participant's segments of a text."""
        return [one for one in text.segments if one.participant == self.person.id]

    def codings(self, connection: Connection) -> list[Coding]:
        """Return everybody's codings of the segments that go."""
        return codings.of_segments(connection, EVERYTHING, [one.id for one in self.segments])

    def memos(self, connection: Connection, on: list[Coding]) -> list[Memo]:
        """Return everybody's memos on the participant, and on what goes."""
        gone = {one.id for one in self.segments} | {one.id for one in on}
        texts = {text.source.id for text in self.whole}
        found = memos.listing(connection, EVERYTHING)
        return [one for one in found if self._is_about(one, gone, texts)]

    def _is_about(self, memo: Memo, gone: set[Id], texts: set[Id]) -> bool:
        if memo.kind is MemoSubject.CELL:
            place = place_of(memo.subject)
            if place.by == BY_SOURCE:
                return place.row in texts
            return place.by == BY_PARTICIPANT and place.row == self.person.id
        if memo.kind is MemoSubject.PARTICIPANT:
            return memo.subject == self.person.id
        return memo.subject in (texts if memo.kind is MemoSubject.SOURCE else gone)


def belongings(connection: Connection, person: Participant) -> Belongings:
    """Return what a study holds of a participant.

    A text is theirs alone if nobody else speaks in it but those who only ask.
    """
    known = people.participants_of(connection, _speakers(connection, person.id))
    alone, shared, past = [], [], []
    for identity in sorted(erasing.heard(connection, person.id)):
        text = sources.text(connection, identity)
        if text.source.removed:
            past.append(text)
        elif _is_alone(text, person, known):
            alone.append(text)
        else:
            shared.append(text)
    return Belongings(person, tuple(alone), tuple(shared), tuple(past))


def _speakers(connection: Connection, person: Id) -> set[Id]:
    texts = erasing.heard(connection, person)
    found = sources.segments(connection, texts)
    return {one.participant for one in found if one.participant is not None}


def _is_alone(text: SourceText, person: Participant, known: dict[Id, Participant]) -> bool:
    others = {one.participant for one in text.segments} - {person.id}
    return all(one is not None and not known[one].counted for one in others)
