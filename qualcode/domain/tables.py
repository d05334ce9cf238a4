"""Tables of counts with the participants behind each figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas


class Unit(StrEnum):
    """What is counted."""

    PARTICIPANT = "participant"
    SEGMENT = "segment"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Row:
    """How many of a group's units carry a code.

    `level` is the code's depth (0 is a theme), `group` the value of the attribute, '' for all.
    `n` of `base` units; `percent` and its 95 per cent interval `low` to `high` run from 0 to 100
    and are None where the base is 0.
    """

    code: str
    name: str
    level: int
    group: str
    n: int
    base: int
    percent: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Frequencies with everything needed to read them: unit, base in words, coder rule.

    `without_accepted` says that suggestions that were taken as they were are not counted.
    """

    unit: Unit
    base: str
    coder_rule: str
    by: str | None
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = field(default=())
    without_accepted: bool = False

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the groups of all rows, each once, in order."""
        return tuple(sorted({row.group for row in self.rows}, key=in_order))

    def to_json(self) -> dict[str, Any]:
        """Return the stable JSON form: what the table is of, its notes and its rows."""
        from dataclasses import asdict

        return {
            "unit": self.unit.value,
            "base": self.base,
            "coder_rule": self.coder_rule,
            "without_accepted": self.without_accepted,
            "by": self.by,
            "notes": list(self.notes),
            "rows": [asdict(row) for row in self.rows],
        }

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a pandas data frame (pandas must be installed)."""
        from dataclasses import asdict

        import pandas as pd

        return pd.DataFrame([asdict(row) for row in self.rows])


def in_order(value: str) -> tuple[bool, float, str]:
    """Return the sort key of a group or an answer: none first, numbers by size, then words."""
    try:
        number = float(value)
    except ValueError:
        number = inf
    return bool(value), number if isfinite(number) else inf, value
