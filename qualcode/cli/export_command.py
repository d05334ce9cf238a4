"""`qualcode export`: working copies for the team."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from qualcode.cli.opening import opened
from qualcode.cli.render import Sheet, add_output_options, note, put
from qualcode.domain.errors import InputError


def configure(parser: ArgumentParser) -> None:
    """Take what to export and the form."""
    parser.add_argument("what", choices=["codings", "looks"], help="codings, or who looked where")
    parser.add_argument("--question", metavar="ID", help="only answers to this question")
    parser.add_argument("--coder", metavar="NAME", help="only this coder's")
    parser.add_argument(
        "--without-accepted",
        action="store_true",
        help="of codings: leave out suggestions that were taken as they were; those changed by "
        "hand stay",
    )
    parser.add_argument("--xlsx", action="store_true", help="write a workbook (with -o FILE)")
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Write the working copy; the journal notes it."""
    if options.without_accepted and options.what != "codings":
        raise InputError("--without-accepted goes with: qualcode export codings")
    with opened(options) as study:
        if options.coder:
            study.team.find(options.coder)
        copy = (
            study.publishing.codings(options.question, options.coder, options.without_accepted)
            if options.what == "codings"
            else study.publishing.looks(options.question, options.coder)
        )
        options.output = target = _target(options)
        content = {"rows": [dict(zip(copy.columns, row, strict=True)) for row in copy.rows]}
        put(Sheet(options.what.capitalize(), copy.columns, copy.rows, content), options)
        study.publishing.note_transfer(options.what, len(copy.rows), str(target or "stdout"))
        notice = study.left_out
    if options.without_accepted:
        note("Suggestions that were taken as they were are left out.")
    if notice:
        note(notice)
    note("A working copy for the team: it holds what respondents said in confidence.")
    return 0


def _target(options: Namespace) -> Path | None:
    target: Path | None = options.output
    if not options.xlsx:
        return target
    if target is not None and target.suffix.lower() != ".xlsx":
        raise InputError(f"--xlsx writes a workbook: name it {target.with_suffix('.xlsx')}.")
    return target or Path(f"{options.what}.xlsx")
