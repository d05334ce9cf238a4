"""Sentences, by rules that need no language model: see `_is_stop` for what ends one.

Sentences tile the text of a range but for blanks at their edges. A stretch without any stop (a
machine's transcript) is cut every `LONGEST` code points, so that a sentence stays something to
read and finding one never means reading the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.domain.abbreviations import (
    BEFORE_A_NAME,
    BEFORE_A_NUMBER,
    INSIDE_A_SENTENCE,
    SENTENCE_OPENERS,
)
from qualcode.domain.graphemes import grapheme_start, is_boundary
from qualcode.domain.span import Span

LONGEST = 2000
"""Without a stop for this many code points a sentence is cut at the next multiple of it."""

SHORT_LINE = 40
"""A line shorter than this was ended on purpose, not wrapped at a margin."""

_CLOSERS = r"[\"'”’»›)\]}」』】》〉）］*_]*(?:\[\d{1,3}\])*"
_WIDE_CLOSERS = r"[」』】》〉）］”’\"')\]]*"
_STOP = re.compile(
    rf"""
      (?P<dots>\.\.+|…+) {_CLOSERS} (?=\s|\Z)
    | (?P<point>\.) {_CLOSERS} (?=\s|\Z)
    | (?P<mark>[!?][!?.…]*|[؟۔።։;।॥‽⁇⁈⁉]+) {_CLOSERS} (?=\s|\Z)
    | (?P<wide>[。！？｡．…⋯]*[。！？｡][。！？｡…]*) {_WIDE_CLOSERS}
    | (?P<script>[؟۔።]) (?=\w)
    | (?P<paragraph>\n[^\S\n]*\n\s* | [\u2029\f\v] | \n(?=[ \t]*(?:[-*•–—▪‣◦]|\d{{1,3}}[.)])\s))
    | (?P<line>\n)
    """,
    re.VERBOSE,
)
_LAST_TOKEN = re.compile(r"[\w.’'·-]*\w\Z")
_TOKEN_REACH = 24
_NEXT_WORD = re.compile(r"[\s\"'“”‘’«»(\[]*(\w*)")
_STRETCH = 256
_NOT_BLANK = re.compile(r"\S")


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of `[start, end)` in order, without the blanks around them."""
    opened = start
    for stop in _breaks(text, start, start, end):
        if (span := _trimmed(text, opened, stop)) is not None:
            yield span
        opened = stop


def sentence_at(text: str, start: int, end: int, position: int) -> Span | None:
    """Return the sentence of `[start, end)` at a position; from a blank, the one before it.

    None only where the range holds nothing but blanks up to the next sentence's end.
    """
    position = min(max(position, start), end)
    opened = _opening(text, start, end, position)
    before = None
    for stop in _breaks(text, start, opened, end):
        span = _trimmed(text, opened, stop)
        if span is not None and (span.end > position or before is None):
            if span.start > position and before is not None:
                return before
            before = span
        if stop > position and before is not None:
            return before
        opened = stop
    return before
