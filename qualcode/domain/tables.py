"""Tables of counts with the participants behind each figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from math import inf, isfinite
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

if TYPE_CHECKING:
    import pandas


BETWEEN_GROUPS = " · "


class Unit(StrEnum):
    """What is counted."""

    PARTICIPANT = "participant"
    SEGMENT = "segment"
    SOURCE = "source"


class Apart(StrEnum):
    """Why somebody carries no code; in a table it stands where a code's id does."""

    UNCODED = "(uncoded)"
    BLANK = "(left blank)"
    UNREAD = "(not read)"
    NOT_ASKED = "(not asked)"

    @property
    def in_words(self) -> str:
        """Say it as a line of a table does."""
        return {
            Apart.UNCODED: "no code applies",
            Apart.BLANK: "asked, left blank",
            Apart.UNREAD: "answered, not looked at yet",
            Apart.NOT_ASKED: "not asked",
        }[self]


class TableRow(Protocol):
    """One line of a table; what would identify somebody can be taken off it."""

    @property
    def suppressed(self) -> bool:
        """Say whether figures were withheld."""

    def withheld(self, parts: frozenset[str]) -> Self:
        """Return the same line without the figures of these parts; it says that it is so."""


@dataclass(frozen=True, slots=True)
class Row:
    """How many of a group's units carry a code.

    `level` is the code's depth (0 is a theme), `group` the value of the attribute, '' for all.
    `n` of `base` units; `percent` and its 95 per cent interval `low` to `high` run from 0 to 100
    and are None where the base is 0. `people` are the distinct persons behind `n`. What is
    withheld is None. `groups` are the values of each attribute of a grouping, '' for a missing
    one; `group` says the same in words. A row that `is_apart` counts those who carry no code, and
    has no base where they are not in that of the table.
    """

    code: str
    name: str
    level: int
    group: str
    n: int | None
    base: int | None
    percent: float | None
    low: float | None
    high: float | None
    people: int | None = None
    suppressed: bool = False
    groups: tuple[str, ...] = ()
    is_apart: bool = False

    def withheld(self, parts: frozenset[str]) -> Row:
        """Return the row without `n` and what follows from it, or without its `base` as well."""
        return replace(
            self,
            n=None,
            base=None if "base" in parts else self.base,
            percent=None,
            low=None,
            high=None,
            people=None,
            suppressed=True,
        )


R = TypeVar("R", bound=TableRow, covariant=True)


@dataclass(frozen=True, slots=True)
class Table(Generic[R]):
    """Figures with everything needed to read them: unit, base in words, coder rule.

    `kind` is the name of the command that makes such a table, `query` what it was asked for, by
    the long names of the options. `without_accepted` says that suggestions that were taken as they
    were are not counted.
    """

    kind: str
    unit: Unit
    base: str
    coder_rule: str
    rows: tuple[R, ...]
    by: str | None = None
    notes: tuple[str, ...] = ()
    without_accepted: bool = False
    query: Mapping[str, object] = field(default_factory=dict)

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def to_json(self) -> dict[str, Any]:
        """Return the stable JSON form: what the table is of, its notes and its rows."""
        return {
            "kind": self.kind,
            "unit": self.unit.value,
            "base": self.base,
            "coder_rule": self.coder_rule,
            "without_accepted": self.without_accepted,
            "by": self.by,
            "query": dict(self.query),
            "notes": list(self.notes),
            "rows": [_as_dict(row) for row in self.rows],
        }

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a pandas data frame (pandas must be installed)."""
        import pandas as pd

        return pd.DataFrame([_as_dict(row) for row in self.rows])


def _as_dict(row: Any) -> dict[str, Any]:
    return asdict(row)


def groups_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the groups of all rows, each once, in order."""
    return tuple(sorted({row.group for row in rows}, key=in_order))


def group_in_words(values: Sequence[str], by: Sequence[str]) -> str:
    """Return how a group is written: a single value as it is, several with a dot between them.

    Where one of several is missing, the attribute is named: 'officer · no region'.
    """
    if len(values) < 2:
        return "".join(values)
    told = (value or f"no {name}" for value, name in zip(values, by, strict=True))
    return BETWEEN_GROUPS.join(told)


def in_order(value: str) -> tuple[bool, float, str]:
    """Return the sort key of a group or an answer: none first, numbers by size, then words."""
    try:
        number = float(value)
    except ValueError:
        number = inf
    return bool(value), number if isfinite(number) else inf, value
