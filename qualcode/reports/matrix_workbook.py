"""The framework matrix as a workbook: summaries to work on, and the quotations beside them."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from qualcode.domain.matrix import Matrix
from qualcode.reports.contents import CONFIDENTIAL, printable
from qualcode.reports.matrix_document import behind, name_of

_LONGEST = 32_767
_COLUMNS = ("row", "theme", "code", "quotation", "source", "segment", "participant")


def matrix_workbook(matrix: Matrix, made: datetime) -> bytes:
    """Return the matrix as XLSX: one sheet of summaries, one of quotations, one of numbers."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"comments": CONFIDENTIAL, "created": made.replace(tzinfo=None)})
        bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
        text = book.add_format({"valign": "top", "text_wrap": True})
        heads = [one.name for one in matrix.columns]
        for title, told in (("Summaries", "summary"), ("Behind", "behind")):
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, len(heads), 36)
            _put(sheet, 0, (matrix.by, *heads), bold)
            for number, (line, cells) in enumerate(matrix.lines(), start=1):
                words = [one.summary if told == "summary" else behind(one) for one in cells]
                _put(sheet, number, (name_of(matrix, line), *words), text)
        _quotations(book.add_worksheet("Quotations"), matrix, bold, text)
    return buffer.getvalue()


def _quotations(sheet: Any, matrix: Matrix, bold: Any, text: Any) -> None:
    _put(sheet, 0, _COLUMNS, bold)
    names = {one.code: one.name for one in matrix.columns}
    number = 0
    for line, cells in matrix.lines():
        for cell in cells:
            for one in cell.quotations:
                number += 1
                row = (
                    name_of(matrix, line), names[cell.place.code], one.code_name, one.words,
                    one.spot.source_name, one.spot.label, one.participant,
                )  # fmt: skip
                _put(sheet, number, row, text)


def _put(sheet: Any, number: int, cells: tuple[str, ...], form: Any) -> None:
    for column, cell in enumerate(cells):
        sheet.write_string(number, column, printable(cell)[:_LONGEST], form)
