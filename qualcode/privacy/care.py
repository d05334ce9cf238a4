"""What of a table may be shown and still asks for care: one source behind a figure, whole groups.

Dominance: one source gives more than 85 per cent of a figure (the p-per-cent family of rules, as
statistical offices use them for magnitudes). Class disclosure: everybody or nobody of a group, so
that it is known of each member.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from qualcode.domain.disclosure import Guard, Key

DOMINANT = 0.85
_NAMED = 3
_STRUCTURE = frozenset(("n", "both", "base"))
"""Pieces of keys that tell one part of a row from another, not one thing that is counted."""


def care(guard: Guard, hidden: Collection[Key]) -> Iterator[str]:
    """Yield sentences on figures that are shown and should be read twice before they leave."""
    shown = {key for row in guard.rows for keys in row.values() for key in keys}.difference(hidden)
    if dominated := _dominated(guard, shown):
        yield f"One source gives more than {DOMINANT:.0%} of {_named(dominated)}."
    everybody, nobody = _classes(guard, shown)
    if everybody:
        yield f"Everybody in the group, so known of each of them: {_named(everybody)}."
    if nobody:
        yield f"Nobody in the group, so known of each of them: {_named(nobody)}."


def _dominated(guard: Guard, shown: Collection[Key]) -> list[Key]:
    shares: Mapping[Key, Mapping[str, int]] = guard.shares() if guard.shares else {}
    return sorted(
        key
        for key, by_source in shares.items()
        if key in shown
        and by_source
        and max(by_source.values()) > DOMINANT * sum(by_source.values())
    )


def _classes(guard: Guard, shown: Collection[Key]) -> tuple[list[Key], list[Key]]:
    values = {one.key: one.value for one in guard.cells}
    everybody: dict[Key, None] = {}
    nobody: dict[Key, None] = {}
    for row in guard.rows:
        if len(row.get("n", ())) != 1 or len(row.get("base", ())) != 1:
            continue
        (n,), (base,) = row["n"], row["base"]
        if n not in shown or base not in shown or not values[base]:
            continue
        if values[n] == values[base]:
            everybody[n] = None
        elif not values[n]:
            nobody[n] = None
    return list(everybody), list(nobody)


def _told(key: Key) -> str:
    """Return what a cell is of: codes, values and groups, each once."""
    return ", ".join(dict.fromkeys(piece for piece in key if piece and piece not in _STRUCTURE))


def _named(keys: Sequence[Key]) -> str:
    named = "; ".join(map(_told, keys[:_NAMED]))
    more = len(keys) - _NAMED
    return f"{named} and {more} more" if more > 0 else named
