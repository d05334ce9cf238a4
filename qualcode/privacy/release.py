"""Release: the only thing that reports and files of figures accept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from itertools import compress
from typing import Any, TypeVar

from qualcode.domain.disclosure import USUAL_THRESHOLD, DisclosureRule, Guard, Key
from qualcode.domain.recorded import RecordedRelease
from qualcode.domain.tables import Table, TableRow
from qualcode.privacy.care import care
from qualcode.privacy.disclosure import suppression

_APART = (
    "Those who carry no code have no row where it would be withheld; how many they can be at most "
    "follows from the codes."
)

R = TypeVar("R", bound=TableRow, covariant=True)


@dataclass(frozen=True, slots=True)
class Release(Table[R]):
    """A table that went through the gate: what would identify somebody is off it.

    `withheld` are the cells that were taken off, `unsuppressed` says that the lead had everything
    shown. Its notes tell by which rule, and what remains and deserves care. `guard` knows who
    stands behind the figures; it never leaves the study.
    """

    rule: DisclosureRule = field(default_factory=DisclosureRule)
    withheld: tuple[Key, ...] = ()
    unsuppressed: bool = False
    guard: Guard | None = field(default=None, compare=False, repr=False)

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


def released(
    table: Table[R],
    guard: Guard,
    rule: DisclosureRule,
    revealing: Mapping[Key, RecordedRelease] | None = None,
) -> Release[R]:
    """Return the table without what its guard and the rule forbid.

    `revealing` are figures that an earlier release makes too telling.

    Raises:
        ValueError: if the guard's margins do not add up.
    """
    telling = revealing or {}
    found = suppression(guard, rule.threshold, rule.zeros)
    # What is withheld anyway needs no earlier release to say why.
    if telling := {one: why for one, why in telling.items() if one not in found.hidden}:
        found = suppression(guard, rule.threshold, rule.zeros, telling)
    hidden = found.hidden
    rows = []
    printed: set[Key] = set()
    shown: set[Key] = set()
    for row, parts in zip(table.rows, guard.rows, strict=True):
        gone = frozenset(part for part, keys in parts.items() if not hidden.isdisjoint(keys))
        # A share without its base would tell the base.
        gone = frozenset(parts) if "base" in gone else gone
        rows.append(row.withheld(gone) if gone else row)
        for part, keys in parts.items():
            printed.update(keys)
            shown.update(keys if part not in gone else ())
    withheld = hidden.union(printed - shown)
    notes = (*table.notes, *_notes(guard, rule, found.primary, withheld, telling))
    kept = [not (one.suppressed and getattr(one, "is_apart", False)) for one in rows]
    if not all(kept):
        rows = list(compress(rows, kept))
        guard = replace(guard, rows=tuple(compress(guard.rows, kept)))
        notes = (*notes, _APART)
    given = {**_fields(table), "rows": tuple(rows), "notes": notes}
    return Release(**given, rule=rule, withheld=tuple(sorted(withheld)), guard=guard)


def unsuppressed(table: Table[R], guard: Guard, rule: DisclosureRule, by: str) -> Release[R]:
    """Return the table as it is, on somebody's order; only the lead may have this."""
    notes = (*table.notes, f"Small cells shown on the order of {by}.")
    given = {**_fields(table), "notes": notes}
    return Release(**given, rule=rule, unsuppressed=True, guard=guard)


def _notes(
    guard: Guard,
    rule: DisclosureRule,
    primary: frozenset[Key],
    withheld: frozenset[Key],
    telling: Mapping[Key, RecordedRelease],
) -> Iterator[str]:
    if rule.threshold < USUAL_THRESHOLD:
        yield (
            f"Figures of fewer than {rule.threshold} persons are withheld "
            f"(usual: {USUAL_THRESHOLD}). Reason: {rule.reason.strip()}"
        )
    small = len(primary.difference(telling))
    if small:
        nobody = "" if rule.zeros else ", or of nobody"
        yield f"Withheld: {_figures(small)} of fewer than {rule.threshold} persons{nobody}."
    if others := len(withheld - primary):
        yield f"Withheld as well: {_figures(others)} from which those could be worked out."
    for release in {one.id: one for one in telling.values()}.values():
        number = sum(one.id == release.id for one in telling.values())
        yield (
            f"Withheld: {_figures(number)} that together with an earlier release "
            f"({release.name}) would show what fewer than {rule.threshold} persons said."
        )
    yield from care(guard, withheld)


def _figures(number: int) -> str:
    return f"{number} figure{'' if number == 1 else 's'}"


def _fields(table: Table[R]) -> dict[str, Any]:
    return {one.name: getattr(table, one.name) for one in fields(Table)}
