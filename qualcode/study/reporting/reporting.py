"""Writes the findings and the codebook as documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.domain.tables import TableRow
from qualcode.privacy.release import Release
from qualcode.reports.contents import Report
from qualcode.study.reporting.asked import ReportAsked
from qualcode.study.reporting.writing import put_in_place, suffix_of
from qualcode.study.session import Session


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the files, the document first, and how many figures were withheld."""

    files: tuple[Path, ...]
    withheld: int
    charts: bool


class Reporting:
    """Documents for people outside the team."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def write_findings(
        self,
        target: Path,
        questions: Iterable[str] = (),
        by: str | None = None,
        where: str = "",
        coder_rule: str | None = None,
        unsuppressed: bool = False,
    ) -> Written:
        """Write tables, charts, groups, quotations and methods; the ending chooses the form.

        The document says the moment of the last change to the study, not that of writing.

        Raises:
            InputError: if no such report has this ending, or the filter is not usable.
            NotFound: if a question, the attribute or the coder rule is not known.
            Confidential: if somebody who is not the lead asks for figures that are withheld.
            StoreUnavailable: if the files cannot be written; then none is.
        """
        from qualcode.reports.findings import findings_report
        from qualcode.study.reporting.gathering import Gathering

        self._require_form(target)
        asked = ReportAsked(tuple(questions), by, where, coder_rule, unsuppressed)
        gathering = Gathering(self._session, asked)
        laid = findings_report(gathering.findings())
        return self._write(target, laid, gathering.tables.releases)

    def write_codebook(self, target: Path, unsuppressed: bool = False) -> Written:
        """Write the codebook with definitions, examples, counts and its history.

        Raises:
            InputError: if no such report has this ending.
            Confidential: if somebody who is not the lead asks for figures that are withheld.
            StoreUnavailable: if the file cannot be written; then nothing is.
        """
        from qualcode.reports.codebook_document import codebook_document
        from qualcode.study.reporting.codebook_gathering import codebook_told

        self._require_form(target)
        told = codebook_told(self._session, unsuppressed)
        return self._write(target, codebook_document(told), [told.counts])

    def _require_form(self, target: Path) -> None:
        from qualcode.reports.forms import DOCUMENTS

        suffix_of(target, DOCUMENTS)

    def _write(self, target: Path, laid: Report, given: Sequence[Release[TableRow]]) -> Written:
        from qualcode.reports.charts.drawing import possible
        from qualcode.reports.forms import written
        from qualcode.study.releasing.releasing import Releasing

        files = written(laid, target)
        put_in_place(files, Releasing(self._session).recording(given, str(target)))
        withheld = sum(row.suppressed for release in given for row in release.rows)
        return Written(tuple(files), withheld, possible())
