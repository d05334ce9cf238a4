"""What one grapheme looks like on the screen, and how many cells it takes.

Terminals disagree about the width of joined emoji, skin tones and variation selectors, so those
are left out of what is shown; positions keep pointing at the text as it is. Nothing that could
steer a terminal is ever passed on. Widths come from Rich's table, because Textual, which paints,
measures with the same one: a second table (wcwidth) could only disagree with it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from rich.cells import get_character_cell_size

from qualcode.domain.grapheme_classes import PART_OF, Part
from qualcode.domain.text import grapheme_ends

TAB_STOP = 4
"""Tabs move to the next multiple of this many cells, counted from the row's left edge."""

MARK = "·"
"""Stands for a character that must not reach the terminal or would not be seen there."""

NEWLINES = frozenset({"\n", "\r\n"})

_CARRIER = "◌"
_MOST_MARKS = 8
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_DEFECTIVE = frozenset({Part.EXTEND, Part.LINKER, Part.SPACING})
_TEXT_STYLE = "\ufe0e"


class Glyph(NamedTuple):
    """One grapheme on a row: its code points `[start, end)`, first cell, cells, and its face."""

    start: int
    end: int
    cell: int
    width: int
    shown: str


def face(grapheme: str, column: int) -> tuple[str, int]:
    """Return what to paint for a grapheme that begins at this cell, and its width in cells."""
    if grapheme == "\t":
        width = TAB_STOP - column % TAB_STOP
        return " " * width, width
    return _face(grapheme)


def glyphs(text: str, start: int, end: int) -> list[Glyph]:
    """Return the glyphs of one row that holds the code points `[start, end)`."""
    found = []
    cell = 0
    for stop in grapheme_ends(text, start, end):
        shown, width = face(text[start:stop], cell)
        found.append(Glyph(start, stop, cell, width, shown))
        start, cell = stop, cell + width
    return found


@lru_cache(maxsize=8192)
def _face(grapheme: str) -> tuple[str, int]:
    if grapheme in NEWLINES:
        return " ", 1
    first = PART_OF[grapheme[0]]
    if first is Part.PICTOGRAPH:
        return _emoji(grapheme)
    if first is Part.FLAG_LETTER:
        return _flag(grapheme)
    shown = "".join(character for character in grapheme if _seen(character))[: 1 + _MOST_MARKS]
    if shown and PART_OF[shown[0]] in _DEFECTIVE:
        shown = _CARRIER + shown
    width = sum(map(get_character_cell_size, shown))
    return (shown, width) if width else (MARK, 1)


def _emoji(grapheme: str) -> tuple[str, int]:
    sign = grapheme[0]
    width = get_character_cell_size(sign)
    if len(grapheme) == 1 or grapheme[1] == _TEXT_STYLE:
        return sign, width
    return sign + " " * (2 - width), 2


def _flag(grapheme: str) -> tuple[str, int]:
    if len(grapheme) > 1 and PART_OF[grapheme[1]] is Part.FLAG_LETTER:
        return grapheme[:2], 2
    return chr(ord(grapheme[0]) - 0x1F1E6 + ord("A")), 1


def _seen(character: str) -> bool:
    number = ord(character)
    if "\ufe00" <= character <= "\ufe0f" or 0xE0100 <= number <= 0xE01EF:
        return False
    if 0x1F3FB <= number <= 0x1F3FF or character == "\u20e3":
        return False
    if number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF:
        return False
    return unicodedata.category(character) not in _HIDDEN
