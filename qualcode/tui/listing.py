"""Rows to move through and to filter by typing; what is shown and which row is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from qualcode.tui.prompt import Prompt

Row = TypeVar("Row")


class Listing(Generic[Row]):
    """Rows of one kind; `said` gives the words of a row by which it is found.

    While `typing` is there, letters narrow the rows.
    """

    def __init__(self, rows: Sequence[Row], said: Callable[[Row], str]) -> None:
        self._said = said
        self.typing: Prompt | None = None
        self.place = 0
        self.renew(rows)

    def renew(self, rows: Sequence[Row]) -> None:
        """Take other rows; the place stays as far as it can."""
        self.all = rows
        place = self.place
        self._filter()
        self.go(place)

    @property
    def row(self) -> Row | None:
        """Return the row that is chosen, if there is any."""
        return self.shown[self.place] if self.shown else None

    def go(self, place: int) -> None:
        """Choose the row at a place among those shown, or the nearest."""
        self.place = max(0, min(place, len(self.shown) - 1))

    def choose(self, is_it: Callable[[Row], bool]) -> None:
        """Choose the first row that is meant, if it is shown."""
        self.place = next((at for at, row in enumerate(self.shown) if is_it(row)), self.place)

    def move(self, by: int) -> None:
        """Choose a row further down, or, negative, up."""
        self.go(self.place + by)

    def begin(self) -> None:
        """Let letters narrow the rows."""
        self.typing = Prompt()

    def end(self) -> bool:
        """Show all rows again; say whether any were left out or letters were typed."""
        narrowed, self.typing = self.typing is not None, None
        row = self.row
        self._filter()
        self.choose(lambda one: one is row)
        return narrowed

    def press(self, pressed: str) -> bool:
        """Take a key for the letters that are typed; say whether it was one for them."""
        if self.typing is None or not self.typing.press(pressed):
            return False
        self._filter()
        self.place = 0
        return True

    def paste(self, text: str) -> None:
        """Take pasted letters."""
        if self.typing is not None:
            self.typing.paste(text)
            self._filter()
            self.place = 0

    def _filter(self) -> None:
        wanted = self.typing.typed.casefold().split() if self.typing is not None else []
        self.shown: Sequence[Row] = self.all
        if wanted:
            told = [(row, self._said(row).casefold()) for row in self.all]
            self.shown = [row for row, said in told if all(word in said for word in wanted)]
