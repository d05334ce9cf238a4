"""`qualcode suggest --influence`: codings with suggestions in sight beside codings without."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from qualcode.cli.opening import opened
from qualcode.cli.render import Sheet, add_output_options, counted, put, told
from qualcode.domain.estimate import Estimate
from qualcode.domain.influence import CodeInfluence, InfluenceReport, Side

_COLUMNS = (
    "code", "name", "with_hints", "of_with", "without_hints", "of_without",
    "difference", "low", "high",
)  # fmt: skip
_FEWEST = 10
"""Segments on each side below which people are not shown a code."""


def configure(parser: ArgumentParser) -> None:
    """Take the question, and the seed of the resamples."""
    parser.add_argument("--question", metavar="ID", help="only answers to this question")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="of the resamples (default: 0)"
    )
    add_output_options(parser)


def run(options: Namespace) -> int:
    """Compare and show."""
    with opened(options) as study:
        report = study.suggestions.influence(options.question, seed=options.seed)
    put(sheet(report), options)
    return 0


def sheet(report: InfluenceReport) -> Sheet:
    """Lay a comparison out for people and programs."""
    enough = [one for one in report.codes if min(one.of_with, one.of_without) >= _FEWEST]
    few = len(report.codes) - len(enough)
    left = [f"Too few segments to say: {counted(few, 'more code')} (--json lists them)."]
    scope = f" of {report.question}" if report.question else ""
    return Sheet(
        title=f"Codings with hints in sight and without{scope}",
        columns=_COLUMNS,
        rows=[
            (one.code, one.name, one.with_hints, one.of_with, one.without_hints, one.of_without,
             one.difference.value, one.difference.low, one.difference.high)
            for one in report.codes
        ],
        json=report.to_json(),
        notes=(*(left if few else ()), *_figures(report), *report.notes),
        shown=(
            ("code", "with hints", "without", "difference"),
            [_line(one) for one in enough],
        ),
        right=frozenset({1, 2, 3}),
    )  # fmt: skip


def _figures(report: InfluenceReport) -> list[str]:
    if not report.codes:
        return []
    lines = [
        "Share of the segments with a code that carry it; difference in points with Newcombe's "
        "95 % interval (1998, method 10).",
        f"With hints: {_side(report.with_hints)}",
        f"Without: {_side(report.without_hints)}",
    ]
    for one in report.coders if len(report.coders) > 1 else ():
        lines.append(f"{one.coder}, with hints: {_side(one.with_hints)}")
        lines.append(f"{one.coder}, without: {_side(one.without_hints)}")
    lines.append(
        f"Agreement (Krippendorff's alpha over sets of codes, MASI): with hints "
        f"{_agreement(report.agreement_with)}; without {_agreement(report.agreement_without)}."
    )
    orders = [
        f"{one.order}{' (steered)' if one.steered else ''} {one.with_hints + one.without_hints}"
        for one in report.orders
    ]
    return [*lines, f"Order of work, codings: {', '.join(orders)}."]


def _side(one: Side) -> str:
    if not one.segments:
        return "none."
    return (
        f"{counted(one.segments, 'segment')}, {told(one.per_segment)} codes each; "
        f"{counted(one.codings, 'coding')}: {one.accepted} accepted, {one.edited} accepted and "
        f"edited, {one.by_hand} by hand."
    )


def _line(one: CodeInfluence) -> list[str]:
    return [
        one.name,
        _share(one.with_hints, one.of_with),
        _share(one.without_hints, one.of_without),
        _difference(one.difference),
    ]


def _share(count: int, base: int) -> str:
    return f"{count}/{base}  {100 * count / base:3.0f} %" if base else "–"


def _difference(one: Estimate) -> str:
    if one.value is None or one.low is None or one.high is None:
        return "–"
    return f"{100 * one.value:+.0f} [{100 * one.low:+.0f}, {100 * one.high:+.0f}]"


def _agreement(one: Estimate) -> str:
    if one.value is None:
        return f"undefined ({one.reason})"
    interval = (
        "" if one.low is None or one.high is None else f" [{told(one.low)}, {told(one.high)}]"
    )
    return f"{told(one.value)}{interval}, {counted(one.n, 'segment')} of two coders"
