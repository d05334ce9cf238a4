"""How associations look: shares, the odds ratio with its interval on a log scale, p and q."""

from __future__ import annotations

from math import log2

from rich.segment import Segment

from qualcode.domain.association_words import LEVEL, number
from qualcode.domain.associations import AssociationRow
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, cells, shown, words
from qualcode.tui.tables.associations import AssociationsView
from qualcode.tui.tables.told import At, base_lines, chance, sign, told_lines

_NAME, _SHARE, _RATIO, _P = 18, 8, 6, 6
_LEAST_BAR, _BAR = 13, 41
_DEPTH = 2
_ENDS = 4.0
"""The scale runs from 1/16 to 16."""


def _parts(width: int) -> tuple[int, int, bool]:
    """Return (cells of the name, of the bar, whether p stands beside q)."""
    room = width - 2 - _NAME - 2 * _SHARE - _RATIO - _P - 2
    with_p = room - _P >= _LEAST_BAR + 8
    room -= _P if with_p else 0
    bar = max(0, min(_BAR, room - room // 4)) if room >= _LEAST_BAR else 0
    bar -= 1 - bar % 2 if bar else 0
    return _NAME + max(0, room - bar), bar, with_p


def headings(view: AssociationsView, at: At, inks: Inks) -> list[Line]:
    """Return the words above the columns."""
    name, bar, with_p = _parts(at.width)
    scale = "1/16" + "1".center(bar - 6) + "16" if bar >= _LEAST_BAR else ""
    first = f"code, by {view.asked.by}"
    told = (
        f"  {shown(first, name - 1):<{name}}{'these':>{_SHARE - 1}} {'others':>{_SHARE - 1}} "
        f"{'odds':>{_RATIO - 1}} {scale} {'p' if with_p else '':>{_P if with_p else 0}}{'q':>{_P}}"
    )
    return [[words(told, inks.quiet(inks.panel))]]


def line(view: AssociationsView, row: AssociationRow, at: At, chosen: bool, inks: Inks) -> Line:
    """Return a code with its figures and the interval."""
    name, bar, with_p = _parts(at.width)
    ground = inks.selection if chosen else inks.background
    holds = row.q is not None and row.q < LEVEL
    plain, quiet = style(inks.text, ground, bold=holds), style(inks.dim, ground)
    depth = " " * (_DEPTH * (row.level - view.top))
    told = shown(depth + row.name, name - 1)
    these, others = _shares(row)
    made: Line = [
        sign(chosen, inks, ground),
        words(told + " " * (name - cells(told)), plain),
        words(f"{these:>{_SHARE - 1}} {others:>{_SHARE - 1}} ", quiet),
        words(f"{_ratio(row):>{_RATIO - 1}} ", plain),
        Segment(interval(row, bar), style(inks.good if holds else inks.text, ground)),
    ]
    p = f"{chance(row.p):>{_P}}" if with_p else ""
    return [*made, words(f" {p}{chance(row.q):>{_P}}", plain)]


def _shares(row: AssociationRow) -> tuple[str, str]:
    if row.both is None or row.code_only is None or row.value_only is None or row.neither is None:
        return ("", "withheld") if row.suppressed else ("", "")
    return f"{row.both}/{row.both + row.value_only}", f"{row.code_only}/{_others(row)}"


def _others(row: AssociationRow) -> int:
    return (row.code_only or 0) + (row.neither or 0)


def _ratio(row: AssociationRow) -> str:
    if row.is_unbounded:
        return "∞"
    return "–" if row.odds_ratio is None else number(row.odds_ratio)


def interval(row: AssociationRow, width: int) -> str:
    """Return the odds ratio and its interval on a log scale with a line at 1; arrows go on."""
    if not width:
        return ""
    middle = width // 2
    marks = [" "] * width
    marks[middle] = "│"
    if row.odds_ratio is None and not row.is_unbounded:
        return "".join(marks)
    low = _place(row.low or 0.0, width)
    high = width if row.high is None else _place(row.high, width)
    for at in range(max(0, low), min(width - 1, high) + 1):
        marks[at] = "┼" if at == middle else "─"
    marks[max(0, min(low, width - 1))] = "◂" if low < 0 else "├"
    marks[min(width - 1, max(high, 0))] = "▸" if high >= width else "┤"
    if row.odds_ratio is not None and 0 <= (at := _place(row.odds_ratio, width)) < width:
        marks[at] = "●"
    return "".join(marks)


def _place(ratio: float, width: int) -> int:
    """Return the cell of an odds ratio; one beyond the edge where it lies beyond the scale."""
    if ratio <= 0:
        return -1
    share = (log2(ratio) + _ENDS) / (2 * _ENDS)
    return max(-1, min(width, round(share * (width - 1))))


def detail(view: AssociationsView, row: AssociationRow, at: At, inks: Inks) -> list[Line]:
    """Return a row in plain words, and what the table is of."""
    title = f"{row.name} · {row.attribute}{' = ' if row.value else ''}{row.value}"
    lines: list[Line] = [[words(f" {title}", inks.bar(bold=True), at.width)]]
    lines += told_lines(row.reading, inks, at.width)
    if row.why and row.why not in row.reading:
        lines += told_lines(row.why, inks, at.width, quiet=True)
    return lines + base_lines(view.release, inks, at.width)
