"""The framework matrix as a document: one table of summaries, then the quotations behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from qualcode.domain.matrix import Line, Matrix, MatrixCell
from qualcode.domain.quotation import Quotation
from qualcode.reports.contents import (
    Block,
    Cell,
    Passage,
    Report,
    Section,
    Table,
    WayBack,
    Words,
)

NOT_READ = "nothing was looked at"
NOTHING = "no quotation"
_TOP = "matrix"


def matrix_document(matrix: Matrix, subject: str, made: datetime) -> Report:
    """Lay out the matrix: a case or group in each row, a theme in each column."""
    number = sum(len(cell.quotations) for cell in matrix.cells)
    return Report(
        title="Framework matrix",
        subject=subject,
        made=made,
        facts=(
            ("Rows", f"{len(matrix.rows)}, by {matrix.by}"),
            ("Themes", str(len(matrix.columns))),
            ("Quotations", str(number)),
            ("Coder rule", matrix.coder_rule),
        ),
        headline=f"{len(matrix.rows)} rows by {len(matrix.columns)} themes.",
        sections=(
            Section("Matrix", _TOP, (*map(Words, matrix.notes), _table(matrix))),
            Section("Behind the cells", "cells", (), tuple(_sections(matrix))),
        ),
    )


def _table(matrix: Matrix) -> Table:
    return Table(
        caption=f"Summaries by {matrix.by} and theme",
        columns=(matrix.by, *(one.name for one in matrix.columns)),
        rows=tuple(
            (Cell(name_of(matrix, line)), *(_cell(matrix, line, cell) for cell in cells))
            for line, cells in matrix.lines()
        ),
        foot=(
            "In each cell stand the analysts' summaries and the number of quotations and persons "
            "behind them.",
        ),
    )


def name_of(matrix: Matrix, line: Line) -> str:
    """Return the name of a row; those without the attribute are told as such."""
    return line.name or f"no {matrix.by}"


def _cell(matrix: Matrix, line: Line, cell: MatrixCell) -> Cell:
    link = _anchor(matrix, line, cell) if cell.quotations else ""
    return Cell("\n\n".join(part for part in (cell.summary, behind(cell)) if part), link=link)


def behind(cell: MatrixCell) -> str:
    """Return in words what stands behind a cell."""
    if not cell.looked:
        return NOT_READ
    if not cell.quotations:
        return NOTHING
    number, people = len(cell.quotations), cell.people
    told = f"{number} quotation{'' if number == 1 else 's'}"
    return f"{told} of {people} person{'' if people == 1 else 's'}"


def _anchor(matrix: Matrix, line: Line, cell: MatrixCell) -> str:
    column = [one.code for one in matrix.columns].index(cell.place.code)
    return f"cell-{matrix.rows.index(line) + 1}-{column + 1}"


def _sections(matrix: Matrix) -> Iterator[Section]:
    names = {one.code: one.name for one in matrix.columns}
    for line, cells in matrix.lines():
        for cell in cells:
            if cell.quotations:
                blocks: list[Block] = [WayBack("Back to the matrix", _TOP)]
                blocks += [Words(f"{one.author}: {one.memo.text}") for one in cell.summaries]
                blocks += map(_passage, cell.quotations)
                title = f"{name_of(matrix, line)}: {names[cell.place.code]}"
                yield Section(title, _anchor(matrix, line, cell), tuple(blocks))


def _passage(one: Quotation) -> Passage:
    where = " · ".join(
        part for part in (f"{one.spot.source_name} {one.spot.label}", one.participant) if part
    )
    return Passage(where, one.words, (("code", one.code_name),))
