"""`qualcode agreement`: how far coders agree."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from qualcode.cli.opening import opened
from qualcode.cli.render import Sheet, add_output_options, counted, note, put
from qualcode.domain.agreement_grades import MARKS, Grade, grade
from qualcode.domain.agreement_report import AgreementReport, CodeFigures
from qualcode.domain.agreement_table import code_columns, code_rows, names_of
from qualcode.domain.disagreements import worst_first

_UNITS = ("segment", "sentence", "token", "character", "source")
_REPORTS = (".html", ".md", ".xlsx", ".docx")
_TONES = {Grade.RELIABLE: "green", Grade.TENTATIVE: "yellow", Grade.WEAK: "red"}
_PARTING = "kappa and AC1 part ways: "


def configure(parser: ArgumentParser) -> None:
    """Take what is compared, and how."""
    parser.add_argument("--coders", metavar="A,B", help="compare only these (default: all)")
    parser.add_argument("--question", metavar="ID", help="only answers to this question")
    parser.add_argument(
        "--unit", default="segment", choices=_UNITS, help="what is compared (default: segment)"
    )
    parser.add_argument(
        "--level",
        default="leaf",
        choices=["leaf", "theme"],
        help="codes as given, or rolled up to their themes (default: leaf)",
    )
    parser.add_argument(
        "--by", choices=["question", "source", "week"], help="also within each of these"
    )
    parser.add_argument("--round", default="", metavar="NAME", help="only this round")
    parser.add_argument(
        "--unblind",
        action="store_true",
        help="show a blind round before its end (for the lead; the journal keeps it)",
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="of the resamples (default: 0)"
    )
    parser.add_argument(
        "--without-accepted",
        action="store_true",
        help="leave out suggestions that were taken as they were; those changed by hand stay",
    )
    parser.add_argument("--worst", type=int, metavar="N", help="show only the N worst codes")
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Compare and show, the worst code first; files for people are whole reports."""
    coders = options.coders.split(",") if options.coders else None
    target: Path | None = options.output
    with opened(options) as study:
        report = study.agreement(
            options.round, options.unit, coders, options.question, options.level, options.by,
            options.unblind, seed=options.seed, without_accepted=options.without_accepted,
        )  # fmt: skip
        if target and target.suffix.lower() in _REPORTS and not (options.json or options.csv):
            study.write_report(report, target)
            note(f"Written to {target}.")
            note("A confidential working document: it holds what respondents said.")
            return 0
        put(sheet(report, options.worst), options)
        if target and (options.json or target.suffix.lower() == ".json"):
            study.publishing.note_transfer("agreement", len(report.disagreements), str(target))
    return 0


def sheet(report: AgreementReport, worst: int | None = None) -> Sheet:
    """Lay a report out for people (the `worst` codes first) and programs (all codes)."""
    figures = {one.code: one for one in report.codes}
    order = worst_first({one.code: one.alpha for one in report.codes})[:worst]
    names = names_of(report.codes)
    return Sheet(
        title=f"Agreement of {', '.join(report.coders)}",
        columns=code_columns(report),
        rows=code_rows(report),
        json=report.to_json(),
        notes=_notes(report, len(order)),
        shown=(
            ("code", "alpha", "interval", "", "agree", "kappa", "units", _used(report.coders)),
            [_line(figures[code], names[code], report.coders) for code in order],
        ),
        right=frozenset({1, 2, 4, 5, 6, 7}),
        tones={
            (number, column): _TONES.get(grade(figures[code].low), "")
            for number, code in enumerate(order)
            for column in (1, 2, 3)
        },
    )


def _line(one: CodeFigures, name: str, coders: Sequence[str]) -> list[str]:
    flags = [flag for flag in one.flags if not flag.startswith(_PARTING)]
    told = "; ".join(part for part in (one.reason, *flags) if part)
    return [
        "\n  ".join(part for part in (name, told, _parting(one)) if part),
        _two(one.alpha),
        _interval(one.low, one.high),
        "" if one.alpha is None else MARKS[grade(one.low)],
        "–" if one.percent is None else f"{100 * one.percent:.0f} %",
        _two(one.kappa),
        str(one.n_units),
        "/".join(str(one.n_by_coder.get(name, 0)) for name in coders),
    ]


def _parting(one: CodeFigures) -> str:
    """Return why AC1 says something else than kappa, if it does."""
    why = [flag.removeprefix(_PARTING) for flag in one.flags if flag.startswith(_PARTING)]
    return f"{', '.join(why)}: AC1 {_two(one.ac1)}" if why else ""


def _used(coders: Sequence[str]) -> str:
    """Return the heading for how often each coder used a code; long names have no room."""
    names = "/".join(coders)
    return f"n {names}" if len(names) <= 10 else "n each"


def _two(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 2) + 0.0:.2f}"


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"[{_two(low)}, {_two(high)}]"


def _notes(report: AgreementReport, shown: int) -> list[str]:
    left_out = len(report.codes) - shown
    whole = report.overall
    value = _two(whole.value) if whole.value is not None else f"undefined ({whole.reason})"
    over = "sources" if report.resampled == "documents" else f"{report.unit}s"
    return [
        f"{whole.coefficient}: {value} {_interval(whole.low, whole.high)}".rstrip(),
        *_of_codes(report),
        f"Unit: {report.unit}; {report.units} that at least two coders looked at, in "
        f"{report.documents} sources; {report.left_out} looked at by one coder are left out.",
        f"Krippendorff alpha (nominal) with 95 % bootstrap interval over {over}; "
        "agree = share of units alike; a dash is undefined, and below the name stands why.",
        "Judged by the lower limit: ok = at least .800; ~ = at least .667, tentative; ! = below; "
        "? = no interval.",
        "prevalence or bias: kappa and AC1 part ways, as the code is rare (or nearly always "
        "given), or as coders give it unequally often.",
        f"n = how many units {', '.join(report.coders)} gave the code. With --csv also AC1.",
        f"{counted(len(report.disagreements), 'disagreement')}; read them with -o report.html, "
        "or list them with --json."
        + (f" {left_out} codes with better agreement are not shown." if left_out else ""),
        *_groups(report),
        *(one for one in (report.of_suggestions, report.notice) if one),
    ]


def _of_codes(report: AgreementReport) -> list[str]:
    whole = report.overall
    if whole.median is None:
        return []
    return [
        f"Codes: median alpha {_two(whole.median)}, from {_two(whole.lowest)} to "
        f"{_two(whole.highest)}, of {whole.n_codes} that have one."
    ]


def _groups(report: AgreementReport) -> list[str]:
    return [
        f"{report.by} {one.group}: {_two(one.overall.value)} "
        f"{_interval(one.overall.low, one.overall.high)} on {one.n_units} units".replace("  ", " ")
        for one in report.groups
    ]
