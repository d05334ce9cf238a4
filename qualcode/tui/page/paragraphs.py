"""Paragraphs inside a stretch of text: runs of lines that a blank line parts from the next.

A paragraph begins and ends at letters, not at the blanks around it. Positions are code points.
"""

from __future__ import annotations

import re

from qualcode.domain.span import Span

_BLANK = re.compile(r"\s*")


def paragraph_at(text: str, start: int, end: int, position: int) -> Span | None:
    """Return the paragraph at a position of `[start, end)`, None on a blank line or outside."""
    if not start <= position < end:
        return None
    first, last = _line(text, start, end, position)
    if _is_blank(text, first, last):
        return None
    while first > start:
        above = _line(text, start, end, first - 1)
        if _is_blank(text, *above):
            break
        first = above[0]
    while last < end:
        below = _line(text, start, end, last)
        if _is_blank(text, *below):
            break
        last = below[1]
    return Span(_letter(text, first, last), first + len(text[first:last].rstrip()))


def next_paragraph(text: str, start: int, end: int, position: int) -> Span | None:
    """Return the first paragraph that begins after a position."""
    here = paragraph_at(text, start, end, position)
    if here is not None and here.start > position:
        return here
    following = _letter(text, here.end if here else max(position, start), end)
    return paragraph_at(text, start, end, following)


def previous_paragraph(text: str, start: int, end: int, position: int) -> Span | None:
    """Return the last paragraph that ends at or before a position."""
    edge = min(position, end)
    while edge > start:
        here = paragraph_at(text, start, end, edge - 1)
        if here is not None and here.end <= position:
            return here
        edge = here.start if here else _line(text, start, end, edge - 1)[0]
    return None


def _line(text: str, start: int, end: int, position: int) -> tuple[int, int]:
    """Return the line at a position, with the line feed that ends it."""
    following = text.find("\n", position, end)
    return text.rfind("\n", start, position) + 1 or start, following + 1 or end


def _is_blank(text: str, first: int, last: int) -> bool:
    return _letter(text, first, last) == last


def _letter(text: str, first: int, last: int) -> int:
    found = _BLANK.match(text, first, last)
    return found.end() if found else first
