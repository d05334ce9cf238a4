"""The forms that a report can be written in, chosen by the ending of the file."""

from __future__ import annotations

from datetime import datetime

from qualcode.domain.agreement_report import AgreementReport
from qualcode.reports.agreement import agreement_report

SUFFIXES = (".html", ".md", ".xlsx", ".docx")
"""The endings that name a report for people."""


def rendered(report: AgreementReport, suffix: str, subject: str, made: datetime) -> bytes:
    """Return the report's bytes in the form of this ending; the same input gives the same bytes.

    Raises:
        KeyError: if no report has this ending.
    """
    laid = agreement_report(report, subject, made)
    if suffix == ".xlsx":
        from qualcode.reports.workbook import workbook

        return workbook(report, laid)
    if suffix == ".docx":
        from qualcode.reports.document import document

        return document(laid)
    if suffix == ".html":
        from qualcode.reports.web_page import web_page

        return web_page(laid)
    if suffix == ".md":
        from qualcode.reports.markdown import markdown

        return markdown(laid)
    raise KeyError(suffix)
