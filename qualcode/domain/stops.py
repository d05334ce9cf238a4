"""What ends a sentence: stop marks that are not part of an abbreviation, and ends of paragraphs.

- A point ends a sentence unless it belongs to an abbreviation, an initial or a list number; points
  inside decimals, addresses and file names have no blank after them and are not looked at.
- Dots (...) end one unless a small letter follows; so does `?` or `!` before a closing quote.
- The full-width marks of Chinese and Japanese end one without a blank after them; Arabic, Urdu,
  Devanagari, Armenian and Ethiopic marks end one too. Closing quotes and brackets stay with it.
- A blank line, a list item or a line that was broken early ends one without any mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from qualcode.domain.abbreviations import (
    AT_ANY_PLACE,
    BEFORE_A_NUMBER,
    INSIDE_A_SENTENCE,
    SENTENCE_OPENERS,
)
from qualcode.domain.graphemes import is_boundary

SHORT_LINE = 40
"""A line shorter than this was ended on purpose, not wrapped at a margin."""

_CLOSERS = r"(?P<{0}>[\"'”’»›)\]}}」』】》〉）］*]*+)(?:\[\d{{1,3}}\])*+"
_TOKEN_REACH = 24
_TOKEN = re.compile(rf"[^\W_](?:[\w.’'·°-]{{0,{_TOKEN_REACH}}}[\w°])?\Z")
_NEXT_WORD = re.compile(r"[\s\"'“”‘’«»(\[]{0,8}([\w’']{0,24})")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_MARGIN = 64
_FIRST_STRETCH = 256


# It takes long to compile, and a text is shown before anybody asks for its sentences.
@cache
def _stop() -> re.Pattern[str]:
    return re.compile(
        rf"""
      (?<![.…]) (?:\.\.++|…[.…]*+) {_CLOSERS.format("d")} (?=\s|\Z) (?P<dots>)
    | (?<![.…]) \. {_CLOSERS.format("p")} (?=\s|\Z) (?P<point>)
    | (?<![!?]) [!?][!?.…]*+ {_CLOSERS.format("m")} (?=\s|\Z) (?P<mark>)
    | [؟۔։።।॥‽⁇⁈⁉] {_CLOSERS.format("s")} (?P<sign>)
    | (?<![。！？｡]) [。！？｡][。！？｡…]*+ {_CLOSERS.format("w")} (?P<wide>)
    | \n[^\S\n]*+\n (?P<paragraph>)
    | [\u2029\f\v] (?P<page>)
    | \n(?=[ \t]*+(?:[-*•–—▪‣◦]|\d{{1,3}}[.)])\s) (?P<item>)
    | \n (?P<line>)
        """,
        re.VERBOSE,
    )


def stops(text: str, start: int, after: int, until: int, end: int) -> Iterator[int]:
    """Yield where sentences of `[start, end)` end by a mark or a line's end.

    Only places later than `after` and up to `until` are looked for; `end` itself is none.
    """
    horizon = min(end, until + _MARGIN)
    for found in _stop().finditer(text, _outside_a_mark(text, start, after), horizon):
        place = found.end()
        if place > until:
            return
        if after < place < end and is_boundary(text, place) and _ends(text, start, found, end):
            yield place


def last_stop(text: str, start: int, earliest: int, position: int, end: int) -> int | None:
    """Return the last of `stops` from `earliest` to `position`, `start` if there, else None."""
    stretch = _FIRST_STRETCH
    while True:
        after = max(earliest, position - stretch)
        found = max(stops(text, start, after - 1, position, end), default=None)
        if found is not None or after == earliest:
            return start if found is None and earliest == start else found
        stretch *= 2


def _outside_a_mark(text: str, start: int, after: int) -> int:
    # A mark with its closers holds no blank, so matching from behind one sees marks whole.
    earliest = max(start, after - _MARGIN)
    for place in range(max(after, start), earliest, -1):
        if text[place - 1] in " \t" and not text[place : place + 1].isspace():
            return place
    return earliest


def _ends(text: str, start: int, found: re.Match[str], end: int) -> bool:
    kind = found.lastgroup
    following = _following(text, found.end(), end)
    quoted = any(found.group(name) for name in "dpm")
    if kind == "line":
        return _broken_early(text, start, found.start()) and not following[:1].islower()
    if kind == "dots" or (quoted and kind in ("point", "mark")):
        return not following[:1].islower()
    return kind != "point" or _point_ends(text, start, found.start(), following)


def _following(text: str, position: int, end: int) -> str:
    found = _NEXT_WORD.match(text, position, end)
    return found.group(1) if found else ""


def _broken_early(text: str, start: int, newline: int) -> bool:
    line = text[max(start, newline - SHORT_LINE) : newline]
    return "\n" in line or newline - start < SHORT_LINE


def _point_ends(text: str, start: int, point: int, following: str) -> bool:
    earliest = max(start, point - _TOKEN_REACH)
    token = _TOKEN.search(text[earliest:point])
    if token is None or not following:
        return True
    word = token.group()
    folded = word.casefold()
    capital = following[:1].isupper()
    if folded in INSIDE_A_SENTENCE:
        return False
    if folded in BEFORE_A_NUMBER:
        return not following[:1].isdigit()
    if folded in AT_ANY_PLACE:
        return capital
    if (len(word) == 1 and word.isupper() and word != "I") or _ACRONYM.fullmatch(word):
        return capital and following.casefold() in SENTENCE_OPENERS
    if word.isdigit():
        return not _first_in_line(text, start, earliest + token.start())
    return True


def _first_in_line(text: str, start: int, position: int) -> bool:
    before = text[max(start, position - _TOKEN_REACH) : position]
    lead = before.rpartition("\n")[2]
    return not lead.strip() and ("\n" in before or position - start == len(lead))
