"""What stands beside the heat map: passages, confusions, the code's figures, what is measured."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment

from qualcode.domain.agreement_report import AgreementReport
from qualcode.domain.disagreements import Disagreement
from qualcode.tui.agreement.bench import AgreementBench
from qualcode.tui.agreement.painting import interval_told
from qualcode.tui.looks.heat import FEW, heat, two
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, spread, words, wrapped

_LEGEND = (
    "Judged by the lower limit: ok at least .800, ~ at least .667 (tentative), ! below, ? no "
    f"interval. {FEW} rests on few units. same: no variation. apart: no unit in common. n: units "
    "to which anybody gave the code."
)
_MOST_CONFUSED = 4
_MOST_GROUPS = 6
_OPENED = 5
"""How many times as many lines the chosen passage may have."""


def beside(bench: AgreementBench, inks: Inks, width: int, height: int) -> list[Line]:
    """Return all that is known of the chosen cell, for a pane beside the table."""
    rest = [
        *_titled("CONFUSED WITH", _confused(bench, inks, width), inks),
        *_titled("THIS CODE", _figures(bench, inks, width), inks),
        *_titled("WHAT IS MEASURED", _measured(bench, inks, width), inks),
    ]
    room = max(8, height - len(rest))
    lines = _passages(bench, inks, width, room, each=2)
    return [*lines, *([[]] * (room - len(lines))), *rest][:height]


def below(bench: AgreementBench, inks: Inks, width: int, height: int) -> list[Line]:
    """Return what matters most of the chosen cell, for a pane below the table."""
    rest = [*_confused(bench, inks, width)[:1], *_figures(bench, inks, width)[:1]]
    lines = _passages(bench, inks, width, height - len(rest), each=1)
    return [*lines, *([[]] * (height - len(rest) - len(lines))), *rest]


def explained(bench: AgreementBench, inks: Inks, width: int) -> list[Line]:
    """Return what is measured in words, with the paragraph for a paper and the command."""
    report = bench.report
    if report is None:
        return []
    plain = inks.bar()
    methods = wrapped(report.methods, width - 2, 200)
    way = wrapped(f"R writes the report into exports, as does: {bench.command}", width - 2, 9)
    return [
        *_titled("WHAT IS MEASURED", _measured(bench, inks, width), inks),
        *_titled("THE COURSE OF THE CODE", _course(bench, inks), inks),
        *_titled("WITHOUT ONE CODER", _without(report, inks), inks),
        *_titled("FOR A PAPER", [[words(f" {row}", plain)] for row in methods], inks),
        *_titled("THE WHOLE REPORT", [[words(f" {row}", plain)] for row in way], inks),
    ]


def _titled(title: str, lines: Sequence[Line], inks: Inks) -> list[Line]:
    return [[], [Segment(f" {title}", inks.quiet(inks.panel))], *lines] if lines else []


def _passages(bench: AgreementBench, inks: Inks, width: int, height: int, each: int) -> list[Line]:
    """Return the disagreements of the chosen cell, `each` in so many lines."""
    found = bench.passages
    lines = _title(bench, len(found), inks, width, each)
    if not found:
        return [*lines, [Segment(f" {_nothing(bench)}", inks.quiet(inks.panel))]]
    first = max(0, bench.place - 1) if bench.inside else 0
    for number, one in enumerate(found[first:], first):
        here = bench.inside and number == bench.place
        lines += _passage(bench, one, here, inks, width, _OPENED * each if here else each)
    return lines[:height]


def _nothing(bench: AgreementBench) -> str:
    if bench.code is None:
        return "No code is chosen."
    return "No passage on which they disagree."


def _title(bench: AgreementBench, count: int, inks: Inks, width: int, most: int) -> list[Line]:
    pair, code = bench.pair, bench.code
    who = f"{pair.first} × {pair.second}" if pair is not None else "all coders"
    name = words(bench.name(code) if code is not None else "", inks.bar(bold=True), width - 2)
    place = f"{bench.place + 1}/{count} " if bench.inside else f"{count} "
    right: Line = [Segment(place, inks.bar(bold=True))]
    told: Line = [Segment(" DISAGREEMENTS  ", inks.quiet(inks.panel))]
    if most == 1:
        told += [name, words(f" · {who}", inks.bar())]
        return [spread(told, right, width, inks.bar())]
    told.append(words(who, inks.bar()))
    return [spread(told, right, width, inks.bar()), [Segment(" ", inks.bar()), name]]


def _passage(
    bench: AgreementBench, one: Disagreement, here: bool, inks: Inks, width: int, most: int
) -> list[Line]:
    """Return one disagreement; the chosen one with as many of its words as there are lines."""
    ground = inks.selection if here else inks.panel
    plain, quiet = style(inks.text, ground), style(inks.dim, ground)
    lead = Segment(" ▸ " if here else "   ", style(inks.accent, ground, bold=True))
    who = words(f"  {_who(one, bench)}", quiet, width // 2 if most > 1 else width // 4)
    room = width // 3 if most == 1 else width - who.cell_length - lead.cell_length - 2
    place = words(f"{one.source} {one.segment}", style(inks.text, ground, bold=here), room)
    said = f"“{' '.join(one.quotation.split())}”"
    if most == 1:
        room = width - lead.cell_length - place.cell_length - who.cell_length - 3
        return [spread([lead, place, who, words(f"  {said}", plain, room)], [], width, plain)]
    return [
        spread([lead, place], [who, Segment(" ", quiet)], width, plain),
        *(
            spread([words(f"   {row}", plain)], [], width, plain)
            for row in wrapped(said, width - 4, most - 1)
        ),
    ]


def _who(one: Disagreement, bench: AgreementBench) -> str:
    """Return who used the code and who did not; of the chosen pair only."""
    pair = bench.pair
    named = {pair.first, pair.second} if pair is not None else {*one.used_by, *one.not_used_by}
    used = ", ".join(name for name in one.used_by if name in named)
    return f"{used}, not {', '.join(name for name in one.not_used_by if name in named)}"


def _confused(bench: AgreementBench, inks: Inks, width: int) -> list[Line]:
    found = bench.confused[:_MOST_CONFUSED]
    if not found:
        return []
    told = ", ".join(f"{bench.name_of(code)} {times}" for code, times in found)
    rows = wrapped(f"Instead of it another coder put: {told}", width - 2, 3)
    return [[words(f" {row}", inks.bar())] for row in rows]


def _figures(bench: AgreementBench, inks: Inks, width: int) -> list[Line]:
    code = bench.code
    if code is None:
        return []
    told = [
        _figure("alpha", code.alpha, code.low, code.high),
        _figure(code.kappa_note or "kappa", code.kappa, code.kappa_low, code.kappa_high),
        _figure("AC1", code.ac1, code.ac1_low, code.ac1_high),
        f"{code.n_units} units",
        *(f"{name} {number}" for name, number in code.n_by_coder.items()),
        *([code.reason] if code.reason else []),
        *code.flags,
    ]
    rows = wrapped(", ".join(one for one in told if one), width - 2, 5)
    return [[words(f" {row}", inks.bar())] for row in rows]


def _figure(name: str, value: float | None, low: float | None, high: float | None) -> str:
    return "" if value is None else f"{name} {two(value)} {interval_told(low, high)}".strip()


def _measured(bench: AgreementBench, inks: Inks, width: int) -> list[Line]:
    report = bench.report
    if report is None:
        return []
    rows = [row for one in _sentences(bench, report) for row in wrapped(one, width - 2, 6)]
    return [[words(f" {row}", inks.bar())] for row in rows]


def _sentences(bench: AgreementBench, report: AgreementReport) -> list[str]:
    """Return in sentences which statistic it is, over which units, with which interval."""
    pair = bench.pair
    what = (
        f"Krippendorff's alpha (nominal) of {', '.join(report.coders)}."
        if pair is None
        else f"Cohen's kappa of {pair.first} and {pair.second}, without an interval."
    )
    over = "whole sources" if report.resampled == "documents" else f"{report.unit}s"
    drawn = f"{report.n_resamples:,} resamples of {over}, {report.interval}, seed {report.seed}"
    return [
        what,
        f"Unit: {report.unit}; {report.units:,} that two coders or more looked at, in "
        f"{report.documents} sources. {report.left_out:,} looked at by one are left out.",
        f"Intervals ({report.confidence:.0%}): {drawn}.",
        *([f"Flagged: {'; '.join(report.flags)}."] if report.flags else []),
        _LEGEND,
        *(one for one in (report.of_suggestions, report.notice) if one),
    ]


def _course(bench: AgreementBench, inks: Inks) -> list[Line]:
    return [
        [
            words(f" {group}  ", inks.bar()),
            Segment(f" {'–' if alpha is None else two(alpha)} ", heat(alpha, inks)),
        ]
        for group, alpha in bench.course[-_MOST_GROUPS:]
    ]


def _without(report: AgreementReport, inks: Inks) -> list[Line]:
    return [
        [
            words(f" without {one.coder}: ", inks.bar()),
            Segment("–" if one.alpha is None else two(one.alpha), inks.bar(bold=True)),
            Segment(f" {interval_told(one.low, one.high)}", inks.bar()),
        ]
        for one in report.leave_one_out
    ]
