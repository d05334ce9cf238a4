"""The journal as people use it: undo, redo, and reading what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from qualcode.domain.deeds_told import codes_in, segment_of, span_of, told
from qualcode.domain.errors import Refused
from qualcode.domain.events import Event, EventKind
from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.domain.spot import Spot
from qualcode.store import journal, standing, undoing
from qualcode.store.journal import Past
from qualcode.store.told import Readable
from qualcode.study import spots
from qualcode.study.codebook_file import CodebookFile
from qualcode.study.own_deeds import Done
from qualcode.study.rounds.undoing import require_undoable
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

_Choose = Callable[["Connection", Id], Past | None]

_COMMANDS = {"undo": "qualcode undo", "redo": "qualcode undo --redo"}


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or redo changed: the events of the deed that was taken back."""

    events: tuple[Event, ...]

    @property
    def kinds(self) -> dict[EventKind, int]:
        """Count the events by kind."""
        counts: dict[EventKind, int] = {}
        for event in self.events:
            counts[event.kind] = counts.get(event.kind, 0) + 1
        return counts

    def __str__(self) -> str:
        parts = [
            f"{count} {kind.value}{'' if count == 1 else 's'}" for kind, count in self.kinds.items()
        ]
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class DeedLine:
    """One deed of the journal in a line: who, when, what in words, which codes, and where.

    `spot` is that of the first thing in the texts that it is about. `undoes` names the deed that
    it took back, or brought forth again.
    """

    deed: Id
    moment: datetime
    coder: Id
    told: str
    codes: tuple[str, ...]
    undoes: Id | None
    spot: Spot | None


class History:
    """What was done in a study, and the way back."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def latest(self, deeds: int | None = 20) -> list[Event]:
        """Return the events of the newest deeds, newest first; None asks for all.

        What others do in a round that is blind and open is left out.
        """
        with self._session.reading() as connection:
            eyes = self._session.sight(connection)
            if not eyes.rounds:
                return journal.latest(connection, deeds)
            readable = filter(Readable(connection, eyes), journal.backwards(connection))
            return list(_of_the_first(deeds, readable))

    def deeds(self, limit: int = 50, before: Id | None = None) -> list[DeedLine]:
        """Return so many deeds, newest first, as lines; `before` is the last of an earlier page.

        What others do in a round that is blind and open is left out.
        """
        with self._session.reading() as connection:
            readable = Readable(connection, self._session.sight(connection))
            events = filter(readable, journal.backwards(connection, before))
            found = [
                list(deed)[::-1]
                for _, deed in groupby(_of_the_first(limit, events), key=lambda one: one.deed)
            ]
            places = [_placed(deed) for deed in found]
            known = spots.of_segments(connection, (segment for segment, _ in filter(None, places)))
        return [_line(deed, place, known) for deed, place in zip(found, places, strict=True)]

    def events_of(self, deed: Id) -> list[Event]:
        """Return the events of one deed in their order, as far as they may be read."""
        with self._session.reading() as connection:
            readable = Readable(connection, self._session.sight(connection))
            return list(filter(readable, journal.events_of(connection, deed)))

    def undo(self, here: Done | None = None) -> Undone:
        """Take back the latest deed of the person at work that still stands.

        Raises:
            Refused: if there is none, it cannot be undone, or it was not done `here`.
        """
        return self._step(standing.next_to_undo, "undo", here)

    def redo(self, here: Done | None = None) -> Undone:
        """Bring forth again what was undone last.

        Raises:
            Refused: if there is nothing, something else was done since, or it was not done `here`.
        """
        return self._step(standing.next_to_redo, "redo", here)

    def _step(self, choose: _Choose, word: str, here: Done | None) -> Undone:
        coder = self._session.person.id
        with self._session.deed() as deed:
            past = choose(deed.connection, coder)
            if past is None:
                raise Refused(f"There is nothing to {word}.")
            first = standing.first_done(deed.connection, past) if here else []
            if here and not here(deed.connection, coder, first):
                raise Refused(f"The last deed was not made here; to {word} it: {_COMMANDS[word]}")
            require_undoable(deed.connection, self._session, past)
            deed.undoes, deed.depth = past.deed, past.depth + 1
            readable = Readable(deed.connection, self._session.sight(deed.connection))
            events = undoing.take_back(deed, past)
            undone = Undone(tuple(filter(readable, events)))
        if EventKind.CODEBOOK in undone.kinds:
            CodebookFile(self._session).keep_in_step()
        return undone


_Place = tuple[Id, tuple[int, int] | None] | None


def _placed(deed: list[Event]) -> _Place:
    """Return the segment of the first event that is on one, and the span of its coding if any."""
    for event in deed:
        if segment := segment_of(event):
            return Id(segment), span_of(event)
    return None


def _line(deed: list[Event], place: _Place, known: Mapping[Id, Spot]) -> DeedLine:
    first, spot = deed[0], known.get(place[0]) if place else None
    if spot and place and place[1]:
        spot = replace(spot, span=Span(*place[1]))
    return DeedLine(
        first.deed, first.moment, first.coder, told(deed), codes_in(deed), first.undoes, spot
    )


def _of_the_first(deeds: int | None, events: Iterable[Event]) -> Iterator[Event]:
    """Yield the events of so many deeds; those of one deed follow one another."""
    seen: set[Id] = set()
    for event in events:
        seen.add(event.deed)
        if deeds is not None and len(seen) > deeds:
            return
        yield event
