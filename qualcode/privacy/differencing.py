"""Finds what a new table would show together with tables that left the study before.

Two figures that count the same differ by few persons: who has both knows what these few said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualcode.domain.disclosure import Key
from qualcode.domain.recorded import RecordedRelease


def revealing(
    persons: Mapping[Key, frozenset[str]],
    meanings: Mapping[Key, str],
    earlier: Iterable[RecordedRelease],
    threshold: int,
) -> dict[Key, RecordedRelease]:
    """Map each new figure that may not be shown to the earlier release that it gives away.

    That is so if its persons are part of those of an earlier figure of the same meaning, or the
    other way round, and 1 to `threshold` - 1 persons make the difference. A figure of nobody
    shows no more than the earlier one did.
    """
    by_meaning: dict[str, list[Key]] = {}
    for key, meaning in meanings.items():
        if persons.get(key):
            by_meaning.setdefault(meaning, []).append(key)
    found: dict[Key, RecordedRelease] = {}
    for release in earlier:
        for meaning, members in release.cells:
            size = members.bit_count()
            near = [
                key
                for key in by_meaning.get(meaning, ())
                if size and 0 < abs(size - len(persons[key])) < threshold
            ]
            if near:
                before = release.persons(members)
                found |= {
                    key: release for key in near if before < persons[key] or persons[key] < before
                }
    return found
