"""The forms that a report can be written in, chosen by the ending of the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from qualcode.domain.agreement_report import AgreementReport
from qualcode.reports.agreement import agreement_report
from qualcode.reports.contents import Picture, Report, Section

SUFFIXES = (".html", ".md", ".xlsx", ".docx")
"""The endings that name an agreement report for people."""

DOCUMENTS = (".html", ".md", ".docx")
"""The endings that name any report that is read from beginning to end."""


def rendered(report: AgreementReport, suffix: str, subject: str, made: datetime) -> bytes:
    """Return the report's bytes in the form of this ending; the same input gives the same bytes.

    Raises:
        KeyError: if no report has this ending.
    """
    laid = agreement_report(report, subject, made)
    if suffix == ".xlsx":
        from qualcode.reports.workbook import workbook

        return workbook(report, laid)
    return _document(laid, suffix)


def written(laid: Report, target: Path) -> dict[Path, bytes]:
    """Return the files of a report: the one that is named, then its charts if they lie beside it.

    Raises:
        KeyError: if no report has the ending of the target.
    """
    suffix = target.suffix.lower()
    if suffix != ".md":
        return {target: _document(laid, suffix)}
    from qualcode.reports.charts.drawing import png

    folder = f"{target.stem}-charts"
    drawn = {
        target.parent / folder / f"{one.name}.png": png(one.drawing)[0]
        for section in laid.sections
        for one in _pictures(section)
    }
    return {target: _document(laid, suffix, folder), **drawn}


def _document(laid: Report, suffix: str, folder: str = "") -> bytes:
    if suffix == ".docx":
        from qualcode.reports.document import document

        return document(laid)
    if suffix == ".html":
        from qualcode.reports.web_page import web_page

        return web_page(laid)
    if suffix == ".md":
        from qualcode.reports.markdown import markdown

        return markdown(laid, folder)
    raise KeyError(suffix)


def _pictures(section: Section) -> Iterator[Picture]:
    yield from (one for one in section.blocks if isinstance(one, Picture))
    for part in section.sections:
        yield from _pictures(part)
