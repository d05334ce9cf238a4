"""How saturation looks: the curve with its band above the points, and where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

from rich.segment import Segment

from qualcode.domain.saturation import SaturationRow, StopRow
from qualcode.tui.looks.braille import Canvas
from qualcode.tui.looks.heat import bar, ground_of
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, words
from qualcode.tui.tables.saturation import SaturationView
from qualcode.tui.tables.told import At, base_lines, count, figure, sign, told_lines

_HEIGHT, _LOW = 12, 6
"""How many lines the curve has, and how many on a low screen."""

_AXIS = 6
_HERE, _STOP = "│", "┊"
_TINT = 0.22
_NUMBER, _NEW, _SEEN, _MEAN, _BAND = 7, 6, 9, 11, 14
_BAR = 40


def headings(view: SaturationView, at: At, inks: Inks) -> list[Line]:
    """Return the curve, its legend, and the words above the columns; the chosen point is marked."""
    quiet = inks.quiet(inks.panel)
    told = (
        f"  {view.asked.unit:>{_NUMBER + 2}}{'new':>{_NEW}}{'all so far':>{_SEEN + 2}}"
        f"{'any order':>{_MEAN}}{'95 % of orders':>{_BAND + 2}}"
    )
    above = _chart(view, at, inks) if view.rows else []
    return [*above, [words(told[: at.width - 1], quiet)]]


def _chart(view: SaturationView, at: At, inks: Inks) -> list[Line]:
    room, height = at.width - _AXIS - 1, _LOW if at.is_low else _HEIGHT
    most, last = max(view.most, 1.0), max(view.rows[-1].number, 2)
    canvas, faint = Canvas(room, height), Canvas(room, height)

    def spot(number: int, value: float) -> tuple[int, int]:
        x = round((number - 1) / (last - 1) * (canvas.width - 1))
        return x, round(value / most * (canvas.height - 1))

    canvas.curve(spot(one.number, one.seen) for one in view.rows if one.seen is not None)
    faint.curve(
        (spot(one.number, one.expected) for one in view.rows if one.expected is not None), every=3
    )
    inside = _band(view, height, spot)
    signs: dict[int, str] = {}
    if at.place < len(view.rows):
        signs[spot(view.rows[at.place].number, 0)[0] // 2] = _HERE
    stop = view.stop
    if stop is not None and stop.after is not None:
        signs[spot(min(stop.after + stop.run, last), 0)[0] // 2] = _STOP
    curves = zip(canvas.rows(), faint.rows(), strict=True)
    lines = [
        _scale(number, height, most, inks) + _row(both, inside[number], signs, inks)
        for number, both in enumerate(curves)
    ]
    return [*lines, _axis(last, room, inks), _legend(stop, inks)]


def _band(
    view: SaturationView, height: int, spot: Callable[[int, float], tuple[int, int]]
) -> list[set[int]]:
    """Return by line which cells lie in the band of random orders, straight from point to point."""
    inside: list[set[int]] = [set() for _ in range(height)]
    known = [
        (*spot(one.number, one.low), spot(one.number, one.high)[1])
        for one in view.rows
        if one.low is not None and one.high is not None
    ]
    for first, second in pairwise(known):
        steps = max(1, second[0] - first[0])
        for step in range(steps + 1):
            x, bottom, top = (
                round(a + (b - a) * step / steps) for a, b in zip(first, second, strict=True)
            )
            for y in range(bottom, top + 1):
                inside[height - 1 - y // 4].add(x // 2)
    return inside


def _scale(number: int, height: int, most: float, inks: Inks) -> Line:
    told = f"{most:.0f}" if number == 0 else "0" if number == height - 1 else ""
    return [words(f"{told:>{_AXIS - 1}}┤", inks.quiet())]


def _row(curves: tuple[str, str], inside: set[int], signs: Mapping[int, str], inks: Inks) -> Line:
    band = ground_of(inks.good, inks.text, inks, _TINT)
    line: Line = []
    for cell, (strong, weak) in enumerate(zip(*curves, strict=True)):
        ground = band if cell in inside else inks.background
        if strong != " ":
            line.append(Segment(strong, style(inks.text, ground, bold=True)))
        elif weak != " ":
            line.append(Segment(weak, style(inks.good, ground)))
        else:
            sign_here = signs.get(cell, _blank(inks) if cell in inside else " ")
            ink = inks.accent if sign_here == _STOP else inks.dim
            line.append(Segment(sign_here, style(ink, ground, bold=sign_here == _STOP)))
    return line


def _blank(inks: Inks) -> str:
    """Return what fills the band: nothing but its colour, where there are enough colours."""
    return "░" if inks.ansi else " "


def _axis(last: int, room: int, inks: Inks) -> Line:
    told = str(last)
    return [words(f"{'':>{_AXIS - 1}}└1{'─' * (room - 1 - len(told))}{told}", inks.quiet())]


def _legend(stop: StopRow | None, inks: Inks) -> Line:
    line: Line = [
        Segment(" ⠤⠤ in order ", style(inks.text, inks.panel, bold=True)),
        Segment(" ⠄⠄ any order ", style(inks.good, inks.panel)),
        Segment(" ", inks.quiet(inks.panel)),
        Segment(_blank(inks) * 2, style(inks.dim, ground_of(inks.good, inks.text, inks, _TINT))),
        Segment(" 95 % of orders ", inks.quiet(inks.panel)),
    ]
    return [*line, words(f" {_STOP} {stop_told(stop)}", style(inks.accent, inks.panel))]


def stop_told(stop: StopRow | None) -> str:
    """Return where little new came any more, in words."""
    if stop is None or stop.base_codes is None:
        return "stop withheld" if stop is not None and stop.suppressed else "no stop tried"
    if stop.after is None:
        return "no stop yet"
    return f"stop {stop.told}"


def line(view: SaturationView, row: SaturationRow, at: At, chosen: bool, inks: Inks) -> Line:
    """Return a point of the curve."""
    ground = inks.selection if chosen else inks.background
    plain, quiet = style(inks.text, ground), style(inks.dim, ground)
    band = "–" if row.low is None or row.high is None else f"{row.low:.0f} to {row.high:.0f}"
    made: Line = [
        sign(chosen, inks, ground),
        words(f"{row.number:>{_NUMBER}}{_short(row.new):>{_NEW}}", plain),
        words(f"{_short(row.seen):>{_SEEN + 2}}", plain),
        words(f"{figure(row.expected, 1):>{_MEAN}}{band:>{_BAND + 2}} ", quiet),
    ]
    room = max(0, min(_BAR, at.width - 3 - _NUMBER - _NEW - _SEEN - 2 - _MEAN - _BAND - 2))
    share = (row.new or 0) / max((one.new or 0 for one in view.rows), default=1) if row.new else 0.0
    return [*made, Segment(bar(share, room), style(inks.good, ground))]


def _short(value: int | None) -> str:
    return "held" if value is None else str(value)


def detail(view: SaturationView, row: SaturationRow, at: At, inks: Inks) -> list[Line]:
    """Return a point in words, the stops that were tried, and what the table is of."""
    asked = view.asked
    unit = f"{asked.unit}{'' if row.number == 1 else 's'}"
    lines: list[Line] = [[words(f" After {row.number} {unit}", inks.bar(bold=True), at.width)]]
    if row.seen is not None:
        told = f"{row.seen} codes so far, {count(row.new)} of them since the row before."
        lines += told_lines(told, inks, at.width)
    share = f"{100 * asked.threshold:.0f} %"
    told = f"Base {asked.base}, run {asked.run}, threshold {share}: {stop_told(view.stop)}."
    lines += told_lines(told, inks, at.width)
    meant = "A stop 6+2 means: the 2 units after the first 6 brought no more than that share of "
    lines += told_lines(f"{meant}the codes of the base.", inks, at.width, quiet=True)
    lines += [[words(" all that were tried", inks.quiet(inks.panel))]]
    lines += [
        [words(f" base {one.base} run {one.run} ≤ {100 * one.threshold:.0f} %:".ljust(24)
               + stop_told(one), inks.bar())]
        for one in view.stops
    ]  # fmt: skip
    return lines + base_lines(view.release, inks, at.width)
