"""Finds the code that a few typed letters mean.

Best is the code's own key, then the beginning of its name, of a word in it, the initials of its
words, letters in order anywhere in its path. Among equals the one used last comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.domain.codebook import Code, Codebook

_KEY, _NAME, _WORD, _INITIALS, _INSIDE, _IN_ORDER = range(6)


def matching(
    typed: str, codebook: Codebook, offered: Iterable[Code], recent: Sequence[str] = ()
) -> list[Code]:
    """Return the offered codes that fit what was typed, best first; all if nothing was typed."""
    wanted = typed.casefold().strip()
    last_used = {code: place for place, code in enumerate(recent)}
    ranked = []
    for order, code in enumerate(offered):
        rank = _rank(wanted, code, codebook.path(code.id).casefold()) if wanted else 0
        if rank is not None:
            ranked.append((rank, last_used.get(code.id, len(recent)), order, code))
    return [entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:3])]


def _rank(wanted: str, code: Code, path: str) -> int | None:
    name = code.name.casefold()
    words = name.replace("-", " ").split()
    if wanted == code.key.casefold():
        return _KEY
    if name.startswith(wanted):
        return _NAME
    if any(word.startswith(wanted) for word in words):
        return _WORD
    if "".join(word[0] for word in words).startswith(wanted):
        return _INITIALS
    if wanted in path or any(wanted in alias.casefold() for alias in code.aliases):
        return _INSIDE
    return _IN_ORDER if _in_order(wanted, path) else None


def _in_order(wanted: str, text: str) -> bool:
    place = -1
    for letter in wanted.replace(" ", ""):
        place = text.find(letter, place + 1)
        if place < 0:
            return False
    return True
