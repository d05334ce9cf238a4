"""`qualcode verify`: recount every figure of a report or a table by a second route."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path

from qualcode.cli.opening import opened
from qualcode.cli.progress import progress_bar
from qualcode.cli.render import Sheet, add_output_options, counted, note, put
from qualcode.cli.verified_tables import tables_sheet, told_of_tables
from qualcode.domain.errors import InputError
from qualcode.domain.verification import Verification

_MOST_SHOWN = 40
_ASKED = ("coders", "question", "unit", "level", "by", "round", "seed", "without_accepted")


def configure(parser: ArgumentParser) -> None:
    """Take a report, or what a new one is asked for."""
    parser.epilog = (
        "Every figure of a report on agreement, or of a table, is counted again from the raw "
        "codings, by a route that shares no code with the statistics, and what differs is listed. "
        "Counts must be the same; other figures may differ by 1e-9, those of a model by 1e-6. Of "
        "a table it is also seen that figures of too few persons are withheld; they are not told. "
        "Exit code 1 if a figure differs."
    )
    parser.add_argument(
        "report",
        nargs="?",
        type=Path,
        metavar="REPORT.json",
        help="a report written with `qualcode agreement --json -o REPORT.json`, or a table that "
        "frequencies, associations, cooccurrence, saturation, words, scales or sample wrote so, "
        "compared with today's codings (default: make a new report on agreement and recount it)",
    )
    parser.add_argument(
        "--tables",
        action="store_true",
        help="make the tables that these commands usually show and recount each",
    )
    parser.add_argument("--coders", metavar="A,B", help="compare only these (default: all)")
    parser.add_argument("--question", metavar="ID", help="only answers to this question")
    parser.add_argument(
        "--unit",
        choices=("segment", "sentence", "token", "character", "source"),
        help="what is compared (default: segment)",
    )
    parser.add_argument(
        "--level",
        choices=["leaf", "theme"],
        help="codes as given, or rolled up to their themes (default: leaf)",
    )
    parser.add_argument(
        "--by", choices=["question", "source", "week"], help="also within each of these"
    )
    parser.add_argument("--round", metavar="NAME", help="only this round")
    parser.add_argument("--seed", type=int, metavar="N", help="of the resamples (default: 0)")
    parser.add_argument(
        "--without-accepted",
        action="store_true",
        default=None,
        help="leave out suggestions that were taken as they were",
    )
    parser.add_argument(
        "--unblind",
        action="store_true",
        help="for a blind round before its end (for the lead; the journal keeps it)",
    )
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Recount and show; what differs comes first."""
    asked = {name: value for name in _ASKED if (value := getattr(options, name)) is not None}
    _refuse_what_does_not_go_together(options, asked)
    if options.tables:
        return _run_tables(options)
    if "coders" in asked:
        asked["coders"] = asked["coders"].split(",")
    with opened(options) as study, progress_bar() as shown:
        if options.report:
            found = study.verifying.report(options.report, options.unblind, shown)
        else:
            found = study.verifying.agreement(shown, unblind=options.unblind, **asked)
        notice = study.left_out
    put(_sheet(found, notice), options)
    if not found.agrees:
        note(_summary(found))
    return 0 if found.agrees else 1


def _refuse_what_does_not_go_together(options: Namespace, asked: Mapping[str, object]) -> None:
    if options.tables and (options.report or options.unblind):
        raise InputError("--tables makes new tables: leave the file, and --unblind, out.")
    if asked and (options.report or options.tables):
        option = next(iter(asked)).replace("_", "-")
        known = "of tables the usual ones are made."
        if options.report:
            known = f"what {options.report} was asked for is read from it."
        raise InputError(f"--{option} goes with a new report; {known}")


def _run_tables(options: Namespace) -> int:
    with opened(options) as study, progress_bar() as shown:
        found = study.verifying.tables(options.unsuppressed, shown)
        notice = study.left_out
    put(tables_sheet(found, notice), options)
    if not found.agrees:
        note(told_of_tables(found))
    return 0 if found.agrees else 1


def _sheet(found: Verification, notice: str) -> Sheet:
    rows = [
        *(("differs", one.place, one.reported, one.recounted) for one in found.differences),
        *(("not checked", one.place, one.why, None) for one in found.left),
    ]
    shown = [
        *rows[: min(_MOST_SHOWN, len(found.differences))],
        *rows[len(found.differences) :],
    ]
    return Sheet(
        title=f"Recount of {found.report or 'a new report on agreement'}",
        columns=("state", "place", "reported", "recounted"),
        rows=rows,
        json=found.to_json(),
        notes=_notes(found, notice),
        shown=(
            ("", "place", "reported", "recounted"),
            [[_told(cell, row[0]) for cell in row] for row in shown],
        ),
        tones={(number, 0): "red" for number, row in enumerate(shown) if row[0] == "differs"},
    )


def _notes(found: Verification, notice: str) -> list[str]:
    more = len(found.differences) - _MOST_SHOWN
    told = [
        _summary(found),
        f"Compared beside them: {counted(found.texts, 'word')} such as reasons, flags and codes.",
        *(
            [f"{more} more that differ are not shown; --csv and --json list all."]
            if more > 0
            else []
        ),
        *found.changes,
    ]
    if found.report and not found.agrees and not found.changes:
        told.append(
            "Nothing in it tells that the codebook or the program changed since: codings or looks "
            "came or went, or the file was changed."
        )
    return [one for one in (*told, notice) if one]


def _summary(found: Verification) -> str:
    places = len(found.differences)
    differ = "differs" if places == 1 else "differ"
    return f"{counted(found.figures, 'figure')} recomputed, {places} {differ}."


def _told(cell: str | float | None, state: str) -> str:
    if cell is None:
        return "undefined" if state == "differs" else ""
    return f"{cell:.12g}" if isinstance(cell, float) else str(cell)
