"""Puts reports in their place, whole or not at all, together with a note in the journal."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from qualcode.domain.errors import InputError, StoreUnavailable
from qualcode.domain.events import EventKind
from qualcode.domain.identity import Id
from qualcode.study.session import Session


def suffix_of(target: Path, known: Sequence[str]) -> str:
    """Return the ending of a report's file.

    Raises:
        InputError: if no such report has this ending.
    """
    suffix = target.suffix.lower()
    if suffix not in known:
        raise InputError(f"A report ends in {', '.join(known)}, not as {target} does.")
    return suffix


def put_in_place(files: Mapping[Path, bytes], deed: AbstractContextManager[object]) -> None:
    """Write files within a deed that notes them: what fails leaves neither files nor note.

    Raises:
        StoreUnavailable: if one cannot be written; then none is.
    """
    with ExitStack() as drafts:
        ready = {path: drafts.enter_context(_draft(path, files[path])) for path in files}
        with deed:
            for path, draft in ready.items():
                with _told_of(path):
                    draft.replace(path)


@contextmanager
def noted(session: Session, what: str, rows: int, target: Path) -> Iterator[None]:
    """Note in the journal that a working copy leaves the study, in a deed around its writing."""
    actor = session.coder.id if session.coder else Id("")
    with session.store.deed(actor, session.clock()) as deed:
        deed.record(EventKind.TRANSFER, what, None, {"rows": rows, "to": str(target)})
        yield


@contextmanager
def _draft(target: Path, content: bytes) -> Iterator[Path]:
    """Write the bytes beside the target, with the permissions that a new file there gets."""
    with _told_of(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = _written(target, content)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _told_of(target: Path) -> Iterator[None]:
    """Turn what the disk refuses into an error that names the file."""
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(f"{target} cannot be written: {error.strerror}.") from error


def _written(target: Path, content: bytes) -> Path:
    mask = os.umask(0)
    os.umask(mask)
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        draft = Path(file.name)
        try:
            file.write(content)
            file.flush()
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    draft.chmod(0o666 & ~mask)
    return draft
