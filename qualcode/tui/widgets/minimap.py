"""A column that shows where on the page codings are dense, and where one stands."""

from __future__ import annotations

from rich.segment import Segment

from qualcode.tui.inks import Inks, style
from qualcode.tui.safe_text import Line
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.workbench import Workbench

_SHADES = " ░▒▓█"


class Minimap(Lines):
    """One cell a slice of the page."""

    def show(self, bench: Workbench, inks: Inks) -> None:
        """Show how densely each slice is coded, and the slice of the cursor."""
        height = self.size.height
        if height <= 0:
            return
        entries = bench.page.entries
        here = bench.cursor.segment * height // len(entries)
        lines: list[Line] = []
        for y in range(height):
            first = y * len(entries) // height
            last = max(first + 1, (y + 1) * len(entries) // height)
            last = min(last, len(entries))
            coded = bench.work.coded_among(first, last) if first < last else 0
            level = -(-coded * (len(_SHADES) - 1) // (last - first)) if coded else 0
            if y == here:
                lines.append([Segment("◂", style(inks.accent, inks.panel, bold=True))])
            else:
                lines.append([Segment(_SHADES[level], style(inks.dim, inks.panel))])
        self.put(lines, inks.bar())
