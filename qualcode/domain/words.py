"""Words: runs of letters and digits, single ideographs, single emoji.

An apostrophe or hyphen between letters and a point, comma or colon between digits belong to the
word (`don't`, `well-being`, `3.5`, `10:30`). Punctuation and blanks lie between words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.domain.graphemes import grapheme_start, is_boundary
from qualcode.domain.span import Span

REACH = 512
"""How far back a word is looked for; only in a longer run without a blank is it cut there."""

_IDEOGRAPH = (
    "\u3041-\u3096\u309d-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_EMOJI = "\u2600-\u27bf\U0001f000-\U0001faff"
_WORD_START = re.compile(rf"[^\W_]|[{_EMOJI}]")
_ALONE = re.compile(rf"[{_IDEOGRAPH}{_EMOJI}]")
_LETTERS = re.compile(rf"[^\W_{_IDEOGRAPH}]+")
_JOINT = re.compile(rf"['’‘ʼ\-‐‑·](?=[^\W_{_IDEOGRAPH}])|(?<=\d)[.,:](?=\d)")
# The common case in one match: Latin letters and digits, then something that cannot join them.
_LATIN = r"[^\W_\u0250-\U0010ffff]+"
_PLAIN = re.compile(rf"{_LATIN}(?:['’-]{_LATIN})*+(?=[\s;!?\"()/]|[.,:](?!\d))")
_BETWEEN = re.compile(r"\s")


def words(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the words of `[start, end)` in order; they never overlap or split a grapheme."""
    position = start
    while found := _WORD_START.search(text, position, end):
        # A letter may be the tail of a grapheme that began before it (a prepended sign).
        first = max(position, grapheme_start(text, found.start()))
        position = min(_word_end(text, found.start(), end), end)
        yield Span(first, position)


def _word_end(text: str, position: int, end: int) -> int:
    plain = _PLAIN.match(text, position, end)
    return plain.end() if plain else scanned_end(text, position, end)


def scanned_end(text: str, position: int, end: int) -> int:
    """Return where the word that begins here ends, for any script."""
    if _ALONE.match(text, position):
        return _to_boundary(text, position + 1, end)
    while True:
        if letters := _LETTERS.match(text, position, end):
            position = letters.end()
        after = _to_boundary(text, position, end)
        joint = _JOINT.match(text, after, end)
        if joint and is_boundary(text, joint.end()):
            after = joint.end()
        elif after == position or not _LETTERS.match(text, after, end):
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
