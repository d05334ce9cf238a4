"""Releases that were written to a file, as the study remembers them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from qualcode.domain.identity import Id


@dataclass(frozen=True, slots=True)
class RecordedRelease:
    """A table that left the study, and who stood behind its figures then.

    `roster` lists ids of persons: participants, and sources of records that have none; who was
    erased is an empty text. Each of `cells` is what a published figure counted (`meaning`), its
    persons, bit n for the one at place n of the roster, and in the same way those of whom it was
    counted, 0 where that is not known.
    """

    id: Id
    moment: datetime
    coder: Id
    kind: str
    query: Mapping[str, object]
    digest: str
    roster: tuple[str, ...]
    cells: tuple[tuple[str, int, int], ...]

    @property
    def name(self) -> str:
        """Return how messages call it: by its time, if it left in a file of its own."""
        if not self.id:
            return f"{self.kind} in this file"
        return f"{self.kind} of {self.moment:%Y-%m-%d %H:%M}"

    def persons(self, members: int) -> frozenset[str]:
        """Return who stood behind a figure; each who was erased is somebody of their own."""
        return frozenset(
            person or f"erased {place}"
            for place, person in enumerate(self.roster)
            if members >> place & 1
        )


def packed(
    cells: Iterable[tuple[str, frozenset[str], frozenset[str]]],
) -> tuple[tuple[str, ...], tuple[tuple[str, int, int], ...]]:
    """Return the roster and the cells of figures: what each counts, its persons, and of whom."""
    given = list(cells)
    roster = sorted({person for _, *both in given for persons in both for person in persons})
    place = {person: number for number, person in enumerate(roster)}

    def bits(persons: frozenset[str]) -> int:
        return sum(1 << place[one] for one in persons)

    found = {(meaning, bits(persons), bits(base)) for meaning, persons, base in given}
    return tuple(roster), tuple(sorted(found))
