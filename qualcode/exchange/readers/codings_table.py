"""Tables of codings: long (one row a coding) or wide (one column a code, 0 or 1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qualcode.domain.coding import LookState
from qualcode.domain.errors import CodingsError, Place
from qualcode.domain.provenance import PLAIN, Provenance
from qualcode.exchange import provenance_cells
from qualcode.exchange.readers.naming import folded, nearest
from qualcode.exchange.readers.opening import open_input
from qualcode.exchange.readers.options import ReadingOptions
from qualcode.exchange.readers.tables import Grid, read_grid

_YES, _NO = {"1", "1.0", "true", "yes", "x"}, {"0", "0.0", "false", "no", ""}
_NAMES = ("source", "segment", "participant", "code", "coder", "round", "state")
_WHERE = ("source", "segment", "participant")
_ID_NAMES = ("participant", "respondent", "id", "source")


@dataclass(frozen=True, slots=True)
class CodingRow:
    """What one row says of one code; an empty code says: looked, and nothing applies.

    A `state` says how far the coder looked, where the table is one of looks. `row` counts from 1
    with the header. Whatever the table does not tell is empty or None.
    """

    row: int
    source: str = ""
    segment: str = ""
    participant: str = ""
    start: int | None = None
    end: int | None = None
    quotation: str = ""
    code: str = ""
    coder: str = ""
    round: str = ""
    origin: str = ""
    memo: str = ""
    created: str = ""
    state: str = ""
    provenance: Provenance = PLAIN


@dataclass(frozen=True, slots=True)
class CodingsTable:
    """All that a table of codings says; `form` is long, wide, or looks."""

    file_name: str
    form: str
    rows: tuple[CodingRow, ...]
    codes: tuple[str, ...]


def read_codings(path: Path, id_column: str | None = None) -> CodingsTable:
    """Read a table of codings from CSV, TSV or XLSX.

    Raises:
        CodingsError: if it is neither long nor wide, or a cell is not usable.
        ReadingError: if the file cannot be read.
    """
    file = open_input(path)
    grid = read_grid(file, ReadingOptions())
    header = [folded(cell) for cell in grid.rows[0]]
    if "code" in header or "state" in header:
        rows = tuple(_long(grid, header, file.name))
        codes = tuple(dict.fromkeys(row.code for row in rows if row.code))
        return CodingsTable(file.name, "long" if "code" in header else "looks", rows, codes)
    person, columns = _wide_columns(grid, header, file.name, id_column)
    rows = tuple(_wide(grid, person, columns, file.name))
    codes = tuple(grid.rows[0][column] for column in columns)
    return CodingsTable(file.name, "wide", rows, codes)


def _long(grid: Grid, header: list[str], file: str) -> Iterator[CodingRow]:
    if not any(name in header for name in _WHERE):
        raise CodingsError(
            "No column says which text is meant.",
            Place(file),
            f"A column must be called one of: {', '.join(_WHERE)}.",
        )
    told = set(CodingRow.__dataclass_fields__) - {"row", "provenance"}
    known = [name for name in header if name in told]
    hints = [name for name in provenance_cells.COLUMNS if name in header]
    for number, cells in zip(grid.numbers[1:], grid.rows[1:], strict=True):
        values = {name: cells[header.index(name)] for name in known}
        values |= {name: values[name].strip() for name in _NAMES if name in values}
        start, end = (_offset(values.pop(name, ""), number, file) for name in ("start", "end"))
        if (start is None) != (end is None):
            raise CodingsError(
                "Only one of start and end is given.", Place(file, row=number), "Give both or none."
            )
        if values.get("state", "") not in ("", *LookState):
            raise CodingsError(
                f"'{values['state']}' is no state of a look.",
                Place(file, row=number),
                f"States: {', '.join(LookState)}.",
            )
        made_of = {name: cells[header.index(name)] for name in hints}
        provenance = provenance_cells.read(made_of, Place(file, row=number))
        yield CodingRow(row=number, start=start, end=end, provenance=provenance, **values)


def _offset(cell: str, number: int, file: str) -> int | None:
    if not cell.strip():
        return None
    if cell.strip().isdecimal():
        return int(cell)
    raise CodingsError(
        f"'{cell}' is not a position in a text.",
        Place(file, row=number),
        "Positions are whole numbers, counted in characters from 0.",
    )


def _wide_columns(
    grid: Grid, header: list[str], file: str, id_column: str | None
) -> tuple[int, list[int]]:
    """Return the column that names participants and those of the codes."""
    flags = _flag_columns(grid)
    if not flags:
        raise CodingsError(
            "It is not a table of codings.",
            Place(file),
            "A long table has a column 'code'; a wide one has columns of 0 and 1, one a code.",
        )
    person = _id_column(header, flags, id_column, grid, file)
    return person, [column for column in flags if column != person]


def _wide(grid: Grid, person: int, columns: list[int], file: str) -> Iterator[CodingRow]:
    for number, cells in zip(grid.numbers[1:], grid.rows[1:], strict=True):
        if not any(cells[column].strip() for column in columns):
            continue  # blank all along: this coder did not look at the row
        used = [column for column in columns if _is_yes(cells[column], number, file)]
        for code in [grid.rows[0][column] for column in used] or [""]:
            yield CodingRow(row=number, participant=cells[person].strip(), code=code)


def _flag_columns(grid: Grid) -> list[int]:
    body = grid.rows[1:]
    found = []
    for column in range(len(grid.rows[0])):
        values = {cells[column].strip().casefold() for cells in body}
        if grid.rows[0][column].strip() and values - {""} and values <= _YES | _NO:
            found.append(column)
    return found


def _is_yes(cell: str, number: int, file: str) -> bool:
    word = cell.strip().casefold()
    if word not in _YES | _NO:
        raise CodingsError(f"'{cell}' is neither 0 nor 1.", Place(file, row=number))
    return word in _YES


def _id_column(
    header: list[str], codes: list[int], wanted: str | None, grid: Grid, file: str
) -> int:
    if wanted is not None:
        if folded(wanted) not in header:
            raise CodingsError(
                f"There is no column '{wanted}'.",
                Place(file),
                nearest(wanted, list(grid.rows[0])),
            )
        return header.index(folded(wanted))
    for name in _ID_NAMES:
        if name in header:
            return header.index(name)
    for column in range(len(header)):
        values = [cells[column] for cells in grid.rows[1:]]
        if column not in codes and all(values) and len(set(values)) == len(values):
            return column
    raise CodingsError(
        "No column holds an id for each row.", Place(file), "Name it with --id COLUMN."
    )
