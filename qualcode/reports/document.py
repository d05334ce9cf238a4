"""Writes a report as a Word document with real headings, tables and quotations."""

from __future__ import annotations

import io
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from qualcode.reports.archive import with_fixed_times
from qualcode.reports.contents import (
    INDENT,
    Block,
    Cell,
    Passage,
    Picture,
    Points,
    Report,
    Section,
    Table,
    Words,
    printable,
)

if TYPE_CHECKING:
    from docx.document import Document

_FILLS = {
    "g-reliable": "CFE8D5", "g-tentative": "FCEFB4", "g-weak": "F8D3C9",
    "h-3": "CFE8D5", "h-2": "FCEFB4", "h-1": "F8D3C9", "h-0": "E39B87", "diagonal": "EEEEEE",
}  # fmt: skip
_MARGIN = 18


def document(report: Report) -> bytes:
    """Return the report as DOCX; the same report makes the same bytes."""
    import docx

    page = docx.Document()
    _dress(page, report)
    warning = page.add_paragraph()
    warning.add_run(printable(report.warning)).bold = True
    page.add_heading(printable(report.title), 0)
    page.add_paragraph(printable(f"{report.subject}, {report.made:%Y-%m-%d %H:%M %Z}"))
    page.add_paragraph().add_run(printable(report.headline)).bold = True
    _rows(page, report.facts)
    for section in report.sections:
        _section(page, section, 1)
    buffer = io.BytesIO()
    page.save(buffer)
    return with_fixed_times(buffer.getvalue())


def _dress(page: Document, report: Report) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    sheet = page.sections[0]
    if report.wide:
        sheet.orientation = WD_ORIENT.LANDSCAPE
    sheet.page_width, sheet.page_height = (Mm(one) for one in _paper(report))
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Mm(_MARGIN)
    sheet.footer.paragraphs[0].text = printable(report.warning)
    style: Any = page.styles["Normal"]
    style.font.size = Pt(10)
    head = page.core_properties
    head.title, head.subject = printable(report.title)[:255], printable(report.subject)[:255]
    head.author = head.last_modified_by = head.comments = ""
    head.created = head.modified = report.made.replace(microsecond=0)
    head.revision = 1


def _paper(report: Report) -> tuple[int, int]:
    """Return width and height of the paper in millimetres."""
    return (297, 210) if report.wide else (210, 297)


def _section(page: Document, section: Section, depth: int) -> None:
    page.add_heading(printable(section.title), depth)
    for block in section.blocks:
        _put(block, page)
    for part in section.sections:
        _section(page, part, depth + 1)


@singledispatch
def _put(_: Block, page: Document) -> None:
    """Add a block to the document; what only leads elsewhere on a page adds nothing."""


@_put.register(Words)
def _(words: Words, page: Document) -> None:
    page.add_paragraph(printable(words.text))


@_put.register(Points)
def _(points: Points, page: Document) -> None:
    _rows(page, points.rows)


@_put.register(Table)
def _(table: Table, page: Document) -> None:
    _caption(page, table.caption)
    made: Any = page.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    made.style = "Table Grid"
    head, *body = list(made.rows)
    _repeat(head)
    _fill(head, [Cell(name) for name in table.columns], table.figures, bold=True)
    for row, cells in zip(body, table.rows, strict=True):
        _fill(row, cells, table.figures)
    _foot(page, table.foot)
    if table.command:
        _command(page, table.command)
    page.add_paragraph()


@_put.register(Picture)
def _(picture: Picture, page: Document) -> None:
    from docx.shared import Mm

    from qualcode.reports.charts.drawing import PIXELS_A_MM, png

    content, width = png(picture.drawing)
    _caption(page, picture.caption)
    sheet = page.sections[0]
    room = int((sheet.page_width or 0) - (sheet.left_margin or 0) - (sheet.right_margin or 0))
    shape = page.add_picture(io.BytesIO(content), min(room, Mm(width / PIXELS_A_MM)))
    shape._inline.docPr.set("descr", printable(picture.told))
    _foot(page, picture.foot)


@_put.register(Passage)
def _(passage: Passage, page: Document) -> None:
    where = page.add_paragraph()
    where.add_run(printable(passage.where)).bold = True
    where.paragraph_format.keep_with_next = True
    if passage.quotation:
        page.add_paragraph(printable(passage.quotation), style="Quote")
    _rows(page, passage.readings)


def _caption(page: Document, words: str) -> None:
    paragraph = page.add_paragraph(printable(words), style="Caption")
    paragraph.paragraph_format.keep_with_next = True


def _foot(page: Document, foot: tuple[str, ...]) -> None:
    from docx.shared import Pt

    for words in foot:
        paragraph = page.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(printable(words)).font.size = Pt(8)


def _command(page: Document, words: str) -> None:
    from docx.shared import Pt

    run = page.add_paragraph().add_run(printable(words))
    run.font.name, run.font.size = "Courier New", Pt(8)


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
        if cell.tone.startswith(INDENT):
            paragraph.paragraph_format.left_indent = Pt(10 * int(cell.tone[len(INDENT) :]))
        if cell.tone in _FILLS:
            _shade(place, _FILLS[cell.tone])


def _rows(page: Document, facts: tuple[tuple[str, str], ...]) -> None:
    for name, told in facts:
        paragraph = page.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{printable(name)}: ").bold = True
        paragraph.add_run(printable(told))


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
