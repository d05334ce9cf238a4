"""The display rows of a text: which code points lie on which row and in which cell.

A page holds blocks of text (segments), each of which begins a new row and may have rows of its own
above it for a heading. Rows are worked out from the top as far as somebody asks, so that a long
text opens as fast as a short one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from qualcode.domain.span import Span
from qualcode.domain.span_list import SpanList
from qualcode.tui.page.cells import Glyph, glyphs
from qualcode.tui.page.wrapping import COMPLEX, HANGING, row_end, simple_row_end

_STRETCH = 65_536
_BATCH = 512


class Place(NamedTuple):
    """A row of the page and a cell of that row, both from 0."""

    row: int
    cell: int


class Rows:
    """The rows of the blocks of one text at one width.

    `headings[i]` empty rows stand above block i. Blocks are ordered and do not overlap; text
    between them is not shown.

    Raises:
        ValueError: if the width is less than 1.
    """

    def __init__(
        self, text: str, blocks: Sequence[Span], width: int, headings: Sequence[int] = ()
    ) -> None:
        if width < 1:
            raise ValueError(f"a row cannot be {width} cells wide")
        self.text = text
        self.width = width
        known = SpanList.of(blocks)
        self._begins, self._ends = known.starts, known.ends
        self._headings = headings
        self._starts = array("I")
        self._first_rows = array("I")
        self._position = 0
        self._simple_to = 0

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def complete(self) -> bool:
        """Say whether all rows are known."""
        known = len(self._first_rows)
        return known == len(self._ends) and (not known or self._position >= self._ends[-1])

    @property
    def estimate(self) -> int:
        """Return how many rows there will be, guessed from those known."""
        if self.complete or not self._position or not self._starts:
            return len(self)
        return max(len(self), len(self) * self._ends[-1] // self._position)

    def extend(self, rows: int) -> None:
        """Work out this many more rows, or all that remain."""
        wanted = len(self) + rows
        while len(self) < wanted and not self.complete:
            self._fill(wanted)

    def reach(self, offset: int) -> None:
        """Work out rows until one holds the code point at this offset, or none remain."""
        while self._position <= offset and not self.complete:
            self.extend(_BATCH)

    def _fill(self, wanted: int) -> None:
        block = len(self._first_rows) - 1
        if block < 0 or self._position >= self._ends[block]:
            block += 1
            self._open(block)
        text, width, end, starts = self.text, self.width, self._ends[block], self._starts
        needed = width + HANGING + 2
        position = self._position
        while position < end and len(starts) < wanted:
            starts.append(position)
            if position + needed <= self._simple_to or self._is_simple(position, needed):
                position = simple_row_end(text, position, end, width)
            else:
                position = row_end(text, position, end, width)
        self._position = position

    def _open(self, block: int) -> None:
        self._first_rows.append(len(self._starts))
        self._position = self._begins[block]
        if block < len(self._headings):
            self._starts.extend([self._position] * self._headings[block])

    def _is_simple(self, start: int, needed: int) -> bool:
        # Rows are made in order, so what was found simple stays behind them.
        end = min(start + needed, len(self.text))
        horizon = min(start + _STRETCH, len(self.text))
        found = COMPLEX.search(self.text, start, max(end, horizon))
        self._simple_to = found.start() if found else max(end, horizon)
        return end <= self._simple_to

    def row_of(self, offset: int) -> int:
        """Return the row that shows the code point at this offset.

        From between two blocks it is the last row of the first; before all blocks, row 0.
        """
        self.reach(offset)
        return max(0, bisect_right(self._starts, offset) - 1)

    def row_span(self, row: int) -> tuple[int, int]:
        """Return the code points `[start, end)` of a row; heading rows hold none.

        Raises:
            IndexError: if there is no such row.
        """
        self._know(row)
        start = self._starts[row]
        following = self._starts[row + 1] if row + 1 < len(self._starts) else self._position
        return start, min(following, self._ends[self.block_of(row)])

    def _know(self, row: int) -> None:
        if row >= len(self):
            self.extend(row + 1 - len(self))
        if not 0 <= row < len(self):
            raise IndexError(f"there is no row {row}")

    def block_of(self, row: int) -> int:
        """Return the number of the block that a row belongs to, heading rows included."""
        self._know(row)
        return bisect_right(self._first_rows, row) - 1

    def heading_row(self, row: int) -> int | None:
        """Return which of its block's heading rows this is, from 0; None for a row of text."""
        block = self.block_of(row)
        index = row - self._first_rows[block]
        high = self._headings[block] if block < len(self._headings) else 0
        return index if index < high else None

    def first_row(self, block: int) -> int:
        """Return the row where a block begins, its heading included."""
        self.reach(self._begins[block])
        return self._first_rows[block]

    def first_text_row(self, block: int) -> int:
        """Return the row where the text of a block begins, below its heading."""
        first = self.first_row(block)
        return first + (self._headings[block] if block < len(self._headings) else 0)

    def is_plain(self, row: int) -> bool:
        """Say whether a row can be painted as it is: each code point takes one cell."""
        start, end = self.row_span(row)
        return COMPLEX.search(self.text, start, min(end + 1, len(self.text))) is None

    def glyphs(self, row: int) -> list[Glyph]:
        """Return what a row shows, left to right; blanks at its end may lie beyond the width."""
        return glyphs(self.text, *self.row_span(row))

    def cell_of(self, offset: int) -> Place:
        """Return where the code point at this offset is shown.

        Inside a grapheme it is the grapheme's first cell; from between two blocks the cell
        behind the last of the first.
        """
        row = self.row_of(offset)
        start, end = self.row_span(row)
        if self.is_plain(row):
            return Place(row, max(0, min(offset, end) - start))
        cell = 0
        for glyph in self.glyphs(row):
            if offset < glyph.end:
                return Place(row, glyph.cell)
            cell = glyph.cell + glyph.width
        return Place(row, cell)

    def offset_at(self, row: int, cell: int) -> int:
        """Return the first code point of the grapheme that a cell shows.

        Beyond the end of the row it is the row's last grapheme.
        """
        start, end = self.row_span(row)
        if end == start:
            return start
        if self.is_plain(row):
            return min(start + max(cell, 0), end - 1)
        shown = self.glyphs(row)
        index = bisect_right(shown, cell, key=lambda glyph: glyph.cell) - 1
        return shown[max(index, 0)].start
