"""Releases to report on: figures of a survey, with one small cell that is withheld."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualcode.analysis import frequencies as shares
from qualcode.domain.disclosure import DisclosureRule
from qualcode.domain.tables import Row, TableRow, Unit
from qualcode.privacy.release import Release

WICKED = '<script>alert(1)</script> & "Averylongnamewithoutanyblanksthatgoesonandon" \x1b[31m |'


def row(code: str, name: str, level: int, group: str, n: int, base: int) -> Row:
    """Return a row for everybody, or for one value of an attribute."""
    groups, by = ((group,), ("position",)) if group else ((), ())
    return shares.row(code, name, level, groups, by, n, base, n)


def frequencies(
    rows: Sequence[TableRow], by: str | None = None, question: str = "services", **more: object
) -> Release[Any]:
    """Return a release of frequencies; notes and all else may be given."""
    values: dict[str, object] = {
        "kind": "frequencies", "unit": Unit.PARTICIPANT, "rows": tuple(rows), "by": by,
        "base": "participants who were asked the question", "coder_rule": "consensus",
        "query": {"question": question, "by": [by] if by else [], "without_accepted": False},
        "rule": DisclosureRule(),
    }  # fmt: skip
    return Release(**{**values, **more})  # type: ignore[arg-type]


def tree() -> tuple[Row, ...]:
    """Return a theme with four codes out of order; one is withheld, one has a wicked name."""
    return (
        row("services", "Services", 0, "", 118, 121),
        row("food", "Food", 1, "", 31, 121),
        row("housing", "Housing", 1, "", 79, 121),
        row("other", "Other", 1, "", 4, 121).withheld(frozenset({"n"})),
        row("wicked", WICKED, 1, "", 47, 121),
    )


def by_position() -> tuple[Row, ...]:
    """Return the same codes by group; of the officers' food nothing is said."""
    figures = {
        "services": (81, 30), "food": (25, 4), "housing": (50, 20), "other": (3, 1),
        "wicked": (30, 11),
    }  # fmt: skip
    names = {one.code: one for one in tree()}
    found = []
    for code, counts in figures.items():
        for group, n, base in zip(("investigator", "officer"), counts, (84, 30), strict=True):
            one = row(code, names[code].name, names[code].level, group, n, base)
            found.append(one if n >= 10 else one.withheld(frozenset({"n"})))
    return tuple(found)
