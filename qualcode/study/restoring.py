"""Puts a backup in the place of a study."""

from __future__ import annotations

import shutil
from pathlib import Path

from qualcode.domain.errors import DamagedStudy, NotFound, Refused, StoreUnavailable
from qualcode.store import upkeep
from qualcode.store.store import Store
from qualcode.study import place as places
from qualcode.study.session import now


def restore(study: str | Path, backup: Path) -> Path | None:
    """Restore a study from a backup and return where the present database was put aside.

    None is returned if there was no database to put aside.

    Raises:
        NotFound: if there is no such backup.
        DamagedStudy: if the backup is not sound; the study is then untouched.
        Refused: if the study is on a server.
    """
    place = places.at(study)
    if not isinstance(place.database, Path):
        raise Refused("A study on PostgreSQL is restored with pg_restore.")
    if not backup.is_file():
        raise NotFound("backup", str(backup))
    aside = place.database.with_name(
        f"{place.database.stem}.before-restore-{now():%Y%m%d%H%M%S%f}.db"
    )
    fresh = place.database.with_suffix(".restoring")
    try:
        # The copy is judged, not the backup: opening a database already writes to it.
        shutil.copyfile(backup, fresh)
        _require_sound(fresh, backup)
        _settle(place.database)
        present = place.database.exists()
        if present:
            place.database.replace(aside)
        for companion in ("-wal", "-shm"):
            place.database.with_name(place.database.name + companion).unlink(missing_ok=True)
        fresh.replace(place.database)
    except OSError as error:
        raise StoreUnavailable(
            f"The backup could not be put in place: {error.strerror}."
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
    return aside if present else None


def _require_sound(copy: Path, backup: Path) -> None:
    try:
        store = Store.open(copy, now())
    except DamagedStudy as error:
        raise DamagedStudy(f"{backup} is damaged or not a study; nothing was changed.") from error
    try:
        with store.reading() as connection:
            problems = upkeep.problems(connection)
    finally:
        store.close()
    if problems:
        raise DamagedStudy(f"{backup} is not sound: {problems[0]}")


def _settle(database: Path) -> None:
    """Fold the write-ahead log of the present study into its file, so that it moves as a whole."""
    if database.exists():
        try:
            store = Store.open(database, now())
        except DamagedStudy:
            return
        store.settle()
        store.close()
