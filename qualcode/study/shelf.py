"""The sources of a study: listed, read, renamed, removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.identity import Id
from qualcode.domain.people import Participant
from qualcode.domain.source import Segment, Source, SourceText
from qualcode.store import people, sources
from qualcode.study.session import Session


@dataclass(frozen=True, slots=True)
class Passage:
    """One segment with its words and who said them."""

    source: Source
    segment: Segment
    text: str
    participant: Participant | None


_Thing = TypeVar("_Thing", Source, Participant)


def _named(kind: str, name: str, known: list[_Thing]) -> _Thing:
    for one in known:
        if one.name == name:
            return one
    raise NotFound(kind, name, [one.name for one in known])


class Shelf:
    """The sources of a study."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __iter__(self) -> Iterator[Source]:
        return iter(self.all())

    def all(self) -> list[Source]:
        """Return the sources by name, without their texts."""
        with self._session.reading() as connection:
            return sources.listing(connection)

    def find(self, name: str) -> Source:
        """Return the source of this name.

        Raises:
            NotFound: with the nearest known name.
        """
        return _named("source", name, self.all())

    def read(self, source: Source | str) -> SourceText:
        """Return a source with its text and segments."""
        found = self.find(source) if isinstance(source, str) else source
        with self._session.reading() as connection:
            return sources.text(connection, found.id)

    def original(self, source: Source) -> bytes:
        """Return the bytes of the file that the source was read from."""
        with self._session.reading() as connection:
            return sources.original(connection, source.original)

    def passages(self, question: str | None = None) -> list[Passage]:
        """Return all segments with their words, those that answer one question if it is named."""
        with self._session.reading() as connection:
            segments = sources.all_segments(connection, question)
            ids = list(dict.fromkeys(segment.source for segment in segments))
            found = sources.by_id(connection, ids)
            texts = sources.texts(connection, ids)
            persons = {one.id: one for one in people.participants(connection)}
        return [
            Passage(
                found[segment.source],
                segment,
                segment.span.of(texts[segment.source]),
                persons.get(segment.participant) if segment.participant else None,
            )
            for segment in segments
        ]

    def segment_counts(self) -> dict[Id, int]:
        """Map each source to the number of its segments."""
        with self._session.reading() as connection:
            return sources.segment_counts(connection)

    def rename(self, name: str, new: str) -> Source:
        """Give a source another name.

        Raises:
            Refused: if the name is taken.
        """
        new = new.strip()
        if not new:
            raise InputError("A source needs a name.")
        if new != name and any(one.name == new for one in self.all()):
            raise Refused(f"There is a source '{new}' already.")
        return self._change(name, lambda one: replace(one, name=new))

    def remove(self, name: str) -> Source:
        """Take a source and its codings out of the study; `qualcode undo` brings it back."""
        return self._change(name, lambda one: replace(one, removed=True))

    def _change(self, name: str, changed: Callable[[Source], Source]) -> Source:
        with self._session.deed() as deed:
            before = _named("source", name, sources.listing(deed.connection))
            after = changed(before)
            sources.change(deed, before, after)
        return after


class Participants:
    """The participants of a study."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __iter__(self) -> Iterator[Participant]:
        return iter(self.all())

    def all(self) -> list[Participant]:
        """Return the participants by name, with their attributes."""
        with self._session.reading() as connection:
            return people.participants(connection)

    def find(self, name: str) -> Participant:
        """Return the participant of this name.

        Raises:
            NotFound: with the nearest known name.
        """
        return _named("participant", name, self.all())

    def rename(self, name: str, new: str) -> Participant:
        """Give a participant another pseudonym.

        Raises:
            Refused: if it is taken.
        """
        new = new.strip()
        if not new:
            raise InputError("A participant needs a name.")
        if new != name and any(one.name == new for one in self.all()):
            raise Refused(f"There is a participant '{new}' already.")
        return self._change(name, lambda one: replace(one, name=new))

    def remove(self, name: str) -> Participant:
        """Leave a participant out of every count; `qualcode undo` brings them back."""
        return self._change(name, lambda one: replace(one, removed=True))

    def keep_out_of_counts(self, name: str) -> Participant:
        """Mark a moderator or interviewer: their words are read but not counted."""
        return self._change(name, lambda one: replace(one, counted=False))

    def _change(self, name: str, changed: Callable[[Participant], Participant]) -> Participant:
        with self._session.deed() as deed:
            before = _named("participant", name, people.participants(deed.connection))
            after = changed(before)
            people.change_participants(deed, [(before, after)])
        return after
