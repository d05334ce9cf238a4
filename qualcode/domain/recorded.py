"""Releases that were written to a file, as the study remembers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from qualcode.domain.identity import Id


@dataclass(frozen=True, slots=True)
class RecordedRelease:
    """A table that left the study, and who stood behind its figures then.

    `roster` lists ids of persons: participants, and sources of records that have none; who was
    erased is an empty text. Each of `cells` is what a published figure counted (`meaning`) and its
    persons, bit n for the one at place n of the roster.
    """

    id: Id
    moment: datetime
    coder: Id
    kind: str
    query: Mapping[str, object]
    digest: str
    roster: tuple[str, ...]
    cells: tuple[tuple[str, int], ...]

    @property
    def name(self) -> str:
        """Return how messages call it: by its time, where it left the study in a file of its own."""
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
    cells: Mapping[str, tuple[frozenset[str], ...]],
) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
    """Return the roster and the cells of figures: their persons by what they count."""
    roster = sorted({one for many in cells.values() for persons in many for one in persons})
    place = {person: number for number, person in enumerate(roster)}
    found = {
        (meaning, sum(1 << place[one] for one in persons))
        for meaning, many in cells.items()
        for persons in many
    }
    return tuple(roster), tuple(sorted(found))
