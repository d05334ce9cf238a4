"""How results reach people and programs: tables on a terminal, JSON, CSV, files.

Data goes to standard output, what is said about it to standard error. Words of participants are
never read as markup, and their control characters never reach the terminal.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.domain.errors import InputError, StoreUnavailable

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table as RichTable
    from rich.text import Text

Cell = str | int | float | None

_OTHER_FORMS = frozenset(
    (".pdf", ".doc", ".docx", ".odt", ".rtf", ".htm", ".html", ".xls", ".ods", ".png", ".svg")
)
_WORD_WIDTH = 12
"""A column of words is not made narrower than its longest word, or than this."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A result in all its forms: columns and rows, and the JSON that programs read.

    `shown` are the columns for people with their rows, where they differ from the exported ones.
    `tones` are the colours of shown cells by row and column; they never say more than the words.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    json: Any
    notes: Sequence[str] = ()
    shown: tuple[Sequence[str], Sequence[Sequence[str]]] | None = None
    right: frozenset[int] = field(default=frozenset())
    tones: Mapping[tuple[int, int], str] = field(default_factory=dict)


def add_output_options(parser: ArgumentParser) -> None:
    """Add --json, --csv, -o and --unsuppressed, which every reading command takes."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--csv", action="store_true", help="print CSV")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="write to a file; .json, .csv and .xlsx choose the form",
    )
    parser.add_argument(
        "--unsuppressed", action="store_true", help="show small cells too (for the lead)"
    )


def put(sheet: Sheet, options: Namespace) -> None:
    """Print a result, or write it to the file that was named."""
    target: Path | None = options.output
    suffix = target.suffix.lower() if target else ""
    if suffix in _OTHER_FORMS and not (options.json or options.csv):
        raise InputError(
            f"{target} cannot be written: a table has no form for {suffix}.",
            fix="End the name in .json, .csv, .xlsx or .txt.",
        )
    if options.json or (suffix == ".json" and not options.csv):
        _write(_json_text(sheet.json), target)
    elif options.csv or suffix == ".csv":
        _write(csv_text(sheet.columns, sheet.rows), target)
    elif target is not None and suffix == ".xlsx":
        _write_workbook(sheet, target)
    elif target is not None:
        _write(_plain_text(sheet), target)
    else:
        _show(sheet)


def _show(sheet: Sheet) -> None:
    console = _console()
    with console.capture() as captured:
        console.print(_body(sheet, console.width))
        for one in sheet.notes:
            console.print(visible(one), style="dim", markup=False, highlight=False)
    sys.stdout.write(captured.get())


def _plain_text(sheet: Sheet) -> str:
    from io import StringIO

    from rich.console import Console

    buffer = StringIO()
    console = Console(file=buffer, width=120, no_color=True, force_terminal=False)
    console.print(_body(sheet, console.width))
    for one in sheet.notes:
        console.print(visible(one), markup=False, highlight=False)
    return buffer.getvalue()


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False)


def _body(sheet: Sheet, width: int) -> Group | Text:
    from rich.console import Group
    from rich.text import Text

    columns, rows = sheet.shown or (sheet.columns, [[told(c) for c in row] for row in sheet.rows])
    if not rows:
        nothing = "nothing that can be shown" if sheet.rows else "nothing yet"
        return Text(f"{visible(sheet.title)}: {nothing}.")
    if _least_width(columns, rows, sheet.right) > width:
        return _blocks(sheet, columns, rows)
    return Group(Text(visible(sheet.title)), _rich_table(sheet, columns, rows))


def _least_width(
    columns: Sequence[str], rows: Sequence[Sequence[str]], figures: frozenset[int]
) -> int:
    """Return how wide a table is whose figures stand on one line and whose words are whole."""
    from rich.cells import cell_len

    def least(column: int) -> int:
        cells = [columns[column], *(row[column] for row in rows)]
        if column in figures:
            return max(map(cell_len, cells))
        longest = max((cell_len(word) for cell in cells for word in cell.split()), default=0)
        return min(longest, _WORD_WIDTH)

    return sum(least(column) + 2 for column in range(len(columns)))


def _blocks(sheet: Sheet, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Text:
    """Lay out what is too wide for a table: a block for each row, a line for each column."""
    from rich.text import Text

    text = Text(f"{visible(sheet.title)}\n")
    for number, row in enumerate(rows):
        text.append(f"\n{visible(columns[0])}: {visible(row[0])}".rstrip(": ") + "\n")
        for column, name in enumerate(columns[1:], start=1):
            if row[column]:
                text.append(f"  {visible(name)}: " if name else "  ")
                text.append(visible(row[column]), style=sheet.tones.get((number, column), ""))
                text.append("\n")
    return text


def _rich_table(sheet: Sheet, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> RichTable:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    for index, name in enumerate(columns):
        figures = index in sheet.right
        table.add_column(
            Text(visible(name)),
            justify="right" if figures else "left",
            no_wrap=figures,
            overflow="fold",
        )
    for number, row in enumerate(rows):
        table.add_row(
            *(
                Text(visible(cell), style=sheet.tones.get((number, column), ""))
                for column, cell in enumerate(row)
            )
        )
    return table


def terminal_width() -> int:
    """Return how many columns a table for people may fill."""
    from shutil import get_terminal_size

    return get_terminal_size().columns


def told(cell: Cell) -> str:
    """Return a cell as people read it; what is undefined is a dash."""
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return str(cell)


def visible(text: str) -> str:
    """Return text whose control characters cannot steer the terminal."""
    return "".join(
        mark if mark in "\n\t" or (mark >= " " and not "\x7f" <= mark <= "\x9f") else "·"
        for mark in text
        if mark not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return RFC 4180 CSV with a header row."""
    import csv
    from io import StringIO

    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return buffer.getvalue()


def _json_text(content: Any) -> str:
    import json

    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _write(text: str, target: Path | None) -> None:
    if target is None:
        _write_out(text)
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise StoreUnavailable(f"{target} cannot be written: {error.strerror}.") from error
    note(f"Written to {target}.")


def _write_workbook(sheet: Sheet, target: Path) -> None:
    from qualcode.study.workbooks import write_workbook

    cut = write_workbook(target, sheet.title, sheet.columns, sheet.rows)
    note(f"Written to {target}.")
    if cut:
        note(f"{cut} texts are longer than a workbook's cell may be and were cut: use CSV.")


def _write_out(text: str) -> None:
    """Write data as it is, in UTF-8 whatever the locale; a terminal gets nothing that steers it."""
    if sys.stdout.isatty():
        text = visible(text.replace("\r\n", "\n"))
    elif hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)


def counted(number: int, word: str) -> str:
    """Return a number with its word, in the plural where it must be."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def say(text: str) -> None:
    """Print a line of result."""
    print(visible(text))


def note(text: str) -> None:
    """Print a line about the result, apart from it."""
    print(visible(text), file=sys.stderr)
