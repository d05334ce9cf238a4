"""`qualcode import`: texts, surveys, attributes, codings."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.opening import opened
from qualcode.cli.render import counted, note, say
from qualcode.domain.errors import InputError

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

    from qualcode.exchange.readers.options import ReadingOptions
    from qualcode.study import Study
    from qualcode.study.imports.importing import Imported, SurveyPlan


def configure(parser: ArgumentParser) -> None:
    """Take the files and how they are to be read."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="files or folders")
    parser.add_argument("--yes", action="store_true", help="take what was detected, do not ask")
    _add_reading_options(parser.add_argument_group("how files are read (left out: detected)"))
    _add_columns(parser.add_argument_group("columns of a survey file, by header or number"))
    _add_tables(parser.add_argument_group("other tables"))


def _add_reading_options(group: _ArgumentGroup) -> None:
    kinds = ["survey", "interview", "forum", "case"]
    group.add_argument("--kind", choices=kinds, help="what the texts are")
    group.add_argument("--encoding", metavar="NAME", help="of text and CSV files, e.g. cp1252")
    group.add_argument("--instrument", type=Path, metavar="FILE", help="the questionnaire's YAML")
    _add_list(group, "--moderator", "NAME", "a speaker who is read but not counted")
    _add_list(group, "--speaker", "NAME", "a speaker who speaks only once")


def _add_columns(group: _ArgumentGroup) -> None:
    group.add_argument("--id", metavar="COLUMN", help="the participant's id")
    _add_list(group, "--text", "COLUMN", "open answers (again for more)")
    _add_list(group, "--attribute", "COLUMN", "an attribute (again for more)")
    _add_list(group, "--ignore", "COLUMN", "leave it out (again for more)")
    group.add_argument("--sheet", metavar="NAME", help="of a workbook")


def _add_tables(group: _ArgumentGroup) -> None:
    group.add_argument(
        "--attributes",
        type=Path,
        metavar="FILE",
        help="attributes of participants: first column names, then attributes",
    )
    group.add_argument(
        "--codings",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="codings made elsewhere, long or wide (again for more)",
    )
    group.add_argument("--coder", metavar="NAME", help="whose codings they are")
    group.add_argument("--question", metavar="ID", help="which answers a wide table codes")
    group.add_argument(
        "--add-codes", action="store_true", help="take codes over that the codebook does not have"
    )


def _add_list(group: _ArgumentGroup, option: str, metavar: str, told: str) -> None:
    group.add_argument(option, action="append", default=[], metavar=metavar, help=told)


def run(options: Namespace) -> int:
    """Import everything that was named, in this order: files, attributes, codings."""
    if not (options.files or options.attributes or options.codings or options.moderator):
        raise InputError("Name what to import: FILE ..., --attributes FILE or --codings FILE.")
    with opened(options) as study:
        if options.files:
            _files(study, options)
        _moderators(study, options)
        if options.attributes:
            _attributes(study, options.attributes)
        for table in options.codings:
            _codings(study, table, options)
    return 0


def _files(study: Study, options: Namespace) -> None:
    from qualcode.cli.progress import progress_bar
    from qualcode.cli.survey_dialogue import ask

    asking = sys.stdin.isatty() and sys.stderr.isatty() and not options.yes
    with progress_bar() as progress:

        def choose(plan: SurveyPlan) -> SurveyPlan | None:
            with progress.aside():
                return ask(plan)

        results = study.take_in(
            options.files, _reading_options(options), progress, choose if asking else None
        )
    how = ("kind", "encoding", "sheet", "id", "text", "attribute", "ignore", "speaker")
    differently = any(getattr(options, name) for name in how)
    for result in results:
        _tell(result, differently)


def _reading_options(options: Namespace) -> ReadingOptions:
    from qualcode.study.catalogue import read_instrument_file
    from qualcode.study.imports.importing import reading_options

    return reading_options(
        kind=options.kind,
        encoding=options.encoding,
        sheet=options.sheet,
        id_column=options.id,
        text_columns=tuple(options.text),
        attribute_columns=tuple(options.attribute),
        ignored_columns=tuple(options.ignore),
        instrument=read_instrument_file(options.instrument) if options.instrument else None,
        moderators=tuple(options.moderator),
        speakers=tuple(options.speaker),
    )


def _tell(result: Imported, differently: bool) -> None:
    if result.known:
        say(f"{result.file}: imported before ({counted(result.unchanged, 'source')}); unchanged.")
        if differently:
            note("  To read it in another way, first: qualcode source remove NAME")
        return
    parts = [
        f"{counted(len(result.added), 'source')} added",
        f"{counted(len(result.replaced), 'source')} replaced" if result.replaced else "",
        f"{counted(result.unchanged, 'source')} unchanged" if result.unchanged else "",
    ]
    say(f"{result.file}: {', '.join(part for part in parts if part)}.")
    for one in result.notices:
        note(f"  {one}")
    if result.touched:
        lost = sum(not one.kept for one in result.touched)
        note(f"  {counted(len(result.touched), 'coding')} touched by changes, {lost} of them lost:")
        for touched in result.touched:
            state = "kept" if touched.kept else "LOST"
            where = f"{touched.source}: {touched.code}"
            note(f"    {state}  {where} on “{touched.quotation[:60]}”")


def _moderators(study: Study, options: Namespace) -> None:
    """Keep those out of counts whom earlier files brought in as counted."""
    known = {one.name.casefold(): one for one in study.participants}
    for name in options.moderator:
        one = known.get(name.casefold())
        if one is None and not options.files:
            study.participants.find(name)
        elif one is not None and one.counted:
            study.participants.keep_out_of_counts(one.name)
            say(f"'{one.name}' is kept out of counts.")


def _attributes(study: Study, path: Path) -> None:
    given = study.import_attributes(path)
    people = counted(given.participants, "participant")
    say(f"{given.file}: {', '.join(given.attributes)} for {people}.")
    for name in given.unmatched:
        note(f"  nobody is called '{name}'")


def _codings(study: Study, path: Path, options: Namespace) -> None:
    result = study.import_codings(
        path, options.coder, options.question, options.id, options.add_codes
    )
    standing = f", {result.standing} stood already" if result.standing else ""
    say(
        f"{result.file} ({result.form}): {counted(result.added, 'coding')} by "
        f"{', '.join(result.coders)}{standing}; {counted(result.looked, 'segment')} looked at."
    )
    if result.new_codes:
        say(f"  {counted(len(result.new_codes), 'code')} taken over into the codebook.")
    if result.unmatched:
        note(f"  {counted(len(result.unmatched), 'row')} matched nothing:")
        for one in result.unmatched:
            note(f"    {one}")
