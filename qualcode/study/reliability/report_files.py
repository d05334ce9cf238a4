"""Writes reports as files, whole or not at all, with a note in the journal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from qualcode.domain.agreement_report import AgreementReport
from qualcode.domain.errors import InputError, StoreUnavailable
from qualcode.domain.events import EventKind
from qualcode.domain.identity import Id
from qualcode.store import settings
from qualcode.study.session import Session


class ReportFiles:
    """Reports that leave the study; they hold quotations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def write(self, report: AgreementReport, target: Path) -> None:
        """Write an agreement report in the form that the ending of the file names.

        Raises:
            InputError: if no report has this ending.
            StoreUnavailable: if the file cannot be written; then nothing is.
        """
        from qualcode.reports.forms import SUFFIXES, rendered

        suffix = target.suffix.lower()
        if suffix not in SUFFIXES:
            raise InputError(f"A report ends in {', '.join(SUFFIXES)}, not as {target} does.")
        with self._session.reading() as connection:
            subject = settings.get(connection, "title") or ""
        content = rendered(report, suffix, subject, self._session.clock())
        with _told_of(target):
            self._put(target, content, len(report.disagreements))

    def _put(self, target: Path, content: bytes, passages: int) -> None:
        actor = self._session.coder.id if self._session.coder else Id("")
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = _draft(target, content)
        try:
            # The note and the file come about together: what fails here leaves neither.
            with self._session.store.deed(actor, self._session.clock()) as deed:
                note = {"rows": passages, "to": str(target)}
                deed.record(EventKind.TRANSFER, "agreement report", None, note)
                draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def _told_of(target: Path) -> Iterator[None]:
    """Turn what the disk refuses into an error that names the file."""
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(f"{target} cannot be written: {error.strerror}.") from error


def _draft(target: Path, content: bytes) -> Path:
    """Write the bytes beside the target, with the permissions that a new file there gets."""
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
