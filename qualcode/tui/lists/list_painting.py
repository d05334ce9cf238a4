"""Pieces that the lines of all lists are made of."""

from __future__ import annotations

from datetime import datetime

from rich.segment import Segment

from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, cropped, shown, spread, words, wrapped

_BAR = 10


def row_line(inks: Inks, chosen: bool, width: int, left: Line, right: Line) -> Line:
    """Return a row with its sign at the left edge and what stands at the right one."""
    ground = ground_of(inks, chosen)
    room = width - sum(segment.cell_length for segment in right) - 1
    sign = Segment(" ▸ " if chosen else "   ", style(inks.accent, ground, bold=True))
    return spread(cropped([sign, *left], room), right, width, style(inks.text, ground))


def ground_of(inks: Inks, chosen: bool) -> str:
    """Return the colour that a row stands on."""
    return inks.selection if chosen else inks.background


def column(text: str, width: int, colour: str, ground: str, bold: bool = False) -> Line:
    """Return words that fill a column of some cells, with a blank after them."""
    word = words(text, style(colour, ground, bold), width - 1)
    return [word, Segment(" " * (width - word.cell_length), style(colour, ground))]


def bar(done: int, of: int, inks: Inks, ground: str) -> Segment:
    """Return a bar that is full when all is done."""
    filled = _BAR * done // max(1, of)
    return Segment("█" * filled + "░" * (_BAR - filled), style(inks.good, ground))


def headed(heading: str, inks: Inks) -> Line:
    """Return a heading of what stands beside a list."""
    return [words(f" {heading.upper()}", inks.quiet(inks.panel))]


def paragraphs(text: str, inks: Inks, width: int, most: int = 200) -> list[Line]:
    """Return a text, its own line breaks kept, as lines of what stands beside a list."""
    lines: list[Line] = []
    for part in text.splitlines():
        lines += [[words(f" {one}", inks.bar())] for one in wrapped(part, width - 1, most)] or [[]]
    return lines[:most]


def facts(pairs: list[tuple[str, str]], inks: Inks, width: int) -> list[Line]:
    """Return what is known of a thing, name by name; what is not known is left out."""
    known = [(name, value) for name, value in pairs if value]
    room = max((len(shown(name)) for name, _ in known), default=0) + 2
    lines: list[Line] = []
    for name, value in known:
        told = wrapped(value, max(10, width - room - 1), 4)
        lines += [
            [words(f" {name if at == 0 else '':<{room}}", inks.quiet(inks.panel)),
             words(one, inks.bar())]
            for at, one in enumerate(told)
        ]  # fmt: skip
    return lines


def moment_told(moment: datetime) -> str:
    """Return when something was, in the time of the place where one is."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
