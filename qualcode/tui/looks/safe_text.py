"""Words that others wrote, made fit for one line of the screen."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style

from qualcode.tui.page.cells import glyphs

Line = list[Segment]


def shown(text: str, width: int | None = None) -> str:
    """Return what can be painted of a text: no control character, no line break.

    With a width (cells) it is cut to fit, with `…` at the end if something is missing.
    """
    whole = glyphs(text, 0, len(text))
    if width is None:
        return "".join(glyph.shown for glyph in whole)
    if not whole or whole[-1].cell + whole[-1].width <= width:
        return "".join(glyph.shown for glyph in whole)
    kept = [glyph.shown for glyph in whole if glyph.cell + glyph.width < width]
    return "".join(kept) + "…" if width > 0 else ""


def cells(text: str) -> int:
    """Return how many cells a shown text takes."""
    whole = glyphs(text, 0, len(text))
    return whole[-1].cell + whole[-1].width if whole else 0


def words(text: str, style: Style, width: int | None = None) -> Segment:
    """Return a segment that holds safe text."""
    return Segment(shown(text, width), style)


def taken(line: Iterable[Segment]) -> int:
    """Return how many cells a line takes."""
    return sum(segment.cell_length for segment in line)


def spread(left: Line, right: Line, width: int, ground: Style) -> Line:
    """Return a line with one part at each edge; the left part gives way."""
    room = max(0, width - taken(right) - 1)
    kept = cropped(left, room)
    return [*kept, Segment(" " * (width - taken(kept) - taken(right)), ground), *right]


def cropped(line: Line, width: int) -> Line:
    """Return as much of a line as fits into some cells, `…` at the end if something is missing."""
    if taken(line) <= width:
        return line
    kept: Line = []
    room = width
    for segment in line:
        if segment.cell_length < room:
            kept.append(segment)
            room -= segment.cell_length
            continue
        kept.append(Segment(shown(segment.text + "  ", room), segment.style))
        break
    return kept


def clipped(segment: Segment, width: int) -> Segment:
    """Return what of a segment fits, for a cut name tells more without the sign that it is cut."""
    return segment.split_cells(max(0, width))[0]


def wrapped(text: str, width: int, most: int) -> list[str]:
    """Return a text broken into at most so many lines of some width."""
    lines = [""]
    for word in shown(text).split():
        joined = f"{lines[-1]} {word}".strip()
        if cells(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(shown(word, width))
    if len(lines) > most:
        lines = [*lines[: most - 1], shown(" ".join(lines[most - 1 :]) + "  ", width)]
    return [line for line in lines if line]
