"""The journal as people use it: undo, redo, and reading what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.domain.errors import Refused
from qualcode.domain.events import Event, EventKind
from qualcode.domain.identity import Id
from qualcode.store import journal, undoing
from qualcode.store.journal import Past
from qualcode.store.told import Readable
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

    def undo(self, here: Done | None = None) -> Undone:
        """Take back the latest deed of the person at work that still stands.

        Raises:
            Refused: if there is none, it cannot be undone, or it was not done `here`.
        """
        return self._step(journal.next_to_undo, "undo", here)

    def redo(self, here: Done | None = None) -> Undone:
        """Bring forth again what was undone last.

        Raises:
            Refused: if there is nothing, something else was done since, or it was not done `here`.
        """
        return self._step(journal.next_to_redo, "redo", here)

    def _step(self, choose: _Choose, word: str, here: Done | None) -> Undone:
        coder = self._session.person.id
        with self._session.deed() as deed:
            past = choose(deed.connection, coder)
            if past is None:
                raise Refused(f"There is nothing to {word}.")
            first = journal.first_done(deed.connection, past) if here else []
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


def _of_the_first(deeds: int | None, events: Iterable[Event]) -> Iterator[Event]:
    """Yield the events of so many deeds; those of one deed follow one another."""
    seen: set[Id] = set()
    for event in events:
        seen.add(event.deed)
        if deeds is not None and len(seen) > deeds:
            return
        yield event
