"""What a second count says of a report: which figures differ, and what could not be checked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One place of a report whose value is not the recounted one; None is undefined."""

    place: str
    reported: str | float | None
    recounted: str | float | None


@dataclass(frozen=True, slots=True)
class Left:
    """One place of a report with `values` values that were not recounted, and why."""

    place: str
    why: str
    values: int


@dataclass(frozen=True, slots=True)
class Verification:
    """A report set beside its recount.

    `figures` counts the numbers and undefined figures that were recounted, `texts` the words
    beside them. `changes` tells how the study differs from the one that the report is of.
    """

    report: str
    figures: int
    texts: int
    differences: tuple[Difference, ...]
    left: tuple[Left, ...]
    changes: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Say whether nothing differs."""
        return not self.differences

    def to_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return asdict(self) | {"agrees": self.agrees}


@dataclass(frozen=True, slots=True)
class TablesVerified:
    """Tables that were made anew, each beside its recount.

    `not_made` tells of each table that cannot be made in this study why.
    """

    tables: tuple[Verification, ...]
    not_made: tuple[Left, ...] = ()

    @property
    def agrees(self) -> bool:
        """Say whether no table differs."""
        return all(one.agrees for one in self.tables)

    @property
    def figures(self) -> int:
        """Return how many figures were recounted in all."""
        return sum(one.figures for one in self.tables)

    def to_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "tables": [one.to_json() for one in self.tables],
            "not_made": [asdict(one) for one in self.not_made],
            "figures": self.figures,
            "agrees": self.agrees,
        }
