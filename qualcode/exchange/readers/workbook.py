"""Excel workbooks: the cells of one sheet as strings, read in a stream under caps."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from qualcode.domain.errors import Place, ReadingError
from qualcode.exchange.encoding import REPLACEMENT
from qualcode.exchange.readers.archive import Archive, opened
from qualcode.exchange.readers.naming import nearest
from qualcode.exchange.readers.opening import InputFile

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

MAX_EMPTY_ROWS = 1_000
MAX_CELLS = 20_000_000
MAX_ENTRY = 512 * 1024 * 1024

Rows = list[tuple[int, list[str]]]


def read_sheet(file: InputFile, sheet: str | None = None) -> tuple[Rows, tuple[str, ...]]:
    """Return the numbered rows of a sheet, by default the first that holds anything.

    Numbers lose a trailing `.0`, dates are written as ISO 8601 has them, formulas give the value
    that was stored with them.

    Raises:
        ReadingError: if the file is no sound workbook, is beyond the caps, or has no such sheet.
    """
    with opened(file, "an Excel workbook", MAX_ENTRY) as archive:
        _inspect(archive)
    # openpyxl warns of styles and extensions that do not touch the values, and reports damage
    # by whatever exception its parser happens to meet.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _read(file, sheet)
        except ReadingError:
            raise
        except Exception as error:
            raise ReadingError(
                "The workbook is damaged.", Place(file.name), "Open it and save it again."
            ) from error


def _inspect(archive: Archive) -> None:
    """Count every XML part while it unpacks and refuse document types, before openpyxl reads."""
    for entry in archive.zip.namelist():
        if entry.endswith((".xml", ".rels")):
            archive.read_xml(entry)


def _read(file: InputFile, sheet: str | None) -> tuple[Rows, tuple[str, ...]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(file.content), read_only=True, data_only=True)
    try:
        names = [one.title for one in book.worksheets]
        if sheet is not None and sheet not in names:
            raise ReadingError(
                f"There is no sheet '{sheet}'.", Place(file.name), nearest(sheet, names)
            )
        for name in names if sheet is None else [sheet]:
            if rows := _rows(book, name, file):
                return rows, _notice(name, names, sheet)
    finally:
        book.close()
    raise ReadingError("The workbook holds no filled cell.", Place(file.name))


def _notice(name: str, names: list[str], asked: str | None) -> tuple[str, ...]:
    others = [other for other in names if other != name]
    if not others or asked is not None:
        return ()
    return (f"Only the sheet '{name}' was read; others: {', '.join(others)}. Choose with --sheet.",)


def _rows(book: Workbook, name: str, file: InputFile) -> Rows:
    page = book[name]
    # What the file says of its own size is not to be trusted; the stream ends by itself.
    page.reset_dimensions()
    rows: Rows = []
    cells = empty = 0
    for number, values in enumerate(page.iter_rows(values_only=True), start=1):
        row = list(_cells(values))
        if not row:
            empty += 1
            if empty > MAX_EMPTY_ROWS:
                break
            continue
        empty = 0
        cells += len(row)
        if cells > MAX_CELLS:
            raise ReadingError("The table is too large.", Place(file.name, row=number), "Split it.")
        rows.append((number, row))
    return _padded(rows, file)


def _padded(rows: Rows, file: InputFile) -> Rows:
    """Make all rows as wide as the widest; a sheet has no end of row that could be wrong."""
    width = max((len(row) for _, row in rows), default=0)
    if width * len(rows) > MAX_CELLS:
        raise ReadingError("The sheet is too large and mostly empty.", Place(file.name))
    return [(number, row + [""] * (width - len(row))) for number, row in rows]


def _cells(values: tuple[Any, ...]) -> Iterator[str]:
    """Yield the cells of a row as strings, up to the last that is filled."""
    last = next((place for place in range(len(values), 0, -1) if values[place - 1] is not None), 0)
    return (cell_text(value) for value in values[:last])


def cell_text(value: Any) -> str:
    """Return what a cell holds as a person would write it into a CSV file."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", REPLACEMENT)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
