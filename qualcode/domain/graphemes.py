"""What a reader sees as one character: extended grapheme clusters (Unicode Annex 29, rules GB1-13).

Whether a position is a boundary depends only on a bounded stretch of text before it, so every
question costs the same in a sentence and in a million words. A cluster that would not end within
that stretch (a hundred marks on one letter) is cut at multiples of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.domain.grapheme_classes import PART_OF, Part
from qualcode.domain.span import Span

LONGEST = 64
"""A grapheme never holds more than twice this many code points."""

_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_FLAG_REACH = 1024
_FIRST_MARK = "\u0300"

_CONTROLS = frozenset({Part.CR, Part.LF, Part.CONTROL})
_TRAILING = frozenset({Part.EXTEND, Part.LINKER, Part.ZWJ, Part.SPACING})
_INSIDE_CONJUNCT = frozenset({Part.EXTEND, Part.LINKER, Part.ZWJ})
_HANGUL = frozenset(
    {
        *((Part.HANGUL_L, part) for part in (Part.HANGUL_L, Part.HANGUL_V)),
        *((Part.HANGUL_L, part) for part in (Part.HANGUL_LV, Part.HANGUL_LVT)),
        *((part, Part.HANGUL_V) for part in (Part.HANGUL_LV, Part.HANGUL_V)),
        *((part, Part.HANGUL_T) for part in (Part.HANGUL_LV, Part.HANGUL_V)),
        *((part, Part.HANGUL_T) for part in (Part.HANGUL_LVT, Part.HANGUL_T)),
    }
)


def is_boundary(text: str, position: int) -> bool:
    """Say whether a cursor may stand before the code point at this position."""
    if position <= 0 or position >= len(text):
        return True
    before, after = text[position - 1], text[position]
    if before < _FIRST_MARK and after < _FIRST_MARK:
        return not (before == "\r" and after == "\n")
    if not _joined(text, position):
        return True
    return position % LONGEST == 0 and all(
        _may_join(text[index - 1], text[index])
        for index in range(position - 1, max(0, position - LONGEST), -1)
    )


def _joined(text: str, position: int) -> bool:
    left, right = PART_OF[text[position - 1]], PART_OF[text[position]]
    if not _parts_may_join(left, right):
        return False
    if right is Part.FLAG_LETTER and left is Part.FLAG_LETTER:
        return _inside_flag(text, position)
    if right is Part.PICTOGRAPH and left is Part.ZWJ:
        return _after_pictograph(text, position - 1)
    if right is Part.CONSONANT and left in _INSIDE_CONJUNCT:
        return _inside_conjunct(text, position)
    return True


def _parts_may_join(left: Part, right: Part) -> bool:
    if left in _CONTROLS or right in _CONTROLS:
        return left is Part.CR and right is Part.LF
    return (
        right in _TRAILING
        or left is Part.PREPEND
        or (left is Part.FLAG_LETTER and right is Part.FLAG_LETTER)
        or (left is Part.ZWJ and right is Part.PICTOGRAPH)
        or (right is Part.CONSONANT and left in _INSIDE_CONJUNCT)
        or (left, right) in _HANGUL
    )


def _may_join(before: str, after: str) -> bool:
    left, right = PART_OF[before], PART_OF[after]
    both_flags = left is Part.FLAG_LETTER and right is Part.FLAG_LETTER
    return not both_flags and _parts_may_join(left, right)


def _inside_flag(text: str, position: int) -> bool:
    stretch = text[max(0, position - _FLAG_REACH) : position]
    return (len(stretch) - len(stretch.rstrip(_FLAG_LETTERS))) % 2 == 1


def _after_pictograph(text: str, position: int) -> bool:
    for index in range(position - 1, max(-1, position - LONGEST), -1):
        part = PART_OF[text[index]]
        if part is Part.PICTOGRAPH:
            return True
        if part not in (Part.EXTEND, Part.LINKER):
            return False
    return False


def _inside_conjunct(text: str, position: int) -> bool:
    linked = False
    for index in range(position - 1, max(-1, position - LONGEST), -1):
        part = PART_OF[text[index]]
        if part is Part.CONSONANT:
            return linked
        if part not in _INSIDE_CONJUNCT:
            return False
        linked = linked or part is Part.LINKER
    return False


def next_grapheme(text: str, position: int) -> int:
    """Return the first boundary after the position; at the end of the text, its length."""
    position += 1
    while position < len(text) and not is_boundary(text, position):
        position += 1
    return min(position, len(text))


def previous_grapheme(text: str, position: int) -> int:
    """Return the last boundary before the position, or 0."""
    position -= 1
    while position > 0 and not is_boundary(text, position):
        position -= 1
    return max(position, 0)


def grapheme_start(text: str, position: int) -> int:
    """Return the position itself if it is a boundary, else the start of the grapheme it cuts."""
    return position if is_boundary(text, position) else previous_grapheme(text, position)


def grapheme_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where each grapheme of `[start, end)` ends; the last one ends at `end`."""
    for position in range(start + 1, end):
        if is_boundary(text, position):
            yield position
    if start < end:
        yield end


def graphemes(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the graphemes of `[start, end)`, which they tile."""
    for stop in grapheme_ends(text, start, end):
        yield Span(start, stop)
        start = stop
