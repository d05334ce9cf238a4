"""How codes by codes look: a heat map with numbered columns, and one cell in words."""

from __future__ import annotations

from rich.segment import Segment

from qualcode.domain.cooccurrence import PairRow, SequenceRow
from qualcode.tui.looks.heat import ground_of, two
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, cells, shown, words
from qualcode.tui.tables.grid import GridRow, GridView, Pair
from qualcode.tui.tables.told import At, base_lines, count, figure, sign, told_lines

_CELL = 6
_NUMBER = 4
_NAME, _WIDEST = 20, 34
_TINT = 0.55


def _columns(view: GridView, width: int) -> tuple[int, int, int]:
    """Return (cells of the name, first column shown, how many)."""
    room = width - 2 - _NUMBER
    number = min(view.columns, max(1, (room - _NAME) // _CELL))
    name = max(_NAME, min(_WIDEST, room - number * _CELL))
    first = max(0, min(view.column - number + 1, view.columns - number))
    return name, first, number


def headings(view: GridView, at: At, inks: Inks) -> list[Line]:
    """Return the numbers of the columns, which are those of the rows."""
    name, first, number = _columns(view, at.width)
    quiet = inks.quiet(inks.panel)
    what = "code, then" if view.is_sequence else "code, with"
    more = "‹" if first else " "
    line: Line = [words(f"  {what}".ljust(2 + _NUMBER + name - 1) + more, quiet)]
    for number_of in range(first, first + number):
        ink = inks.bar(bold=True) if number_of == view.column else quiet
        line.append(Segment(f"{number_of + 1:>{_CELL - 1}} ", ink))
    return [[*line, Segment("›" if first + number < view.columns else "", quiet)]]


def line(view: GridView, row: GridRow, at: At, chosen: bool, inks: Inks) -> Line:
    """Return a code with its cells."""
    name, first, number = _columns(view, at.width)
    ground = inks.target if chosen else inks.background
    told = shown(row.name, name - 1)
    made: Line = [
        sign(chosen, inks, ground),
        Segment(f"{row.number + 1:>{_NUMBER - 1}} ", style(inks.dim, ground)),
        words(told + " " * (name - cells(told)), style(inks.text, ground, bold=chosen)),
    ]
    numbers = range(first, first + number)
    return [*made, *(_cell(view, row, one, chosen and one == view.column, inks) for one in numbers)]


def _cell(view: GridView, row: GridRow, column: int, chosen: bool, inks: Inks) -> Segment:
    one = view.cell(row, column)
    told = _told(view, one)
    if chosen:
        return Segment(f"▸{told:>{_CELL - 2}}◂", style(inks.text, inks.selection, bold=True))
    if one is None or one.suppressed or not one.n:
        return Segment(f"{told:>{_CELL - 1}} ", inks.quiet())
    own = row.number == column and not view.is_sequence
    share = 0.0 if own else view.share(one) or 0.0
    colour = ground_of(inks.good, inks.text, inks, _TINT * min(1.0, share))
    return Segment(f"{told:>{_CELL - 1}} ", style(inks.text, colour, bold=own))


def _told(view: GridView, one: Pair | None) -> str:
    """Return a cell in at most four signs; an empty one says that nothing can be known."""
    if one is None:
        return ""
    if one.n is None:
        return "held"
    if view.asked.measure != "n" and view.figure(one) is None:
        return f"={one.n}" if one.n < 1000 else "="
    if view.asked.measure == "n":
        return str(one.n)
    value = view.figure(one) or 0.0
    return two(value) if value < 10 else f"{value:.0f}"


def detail(view: GridView, row: GridRow, at: At, inks: Inks) -> list[Line]:
    """Return a cell in words, and what the table is of."""
    one = view.cell(row, view.column)
    other = view.rows[view.column].name
    lines: list[Line] = []
    if one is None:
        told = "No step goes from {} to {}." if view.is_sequence else "{} and {} share no text."
        lines += told_lines(told.format(row.name, other), inks, at.width)
    elif isinstance(one, PairRow):
        lines += _pair(view, one, inks, at.width)
    else:
        lines += _step(one, inks, at.width)
    held = "held: withheld; " if view.release.withheld else ""
    measure = {"n": "n", "share": "share of steps" if view.is_sequence else "Jaccard index",
               "lift": "lift, how many times chance"}[view.asked.measure]  # fmt: skip
    lines += told_lines(f"Cells hold {measure} ({held}m shows others).", inks, at.width, quiet=True)
    return lines + base_lines(view.release, inks, at.width)


def _pair(view: GridView, one: PairRow, inks: Inks, width: int) -> list[Line]:
    unit, strong = view.release.unit.value, inks.bar(bold=True)
    own = one.code == one.other
    title = one.name if own else f"{one.name} + {one.other_name}"
    lines: list[Line] = [[words(f" {title}", strong, width)]]
    if one.n is None:
        return [*lines, *told_lines("Withheld: it would show what few people said.", inks, width)]
    if own:
        told = f"{one.n} of {count(one.base)} {unit}s carry it."
        return lines + told_lines(told, inks, width)
    told = f"{one.n} {unit}s carry both, said by {count(one.people)} persons; "
    told += f"{count(one.n_code)} carry the first, {count(one.n_other)} the second, "
    told += f"of {count(one.base)}."
    lines += told_lines(told, inks, width)
    if one.n and one.n_code and one.n_other:
        told = f"Of the first {_percent(one.n, one.n_code)} have the second, "
        told += f"of the second {_percent(one.n, one.n_other)} the first."
        lines += told_lines(told, inks, width)
    told = f"Jaccard {figure(one.jaccard)}, c {figure(one.c)}, lift {figure(one.lift)}"
    return lines + told_lines(told, inks, width)


def _step(one: SequenceRow, inks: Inks, width: int) -> list[Line]:
    name = "itself" if one.stays else one.next_name
    lines: list[Line] = [[words(f" {one.name} → {name}", inks.bar(bold=True), width)]]
    if one.n is None:
        return [*lines, *told_lines("Withheld: it would show what few people said.", inks, width)]
    told = f"{one.n} of {count(one.n_code)} steps from the first go there; "
    told += f"{figure(one.expected, 1)} would by chance, lift {figure(one.lift)}."
    return lines + told_lines(told, inks, width)


def _percent(n: int, of: int) -> str:
    return f"{100 * n / of:.0f} %"
