"""Opens the database as it must be opened: durable, in order, refusing what would corrupt it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from qualcode.domain.errors import DamagedStudy, Refused, StoreUnavailable

APPLICATION_ID = 0x51434F44  # "QCOD": lets `file` and other programs know whose file it is

_SETTINGS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
    "cache_size=-4096",
)
_NETWORK_FILE_SYSTEMS = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "vboxsf", "drvfs", "afs")


def is_server(place: str | Path) -> bool:
    """Say whether the place is a database server's URL rather than a folder."""
    return isinstance(place, str) and place.startswith(("postgresql://", "postgresql+psycopg://"))


def connect(place: str | Path) -> Engine:
    """Return an engine for a SQLite file (a path) or a PostgreSQL server (a URL).

    Raises:
        Refused: if the file lies on a network drive.
        StoreUnavailable: if the PostgreSQL driver is not installed.
    """
    if is_server(place):
        return _connect_server(str(place))
    return _connect_file(Path(place))


def _connect_server(url: str) -> Engine:
    try:
        return create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    except ModuleNotFoundError as error:
        raise StoreUnavailable(
            "A study on PostgreSQL needs the driver: pip install 'qualcode[postgresql]'."
        ) from error


def _connect_file(path: Path) -> Engine:
    _refuse_network_drive(path)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: Any) -> None:
        # The driver must not begin transactions of its own: a deed begins IMMEDIATE.
        connection.isolation_level = None
        for one in _SETTINGS:
            connection.execute(f"PRAGMA {one}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def for_reading(engine: Engine) -> Engine:
    """Return the engine for blocks that must see one state of the study throughout."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine


def for_writing(engine: Engine) -> Engine:
    """Return the engine for deeds, which take turns."""
    return engine.execution_options(writes=True)


def application_id(path: Path) -> int:
    """Return the number by which a SQLite file says whose it is; 0 if it is not such a file."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("PRAGMA application_id").fetchone()[0])
    except sqlite3.OperationalError as error:
        raise StoreUnavailable(
            f"{path} cannot be opened ({error}). Check the folder and its permissions."
        ) from error
    except sqlite3.DatabaseError:
        return 0


def _refuse_network_drive(path: Path) -> None:
    kind = _file_system(path.parent)
    if kind.startswith(_NETWORK_FILE_SYSTEMS):
        raise Refused(
            f"{path.parent} lies on a network drive ({kind}), where SQLite can lose work. "
            "Keep the study on a local disk, or use PostgreSQL for a team."
        )


def _file_system(folder: Path) -> str:
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    resolved = str(folder.resolve())
    for line in mounts.read_text(errors="replace").splitlines():
        _, mounted, system, *_ = line.split(" ")
        mounted = mounted.replace("\\040", " ")
        inside = resolved == mounted or resolved.startswith(mounted.rstrip("/") + "/")
        if inside and len(mounted) >= len(best):
            best, kind = mounted, system
    return kind


@contextmanager
def clear_failures(place: str) -> Iterator[None]:
    """Turn the driver's failures into one sentence that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise _told(error, place) from error


def _told(error: DBAPIError, place: str) -> Exception:
    cause = str(error.orig)
    if "append-only" in cause:
        return Refused("The journal is append-only: nothing in it can be changed or removed.")
    if isinstance(error, IntegrityError):
        return Refused(
            "It would clash with what the study holds now: a name or coding is there again. "
            "Rename or remove the newer one first. Nothing was changed."
        )
    if "readonly" in cause or "read-only" in cause:
        return StoreUnavailable(f"{place} cannot be written: it is read-only. Nothing was changed.")
    if "unable to open" in cause:
        return StoreUnavailable(f"{place} cannot be opened. Check the folder and its permissions.")
    if "full" in cause or "disk I/O" in cause:
        return StoreUnavailable(
            f"The disk of {place} is full or failing; the last deed was not saved. "
            "Make room and do it again."
        )
    if "locked" in cause:
        return StoreUnavailable(
            f"Another program is writing to {place}; nothing was changed. Try again."
        )
    if "malformed" in cause or "not a database" in cause:
        return DamagedStudy(f"{place} is damaged or not a study. Restore it from a backup.")
    if isinstance(error, OperationalError) and "sqlite" not in type(error.orig).__module__:
        return StoreUnavailable(f"The database server does not answer: {cause.splitlines()[0]}")
    return error
