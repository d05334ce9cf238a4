"""`qualcode matrix`: cases or groups by themes, with summaries and quotations."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.cli.narrowing import add_where
from qualcode.cli.opening import opened
from qualcode.cli.render import Sheet, add_output_options, counted, note, put, say
from qualcode.domain.errors import InputError

if TYPE_CHECKING:
    from qualcode.domain.matrix import Matrix, MatrixCell
    from qualcode.study import Study

_COLUMNS = ("row", "code", "name", "looked", "people", "quotations", "summary")
_DOCUMENTS = (".html", ".docx", ".md", ".xlsx")


def configure(parser: ArgumentParser) -> None:
    """Take what makes the rows and columns, or a summary to write."""
    parser.epilog = (
        "A working copy for the team: it holds quotations. -o FILE.html, .docx, .md or .xlsx "
        "writes the matrix as a document. Summaries are memos: everyone's stand in the cell, "
        "each writes only their own."
    )
    parser.add_argument(
        "--by",
        default="source",
        metavar="ATTRIBUTE",
        help="the rows: source, participant, or the values of an attribute (default: source)",
    )
    parser.add_argument(
        "--code", action="append", default=[], metavar="CODE", help="a column (default: all themes)"
    )
    parser.add_argument("--question", metavar="ID", help="only answers to this question")
    parser.add_argument(
        "--kind", choices=["survey", "interview", "forum", "case"], help="only such sources"
    )
    parser.add_argument("--coder-rule", metavar="RULE", help="whose codings count")
    add_where(parser)
    parser.add_argument(
        "--summarise",
        nargs=3,
        metavar=("ROW", "CODE", "TEXT"),
        help="write your summary into a cell; empty text takes it away",
    )
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Show or write the matrix, or keep a summary."""
    if options.summarise and (options.output or options.json or options.csv):
        raise InputError("--summarise writes a summary only: leave out -o, --json and --csv.")
    with opened(options) as study:
        matrix = study.matrices.matrix(
            options.by, options.code, options.question, options.coder_rule, options.kind,
            options.where,
        )  # fmt: skip
        if options.summarise:
            return _summarise(study, matrix, *options.summarise)
        target: Path | None = options.output
        if target is not None and target.suffix.lower() in _DOCUMENTS and not options.csv:
            study.matrices.write(matrix, target)
            note(f"Written to {target}.")
        else:
            put(_sheet(matrix), options)
            if options.output or options.json or options.csv:
                rows = sum(len(one.quotations) for one in matrix.cells)
                study.publishing.note_transfer("framework matrix", rows, str(target or "stdout"))
    note("A working copy for the team: it holds what respondents said in confidence.")
    return 0


def _summarise(study: Study, matrix: Matrix, row: str, code: str, text: str) -> int:
    from qualcode.domain.matrix import MatrixPlace

    if code not in {one.code for one in matrix.columns}:
        raise InputError(f"The matrix has no column '{code}'.", fix=f"Add: --code {code}")
    name = "" if row == _nameless(matrix) else row
    study.matrices.summarise(MatrixPlace(matrix.by, matrix.named(name).key, code), text)
    say("Summary kept." if text.strip() else "Summary taken away.")
    return 0


def _sheet(matrix: Matrix) -> Sheet:
    names = {one.code: one.name for one in matrix.columns}
    rows = [
        (
            line.name, cell.place.code, names[cell.place.code], str(cell.looked).lower(),
            cell.people, len(cell.quotations), cell.summary,
        )
        for line, cells in matrix.lines()
        for cell in cells
    ]  # fmt: skip
    return Sheet(
        title=f"Framework matrix by {matrix.by}",
        columns=_COLUMNS,
        rows=rows,
        json=_json(matrix, names),
        notes=(
            f"Coder rule: {matrix.coder_rule}. In a cell: quotations, then the summary; "
            "– is a case of which nothing was looked at.",
            *matrix.notes,
        ),
        shown=(
            (matrix.by, *names.values()),
            [
                [line.name or _nameless(matrix), *map(_told, cells)]
                for line, cells in matrix.lines()
            ],
        ),
    )


def _nameless(matrix: Matrix) -> str:
    return f"no {matrix.by}"


def _told(cell: MatrixCell) -> str:
    if not cell.looked:
        return "–"
    number = counted(len(cell.quotations), "quotation")
    return f"{number}. {cell.summary}" if cell.summaries else number


def _json(matrix: Matrix, names: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": "matrix",
        "unit": "quotation",
        "base": "codings that count",
        "coder_rule": matrix.coder_rule,
        "by": matrix.by,
        "suppressed": [],
        "notes": list(matrix.notes),
        "rows": [
            {
                "row": line.name,
                "code": cell.place.code,
                "name": names[cell.place.code],
                "looked": cell.looked,
                "people": cell.people,
                "summaries": [
                    {"text": one.memo.text, "author": one.author} for one in cell.summaries
                ],
                "quotations": [
                    {
                        "coding": one.codings[0],
                        "words": one.words,
                        "source": one.spot.source_name,
                        "segment": one.spot.label,
                        "code": one.code,
                    }
                    for one in cell.quotations
                ],
            }
            for line, cells in matrix.lines()
            for cell in cells
        ],
    }
