"""Chooses a code by a few letters of its name; the text above stays in sight."""

from __future__ import annotations

from collections.abc import Collection

from rich.segment import Segment
from textual.geometry import Offset

from qualcode.tui.codes import Codes
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, cells, spread, taken, words
from qualcode.tui.prompt import Prompt
from qualcode.tui.widgets.lines import Lines

_MOST = 10
_HEAD = 1


class Picker(Lines):
    """The codes that fit what was typed, best first."""

    KEYS = (("Enter", "put on"), ("Tab", "put on, another"), ("↑↓", "choose"), ("Esc", "leave"))

    def __init__(self) -> None:
        super().__init__(id="picker")
        self.prompt = Prompt()
        self._chosen = 0
        self._typed_to = 0
        self._found: list[str] = []

    @property
    def is_open(self) -> bool:
        """Say whether the picker takes the keys."""
        return bool(self.display)

    @property
    def code(self) -> str | None:
        """Return the code that Enter would put on."""
        return self._found[self._chosen] if self._found else None

    def open(self, height: int) -> int:
        """Open it over a text of some height; return how many rows it covers."""
        self._rows = max(3, min(_MOST, height // 2 - 2))
        self.styles.height = self._rows + _HEAD
        self.prompt, self._chosen, self.display = Prompt(), 0, True
        return self._rows + _HEAD

    def close(self) -> None:
        """Close it."""
        self.display = False

    def press(self, stroke: str) -> bool:
        """Take a stroke that moves the choice or types."""
        if stroke in ("down", "up", "ctrl+n", "ctrl+k"):
            step = 1 if stroke in ("down", "ctrl+n") else -1
            self._chosen = (self._chosen + step) % max(1, len(self._found))
            return True
        if self.prompt.press(stroke):
            self._chosen = 0
            return True
        return False

    def clear(self) -> None:
        """Begin anew, to choose one more code."""
        self.prompt, self._chosen = Prompt(), 0

    def show(self, codes: Codes, quotation: str, here: Collection[str], inks: Inks) -> None:
        """Show what fits; `here` are the codes that the quotation has already."""
        width = self.size.width or self.app.size.width
        found = codes.find(self.prompt.typed, self._rows)
        self._found = [code.id for code in found]
        self._chosen = min(self._chosen, max(0, len(found) - 1))
        quiet, strong = inks.quiet(inks.panel), inks.bar(bold=True)
        left: Line = [Segment(" code ", strong), words(self.prompt.typed, strong)]
        left.append(Segment("▏", style(inks.accent, inks.panel, bold=True)))
        right: Line = [words(f"on “{quotation}”", quiet, max(10, width // 2)), Segment(" ", quiet)]
        rows = [self._row(codes, number, here, inks, width) for number in range(len(self._found))]
        if not rows:
            rows = [[Segment("  no code fits; Backspace, or Esc to leave", quiet)]]
        self.put([spread(left, right, width, inks.bar()), *rows], inks.bar())
        self._typed_to = min(taken(left), width) - 1
        self._point()

    def on_resize(self) -> None:
        """Point at the typed line, once it is known where on the screen that is."""
        self._point()

    def _point(self) -> None:
        """Put the terminal's cursor where the next letter goes, as input methods expect."""
        if self.is_open:
            self.app.cursor_position = self.region.offset + Offset(self._typed_to, 0)

    def _row(
        self, codes: Codes, number: int, marked: Collection[str], inks: Inks, width: int
    ) -> Line:
        code = codes.codebook.by_id[self._found[number]]
        chosen = number == self._chosen
        ground = inks.selection if chosen else inks.panel
        here = code.id in marked
        path = codes.codebook.path(code.id)
        line: Line = [
            Segment("▸" if chosen else " ", style(inks.text, ground, bold=True)),
            Segment("█" if here else "▌", style(codes.colour(code.id), ground)),
            Segment(f"{codes.key_of.get(code.id, ''):<3}", style(inks.accent, ground, True)),
            words(path, style(inks.text, ground, bold=chosen), width - 8),
        ]
        room = width - 8 - cells(path)
        if code.short and room > 12:
            line.append(words(f"  {code.short}", style(inks.dim, ground), room))
        return spread(line, [], width, style(inks.text, ground))
