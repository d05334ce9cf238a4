"""Words: runs of letters and digits, single ideographs, single emoji.

An apostrophe or hyphen between letters and a point, comma or colon between digits belong to the
word (`don't`, `well-being`, `3.5`, `10:30`). Punctuation and blanks lie between words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from qualcode.domain.graphemes import grapheme_start, is_boundary
from qualcode.domain.span import Span

REACH = 512
"""How far back a word is looked for; only in a longer run without a blank is it cut there."""

_IDEOGRAPH = (
    "\u3041-\u3096\u309d-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_EMOJI = "\u2600-\u27bf\U0001f000-\U0001faff"
_LATIN = r"[^\W_\u0250-\U0010ffff]+"
_BETWEEN = re.compile(r"\s")


# Patterns over whole scripts take long to compile: each is made when a word is first looked for.
@cache
def _word_start() -> re.Pattern[str]:
    return re.compile(rf"[^\W_]|[{_EMOJI}]")


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(rf"[{_IDEOGRAPH}{_EMOJI}]")


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(rf"[^\W_{_IDEOGRAPH}]+")


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"['’‘ʼ\-‐‑·](?=[^\W_{_IDEOGRAPH}])|(?<=\d)[.,:](?=\d)")


@cache
def _plain() -> re.Pattern[str]:
    # The common case in one match: Latin letters and digits, then what cannot join them.
    return re.compile(rf"{_LATIN}(?:['’-]{_LATIN})*+(?=[\s;!?\"()/]|[.,:](?!\d))")


def words(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the words of `[start, end)` in order; they never overlap or split a grapheme."""
    position, word_start = start, _word_start()
    while found := word_start.search(text, position, end):
        # A letter may be the tail of a grapheme that began before it (a prepended sign).
        first = max(position, grapheme_start(text, found.start()))
        position = min(_word_end(text, found.start(), end), end)
        yield Span(first, position)


def _word_end(text: str, position: int, end: int) -> int:
    plain = _plain().match(text, position, end)
    return plain.end() if plain else scanned_end(text, position, end)


def scanned_end(text: str, position: int, end: int) -> int:
    """Return where the word that begins here ends, for any script."""
    if _alone().match(text, position):
        return _to_boundary(text, position + 1, end)
    while True:
        if letters := _letters().match(text, position, end):
            position = letters.end()
        after = _to_boundary(text, position, end)
        joint = _joint().match(text, after, end)
        if joint and is_boundary(text, joint.end()):
            after = joint.end()
        elif after == position or not _letters().match(text, after, end):
            return after
        position = after


def _to_boundary(text: str, position: int, end: int) -> int:
    while position < end and not is_boundary(text, position):
        position += 1
    return position


def word_at(text: str, start: int, end: int, position: int) -> Span | None:
    """Return the word of `[start, end)` that holds the code point at this position, if one does."""
    for word in words(text, _safe_start(text, start, position), end):
        if word.end > position:
            return word if word.start <= position else None
    return None


def next_word(text: str, start: int, end: int, position: int) -> Span | None:
    """Return the first word of `[start, end)` that begins after the position."""
    for word in words(text, _safe_start(text, start, position), end):
        if word.start > position:
            return word
    return None


def previous_word(text: str, start: int, end: int, position: int) -> Span | None:
    """Return the last word of `[start, end)` that ends at or before the position."""
    limit = min(position, end)
    while limit > start:
        first = _safe_start(text, start, limit - 1)
        found = None
        for word in words(text, first, end):
            if word.end > limit or word.start >= limit:
                break
            found = word
        if found is not None:
            return found
        limit = first
    return None


def _safe_start(text: str, start: int, position: int) -> int:
    # After a blank a word cannot have begun before, so reading from there gives the same words.
    earliest = max(start, position - REACH)
    for back in range(position - 1, earliest, -1):
        if _BETWEEN.match(text, back) and is_boundary(text, back + 1):
            return back + 1
    return earliest if earliest == start else grapheme_start(text, earliest)
