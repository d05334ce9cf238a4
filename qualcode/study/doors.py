"""How one comes into a study: making a new one, or opening one that is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from qualcode.domain.people import Role
from qualcode.store.store import Store
from qualcode.study import place as places
from qualcode.study.session import Session, now
from qualcode.study.study import Study


def create_study(
    folder: str | Path,
    title: str = "",
    coder: str | None = None,
    database: str | None = None,
    clock: Callable[[], datetime] = now,
) -> Study:
    """Make a new study in a folder, with a first coder if one is named.

    `database` is a PostgreSQL URL for a team; left out, the study keeps a SQLite file.

    Raises:
        StudyError: if there is a study already.
    """
    path = Path(folder)
    title = title or path.resolve().name
    place = places.lay_out(path, title, database)
    try:
        store = Store.create(place.database)
    except BaseException:
        (path / places.FILE).unlink(missing_ok=True)
        raise
    study = Study(Session(store, place.folder, None, clock))
    first = study.team.add(coder, Role.LEAD) if coder else None
    study = study.acting_as(first.name) if first else study
    study.entitle(title)
    return study


def open_study(
    place: str | Path, coder: str | None = None, clock: Callable[[], datetime] = now
) -> Study:
    """Open the study in a folder (or one of its parents) or at a PostgreSQL URL.

    `coder` names who acts; left out, it is the study's only coder, if it has just one.

    Raises:
        NoStudy: if there is none.
        DamagedStudy: if its database is missing.
        NewerStudy: if a newer qualcode wrote it.
        NotFound: if there is no such coder.
    """
    found = places.at(place)
    places.require_database(found)
    store = Store.open(found.database, clock())
    study = Study(Session(store, found.folder, None, clock))
    if coder is not None:
        return study.acting_as(coder)
    only = study.team.only()
    return study.acting_as(only.name) if only else study
