"""Shows settings over the foot of a screen: each in a line, its values side by side."""

from __future__ import annotations

from rich.segment import Segment

from qualcode.tui.agreement.dials import Dial, Dials
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, cropped, shown, taken, words
from qualcode.tui.widgets.lines import Lines

_NAME = 12
_LONGEST = 28


class DialBox(Lines):
    """The settings while they are being changed."""

    KEYS = (("←→", "other value"), ("↑↓", "other line"), ("Enter", "take"), ("Esc", "leave"))

    def __init__(self) -> None:
        super().__init__(id="dials")
        self.dials: Dials | None = None

    def open(self, dials: Dials) -> None:
        """Open it over the foot."""
        self.dials = dials
        self.styles.height = len(dials.all) + 1
        self.display = True

    def close(self) -> None:
        """Close it."""
        self.dials, self.display = None, False

    def show(self, title: str, inks: Inks) -> None:
        """Show the settings as they are now."""
        if self.dials is None:
            return
        width = self.size.width or self.app.size.width
        head: Line = [words(f" {title}", inks.bar(bold=True))]
        rows = [
            _row(one, number == self.dials.place, inks, width)
            for number, one in enumerate(self.dials.all)
        ]
        self.put([head, *rows], inks.bar())


def _row(dial: Dial, chosen: bool, inks: Inks, width: int) -> Line:
    ground = inks.selection if chosen else inks.panel
    line: Line = [
        Segment(" ▸ " if chosen else "   ", style(inks.accent, ground, bold=True)),
        words(f"{dial.name:<{_NAME}}", style(inks.text, ground, bold=chosen)),
    ]
    told = [shown(words_, _LONGEST) for _, words_ in dial.values]
    first = _first_that_fits(told, dial.at, width - taken(line) - 4)
    if first:
        line.append(Segment("‹ ", style(inks.dim, ground)))
    for number, name in enumerate(told[first:], first):
        if number == dial.at:
            line.append(words(f"[{name}]", style(inks.text, ground, bold=True)))
        else:
            line.append(words(f" {name} ", style(inks.dim, ground)))
    line = cropped(line, width)
    return [*line, Segment(" " * (width - taken(line)), style(inks.text, ground))]


def _first_that_fits(told: list[str], at: int, room: int) -> int:
    """Return from which value on to show them, so that the chosen one is in sight."""
    first, used = at, 0
    for number in range(at, -1, -1):
        used += len(told[number]) + 2
        if used > room and number < at:
            break
        first = number
    return first
