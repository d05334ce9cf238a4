"""What a table gives away of whom: its cells, how they add up, and the rule they must meet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qualcode.domain.errors import InputError

Key = tuple[str, ...]
"""Names one cell within a table."""

USUAL_THRESHOLD = 10
LEAST_THRESHOLD = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure that people stand behind.

    `people` are distinct persons: participants, and the source of a record that has none. `value`
    is what would be printed, `most` what everybody knows that it cannot exceed. `meaning` says of
    what it counts persons, whatever the group and the filter: a code, an answer. Figures of the
    same meaning are compared between releases; without a meaning a figure is not compared.
    """

    key: Key
    people: int
    value: int
    most: int | None = None
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Margin:
    """A sum that everybody may know: the value of `total` is that of all `parts` together."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class AtMost:
    """What everybody may know: `smaller` is no more than all of `larger` together.

    A code's count is at most its theme's, and at most its base.
    """

    smaller: Key
    larger: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Guard:
    """What the rows of a table would give away.

    `rows` stands beside the rows of the table: each maps the parts of a row to the cells that the
    part would give away; a row whose part "base" is withheld loses all its parts. A cell that no
    row names is taken as known to everybody. `members` gives
    the persons of each cell, where releases can be compared; it may be asked after the table was
    made, and opens the study itself. `shares` tells how much each source gives to a cell's value.
    """

    cells: tuple[Cell, ...]
    margins: tuple[Margin, ...]
    rows: tuple[Mapping[str, tuple[Key, ...]], ...]
    members: Callable[[], Mapping[Key, frozenset[str]]] | None = None
    bounds: tuple[AtMost, ...] = ()
    shares: Callable[[], Mapping[Key, Mapping[str, int]]] | None = None


@dataclass(frozen=True, slots=True)
class DisclosureRule:
    """How many persons must stand behind a figure that leaves the study, and why.

    `zeros` says that a cell of nobody may be shown. A threshold below the usual one needs a reason.

    Raises:
        InputError: if the threshold is below 5, or below 10 without a reason.
    """

    threshold: int = USUAL_THRESHOLD
    reason: str = ""
    zeros: bool = True

    def __post_init__(self) -> None:
        if self.threshold < LEAST_THRESHOLD:
            raise InputError(
                f"A threshold of {self.threshold} persons is too low.",
                fix=f"Take {LEAST_THRESHOLD} or more.",
            )
        if self.threshold < USUAL_THRESHOLD and not self.reason.strip():
            raise InputError(
                f"A threshold of {self.threshold} persons needs a reason, as one below "
                f"{USUAL_THRESHOLD} does.",
                fix="Write it beside the threshold; it is printed under every table.",
            )

    def permits(self, cell: Cell) -> bool:
        """Say whether this many persons may be shown."""
        return cell.people >= self.threshold or (cell.people == 0 and self.zeros)
