"""The sheet of tables that were recounted: one line for each, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qualcode.cli.render import Cell, Sheet, counted
from qualcode.domain.verification import TablesVerified, Verification

_MOST_TOLD = 20


def tables_sheet(found: TablesVerified, notice: str) -> Sheet:
    """Return the sheet; its notes name the first figures that differ."""
    rows: list[tuple[Cell, ...]] = [_row(one) for one in found.tables]
    rows += [("not made", one.place, None, None, None) for one in found.not_made]
    return Sheet(
        title="Recount of the usual tables",
        columns=("state", "table", "figures", "differ", "not checked"),
        rows=rows,
        json=found.to_json(),
        notes=[*_notes(found), *([notice] if notice else [])],
        tones={(number, 0): "red" for number, row in enumerate(rows) if row[0] == "differs"},
    )


def told_of_tables(found: TablesVerified) -> str:
    """Say in one sentence what came of it."""
    differ = sum(len(one.differences) for one in found.tables)
    tables = counted(len(found.tables), "table")
    return (
        f"{counted(found.figures, 'figure')} of {tables} recomputed, "
        f"{differ} {'differs' if differ == 1 else 'differ'}."
    )


def _row(one: Verification) -> tuple[Cell, ...]:
    left = sum(each.values for each in one.left)
    state = "agrees" if one.agrees else "differs"
    return state, one.report, one.figures, len(one.differences), left


def _notes(found: TablesVerified) -> Iterator[str]:
    yield told_of_tables(found)
    differing = [(one.report, each) for one in found.tables for each in one.differences]
    for table, each in differing[:_MOST_TOLD]:
        yield f"{table}: {each.place} is {each.reported}, recounted {each.recounted}."
    if len(differing) > _MOST_TOLD:
        yield f"{len(differing) - _MOST_TOLD} more that differ are not shown; --json lists all."
    reasons: Counter[str] = Counter()
    for one in found.tables:
        for left in one.left:
            reasons[left.why] += left.values
    for why, values in reasons.items():
        yield f"Not checked: {values:,} values, {why}."
    for left in found.not_made:
        yield f"Not made: {left.place}. {left.why}"
