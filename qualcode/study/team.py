"""Who codes: adding people and finding them by name."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.identity import Id, new_id
from qualcode.domain.people import CONSENSUS, Coder, Role
from qualcode.store import finished, people
from qualcode.study.session import Session


class Team:
    """The coders of a study."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __iter__(self) -> Iterator[Coder]:
        return iter(self.all())

    def all(self) -> list[Coder]:
        """Return all coders in the order in which they joined, `consensus` too if it exists."""
        with self._session.reading() as connection:
            return people.coders(connection)

    def find(self, name: str) -> Coder:
        """Return the coder of this name.

        Raises:
            NotFound: with the nearest known name.
        """
        coders = self.all()
        for coder in coders:
            if coder.name == name:
                return coder
        raise NotFound("coder", name, [coder.name for coder in coders])

    def only(self) -> Coder | None:
        """Return the study's only person who codes, or None if there are more or none."""
        persons = [coder for coder in self.all() if not coder.is_consensus]
        return persons[0] if len(persons) == 1 else None

    def names(self) -> dict[Id, str]:
        """Map each coder's id to the name."""
        return {coder.id: coder.name for coder in self.all()}

    def finished(self) -> dict[str, int]:
        """Map each coder but consensus, by name, to how many segments they finished.

        What others finish in a round that is blind and open is not counted.
        """
        with self._session.reading() as connection:
            counts = finished.by_coder(connection, self._session.sight(connection))
            coders = people.coders(connection)
        return {one.name: counts.get(one.id, 0) for one in coders if not one.is_consensus}

    def add(self, name: str, role: Role = Role.CODER) -> Coder:
        """Let one more person code.

        Raises:
            InputError: if the name is empty.
            Refused: if the name is taken, or stands for a coder rule.
        """
        name = name.strip()
        if not name:
            raise InputError("A coder needs a name.")
        if name in ("any", "all", "majority"):
            raise Refused(f"'{name}' names a coder rule; choose another name for the coder.")
        if any(coder.name == name for coder in self.all()):
            raise Refused(f"There is a coder '{name}' already.")
        coder = Coder(new_id(), name, role)
        actor = self._session.coder.id if self._session.coder else coder.id
        with self._session.store.deed(actor, self._session.clock()) as deed:
            people.add_coder(deed, coder)
        return coder

    def consensus(self) -> Coder:
        """Return the coder that adjudication writes as, adding it at the first time."""
        for coder in self.all():
            if coder.is_consensus:
                return coder
        return self.add(CONSENSUS)
