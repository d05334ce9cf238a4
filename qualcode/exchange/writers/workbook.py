"""Writes a table as an XLSX workbook; text stays text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

Cell = str | int | float | None

LONGEST = 32_767


def write_workbook(
    target: Path, title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> int:
    """Write one sheet with a header row and return how many texts were cut.

    A cell of the format holds at most 32,767 characters.

    Raises:
        OSError: if the file cannot be written.
    """
    import xlsxwriter

    cut = 0
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with target.open("wb") as file, xlsxwriter.Workbook(file, options) as workbook:
        sheet = workbook.add_worksheet(title[:31])
        bold = workbook.add_format({"bold": True})
        sheet.write_row(0, 0, columns, bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell[:LONGEST])
                    cut += len(cell) > LONGEST
                elif cell is not None:
                    sheet.write_number(number, column, cell)
    return cut
