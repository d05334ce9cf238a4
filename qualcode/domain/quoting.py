"""Finds words that somebody quotes by typing them in the text that they were read in."""

from __future__ import annotations

import re
import unicodedata

from qualcode.domain.graphemes import grapheme_start, is_boundary, next_grapheme
from qualcode.domain.span import Span

_ELLIPSIS = re.compile(r"\s+(?:\.\.\.|…)\s+")
_ALIKE = {
    **dict.fromkeys("'’‘ʼ", "['’‘ʼ]"),
    **dict.fromkeys('"“”„«»', '["“”„«»]'),
    "·": "[·\x00-\x1f\x7f-\x9f]",
}


def quoted(typed: str, text: str, within: Span) -> list[Span]:
    """Return where the typed words stand inside a stretch of a text, in order.

    Blanks may be of any kind and number, straight and curly quotes are alike, so are composed and
    decomposed letters, `·` may stand for a control character, and `first words ... last words`
    means all from the first to the last. Places in the very same case are preferred to others.
    No place splits a grapheme.
    """
    typed = typed.strip()
    composed = unicodedata.normalize("NFC", typed)
    for parts in ([typed], [composed], _ELLIPSIS.split(composed)):
        if found := _places(parts, text, within):
            return found
    return []


def _places(parts: list[str], text: str, within: Span) -> list[Span]:
    if not all(parts):
        return []
    pattern = ".*?".join(r"\s+".join(map(_loosely, part.split())) for part in parts)
    for flags in (re.DOTALL, re.DOTALL | re.IGNORECASE):
        found = re.compile(pattern, flags).finditer(text, within.start, within.end)
        spans = [_whole(text, one.start(), one.end(), within) for one in found]
        if spans:
            return spans
    return []


def _loosely(word: str) -> str:
    return "".join(_ALIKE.get(mark) or _composed_or_not(mark) for mark in word)


def _composed_or_not(mark: str) -> str:
    apart = unicodedata.normalize("NFD", mark)
    if apart == mark:
        return re.escape(mark)
    return f"(?:{re.escape(mark)}|{re.escape(apart)})"


def _whole(text: str, start: int, end: int, within: Span) -> Span:
    start = max(within.start, grapheme_start(text, start))
    if not is_boundary(text, end):
        end = next_grapheme(text, end - 1)
    return Span(start, min(end, within.end))
