"""Finds what a new table would show together with tables that left the study before.

Two figures that count the same among different people differ by few persons: who has both knows
what these few said. Where the people are the same, the data changed, and nobody knows whose.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualcode.domain.disclosure import Guard, Key
from qualcode.domain.recorded import RecordedRelease

_NOBODY: frozenset[str] = frozenset()


def revealing(
    guard: Guard,
    members: Mapping[Key, frozenset[str]],
    earlier: Iterable[RecordedRelease],
    threshold: int,
) -> dict[Key, RecordedRelease]:
    """Map each new figure that may not be shown to the first release that it gives away.

    That is so if its persons are part of those of an earlier figure of the same meaning, or the
    other way round, and 1 to `threshold` - 1 persons make the difference. A figure of nobody
    shows no more than the earlier one did. Figures of the same people are not compared; people
    that are not known are taken as others.
    """
    by_meaning: dict[str, list[Key]] = {}
    for cell in guard.cells:
        if cell.meaning and members.get(cell.key):
            by_meaning.setdefault(cell.meaning, []).append(cell.key)
    bases = bases_of(guard, members)
    found: dict[Key, RecordedRelease] = {}
    for release in earlier:
        for meaning, carrying, base in release.cells:
            size = carrying.bit_count()
            near = [
                key
                for key in by_meaning.get(meaning, ())
                if size and key not in found and 0 < abs(size - len(members[key])) < threshold
            ]
            if near:
                before, among = release.persons(carrying), release.persons(base)
                for key in near:
                    now = members[key]
                    is_same = bool(among) and among == bases.get(key, _NOBODY)
                    if not is_same and (before < now or now < before):
                        found[key] = release
    return found


def bases_of(guard: Guard, members: Mapping[Key, frozenset[str]]) -> Mapping[Key, frozenset[str]]:
    """Return of whom each cell was counted, where its rows name one base that is known."""
    found: dict[Key, set[tuple[Key, ...]]] = {}
    for row in guard.rows:
        for part, keys in row.items():
            for key in keys if part != "base" else ():
                found.setdefault(key, set()).add(row.get("base", ()))
    people = {cell.key: cell.people for cell in guard.cells}
    known: dict[Key, frozenset[str]] = {}
    for key, ways in found.items():
        base = next(iter(ways))
        if len(ways) == 1 and len(base) == 1 and base[0] in members:
            persons = members[base[0]]
            # Else the study changed since, and it is not of them that it was counted.
            if len(persons) == people[base[0]]:
                known[key] = persons
    return known
