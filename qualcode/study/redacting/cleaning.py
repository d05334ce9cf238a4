"""Leaves nothing in the study's files of what was taken out of the study."""

from __future__ import annotations

from pathlib import Path

from qualcode.domain.errors import StoreUnavailable
from qualcode.domain.source import bytes_digest
from qualcode.store import erasing
from qualcode.study.session import Session


def clean(session: Session) -> None:
    """Remove copies of originals that were taken out and caches; write the database anew.

    Raises:
        StoreUnavailable: if another program has the study open.
    """
    _remove_files(session)
    session.store.scrub()


def _remove_files(session: Session) -> None:
    folder = session.folder
    if folder is None:
        return
    with session.reading() as connection:
        gone = erasing.erased(connection)
    for path in sorted((folder / "sources").rglob("*")):
        if path.is_file() and bytes_digest(path.read_bytes()) in gone:
            _remove(path)
    for cache in folder.glob("*.npz"):
        _remove(cache)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be removed: {error.strerror}.") from error
