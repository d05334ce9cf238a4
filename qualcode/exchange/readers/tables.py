"""Tables of strings: CSV in its dialects, TSV, and the first sheet of a workbook."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.domain.errors import Place, ReadingError
from qualcode.exchange.encoding import decode
from qualcode.exchange.readers.naming import listed
from qualcode.exchange.readers.opening import InputFile
from qualcode.exchange.readers.options import ReadingOptions

MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_576
MAX_CELLS = 20_000_000
_DELIMITERS = ",;\t|"
_SAMPLE = 65_536
_SAMPLE_ROWS = 60


@dataclass(frozen=True, slots=True)
class Grid:
    """The filled rows of a table, all as wide as the first, and each one's number in the file."""

    file_name: str
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    notices: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Return how many columns there are."""
        return len(self.rows[0])


def read_grid(file: InputFile, options: ReadingOptions) -> Grid:
    """Read the table of a file; rows without any filled cell are left out.

    Raises:
        ReadingError: if the file is no table, is beyond the caps, or a row is too long.
    """
    if file.suffix == ".xlsx":
        from qualcode.exchange.readers.workbook import read_sheet

        rows, notices = read_sheet(file, options.sheet)
        return _grid(file, iter(rows), notices)
    text, notice = decode(file.content, file.name, options.encoding)
    notices = (notice,) if notice else ()
    return _with_open_quote(_grid(file, _records(text, file), notices), text)


def _records(text: str, file: InputFile) -> Iterator[tuple[int, list[str]]]:
    delimiter, text = _delimiter(text, "\t" if file.suffix in (".tsv", ".tab") else ",")
    # The limit is the module's own and guards nothing here: the file's size is capped already.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    yield from enumerate(reader, start=1)


def _delimiter(text: str, usual: str) -> tuple[str, str]:
    """Return the sign that parts the cells, and the text without Excel's `sep=` line."""
    if told := re.match(r"sep=([,;\t|])[ \t]*\n", text):
        return told[1], text[told.end() :]
    ranked = sorted(_DELIMITERS, key=lambda sign: sign != usual)
    return max(ranked, key=lambda sign: _fit(text, sign)), text


def _fit(text: str, delimiter: str) -> tuple[float, int]:
    sample = text[:_SAMPLE]
    widths: list[int] = []
    for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
        if len(widths) >= _SAMPLE_ROWS:
            break
        if any(cell.strip() for cell in row):
            widths.append(len(row))
    if len(sample) < len(text) and len(widths) > 1:
        widths.pop()
    if not widths or widths[0] < 2:
        return 0.0, 0
    width, rows = Counter(widths).most_common(1)[0]
    return (rows / len(widths), width) if width > 1 else (0.0, 0)


def _grid(
    file: InputFile, records: Iterator[tuple[int, list[str]]], notices: tuple[str, ...]
) -> Grid:
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    short: list[int] = []
    width = cells = 0
    for number, record in records:
        if not any(cell.strip() for cell in record):
            continue
        width = width or _width_of_head(record, file)
        if len(record) < width:
            short.append(number)
        rows.append(_fitted(record, width, number, file))
        numbers.append(number)
        cells += width
        if cells > MAX_CELLS or len(rows) > MAX_ROWS:
            raise ReadingError("The table is too large.", Place(file.name, row=number), "Split it.")
    if not rows:
        raise ReadingError("The table holds no filled cell.", Place(file.name))
    if short:
        told = f"Shorter than the header and taken as blank at the end: {listed(short)}."
        notices = (*notices, told)
    return Grid(file.name, tuple(rows), tuple(numbers), notices)


def _width_of_head(record: list[str], file: InputFile) -> int:
    width = len(record)
    if width > MAX_COLUMNS:
        raise ReadingError(
            f"The table has {width:,} columns; {MAX_COLUMNS:,} is the most.", Place(file.name)
        )
    return width


def _fitted(record: list[str], width: int, number: int, file: InputFile) -> tuple[str, ...]:
    if len(record) < width:
        record = record + [""] * (width - len(record))
    elif len(record) > width:
        if any(cell.strip() for cell in record[width:]):
            raise ReadingError(
                f"The row has {len(record)} cells, the header {width}.",
                Place(file.name, row=number),
                "A text with the separator in it must stand in quotation marks.",
            )
        record = record[:width]
    return tuple(record)


def _with_open_quote(grid: Grid, text: str) -> Grid:
    """Tell when a quotation mark that is never closed has swallowed the rest of the file."""
    if text.count('"') % 2 == 0 or not any("\n" in cell for cell in grid.rows[-1]):
        return grid
    told = (
        f"A quotation mark in row {grid.numbers[-1]} is never closed;"
        " all that follows was read as one cell."
    )
    return Grid(grid.file_name, grid.rows, grid.numbers, (*grid.notices, told))
