"""A widget that shows the lines it is given, and paints only when they differ."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from qualcode.tui.looks.safe_text import Line, cropped, taken


class Lines(Widget, can_focus=False):
    """Lines of finished segments; user text in them was made safe by whoever made them."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self._ground = Style()

    def put(self, lines: Sequence[Line], ground: Style) -> None:
        """Show these lines, the rest of the widget in the ground's colour."""
        if (lines, ground) != (self._lines, self._ground):
            self._lines, self._ground = lines, ground
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the widget."""
        line = cropped(self._lines[y], self.size.width) if y < len(self._lines) else []
        blank = Segment(" " * (self.size.width - taken(line)), self._ground)
        return Strip([*line, blank], self.size.width)
