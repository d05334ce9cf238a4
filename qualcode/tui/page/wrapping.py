"""Where a row ends: after the last blank that fits, between ideographs, else in mid-word.

Blanks and the line end that follow the last word hang over the right edge, so that a row never
begins with the space between two words.
"""

from __future__ import annotations

import re

from qualcode.domain.text import grapheme_ends
from qualcode.tui.page.cells import NEWLINES, face

COMPLEX = re.compile(
    "[^\\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u04ff"
    "\u2010-\u2015\u2018-\u201f\u2022\u2026\u20ac]"
)
"""Finds characters that may take no cell or two, or join with their neighbours."""

HANGING = 4
"""At most this many blanks more than the first hang over the edge; the rest open the next row."""

_STAYS_BEHIND = frozenset(
    "、。，．・：；！？」』】》〉）］｝〕…‥ー々ゝゞヽヾぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)


def simple_row_end(text: str, start: int, end: int, width: int) -> int:
    """Return where the row that begins at `start` ends; all its characters take one cell each."""
    edge = start + width
    newline = text.find("\n", start, min(end, edge + 1))
    if newline >= 0:
        return newline + 1
    if end <= edge:
        return end
    blank = text.rfind(" ", start + 1, edge + 1)
    return _with_hanging(text, blank + 1, end) if blank >= 0 else edge


def row_end(text: str, start: int, end: int, width: int) -> int:
    """Return where the row that begins at `start` ends, whatever characters it holds."""
    cut: int | None = None
    column, position, after_wide = 0, start, False
    for stop in grapheme_ends(text, start, end):
        grapheme = text[position:stop]
        if grapheme in NEWLINES:
            return stop
        taken = face(grapheme, column)[1]
        blank = grapheme in " \t"
        if blank and position > start:
            cut = stop
        elif (taken > 1 or after_wide) and position > start and not _stays(grapheme):
            cut = position
        if column + taken > width:
            return _cut(text, start, position, stop, end, cut)
        after_wide = taken > 1
        column, position = column + taken, stop
    return end


def _cut(text: str, start: int, position: int, stop: int, end: int, cut: int | None) -> int:
    if cut is not None:
        return _with_hanging(text, cut, end) if text[cut - 1] in " \t" else cut
    return position if position > start else stop


def _stays(grapheme: str) -> bool:
    return grapheme[0] in _STAYS_BEHIND


def _with_hanging(text: str, cut: int, end: int) -> int:
    last = min(end, cut + HANGING)
    while cut < last and text[cut] == " " and not _joined(text, cut + 1, end):
        cut += 1
    if cut < end and text[cut] == "\n":
        return cut + 1
    return cut


def _joined(text: str, position: int, end: int) -> bool:
    return next(grapheme_ends(text, position - 1, end)) > position
