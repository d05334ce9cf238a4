"""Release: the only thing that reports and files of figures accept."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from qualcode.domain.disclosure import DisclosureRule, Guard, Key
from qualcode.domain.tables import Table, TableRow

R = TypeVar("R", bound=TableRow, covariant=True)


@dataclass(frozen=True, slots=True)
class Release(Table[R]):
    """A table that went through the gate: what would identify somebody is off it.

    `withheld` are the cells that were taken off, `unsuppressed` says that the lead had everything
    shown. Its notes tell by which rule, and what remains and deserves care.
    """

    rule: DisclosureRule = DisclosureRule()
    withheld: tuple[Key, ...] = ()
    unsuppressed: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the stable JSON form: that of the table, with what is withheld and why."""
        content = Table.to_json(self)
        rows = content.pop("rows")
        return {
            **content,
            "suppressed": [list(key) for key in self.withheld],
            "disclosure": {**asdict(self.rule), "unsuppressed": self.unsuppressed},
            "rows": rows,
        }


def released(table: Table[R], guard: Guard, rule: DisclosureRule) -> Release[R]:
    """Return the table without what its guard and the rule forbid."""
    hidden = {cell.key for cell in guard.cells if not rule.permits(cell)}
    rows = []
    for row, parts in zip(table.rows, guard.rows, strict=True):
        gone = frozenset(part for part, keys in parts.items() if hidden.intersection(keys))
        rows.append(row.withheld(gone) if gone else row)
    given = {**_fields(table), "rows": tuple(rows)}
    return Release(**given, rule=rule, withheld=tuple(sorted(hidden)))


def unsuppressed(table: Table[R], rule: DisclosureRule) -> Release[R]:
    """Return the table as it is; only the lead may have this."""
    return Release(**_fields(table), rule=rule, unsuppressed=True)


def _fields(table: Table[R]) -> dict[str, Any]:
    return {one.name: getattr(table, one.name) for one in fields(Table)}
