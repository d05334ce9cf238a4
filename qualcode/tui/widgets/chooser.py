"""Chooses among counted things by a few letters: values of attributes, codes that are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment

from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, spread, words
from qualcode.tui.prompt import Prompt
from qualcode.tui.widgets.lines import Lines

_MOST = 10
_HEAD = 1


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its id, what it is called, how many rows have it, whether it is on."""

    id: tuple[str, ...]
    name: str
    count: int
    colour: str = ""
    on: bool = False


class Chooser(Lines):
    """The options whose names hold what was typed."""

    KEYS = (("Enter", "choose"), ("Tab", "choose, another"), ("↑↓", "move"), ("Esc", "leave"))

    def __init__(self) -> None:
        super().__init__(id="chooser")
        self.prompt = Prompt()
        self._title = ""
        self._chosen = 0
        self._top = 0
        self._options: Sequence[Option] = ()
        self._rows = 1

    @property
    def is_open(self) -> bool:
        """Say whether the chooser takes the keys."""
        return bool(self.display)

    @property
    def found(self) -> list[Option]:
        """Return the options that fit what was typed."""
        wanted = self.prompt.typed.casefold().split()
        return [one for one in self._options
                if all(word in one.name.casefold() for word in wanted)]  # fmt: skip

    @property
    def option(self) -> Option | None:
        """Return what Enter would choose."""
        found = self.found
        return found[min(self._chosen, len(found) - 1)] if found else None

    def open(self, title: str, options: Sequence[Option], height: int) -> None:
        """Open it over rows of some height."""
        self._title, self._options = title, options
        self._rows = max(3, min(_MOST, height // 2 - 2, max(3, len(options))))
        self.styles.height = self._rows + _HEAD
        self.prompt, self._chosen, self._top, self.display = Prompt(), 0, 0, True

    def renew(self, options: Sequence[Option]) -> None:
        """Take the same options with other signs."""
        self._options = options

    def close(self) -> None:
        """Close it."""
        self.display = False

    def press(self, stroke: str) -> None:
        """Take a stroke that moves the choice or types."""
        if stroke in ("down", "up"):
            step = 1 if stroke == "down" else -1
            self._chosen = (self._chosen + step) % max(1, len(self.found))
        elif self.prompt.press(stroke):
            self._chosen = 0

    def show(self, inks: Inks) -> None:
        """Show what fits."""
        width, found = self.size.width or self.app.size.width, self.found
        self._chosen = min(self._chosen, max(0, len(found) - 1))
        self._top = max(self._chosen - self._rows + 1, min(self._top, self._chosen))
        strong, quiet = inks.bar(bold=True), inks.quiet(inks.panel)
        left: Line = [
            words(f" {self._title} ", strong),
            words(self.prompt.typed, strong),
            Segment("▏", style(inks.accent, inks.panel, bold=True)),
        ]
        right: Line = [Segment(f"{len(found)} of {len(self._options)} ", quiet)]
        window = range(self._top, min(len(found), self._top + self._rows))
        rows = [self._row(found[number], number, inks, width) for number in window]
        if not rows:
            rows = [[Segment("  nothing fits; Backspace, or Esc to leave", quiet)]]
        self.put([spread(left, right, width, inks.bar()), *rows], inks.bar())

    def _row(self, option: Option, number: int, inks: Inks, width: int) -> Line:
        chosen = number == self._chosen
        ground = inks.selection if chosen else inks.panel
        left: Line = [
            Segment("▸" if chosen else " ", style(inks.text, ground, bold=True)),
            Segment("◆ " if option.on else "  ", style(inks.accent, ground, bold=True)),
        ]
        if option.colour:
            left.append(Segment("▌", style(option.colour, ground)))
        left.append(words(option.name, style(inks.text, ground, bold=chosen), width - 14))
        right: Line = [Segment(f"{option.count} ", style(inks.dim, ground))]
        return spread(left, right, width, style(inks.text, ground))
