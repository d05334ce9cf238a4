"""What the strokes of a chord may still become."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment

from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, taken, words
from qualcode.tui.widgets.lines import Lines

_CELL = 30


class Hint(Lines):
    """A small table of keys and what they mean, over the foot of the text."""

    def show(self, ways: Sequence[tuple[str, str, str]], inks: Inks, width: int) -> None:
        """Show (key, meaning, colour) in columns."""
        across = max(1, width // _CELL)
        rows = -(-len(ways) // across)
        self.styles.height = rows
        lines: list[Line] = []
        for row in range(rows):
            line: Line = []
            for key, meaning, colour in ways[row::rows]:
                line.append(Segment(f" {key}", style(inks.accent, inks.heading, bold=True)))
                line.append(Segment("▌", style(colour or inks.dim, inks.heading)))
                line.append(words(meaning, style(inks.text, inks.heading), _CELL - 5))
                gap = _CELL - taken(line) % _CELL
                line.append(Segment(" " * gap, style(inks.text, inks.heading)))
            lines.append(line)
        self.put(lines, style(inks.text, inks.heading))
        self.display = True

    def hide(self) -> None:
        """Take it away."""
        if self.display:
            self.display = False
