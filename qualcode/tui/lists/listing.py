"""Rows to move through and to filter by typing; what is shown and which row is chosen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from qualcode.tui.prompt import Prompt

Row = TypeVar("Row")


class Listing(Generic[Row]):
    """Rows of one kind; `said` gives the words of a row by which it is found.

    While `typing` is there, letters narrow the rows; they stay narrowed once the words are kept.
    """

    def __init__(self, rows: Sequence[Row], said: Callable[[Row], str]) -> None:
        self._said = said
        self.typing: Prompt | None = None
        self.wanted = ""
        self.place = 0
        self.renew(rows)

    def renew(self, rows: Sequence[Row]) -> None:
        """Take other rows; the place stays as far as it can."""
        self.all = rows
        self._told: list[str] | None = None
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
        self.typing = Prompt(self.wanted)

    def keep(self) -> None:
        """Let the rows stay narrowed, and letters mean what else they do."""
        self.typing = None

    def end(self) -> bool:
        """Show all rows again; say whether any were left out or letters were typed."""
        narrowed = self.typing is not None or bool(self.wanted)
        row = self.row
        self.typing, self.wanted = None, ""
        self._filter()
        self.choose(lambda one: one is row)
        return narrowed

    def take(self, pressed: str) -> bool:
        """Take a key while letters narrow the rows; say whether it was one for that.

        Escape shows all again, Tab keeps what is shown.
        """
        if self.typing is None:
            return False
        if pressed == "escape":
            self.end()
        elif pressed == "tab":
            self.keep()
        else:
            return self.press(pressed)
        return True

    def press(self, pressed: str) -> bool:
        """Take a key for the letters that are typed; say whether it was one for them."""
        if self.typing is None or not self.typing.press(pressed):
            return False
        self._want(self.typing.typed)
        return True

    def paste(self, text: str) -> None:
        """Take pasted letters."""
        if self.typing is not None:
            self.typing.paste(text)
            self._want(self.typing.typed)

    def _want(self, words: str) -> None:
        self.wanted = words
        self._filter()
        self.place = 0

    def _filter(self) -> None:
        wanted = self.wanted.casefold().split()
        self.shown: Sequence[Row] = self.all
        if wanted:
            if self._told is None:
                # Once for all letters that follow: a row's words may be long to make.
                self._told = [self._said(row).casefold() for row in self.all]
            fits = (all(word in said for word in wanted) for said in self._told)
            self.shown = [row for row, fit in zip(self.all, fits, strict=True) if fit]


class Layout:
    """On which lines rows and the headings above them stand; a blank line parts the groups.

    Only what is looked at is worked out, so that a list of any length is shown as fast.
    """

    def __init__(self, headings: Sequence[str]) -> None:
        above = ""
        self._starts: list[int] = []
        self._names: list[str] = []
        for place, heading in enumerate(headings):
            if heading != above:
                above = heading
                self._starts.append(place)
                self._names.append(heading)
        # A group at the very top has no blank line above its heading.
        self._skipped = 1 if self._starts[:1] == [0] else 0
        self._rows = len(headings)

    def __len__(self) -> int:
        return self._line_after(self._rows, len(self._starts))

    def _line_after(self, rows: int, groups: int) -> int:
        return rows + 2 * groups - (self._skipped if groups else 0)

    def line_of(self, place: int) -> int:
        """Return the line on which a row stands."""
        return self._line_after(place, bisect_right(self._starts, place))

    def at(self, line: int) -> tuple[int | None, str]:
        """Return (place of the row, None for none; the heading) of a line."""
        group = bisect_right(
            range(len(self._starts)), line, key=lambda one: self._line_after(self._starts[one], one)
        )
        if group:
            start = self._starts[group - 1]
            first = self.line_of(start)
            if line < first:
                return None, self._names[group - 1] if line == first - 1 else ""
            return start + line - first, ""
        return line, ""
