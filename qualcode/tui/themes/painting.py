"""How counts look: a row with its bar and the groups beside it, and all figures of one code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment

from qualcode.domain.tables import Row
from qualcode.tui.looks.heat import bar, ground_of
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, cells, shown, taken, words, wrapped
from qualcode.tui.themes.bench import Theme, ThemesBench

_LEAD = 5
_NAME, _WIDEST = 24, 40
_COUNT, _PERCENT = 9, 7
_BAR, _LEAST_BAR = 24, 8
_GROUP = 9
_DEPTH = 2
_TINT = 0.35


@dataclass(frozen=True, slots=True)
class Columns:
    """How a row is parted, in cells; `groups` are those that there is room for."""

    name: int
    bar: int
    groups: Sequence[str]


def columns(bench: ThemesBench, width: int) -> Columns:
    """Return how rows are parted at this width."""
    room = width - _COUNT - _PERCENT - _NAME
    groups = bench.groups[: max(0, (room - 6) // _GROUP)]
    room -= len(groups) * _GROUP
    named = min(_WIDEST - _NAME, max(0, room - _LEAST_BAR - 2))
    bars = max(0, min(_BAR, room - named - 2))
    name = _NAME + max(0, room - bars - 2)
    return Columns(name, bars, groups)


def heading_line(bench: ThemesBench, parts: Columns, inks: Inks) -> Line:
    """Return the words above the columns."""
    more = "›" if len(parts.groups) < len(bench.groups) else ""
    told = [
        f" theme, {bench.order}".ljust(parts.name),
        f"{'n/base':>{_COUNT}}",
        "share".rjust(_PERCENT) + " ",
        " " * parts.bar,
        *(f"{shown(group or 'none', _GROUP - 1):>{_GROUP - 1}} " for group in parts.groups),
        more,
    ]
    return [words(one, inks.quiet(inks.panel)) for one in told]


def theme_line(one: Theme, parts: Columns, inks: Inks, chosen: bool) -> Line:
    """Return one row: the sign of a fold, the name in its depth, figures, bar, groups."""
    ground = inks.selection if chosen else inks.background
    plain = style(inks.text, ground, bold=one.row.level == 0)
    quiet = style(inks.dim, ground)
    sign = ("▸" if one.folded else "▾") if one.holds else " "
    depth = _DEPTH * len(one.parents)
    name = shown(one.row.name, parts.name - _LEAD - depth)
    blank = " " * (parts.name - _LEAD - depth - cells(name) + 1)
    row = one.row
    line: Line = [
        Segment("▌ " if chosen else "  ", style(inks.accent, ground, bold=True)),
        Segment(" " * depth + f"{sign} ", quiet),
        words(name + blank, plain),
        words(count_told(row), quiet),
        words(f"{percent(row):>{_PERCENT}} ", plain),
        Segment(bar((row.percent or 0.0) / 100, parts.bar), style(inks.good, ground)),
    ]
    line += [_group(one.groups.get(group), inks, chosen) for group in parts.groups]
    return [*line, Segment(" ", plain)]


def _group(row: Row | None, inks: Inks, chosen: bool) -> Segment:
    """Return the cell of one group, the more coloured the higher its share."""
    share = (row.percent or 0.0) / 100 if row is not None else 0.0
    ground = ground_of(inks.good, inks.text, inks, _TINT * share)
    told = "–" if row is None else "withheld" if row.suppressed else percent(row)
    ink = style(inks.text, inks.selection) if chosen else style(inks.text, ground)
    return Segment(f"{told:>{_GROUP - 1}} ", ink)


def count_told(row: Row) -> str:
    """Return n of the base in nine cells; what is withheld says so."""
    if row.n is None:
        return f"{'withheld':>{_COUNT}}"
    return f"{row.n:>4}/{'' if row.base is None else row.base:<4}"


def percent(row: Row) -> str:
    """Return a share as the table gives it; a dash where there is none."""
    return "–" if row.percent is None else f"{row.percent:.0f} %"


def head_told(bench: ThemesBench) -> str:
    """Return in words what is counted."""
    asked = bench.asked
    rule = bench.counted.whole.coder_rule if bench.counted is not None else asked.rule or ""
    parts = [
        "small cells shown" if asked.everything else "",
        f"question {asked.question}" if asked.question else "all questions",
        f"by {asked.by}" if asked.by else "",
        f"{asked.unit}s",
        f"coders: {rule}" if rule else "",
        f"sources: {asked.kind}" if asked.kind else "",
    ]
    return " · ".join(part for part in parts if part)


def detail_lines(bench: ThemesBench, one: Theme, inks: Inks, width: int) -> list[Line]:
    """Return all figures of a code, with their intervals and what the base is."""
    quiet, plain, strong = inks.quiet(inks.panel), inks.bar(), inks.bar(bold=True)
    title = bench.path(one.row.code) or one.row.name
    lines: list[Line] = [[words(f" {title}", strong, width)], _figures("all", one.row, inks, width)]
    by = bench.counted.asked.by if bench.counted is not None else None
    lines += [
        _figures(group or f"no {by}", one.groups[group], inks, width)
        for group in bench.groups
        if group in one.groups
    ]
    if bench.counted is None:
        return lines
    table = bench.counted.whole
    base = f"Base: {table.base}. Shares with their 95 % Wilson interval."
    lines += [[words(f" {row}", plain)] for row in wrapped(base, width - 2, 4)]
    lines += [
        [words(f" {row}", quiet)] for note in bench.notes for row in wrapped(note, width - 2, 6)
    ]
    return lines


def _figures(name: str, row: Row, inks: Inks, width: int) -> Line:
    told = f"{count_told(row)} {percent(row):>5}"
    interval = "" if row.low is None or row.high is None else f"[{row.low:.0f}, {row.high:.0f}]"
    line: Line = [
        words(f" {shown(name, 12):<13}", inks.quiet(inks.panel)),
        words(told, inks.bar()),
        words(f" {interval:<10}", inks.quiet(inks.panel)),
    ]
    room = min(_BAR, width - taken(line))
    filled = bar((row.percent or 0.0) / 100, max(0, room))
    return [*line, Segment(filled, style(inks.good, inks.panel))]
