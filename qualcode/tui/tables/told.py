"""What the paintings of all tables share: figures in words, and what must be known of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rich.segment import Segment

from qualcode.privacy.release import Release
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, words, wrapped


@dataclass(frozen=True, slots=True)
class At:
    """Where one is in a table: the place of the row, and the room there is in cells."""

    place: int
    width: int
    is_low: bool


WITHHELD = "withheld"
_LONGEST = 12


def count(value: int | None) -> str:
    """Return a count, or that it is withheld."""
    return WITHHELD if value is None else str(value)


def figure(value: float | None, places: int = 2) -> str:
    """Return a figure, or a dash where there is none."""
    return "–" if value is None else f"{value:.{places}f}"


def chance(p: float | None) -> str:
    """Return a p to three places, or a dash where there is none."""
    if p is None:
        return "–"
    return "<.001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


def sign(chosen: bool, inks: Inks, ground: str) -> Segment:
    """Return what stands at the left edge of a row."""
    return Segment("▌ " if chosen else "  ", style(inks.accent, ground, bold=True))


def told_lines(text: str, inks: Inks, width: int, quiet: bool = False) -> list[Line]:
    """Return a text as lines of what stands beside the rows."""
    ink = inks.quiet(inks.panel) if quiet else inks.bar()
    return [[words(f" {one}", ink)] for one in wrapped(text, width - 2, _LONGEST)]


def base_lines(table: Release[Any], inks: Inks, width: int) -> list[Line]:
    """Return what a table's figures are of, and its notes."""
    rule = f"; coders: {table.coder_rule}" if table.coder_rule else ""
    lines = told_lines(f"Base: {table.base}{rule}.", inks, width)
    for note in dict.fromkeys(table.notes):
        lines += told_lines(note, inks, width, quiet=True)
    return lines
