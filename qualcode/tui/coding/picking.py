"""Which codes a few typed letters mean, best first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from qualcode.domain.codebook import PATH_SEPARATOR


def best(
    typed: str,
    names: Iterable[tuple[str, str]],
    recency: Callable[[str], int],
    limit: int = 10,
) -> list[str]:
    """Return the ids whose names fit what was typed, at most `limit`, best first.

    `names` are (id, path); `recency` gives 0 for the id used last and grows from there. Every
    typed word must fit: as the beginning of a word of the name, of the path, as initials, or as
    letters in order. Among equals the more recent comes first, then the order given.
    """
    wanted = typed.casefold().split()
    ranked = []
    for position, (identity, path) in enumerate(names):
        scores = [_score(word, path.casefold()) for word in wanted]
        if None not in scores:
            total = sum(score for score in scores if score is not None)
            ranked.append((-total, recency(identity), position, identity))
    return [identity for *_, identity in sorted(ranked)[:limit]]


def _score(word: str, path: str) -> int | None:
    name = path.rsplit(PATH_SEPARATOR, 1)[-1]
    parts = _parts(name)
    if name.startswith(word):
        return 60
    if any(part.startswith(word) for part in parts):
        return 50
    if _are_initials(word, parts):
        return 40
    if any(part.startswith(word) for part in _parts(path)):
        return 30
    if word in name:
        return 20
    return 10 if _in_order(word, name) else None


def _parts(name: str) -> list[str]:
    return "".join(mark if mark.isalnum() else " " for mark in name).split()


def _are_initials(word: str, parts: Sequence[str]) -> bool:
    return len(word) > 1 and _in_order(word, "".join(part[0] for part in parts))


def _in_order(word: str, text: str) -> bool:
    letters = iter(text)
    return all(letter in letters for letter in word)
