"""Giving participants their attributes from a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.domain.errors import Place, ReadingError
from qualcode.domain.people import AttributeValue, Participant
from qualcode.store import people
from qualcode.study.session import Session

# `007` and `1e5` name things; as numbers they would lose their form.
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class AttributesGiven:
    """Whom a table of attributes reached, and which of its rows name nobody."""

    file: str
    participants: int
    attributes: tuple[str, ...]
    unmatched: tuple[str, ...]


class AttributesImport:
    """A table of attributes on its way into a study."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take(self, path: Path) -> AttributesGiven:
        """Read a table whose first column names participants and whose others are attributes.

        An empty cell leaves an attribute as it is.

        Raises:
            ReadingError: if the table has no attribute, or names somebody twice.
        """
        from qualcode.exchange.readers.opening import open_input
        from qualcode.exchange.readers.options import ReadingOptions
        from qualcode.exchange.readers.tables import read_grid

        file = open_input(path)
        grid = read_grid(file, ReadingOptions())
        names = [cell.strip() for cell in grid.rows[0][1:]]
        if not any(names):
            raise ReadingError(
                "There is only one column.",
                Place(file.name),
                "The first column names participants, the others are their attributes.",
            )
        columns = [[row[index] for row in grid.rows[1:]] for index in range(1, grid.width)]
        typed = [_typed(column) for column in columns]
        given: dict[str, dict[str, AttributeValue]] = {}
        for index, row in enumerate(grid.rows[1:]):
            if row[0].strip() in given:
                raise ReadingError(
                    f"'{row[0].strip()}' stands twice.",
                    Place(file.name, row=grid.numbers[index + 1]),
                    "Give each participant one row.",
                )
            values = {name: typed[c][index] for c, name in enumerate(names) if name}
            given[row[0].strip()] = {k: v for k, v in values.items() if v is not None}
        return self._give(file.name, given, tuple(name for name in names if name))

    def _give(
        self, file: str, given: dict[str, dict[str, AttributeValue]], names: tuple[str, ...]
    ) -> AttributesGiven:
        with self._session.deed() as deed:
            known = {one.name: one for one in people.participants(deed.connection)}
            changes = [
                (known[name], _with(known[name], values))
                for name, values in given.items()
                if name in known and _with(known[name], values) != known[name]
            ]
            people.change_participants(deed, changes)
        unmatched = tuple(name for name in given if name not in known)
        return AttributesGiven(file, len(given) - len(unmatched), names, unmatched)


def _with(participant: Participant, values: dict[str, AttributeValue]) -> Participant:
    return replace(participant, attributes={**participant.attributes, **values})


def _typed(cells: list[str]) -> list[AttributeValue | None]:
    """Return numbers if every filled cell is one, else the texts; None for an empty cell."""
    filled = [cell.strip() for cell in cells]
    if all(_NUMBER.fullmatch(cell) for cell in filled if cell):
        return [_number(cell) if cell else None for cell in filled]
    return [cell or None for cell in filled]


def _number(cell: str) -> float:
    return float(cell) if "." in cell else int(cell)
