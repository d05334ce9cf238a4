"""Paints one row: label, look mark, stripes, words."""

from __future__ import annotations

from itertools import pairwise

from rich.segment import Segment as Piece
from rich.style import Style

from qualcode.domain.coding import LookState
from qualcode.domain.span import Span
from qualcode.tui.cursor import Cursor
from qualcode.tui.desk import Desk
from qualcode.tui.inks import Inks
from qualcode.tui.page.cells import clipped
from qualcode.tui.page.lanes import Lanes
from qualcode.tui.page.rows import Rows
from qualcode.tui.page.spans import Entry

STRIPES = 4
"""Columns for stripes; what runs further right shares the last one."""

LOOK_MARKS = {LookState.SEEN: "·", LookState.DONE: "✓", LookState.NOTHING: "∅"}
STRIPE = "▌"
_MOST_LABEL = 14


class Painter:
    """Turns rows of a sheet into pieces exactly as wide as the widget."""

    def __init__(self, desk: Desk, cursor: Cursor, inks: Inks, width: int) -> None:
        self.desk, self.cursor, self.inks = desk, cursor, inks
        blocks = desk.sheet.blocks
        longest = max((len(block.label) for block in blocks), default=0)
        self.label_width = min(longest, _MOST_LABEL)
        self.margin = self.label_width + 2 + STRIPES + 1
        self.width = width
        self.rows = Rows(
            desk.sheet.text,
            desk.sheet.spans,
            max(width - self.margin - 1, 1),
            [2 if block.heading else 0 for block in blocks],
        )
        self.recolumn()

    def recolumn(self) -> None:
        """Give the stripes their columns anew, after codings came from elsewhere."""
        self.lanes = Lanes(self._stripe(entry) for entry in self.desk.index)

    def _stripe(self, entry: Entry) -> Entry:
        # Two stripes that end and begin on one row must not share a column.
        return entry._replace(end=entry.end + self.rows.width)

    def add(self, entry: Entry) -> None:
        """Give a new coding's stripe a column."""
        self.lanes.add(self._stripe(entry))

    def remove(self, entry: Entry) -> None:
        """Take a coding's stripe away."""
        self.lanes.remove(self._stripe(entry))

    def row(self, number: int) -> list[Piece]:
        """Return the pieces of a row; beyond the last row it is blank."""
        rows = self.rows
        if number >= len(rows):
            return [Piece(" " * self.width, self.inks.text)]
        heading = rows.heading_row(number)
        if heading is not None:
            return self._heading(rows.block_of(number), heading)
        start, end = rows.row_span(number)
        entries = self.desk.index.within(start, end)
        pieces = [*self._margin(number, start, entries), *self._words(number, start, end, entries)]
        taken = sum(piece.cell_length for piece in pieces)
        if taken < self.width:
            pieces.append(Piece(" " * (self.width - taken), self.inks.text))
        return pieces

    def _heading(self, block: int, line: int) -> list[Piece]:
        if line == 0:
            return [Piece(" " * self.width, self.inks.text)]
        label = clipped(self.desk.sheet.blocks[block].heading, self.width - 1)
        return [Piece(" " + label, self.inks.heading)]

    def _margin(self, number: int, start: int, entries: list[Entry]) -> list[Piece]:
        block = self.desk.sheet.blocks[self.rows.block_of(number)]
        first = start == block.span.start
        label = clipped(block.label if first else "", self.label_width)
        look = self.desk.looks.get(block.segment.id) if first else None
        pieces = [
            Piece(f"{label} ", self.inks.faint),
            Piece(LOOK_MARKS.get(look, " ") if look else " ", self.inks.faint),
        ]
        codes: dict[int, str] = {}
        for entry in entries:
            lane = min(self.lanes[entry.key], STRIPES - 1)
            codes[lane] = self.desk.codings[entry.key].code
        for lane in range(STRIPES):
            code = codes.get(lane)
            style = self.inks.stripe(code) if code else self.inks.text
            pieces.append(Piece(STRIPE if code else " ", style))
        return [*pieces, Piece(" ", self.inks.text)]

    def _words(self, number: int, start: int, end: int, entries: list[Entry]) -> list[Piece]:
        text = self.desk.sheet.text
        target = self.cursor.target
        point = Span(self.cursor.position, self.cursor.position + 1)
        inked = start + len(text[start:end].rstrip())
        edges = {start, end, inked}
        for low, high in [(e.start, e.end) for e in entries] + [
            (target.start, target.end),
            (point.start, point.end),
        ]:
            edges.update(edge for edge in (low, high) if start < edge < end)
        if not self.rows.is_plain(number):
            return self._glyphs(number, inked, entries, target, point)
        pieces = []
        left = self.rows.width + 1
        for low, high in pairwise(sorted(edges)):
            shown = text[low:high].replace("\n", " ")[:left]
            left -= len(shown)
            pieces.append(Piece(shown, self._style(low, inked, entries, target, point)))
        return pieces

    def _glyphs(
        self, number: int, inked: int, entries: list[Entry], target: Span, point: Span
    ) -> list[Piece]:
        pieces = []
        for glyph in self.rows.glyphs(number):
            if glyph.cell + glyph.width > self.rows.width + 1:
                break
            style = self._style(glyph.start, inked, entries, target, point)
            pieces.append(Piece(glyph.shown, style))
        return pieces

    def _style(
        self, place: int, inked: int, entries: list[Entry], target: Span, point: Span
    ) -> Style:
        if point.covers(place):
            return self.inks.cursor
        if place >= inked:
            return self.inks.text
        over = [entry for entry in entries if entry.start <= place < entry.end]
        if target.covers(place):
            style = self.inks.target
        elif over:
            shortest = min(over, key=lambda entry: entry.end - entry.start)
            style = self.inks.tinted(self.desk.codings[shortest.key].code)
        else:
            style = self.inks.text
        if any(entry.key == self.cursor.focused for entry in over):
            style = style + self.inks.focused
        return style
