"""`qualcode codebook`: check, add to, change and show the codebook."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from qualcode.cli import codebook_changes
from qualcode.cli.opening import opened
from qualcode.cli.render import Sheet, add_output_options, counted, note, put, say
from qualcode.domain.codebook import Codebook


def configure(parser: ArgumentParser) -> None:
    """Take the action and its files."""
    parts = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = parts.add_parser("list", help="show the study's codes")
    add_output_options(show)
    check = parts.add_parser("check", help="judge codebook files on their own")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE", help="YAML, or a table")
    add = parts.add_parser("add", help="join codebook files to the study's codebook")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE", help="YAML, or a table")
    parts.add_parser("diff", help="show what was edited by hand in codebook.yaml")
    parts.add_parser("apply", help="take over what was edited by hand")
    parts.add_parser("refuse", help="write codebook.yaml anew from the study")
    codebook_changes.configure(parts)


def run(options: Namespace) -> int:
    """Do the action."""
    if options.action == "check":
        return _check(options.files)
    with opened(options, options.action in ("diff", "apply", "refuse")) as study:
        catalogue = study.catalogue
        if options.action == "add":
            before = len(catalogue.codebook.codes)
            codebook = catalogue.add_files(options.files)
            say(
                f"{counted(len(codebook.codes) - before, 'code')} added; the codebook has "
                f"{len(codebook.codes)} in {counted(len(codebook.themes), 'theme')}."
            )
        elif options.action in codebook_changes.ACTIONS:
            codebook_changes.run(study, options)
        elif options.action == "diff":
            say(catalogue.file.diff() or "codebook.yaml is as the study has it.")
        elif options.action == "apply":
            codebook = catalogue.apply_edits()
            say(f"The study's codebook is now codebook.yaml ({len(codebook.codes)} codes).")
        elif options.action == "refuse":
            catalogue.file.write()
            say("codebook.yaml is again as the study has it.")
        else:
            put(_sheet(catalogue.codebook), options)
    return 0


def _check(files: list[Path]) -> int:
    from qualcode.study.catalogue import check_files

    errors = 0
    for path, problems in check_files(files):
        for problem in problems:
            note(str(problem))
        failing = sum(problem.is_error for problem in problems)
        errors += failing
        if not failing:
            say(f"{path}: sound" + (f", {len(problems)} to look at" if problems else ""))
    return 1 if errors else 0


def _sheet(codebook: Codebook) -> Sheet:
    columns = ("code", "name", "path", "level", "key", "short", "asked")
    rows = [
        (
            code.id,
            code.name,
            codebook.path(code.id),
            codebook.level(code.id),
            code.key,
            code.short,
            " ".join(codebook.asked(code.id)),
        )
        for code in codebook.codes
    ]
    shown = [
        ("  " * codebook.level(code.id) + code.name, code.id, code.key, code.short)
        for code in codebook.codes
    ]
    return Sheet(
        f"Codebook {codebook.title} {codebook.version}".strip(),
        columns,
        rows,
        codebook.to_json() | {"revision": codebook.revision},
        (f"{len(codebook.codes)} codes; revision {codebook.revision}",),
        (("code", "id", "key", "in short"), shown),
    )
