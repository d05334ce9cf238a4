"""A study's database: made, opened, read, and changed one deed at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from qualcode.domain.errors import DamagedStudy, NoStudy, StudyError
from qualcode.domain.identity import Id
from qualcode.store import engine as engines
from qualcode.store import journal, revisions, upkeep
from qualcode.store.journal import Deed
from qualcode.store.schema import metadata


class Store:
    """The one place where a study's data lives; `place` is a file or a server's URL."""

    def __init__(self, place: str | Path, engine: Engine) -> None:
        self.place = place
        self._engine = engine
        self._reading = engines.for_reading(engine)
        self._writing = engines.for_writing(engine)

    @property
    def name(self) -> str:
        """Return how messages call this store; a server's password is left out."""
        if isinstance(self.place, Path):
            return str(self.place)
        return self._engine.url.render_as_string(hide_password=True)

    @classmethod
    def create(cls, place: str | Path) -> Store:
        """Make an empty store.

        Raises:
            StudyError: if there is one already.
        """
        if isinstance(place, Path) and place.exists():
            raise StudyError(f"There is a study already at {place}.")
        store = cls(place, engines.connect(place))
        try:
            with store._guarded(), store._writing.begin() as connection:
                if inspect(connection).has_table("event"):
                    raise StudyError(f"There is a study already at {store.name}.")
                metadata.create_all(connection)
                revisions.stamp(connection)
        except BaseException:
            store.close()
            if isinstance(place, Path):
                _clear_away(place)
            raise
        return store

    @classmethod
    def open(cls, place: str | Path, moment: datetime) -> Store:
        """Open a store, bringing an older one up to date after a copy.

        Raises:
            NoStudy: if there is none.
            NewerStudy: if a newer qualcode wrote it.
            DamagedStudy: if the file is not a study.
        """
        if isinstance(place, Path):
            _require_study_file(place)
        store = cls(place, engines.connect(place))
        try:
            with store._guarded():
                revisions.bring_up_to_date(store._reading, store._writing, place, moment)
        except BaseException:
            store.close()
            raise
        return store

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        with engines.clear_failures(self.name):
            yield

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the study, and ends when the block ends."""
        with self._guarded(), self._reading.connect() as connection:
            yield connection

    @contextmanager
    def deed(self, coder: Id, moment: datetime) -> Iterator[Deed]:
        """Do one deed: everything in the block and its events are kept together or not at all."""
        with self._guarded(), self._writing.begin() as connection:
            journal.take_turn(connection)
            # The journal's digests are made over UTC, which is what the database gives back.
            deed = Deed(connection, coder, moment.astimezone(UTC))
            yield deed
            journal.append(deed)

    def copy(self, target: Path) -> None:
        """Write a whole, checked copy of a SQLite store."""
        with self._guarded():
            upkeep.copy(self._reading, target)

    def settle(self) -> None:
        """Fold the write-ahead log into the file, so that the file alone is the whole store."""
        with self._guarded(), self._reading.connect() as connection:
            connection.rollback()
            driver = connection.connection.dbapi_connection
            if driver is not None and connection.dialect.name == "sqlite":
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def scrub(self) -> None:
        """Write the database anew, so that nothing of what was deleted is left in its files.

        Raises:
            StoreUnavailable: if another program has the study open.
        """
        self._engine.dispose()
        with self._guarded():
            upkeep.scrub(self._engine, self.name)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def _clear_away(database: Path) -> None:
    """Remove a database that could not be finished, so that the next try meets nothing."""
    for ending in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _require_study_file(path: Path) -> None:
    """Look before opening, because opening would already change a foreign database's settings."""
    if not path.exists():
        raise NoStudy(f"There is no study at {path.parent}. Make one with: qualcode init")
    if engines.application_id(path) != engines.APPLICATION_ID:
        raise DamagedStudy(f"{path} is not a qualcode study. Restore it from a backup.")
