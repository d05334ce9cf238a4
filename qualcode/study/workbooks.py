"""Writing a table as a workbook, wherever a person wants it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from qualcode.domain.errors import StoreUnavailable

Cell = str | int | float | None

_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def write_workbook(
    target: Path, title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> int:
    """Write a table as an XLSX file with one sheet; return how many cells had to be cut.

    Raises:
        StoreUnavailable: if the file cannot be written.
    """
    from qualcode.exchange.writers import workbook

    name = " ".join(_NOT_IN_A_SHEET_NAME.sub(" ", title).split()) or "Table"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return workbook.write_workbook(target, name, columns, rows)
    except OSError as error:
        raise StoreUnavailable(f"{target} cannot be written: {error.strerror}.") from error
