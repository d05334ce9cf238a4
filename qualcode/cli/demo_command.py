"""`qualcode demo`: the whole job on the demo study, each step as the command that does it."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.render import Sheet, add_output_options, note, put, say, told
from qualcode.domain.errors import Refused
from qualcode.domain.published import Compared

if TYPE_CHECKING:
    from qualcode.study.demonstration import Material

DEFAULT = "qualcode-demo"


def configure(parser: ArgumentParser) -> None:
    """Take the folder, and whether to open the coding screen at the end."""
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(DEFAULT), help=f"where (default: {DEFAULT})"
    )
    parser.add_argument("--open", action="store_true", help="open the coding screen at the end")
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Do everything; with --json or --csv print only the comparison."""
    from qualcode.study import open_study
    from qualcode.study.demonstration import comparison, material, tell_of_the_sample

    folder: Path = options.folder
    if (folder / "study.toml").exists():
        raise Refused(
            f"There is a study already at {folder}. Name another folder: qualcode demo DIR"
        )
    found = material()
    quiet = options.json or options.csv
    first, *others = _steps(folder, found)
    _do(first, quiet)
    tell_of_the_sample(folder, found)
    if not quiet:
        say(f"\n$ cat {found.sample} >> {folder / 'study.toml'}")
    for words in others:
        _do(words, quiet)
    with open_study(folder, coder="c1") as study:
        rows = comparison(study, found)
    put(_sheet(rows), options)
    if not quiet:
        _farewell(folder)
    return _open(folder) if options.open else 0


def _steps(folder: Path, found: Material) -> list[list[str]]:
    study = ["-C", str(folder), "--as", "c1"]
    texts = found.transcripts
    codings = [
        word
        for name in ("c1", "c2", "consensus")
        for word in ("--codings", str(texts / "codings" / f"{name}.csv"))
    ]
    exports = folder / "exports"
    return [
        ["init", str(folder), "--coder", "c1", "--title", "Law-enforcement response (synthetic)"],
        [*study, "coder", "add", "c2"],
        [*study, "codebook", "add", *map(str, found.codebook_files)],
        [*study, "import", "--yes", "--instrument", str(texts / "instrument.yaml"),
         str(texts / "survey")],
        [*study, "import", "--yes", "--kind", "interview", str(texts / "interviews")],
        [*study, "import", "--yes", "--kind", "case", str(texts / "cases")],
        [*study, "import", "--yes", "--kind", "forum", str(texts / "forums")],
        [*study, "import", "--attributes", str(texts / "attributes.csv")],
        [*study, "import", *codings],
        [*study, "agreement", "--worst", "15"],
        [*study, "agreement", "-o", str(exports / "agreement.csv")],
        [*study, "frequencies", "--question", "barriers", "--by", "position"],
        [*study, "sample"],
        [*study, "scales", "seriousness", "priority", "--correlate"],
        [*study, "frequencies", "--by", "position", "-o", str(exports / "frequencies.csv")],
        [*study, "report", "findings", "--by", "position", "--unsuppressed",
         "-o", str(exports / "findings.html")],
        [*study, "export", "codings", "-o", str(exports / "codings.csv")],
        [*study, "export", "codings", "--xlsx", "-o", str(exports / "codings.xlsx")],
        [*study, "check"],
    ]  # fmt: skip


def _do(words: list[str], quiet: bool) -> None:
    from contextlib import redirect_stdout
    from io import StringIO

    from qualcode.cli.main import run_command

    if quiet:
        with redirect_stdout(StringIO()):
            run_command(words)
        return
    say(f"\n$ qualcode {shlex.join(words)}")
    run_command(words)


def _sheet(rows: list[Compared]) -> Sheet:
    columns = ("question", "what", "group", "published", "counted", "difference", "n", "base",
               "note")  # fmt: skip
    exported = [
        (
            row.figure.question,
            row.name,
            row.figure.group,
            row.figure.percent if row.figure.order is None else row.figure.order,
            row.percent if row.figure.order is None else row.place,
            row.difference,
            row.n,
            row.base,
            row.figure.note,
        )
        for row in rows
    ]
    off = [row for row in rows if row.difference != 0]
    reasons = dict.fromkeys(f"* {row.figure.note}." for row in off if row.figure.note)
    return Sheet(
        "Published and counted",
        columns,
        exported,
        {"rows": [dict(zip(columns, row, strict=True)) for row in exported]},
        (
            f"{len(rows) - len(off)} of {len(rows)} figures agree to the nearest per cent or "
            "place; the texts are synthetic.",
            *reasons,
        ),
        (("", "group", "published", "counted", "difference", "n/base"), list(_shown(rows))),
        frozenset({2, 3, 4, 5}),
    )


def _shown(rows: list[Compared]) -> Iterator[list[str]]:
    """Yield the rows for people, each question's below its name."""
    for question, figures in groupby(rows, key=lambda row: row.figure.question):
        yield [question, "", "", "", "", ""]
        for row in figures:
            yield _line(row)


def _line(row: Compared) -> list[str]:
    if row.figure.order is not None:
        published, counted = f"place {row.figure.order}", f"place {told(row.place)}"
    else:
        published = f"{row.figure.percent:.0f} %"
        counted = "–" if row.percent is None else f"{row.percent:.0f} %"
    difference = _difference(row.difference)
    name = row.name.removeprefix(f"{row.figure.question} ")
    return [f"  {name}", row.figure.group, published, counted, difference, f"{row.n}/{row.base}"]


def _difference(points: int | None) -> str:
    if points is None:
        return "–"
    return f"{points:+d} *" if points else "0"


def _farewell(folder: Path) -> None:
    say(f"\nThe study is at {folder}, its tables in {folder / 'exports'}.")
    say(f"Read and code it:  qualcode -C {shlex.quote(str(folder))} code --coder c1")
    say(
        "All answers to one question:  "
        f"qualcode -C {shlex.quote(str(folder))} code --coder c1 --question red-flags"
    )


def _open(folder: Path) -> int:
    import sys

    from qualcode.cli.main import run_command

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        note("The coding screen needs a terminal; nothing was opened.")
        return 0
    return run_command(["-C", str(folder), "code", "--coder", "c1"])
