"""Excerpts with their hits: parted, and cut so that the first hit is in sight."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcode.study.seeking import HIT_END, HIT_START

Parts = list[tuple[str, bool]]
"""Words, and whether they are a hit."""

_BEFORE = 3


def parts_of(excerpt: str) -> Parts:
    """Part an excerpt into what is a hit and what is not."""
    parts: Parts = []
    for number, piece in enumerate(excerpt.split(HIT_START)):
        hit, found, rest = piece.partition(HIT_END)
        if number and found:
            parts += [(hit, True), (rest, False)]
        else:
            parts.append((piece, False))
    return [part for part in parts if part[0]]


def hits_in(excerpt: str) -> list[str]:
    """Return the words of an excerpt that are hits, each once."""
    return list(dict.fromkeys(words for words, hit in parts_of(excerpt) if hit))


def around_the_hit(parts: Parts, width: int) -> Parts:
    """Leave out what stands far before the first hit, so that it is seen in so many cells."""
    first = next((at for at, (_, hit) in enumerate(parts) if hit), 0)
    before = "".join(words for words, _ in parts[:first])
    room = width // _BEFORE
    if len(before) <= room:
        return parts
    kept = before[len(before) - room + 1 :]
    return [(f"…{kept.partition(' ')[2] or kept}", False), *parts[first:]]


def marked(text: str, hits: Sequence[str]) -> Parts:
    """Part a text into the hits, wherever they stand as whole words, and the rest."""
    if not hits:
        return [(text, False)]
    longest_first = sorted(hits, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    # Splitting by one group yields what is between and what matched by turns.
    return [(part, at % 2 == 1) for at, part in enumerate(pattern.split(text)) if part]
