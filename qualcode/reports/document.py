"""Writes a report as a Word document with real headings, tables and quotations."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from qualcode.reports.archive import with_fixed_times
from qualcode.reports.contents import (
    CONFIDENTIAL,
    Cell,
    Dispute,
    Report,
    Section,
    Table,
    printable,
)

if TYPE_CHECKING:
    from docx.document import Document

_FILLS = {
    "g-reliable": "CFE8D5", "g-tentative": "FCEFB4", "g-weak": "F8D3C9",
    "h-3": "CFE8D5", "h-2": "FCEFB4", "h-1": "F8D3C9", "h-0": "E39B87", "diagonal": "EEEEEE",
}  # fmt: skip


def document(report: Report) -> bytes:
    """Return the report as DOCX; the same report makes the same bytes."""
    import docx

    page = docx.Document()
    _dress(page, report)
    warning = page.add_paragraph()
    warning.add_run(CONFIDENTIAL).bold = True
    page.add_heading(printable(report.title), 0)
    page.add_paragraph(printable(f"{report.subject}, {report.made:%Y-%m-%d %H:%M %Z}"))
    page.add_paragraph().add_run(printable(report.headline)).bold = True
    _rows(page, (("", ""), *report.facts)[1:])
    page.add_heading("Methods", 1)
    page.add_paragraph(printable(report.methods))
    for section in report.sections:
        _section(page, section)
    page.add_heading("Disagreements", 1)
    page.add_paragraph(printable(report.disputes_note))
    for dispute in report.disputes:
        _dispute(page, dispute)
    buffer = io.BytesIO()
    page.save(buffer)
    return with_fixed_times(buffer.getvalue())


def _dress(page: Document, report: Report) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    sheet = page.sections[0]
    sheet.orientation = WD_ORIENT.LANDSCAPE
    sheet.page_width, sheet.page_height = Mm(297), Mm(210)
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Mm(18)
    sheet.footer.paragraphs[0].text = CONFIDENTIAL
    style: Any = page.styles["Normal"]
    style.font.size = Pt(10)
    head = page.core_properties
    head.title, head.subject = printable(report.title)[:255], printable(report.subject)[:255]
    head.author = head.last_modified_by = head.comments = ""
    head.created = head.modified = report.made.replace(microsecond=0)
    head.revision = 1


def _section(page: Document, section: Section) -> None:
    page.add_heading(printable(section.title), 1)
    for words in section.words:
        page.add_paragraph(printable(words))
    for table in section.tables:
        page.add_paragraph(
            printable(table.caption), style="Caption"
        ).paragraph_format.keep_with_next = True
        _table(page, table)
        page.add_paragraph()


def _table(page: Document, table: Table) -> None:
    made: Any = page.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    made.style = "Table Grid"
    head, *body = list(made.rows)
    _repeat(head)
    _fill(head, [Cell(name) for name in table.columns], table.figures, bold=True)
    for row, cells in zip(body, table.rows, strict=True):
        _fill(row, cells, table.figures)


def _fill(row: Any, cells: Any, figures: frozenset[int], bold: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for number, (place, cell) in enumerate(zip(row.cells, cells, strict=True)):
        paragraph = place.paragraphs[0]
        run = paragraph.add_run(printable(cell.text))
        run.font.size = Pt(8)
        run.bold = bold or None
        if number in figures:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if cell.tone in _FILLS:
            _shade(place, _FILLS[cell.tone])


def _rows(page: Document, facts: tuple[tuple[str, str], ...]) -> None:
    for name, told in facts:
        paragraph = page.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{printable(name)}: ").bold = True
        paragraph.add_run(printable(told))


def _dispute(page: Document, dispute: Dispute) -> None:
    page.add_heading(printable(dispute.title), 2)
    for passage in dispute.passages:
        where = page.add_paragraph()
        where.add_run(printable(passage.where)).bold = True
        where.paragraph_format.keep_with_next = True
        if passage.quotation:
            page.add_paragraph(printable(passage.quotation), style="Quote")
        _rows(page, passage.readings)


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _shade(place: Any, fill: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)):
        shade.set(qn(name), value)
    place._tc.get_or_add_tcPr().append(shade)
