"""`qualcode export`: working copies for the team."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from qualcode.cli.opening import opened
from qualcode.cli.render import Sheet, add_output_options, note, put
from qualcode.domain.errors import InputError


def configure(parser: ArgumentParser) -> None:
    """Take what to export and the form."""
    parser.add_argument("what", choices=["codings", "looks"])
    parser.add_argument("--question", metavar="ID", help="only answers to this question")
    parser.add_argument("--coder", metavar="NAME", help="only this coder's")
    parser.add_argument("--xlsx", action="store_true", help="write a workbook (with -o FILE)")
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Write the working copy; the journal notes it."""
    with opened(options) as study:
        if options.coder:
            study.team.find(options.coder)
        copy = (
            study.publishing.codings(options.question, options.coder)
            if options.what == "codings"
            else study.publishing.looks(options.question, options.coder)
        )
        target = _target(options)
        if target is not None and target.suffix.lower() == ".xlsx":
            cut = study.publishing.write_workbook(target, options.what, copy)
            note(f"Written to {target}.")
            if cut:
                note(f"{cut} texts are longer than a workbook's cell may be and were cut: use CSV.")
        else:
            content = {"rows": [dict(zip(copy.columns, row, strict=True)) for row in copy.rows]}
            sheet = Sheet(options.what.capitalize(), copy.columns, copy.rows, content)
            put(sheet, options)
        study.publishing.note_transfer(options.what, len(copy.rows), str(target or "stdout"))
    note("A working copy for the team: it holds what respondents said in confidence.")
    return 0


def _target(options: Namespace) -> Path | None:
    target: Path | None = options.output
    if not options.xlsx:
        return target
    if target is not None and target.suffix.lower() != ".xlsx":
        raise InputError(f"--xlsx writes a workbook: name it {target.with_suffix('.xlsx')}.")
    return target or Path(f"{options.what}.xlsx")
