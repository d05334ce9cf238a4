"""Two columns that show the whole page: what is where, how densely it is coded, what is in sight.

The right column is the density of codings, by shade. The left one has a sign for what lies in
that slice of the page, the most pressing first, and is turned to dark on light along the rows in
sight, as the handle of a scrollbar would be.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message

from qualcode.domain.identity import Id
from qualcode.tui.coding.painting import HINT
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line
from qualcode.tui.widgets.lines import Lines

SIGNS = {"here": "◂", "hit": "*", "flag": "!", "memo": "m", "suggestion": HINT, "open": "·"}
"""What may lie in a slice of the page, the most pressing first, and its sign."""

_SHADES = " ░▒▓█"


class Minimap(Lines):
    """One row a slice of the page; a click goes there."""

    class Sought(Message):
        """The segment of a number, from 0, was pointed at."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._segments = 0

    def show(self, bench: Workbench, inks: Inks, top: int = 0, bottom: int = 0) -> None:
        """Show each slice of the page; the segments `[top, bottom)` are those in sight."""
        height = self.size.height
        if height <= 0:
            return
        self._segments = len(bench.page.entries)
        found = self._signs(bench, height)
        # A handle as long as its groove says nothing.
        whole = top <= 0 and bottom >= self._segments
        lines: list[Line] = []
        for y in range(height):
            first, last = self._slice(y, height)
            coded = bench.work.coded_among(first, last)
            level = -(-coded * (len(_SHADES) - 1) // (last - first)) if coded else 0
            seen = Style(reverse=not whole and first < bottom and top < last)
            sign = next((sign for what, sign in SIGNS.items() if y in found[what]), " ")
            strong = sign not in (" ", SIGNS["open"], HINT)
            ink = style(inks.accent if strong else inks.dim, inks.panel, bold=strong)
            lines.append([Segment(sign, ink + seen),
                          Segment(_SHADES[level], style(inks.dim, inks.panel))])  # fmt: skip
        self.put(lines, inks.bar())

    def _slice(self, y: int, height: int) -> tuple[int, int]:
        first = y * self._segments // height
        return first, max(first + 1, (y + 1) * self._segments // height)

    def _row(self, number: int, height: int) -> int:
        """Return the first row whose slice holds a segment."""
        row = number * height // self._segments
        return row if self._slice(row, height)[1] > number else row + 1

    def _signs(self, bench: Workbench, height: int) -> Mapping[str, Collection[int]]:
        """Return on which rows each sign may stand."""
        spans, work = bench.page.entries.spans, bench.work
        slices = {self._slice(y, height): y for y in reversed(range(height))}

        def rows_with(found: Callable[[int, int], object]) -> set[int]:
            return {y for among, y in slices.items() if found(*among)}

        def hits(first: int, last: int) -> object:
            return bench.finder.counted_among(spans[first].start, spans[last - 1].end)

        def rows_of(segments: Iterable[Id]) -> set[int]:
            numbers = map(bench.page.entries.number_of, segments)
            return {self._row(number, height) for number in numbers if number is not None}

        return {
            "here": {self._row(bench.cursor.segment, height)},
            "hit": rows_with(hits),
            "flag": rows_of(work.flags),
            "memo": rows_of(work.memos),
            "suggestion": rows_with(bench.suggestions.among),
            "open": rows_with(work.open_among),
        }

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Go where the mouse is."""
        self.capture_mouse()
        self._seek(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go along with the mouse while its button is pressed."""
        if event.button and self.app.mouse_captured is self:
            self._seek(event)

    def on_mouse_up(self, _: events.MouseUp) -> None:
        """Stay there."""
        self.release_mouse()

    def _seek(self, event: events.MouseEvent) -> None:
        if self._segments:
            y = min(max(0, event.y), self.size.height - 1)
            self.post_message(self.Sought(self._slice(y, self.size.height)[0]))
