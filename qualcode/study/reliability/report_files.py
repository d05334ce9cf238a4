"""Writes agreement reports as files, with a note in the journal."""

from __future__ import annotations

from pathlib import Path

from qualcode.domain.agreement_report import AgreementReport
from qualcode.store import settings
from qualcode.study.reporting.writing import noted, put_in_place, suffix_of
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

        suffix = suffix_of(target, SUFFIXES)
        with self._session.reading() as connection:
            subject = settings.get(connection, "title") or ""
        content = rendered(report, suffix, subject, self._session.clock())
        passages = len(report.disagreements)
        note = noted(self._session, "agreement report", passages, target)
        put_in_place({target: content}, note)
