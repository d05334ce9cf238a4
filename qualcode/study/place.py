"""Finds the study that is meant, and lays out the folder of a new one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.domain.errors import DamagedStudy, NoStudy, StoreUnavailable, StudyError
from qualcode.store.engine import is_server
from qualcode.study.releasing import disclosure_options
from qualcode.study.suggestions import options

FILE = "study.toml"
DATABASE = "study.db"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a study lies: its folder, if it has one, and its database (a file or a URL)."""

    folder: Path | None
    database: Path | str


def find(start: Path) -> Place:
    """Return the study in this folder or the nearest folder above it.

    Raises:
        NoStudy: if there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return _read(folder)
    raise NoStudy(f"There is no study at {start} or above it. Make one with: qualcode init")


def at(place: str | Path) -> Place:
    """Return the study that a path or a PostgreSQL URL names."""
    if isinstance(place, str) and "://" in place:
        return Place(None, _server(place, "The study"))
    path = Path(place)
    if not path.exists():
        raise NoStudy(f"There is no study at {path}. Make one with: qualcode init {path}")
    return find(path if path.is_dir() else path.parent)


def content(folder: Path) -> dict[str, Any]:
    """Return what the study.toml of a folder says.

    Raises:
        StoreUnavailable: if it cannot be read.
        StudyError: if it is not TOML.
    """
    path = folder / FILE
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StudyError(f"{path}: {error}. Mend this line or restore the file.") from error


def _read(folder: Path) -> Place:
    database = str(content(folder).get("database", DATABASE))
    if "://" in database:
        return Place(folder, _server(database, str(folder / FILE)))
    return Place(folder, folder / database)


def _server(url: str, where: str) -> str:
    if not is_server(url):
        raise StudyError(f"{where}: '{url.split('://')[0]}' is not known; use postgresql://...")
    return url


def require_database(place: Place) -> None:
    """Refuse a folder that is a study's but has lost its database.

    Raises:
        DamagedStudy: naming the file that is missing.
    """
    if isinstance(place.database, Path) and not place.database.exists():
        raise DamagedStudy(
            f"{place.database} is missing. Put it back, or a backup of it: qualcode restore FILE"
        )


def lay_out(folder: Path, title: str, database: str | None) -> Place:
    """Make the folder of a new study.

    Raises:
        StudyError: if there is a study already.
        StoreUnavailable: if the folder cannot be written.
    """
    if (folder / FILE).exists():
        raise StudyError(f"There is a study already at {folder}.")
    lines = [f"title = {_quoted(title)}"]
    if database is not None:
        _server(database, "The database")
        lines.append(f"database = {_quoted(database)}")
    try:
        for part in (folder, folder / "sources", folder / "exports"):
            part.mkdir(parents=True, exist_ok=True, mode=0o700)
        tables = (options.NEW_STUDY, disclosure_options.NEW_STUDY)
        (folder / FILE).write_text("\n".join([*lines, "", *tables]), encoding="utf-8")
    except OSError as error:
        raise StoreUnavailable(f"{folder} cannot be written: {error.strerror}.") from error
    return _read(folder)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(mark if mark >= " " else f"\\u{ord(mark):04x}" for mark in escaped) + '"'
