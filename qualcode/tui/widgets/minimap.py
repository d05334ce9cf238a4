"""One column that shows where on the sheet codings lie thick, and where the window is."""

from __future__ import annotations

from rich.segment import Segment as Piece
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from qualcode.tui.desk import Desk

_DENSITY = " ░▒▓█"


class Minimap(Widget):
    """The whole sheet from top to bottom in one column."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="minimap")
        self._desk = desk
        self._window = (0.0, 1.0)

    def show_window(self, top: float, bottom: float) -> None:
        """Mark the part of the sheet that is seen, as shares of the whole."""
        if (top, bottom) != self._window:
            self._window = (top, bottom)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one cell: how many codings lie in its share of the text."""
        height = max(self.size.height, 1)
        length = len(self._desk.sheet.text)
        start, end = length * y // height, max(length * (y + 1) // height, length * y // height + 1)
        count = len(self._desk.index.within(start, end))
        shown = _DENSITY[min(count, len(_DENSITY) - 1)]
        top, bottom = self._window
        inside = top <= y / height < bottom
        base = self.rich_style
        style = base + Style(reverse=True, dim=True) if inside and shown == " " else base
        return Strip([Piece(shown, style + Style(bold=inside))], 1)
