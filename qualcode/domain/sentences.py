"""Sentences, by rules that need no language model: `stops.py` says what ends one.

Sentences tile the text of a range but for blanks at their edges. A stretch without any stop (a
machine's transcript) is cut about every `LONGEST` code points, so that a sentence stays something
to read, and finding one never means reading the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.domain.graphemes import grapheme_start, next_grapheme
from qualcode.domain.span import Span
from qualcode.domain.stops import last_stop, stops

LONGEST = 2000
"""Without a stop for this many code points a sentence is cut at the next multiple of it."""

_NOT_BLANK = re.compile(r"\S")
_BLANK = re.compile(r"\s")
_NEAR = 100


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of `[start, end)` in order, without the blanks around them."""
    return _from(text, start, start, end)


def sentence_at(text: str, start: int, end: int, position: int) -> Span | None:
    """Return the first sentence of `[start, end)` that ends after the position, if one does.

    That is the sentence around the position or, from the blanks between two, the one to come.
    """
    known = _known_break(text, start, end, position)
    return next((one for one in _from(text, start, known, end) if one.end > position), None)


def next_sentence(text: str, start: int, end: int, position: int) -> Span | None:
    """Return the first sentence of `[start, end)` that begins after the position."""
    known = _known_break(text, start, end, position)
    return next((one for one in _from(text, start, known, end) if one.start > position), None)


def previous_sentence(text: str, start: int, end: int, position: int) -> Span | None:
    """Return the last sentence of `[start, end)` that ends at or before the position."""
    limit = min(position, end)
    while limit > start:
        known = _known_break(text, start, end, limit - 1)
        found = None
        for one in _from(text, start, known, end):
            if one.end > position:
                break
            found = one
        if found is not None:
            return found
        limit = known
    return None


def _known_break(text: str, start: int, end: int, position: int) -> int:
    """Return a place at or before the position from where sentences may be counted forward.

    Where no stop lies within reach the place is none, but the cuts that follow it are the same.
    """
    position = min(max(position, start), end)
    earliest = max(start, position - 3 * LONGEST)
    stop = last_stop(text, start, earliest, position, end)
    return earliest if stop is None else stop


def _from(text: str, start: int, opened: int, end: int) -> Iterator[Span]:
    for stop in _breaks(text, start, opened, end):
        if (span := _trimmed(text, opened, stop)) is not None:
            yield span
        opened = stop


def _breaks(text: str, start: int, known: int, end: int) -> Iterator[int]:
    cut = _cut_after(known)
    for low in range(known, end, LONGEST):
        high = min(low + LONGEST, end)
        for stop in stops(text, start, low, high, end):
            while cut < stop - _NEAR:
                yield _at_blank(text, cut)
                cut += LONGEST
            yield stop
            cut = _cut_after(stop)
        while cut < high - _NEAR:
            yield _at_blank(text, cut)
            cut += LONGEST
    yield end


def _cut_after(stop: int) -> int:
    return -(-stop // LONGEST) * LONGEST + LONGEST


def _at_blank(text: str, cut: int) -> int:
    blank = _BLANK.search(text, cut, cut + _NEAR)
    return grapheme_start(text, blank.start() if blank else cut)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    first = _NOT_BLANK.search(text, start, end)
    if first is None:
        return None
    # A mark may sit on a blank: the two are one grapheme and belong together.
    begin = max(start, grapheme_start(text, first.start()))
    last = start + len(text[start:end].rstrip())
    return Span(begin, min(end, next_grapheme(text, last - 1)))
