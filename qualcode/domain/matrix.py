"""The framework matrix: cases or groups by themes, a summary and the quotations in each cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.domain.coding import Memo
from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.quotation import Quotation

BY_PARTICIPANT = "participant"
BY_SOURCE = "source"


@dataclass(frozen=True, slots=True)
class MatrixPlace:
    """One cell: the case or group in a row of the matrix, and a theme.

    `by` is participant, source, or an attribute; `row` is an id, or a value of the attribute.
    """

    by: str
    row: str
    code: str

    @property
    def subject(self) -> str:
        """Return the name under which memos about the cell are kept."""
        return json.dumps([self.by, self.row, self.code], ensure_ascii=False)


def place_of(subject: str) -> MatrixPlace:
    """Return the cell that a memo's subject names.

    Raises:
        InputError: if it names none.
    """
    try:
        by, row, code = json.loads(subject)
    except ValueError as error:
        raise InputError(f"'{subject}' is no cell of a matrix.") from error
    return MatrixPlace(str(by), str(row), str(code))


@dataclass(frozen=True, slots=True)
class Summary:
    """What an analyst wrote into a cell, and who that was."""

    memo: Memo
    author: str


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What is known of one theme in one case or group.

    `people` are the distinct persons behind the quotations. `looked` is False where nobody whose
    codings count has looked at anything of the case: then no quotation is no finding.
    """

    place: MatrixPlace
    summaries: tuple[Summary, ...]
    quotations: tuple[Quotation, ...]
    people: int
    looked: bool

    @property
    def summary(self) -> str:
        """Return the words of all summaries, in the order in which they were first written."""
        return "\n\n".join(one.memo.text for one in self.summaries)


@dataclass(frozen=True, slots=True)
class Line:
    """A case or group before the cells of its row: its id or value, and its name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """A theme over the cells of its column."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cases or groups by themes; `cells` stand row by row."""

    by: str
    rows: tuple[Line, ...]
    columns: tuple[Column, ...]
    cells: tuple[MatrixCell, ...]
    coder_rule: str
    notes: tuple[str, ...] = ()

    def cell(self, row: str, code: str) -> MatrixCell:
        """Return the cell of a case or group, by its key, and a theme."""
        codes = [one.code for one in self.columns]
        rows = [one.key for one in self.rows]
        return self.cells[rows.index(row) * len(codes) + codes.index(code)]

    def named(self, name: str) -> Line:
        """Return the case or group of this name.

        Raises:
            NotFound: if the matrix has none.
        """
        for one in self.rows:
            if one.name == name:
                return one
        raise NotFound("row", name, [one.name for one in self.rows if one.name])

    def lines(self) -> Iterator[tuple[Line, tuple[MatrixCell, ...]]]:
        """Yield each row with its cells."""
        width = len(self.columns)
        for number, row in enumerate(self.rows):
            yield row, self.cells[number * width : (number + 1) * width]
