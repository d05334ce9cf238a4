"""Shows how a survey file is going to be read, and lets a person change it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from qualcode.cli.render import visible
from qualcode.domain.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.study.imports.importing import SurveyPlan

_HELP = (
    "Enter = take it; COLUMN=ROLE changes a column (by number or header; "
    "id, text, attribute, ignore); n = leave the file out"
)


def ask(plan: SurveyPlan) -> SurveyPlan | None:
    """Show a plan until the person takes it or leaves the file out."""
    from qualcode.study.imports.importing import with_column

    while True:
        _show(plan)
        answer = _typed(f"{_HELP}\n> ").strip()
        if answer in ("", "y", "yes"):
            return plan
        if answer in ("n", "no"):
            return None
        header, _, role = answer.rpartition("=")
        try:
            plan = with_column(plan, header.strip(), role.strip())
        except QualcodeError as error:
            print(visible(str(error)), file=sys.stderr)


def _typed(prompt: str) -> str:
    """Return the line that was typed; the end of input means the same as Ctrl-C."""
    try:
        return input(prompt)
    except EOFError:
        raise KeyboardInterrupt from None


def _show(plan: SurveyPlan) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    title = f"{plan.file_name}: {plan.rows} rows, {plan.layout}"
    table = Table(title=Text(visible(title)), box=box.SIMPLE_HEAD, title_justify="left")
    for heading in ("", "column", "taken as", "because", "for example"):
        table.add_column(heading, overflow="ellipsis", no_wrap=heading in ("", "taken as"))
    for column in plan.columns:
        role = column.role.value + (f" {column.question}" if column.question else "")
        example = column.examples[0] if column.examples else ""
        cells = (str(column.index + 1), column.header[:40], role, column.reason, example[:40])
        table.add_row(*(Text(visible(cell.replace("\n", " "))) for cell in cells))
    console = Console(stderr=True)
    console.print(table)
    for notice in plan.notices:
        console.print(visible(notice), markup=False)
