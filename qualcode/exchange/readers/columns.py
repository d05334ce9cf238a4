"""The columns of a survey file and what each is taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from qualcode.domain.errors import Place, ReadingError
from qualcode.exchange.readers.naming import folded, nearest


class ColumnRole(StrEnum):
    """What a column is taken for; `answer` is a closed item that an instrument names."""

    ID = "id"
    TEXT = "text"
    ANSWER = "answer"
    ATTRIBUTE = "attribute"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, its header, and what was made of it and why.

    `questions` maps a role version, or '' for all of them, to the id of the question that the
    column answers; `slot` is the rank, item or part inside that question. `attribute` is the
    name under which respondents carry the value.
    """

    index: int
    header: str
    wording: str
    role: ColumnRole
    reason: str
    examples: tuple[str, ...] = ()
    questions: Mapping[str, str] = field(default_factory=dict)
    slot: str = ""
    attribute: str = ""

    @property
    def question(self) -> str | None:
        """Return the question's id where it is the same for all versions that ask it."""
        ids = set(self.questions.values())
        return ids.pop() if len(ids) == 1 else None


@dataclass(frozen=True, slots=True)
class SurveyPlan:
    """How a survey file is going to be read, for a person to see and change.

    `layout` says whose export it looks like, `header_rows` how many rows come before the answers,
    `rows` how many answers there are.
    """

    file_name: str
    layout: str
    header_rows: int
    rows: int
    columns: tuple[Column, ...]
    notices: tuple[str, ...] = ()

    def columns_of(self, role: ColumnRole) -> tuple[Column, ...]:
        """Return the columns that are taken for this."""
        return tuple(column for column in self.columns if column.role is role)

    def find(self, header: str) -> Column:
        """Return the column with this header, wording or number from 1.

        Raises:
            ReadingError: if there is none; the nearest header is offered.
        """
        wanted = folded(header)
        for names in (
            {folded(column.header): column for column in reversed(self.columns)},
            {folded(column.wording): column for column in reversed(self.columns)},
            {str(column.index + 1): column for column in self.columns},
        ):
            if wanted in names:
                return names[wanted]
        raise ReadingError(
            f"There is no column '{header}'.",
            Place(self.file_name),
            nearest(header, [column.header for column in self.columns]),
        )

    def changed(self, header: str, role: ColumnRole) -> SurveyPlan:
        """Return the plan with one column taken for something else; there is only one id.

        Raises:
            ReadingError: if there is no such column.
        """
        chosen = self.find(header)
        return replace(
            self, columns=tuple(_changed(column, chosen, role) for column in self.columns)
        )


def _changed(column: Column, chosen: Column, role: ColumnRole) -> Column:
    if column.index == chosen.index:
        return replace(column, role=role, reason="as asked")
    if role is ColumnRole.ID and column.role is ColumnRole.ID:
        return replace(column, role=ColumnRole.IGNORE, reason="another column is the id")
    return column
