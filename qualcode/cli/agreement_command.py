"""`qualcode agreement`: how far coders agree."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence

from qualcode.cli.opening import opened
from qualcode.cli.render import Sheet, add_output_options, counted, put
from qualcode.domain.agreement_report import AgreementReport, CodeFigures


def configure(parser: ArgumentParser) -> None:
    """Take the coders and the question."""
    parser.add_argument("--coders", metavar="A,B", help="compare only these (default: all)")
    parser.add_argument("--question", metavar="ID", help="only answers to this question")
    parser.add_argument(
        "--unit", default="segment", choices=["segment"], help="what is compared (default: segment)"
    )
    parser.add_argument("--round", default="", metavar="NAME", help="only this round")
    parser.add_argument("--worst", type=int, metavar="N", help="show only the N worst codes")
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Compare and show, the worst code first."""
    coders = options.coders.split(",") if options.coders else None
    with opened(options) as study:
        report = study.agreement(options.round, options.unit, coders, options.question)
    put(sheet(report, options.worst), options)
    return 0


_COLUMNS = (
    "code", "name", "alpha", "low", "high", "percent", "percent_low", "percent_high",
    "kappa", "kappa_low", "kappa_high", "ac1", "n_units", "reason", "flags",
)  # fmt: skip


def sheet(report: AgreementReport, worst: int | None = None) -> Sheet:
    """Lay a report out for people (the `worst` codes first) and programs (all codes)."""
    codes = sorted(report.codes, key=_worst_first)[:worst]
    names = Counter(one.name for one in report.codes)
    counts = [f"n {name}" for name in report.coders]
    return Sheet(
        title=f"Agreement of {', '.join(report.coders)}",
        columns=(*_COLUMNS, *counts),
        rows=[
            (
                *(getattr(one, name) for name in _COLUMNS[:-1]),
                "; ".join(one.flags),
                *(one.n_by_coder.get(name) for name in report.coders),
            )
            for one in report.codes
        ],
        json=report.to_json(),
        notes=_notes(report, len(codes)),
        shown=(
            ("code", "alpha", "interval", "agree", "kappa", "units", _used(report.coders)),
            [_line(one, report, names[one.name] > 1) for one in codes],
        ),
        right=frozenset(range(1, 7)),
    )


def _worst_first(one: CodeFigures) -> tuple[bool, float]:
    return (one.alpha is None, one.alpha if one.alpha is not None else 0.0)


def _line(one: CodeFigures, report: AgreementReport, ambiguous: bool) -> list[str]:
    name = f"{one.name} ({one.code})" if ambiguous else one.name
    told = "; ".join(part for part in (one.reason, *one.flags) if part)
    return [
        f"{name}\n  {told}" if told else name,
        _two(one.alpha),
        _interval(one.low, one.high),
        "–" if one.percent is None else f"{100 * one.percent:.0f} %",
        _two(one.kappa),
        str(one.n_units),
        "/".join(str(one.n_by_coder.get(name, 0)) for name in report.coders),
    ]


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
    return [
        f"{whole.coefficient}: {value} {_interval(whole.low, whole.high)}".rstrip(),
        f"Unit: {report.unit}; {report.units} that at least two coders looked at, in "
        f"{report.documents} sources; {report.left_out} looked at by one coder are left out.",
        f"Krippendorff alpha (nominal) with 95 % bootstrap interval over {report.resampled}; "
        "agree = share of units alike; a dash is undefined, and below the name stands why.",
        f"n = how many units {', '.join(report.coders)} gave the code. With --csv also AC1.",
        f"{counted(len(report.disagreements), 'disagreement')}; list them with --json."
        + (f" {left_out} codes with better agreement are not shown." if left_out else ""),
    ]
