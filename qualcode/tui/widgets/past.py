"""Shows what one did, newest first, over the lower part of the text."""

from __future__ import annotations

from rich.segment import Segment

from qualcode.tui.coding.modes.going_back import GoingBack
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, spread, words
from qualcode.tui.widgets.lines import Lines

_MOST = 12


class PastPanel(Lines):
    """The list of one's deeds while it is open; those that would be taken back are marked."""

    def show(self, past: GoingBack, inks: Inks) -> None:
        """Show the deeds around the chosen one, or nothing."""
        self.display = past.is_open
        if not past.is_open:
            return
        room = max(3, min(_MOST, self.screen.size.height // 2 - 2))
        shown = min(room, len(past.lines))
        self.styles.height = shown + 1
        width = self.screen.size.width
        top = min(max(0, past.chosen - shown + 2), len(past.lines) - shown)
        head: Line = [Segment(" what you did, newest first", inks.bar(bold=True))]
        if past.asks:
            count = past.chosen + 1
            several = f"these {count} deeds" if count > 1 else "this deed"
            head = [Segment(f" Take {several} back? Enter yes, Esc no", inks.bar(bold=True))]
        rows = [_row(past, number, inks, width) for number in range(top, top + shown)]
        self.put([spread(head, [], width, inks.bar()), *rows], inks.bar())


def _row(past: GoingBack, number: int, inks: Inks, width: int) -> Line:
    line = past.lines[number]
    ground = inks.selection if number == past.chosen else inks.panel
    ink = style(inks.text if number <= past.chosen else inks.dim, ground)
    mark = "▸" if number == past.chosen else "↶" if number < past.chosen else " "
    told = f"{mark} {line.moment:%d %b %H:%M}  {past.told[number]}"
    left: Line = [words(told, ink, width - 1)]
    return spread(left, [], width, ink)
