"""A table that was computed, as one goes around in it; each kind of table has its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from qualcode.privacy.release import Release
from qualcode.study import Study
from qualcode.tui.quoting.behind import Behind
from qualcode.tui.tables.asking import Asking

R = TypeVar("R")


class View(ABC, Generic[R]):
    """Rows of one kind of table; `rows` are those that are moved through.

    Where `columns` is more than 0, the cell of `column` is chosen in a row.
    """

    WITHOUT_TEXT: ClassVar[str] = "There are no quotations behind this table."

    def __init__(self, study: Study, asked: Asking, release: Release[Any]) -> None:
        self.study = study
        self.asked = asked
        self.release = release
        self.rows: Sequence[R] = ()
        self.columns = 0
        self.column = 0

    def move(self, columns: int) -> None:
        """Go some columns to the right, or, negative, to the left."""
        self.column = max(0, min(self.column + columns, self.columns - 1))

    @abstractmethod
    def said(self, row: R) -> str:
        """Return the words by which a row is found."""

    def heading(self, row: R) -> str:  # noqa: ARG002
        """Return what stands above a row and others like it."""
        return ""

    def behind(self, row: R) -> Behind | None:  # noqa: ARG002
        """Return the quotations behind a row or one of its cells, None if there are none."""
        return None
