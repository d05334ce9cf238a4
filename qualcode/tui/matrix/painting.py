"""How the framework matrix looks: a grid, or a list where there is no room; one cell in full."""

from __future__ import annotations

from rich.segment import Segment

from qualcode.domain.matrix import MatrixCell
from qualcode.tui.lists.list_painting import moment_told, paragraphs
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, cells, shown, words, wrapped
from qualcode.tui.matrix.bench import MatrixBench, Stand

UNREAD = "–"
"""Stands where nobody whose codings count looked at anything."""

_NAME, _CELL = 16, 18
_COUNT = 4
_THEME = 26
_QUOTED, _LINES = 6, 3


def columns(bench: MatrixBench, width: int) -> tuple[int, int, int]:
    """Return (first theme that is shown, how many, cells of each)."""
    every = len(bench.matrix.columns) if bench.matrix is not None else 0
    room = width - 2 - _NAME
    number = max(1, min(every, room // _CELL))
    first = max(0, min(bench.column - number + 1, every - number))
    return first, number, max(_CELL, room // number) if every else _CELL


def heading_line(bench: MatrixBench, width: int, inks: Inks) -> Line:
    """Return the names of the themes above their columns."""
    quiet = inks.quiet(inks.panel)
    if bench.matrix is None:
        return []
    if not bench.is_grid:
        return [words(f"   {'theme':<{_THEME}}quotations, summary", quiet)]
    first, number, room = columns(bench, width)
    more = "‹" if first else " "
    line: Line = [words(f"  {shown(bench.asked.by, _NAME - 2):<{_NAME - 1}}{more}", quiet)]
    for at in range(first, first + number):
        name = shown(bench.matrix.columns[at].name, room - 2)
        ink = inks.bar(bold=True) if at == bench.column else quiet
        line.append(words(name + " " * (room - cells(name)), ink))
    if first + number < len(bench.matrix.columns):
        line[-1] = words(line[-1].text[: room - 1] + "›", line[-1].style or quiet)
    return line


def stand_line(bench: MatrixBench, stand: Stand, chosen: bool, width: int, inks: Inks) -> Line:
    """Return a case with its cells, or one cell where each has a line."""
    if not bench.is_grid:
        return _cell_line(bench, stand, chosen, width, inks)
    first, number, room = columns(bench, width)
    ground = inks.target if chosen else inks.background
    name = shown(bench.name(stand.row), _NAME - 1)
    line: Line = [
        Segment("▌ " if chosen else "  ", style(inks.accent, ground, bold=True)),
        words(name + " " * (_NAME - cells(name)), style(inks.text, ground, bold=chosen)),
    ]
    for at in range(first, first + number):
        here = chosen and at == bench.column
        line += _grid_cell(bench.cell(stand, at), room, inks, ground, here)
    return line


def _grid_cell(cell: MatrixCell, room: int, inks: Inks, ground: str, here: bool) -> Line:
    below = inks.selection if here else ground
    ink = style(inks.text if cell.quotations else inks.dim, below, bold=here)
    summary = shown(" ".join(cell.summary.split()), room - _COUNT - 2)
    sign = "▸" if here else " "
    return [
        Segment(f"{sign}{_count(cell):>{_COUNT - 1}} ", ink),
        words(summary + " " * (room - _COUNT - 1 - cells(summary)), style(inks.dim, below)),
    ]


def _count(cell: MatrixCell) -> str:
    return UNREAD if not cell.looked and not cell.quotations else str(len(cell.quotations))


def _cell_line(bench: MatrixBench, stand: Stand, chosen: bool, width: int, inks: Inks) -> Line:
    cell = bench.cell(stand)
    ground = inks.selection if chosen else inks.background
    name = shown(bench.theme(stand), _THEME - 1)
    summary = shown(" ".join(cell.summary.split()), width - _THEME - _COUNT - 5)
    quiet = style(inks.dim, ground)
    rest = width - _THEME - _COUNT - 5 - cells(summary)
    return [
        Segment(" ▸ " if chosen else "   ", style(inks.accent, ground, bold=True)),
        words(name + " " * (_THEME - cells(name)), style(inks.text, ground, bold=chosen)),
        words(f"{_count(cell):>{_COUNT}}  ", style(inks.text, ground)),
        words(summary, quiet),
        Segment(" " * rest, quiet),
    ]


def head_told(bench: MatrixBench) -> str:
    """Return in words what the matrix is of."""
    asked, matrix = bench.asked, bench.matrix
    rule = matrix.coder_rule if matrix is not None else asked.rule or ""
    parts = [
        f"by {asked.by}",
        f"question {asked.question}" if asked.question else "",
        f"coders: {rule}" if rule else "",
        f"sources: {asked.kind}" if asked.kind else "",
    ]
    return " · ".join(part for part in parts if part)


def detail_lines(bench: MatrixBench, stand: Stand, inks: Inks, width: int) -> list[Line]:
    """Return the summaries of a cell with their writers, and the first of its quotations."""
    cell, quiet = bench.cell(stand), inks.quiet(inks.panel)
    title = f" {bench.name(stand.row)} · {bench.theme(stand)}"
    lines: list[Line] = [[words(title, inks.bar(bold=True), width)]]
    lines += [[words(f" {row}", quiet)] for row in wrapped(_told(cell), width - 2, 2)]
    for one in cell.summaries:
        lines += paragraphs(one.memo.text, inks, width)
        lines.append([words(f"   {one.author}, {moment_told(one.memo.changed)}", quiet)])
    for quoted in cell.quotations[:_QUOTED]:
        lines += [
            [words(f" {row}", inks.bar())]
            for row in wrapped(f"“{quoted.words}”", width - 2, _LINES)
        ]
        lines.append([words(f"   {quoted.participant or quoted.spot.source_name}", quiet)])
    more = len(cell.quotations) - _QUOTED
    if more > 0:
        lines.append([words(f" and {more} more: Enter shows all", quiet)])
    for note in bench.matrix.notes if bench.matrix is not None else ():
        lines += [[words(f" {row}", quiet)] for row in wrapped(note, width - 2, 4)]
    return lines


def _told(cell: MatrixCell) -> str:
    if not cell.looked and not cell.quotations:
        return "Nobody whose codings count has looked here."
    number = len(cell.quotations)
    quotations = f"{number} quotation{'' if number == 1 else 's'}"
    persons = f"{cell.people} person{'' if cell.people == 1 else 's'}"
    written = "" if cell.summaries else "; no summary yet, e writes one"
    return f"{quotations} of {persons}{written}"
