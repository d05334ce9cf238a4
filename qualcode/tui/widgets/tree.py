"""The codebook beside the text: codes with their keys and how often they were used."""

from __future__ import annotations

from enum import StrEnum

from rich.segment import Segment
from textual import events
from textual.message import Message

from qualcode.tui.codes import Codes
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, spread, words
from qualcode.tui.widgets.lines import Lines


class Extent(StrEnum):
    """Which codes the tree shows."""

    ASKED = "asked"
    ALL = "all"


class CodeTree(Lines):
    """Themes and their codes; a click puts a code on."""

    class Chosen(Message):
        """A code was clicked."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    def __init__(self) -> None:
        super().__init__(id="tree")
        self._codes: list[str] = []
        self._top = 0

    def show(self, bench: Workbench, extent: Extent, inks: Inks, lead: str = "") -> None:
        """Show the codes; `lead` is the first stroke of a chord that waits for its second.

        The tree turns to the code used last here, or to the codes that the stroke may become.
        """
        width = self.size.width
        self._codes = _listed(bench.codes, extent)
        here = {coding.code for coding in bench.here}
        lines = [_row(bench, code, code in here, inks, width) for code in self._codes]
        self._turn_to(self._wanted(bench, here, lead))
        title = "codes for this question" if extent is Extent.ASKED else "codebook"
        head: Line = [
            Segment(f" {title.upper()}", inks.quiet(inks.panel)),
        ]
        self.put([head, *lines[self._top : self._top + self.size.height - 1]], inks.bar())

    def _wanted(self, bench: Workbench, here: set[str], lead: str) -> int | None:
        keys = bench.codes.key_of
        if lead:
            fitting = (code for code in self._codes if keys.get(code, "").startswith(lead))
        else:
            fitting = (code for code in self._codes if code in here)
        found = next(fitting, None)
        return self._codes.index(found) if found is not None else None

    def _turn_to(self, wanted: int | None) -> None:
        room = max(1, self.size.height - 1)
        if wanted is not None and not self._top <= wanted < self._top + room:
            self._top = wanted - 1
        self._top = max(0, min(self._top, len(self._codes) - room))

    def on_mouse_scroll_down(self, _: events.MouseScrollDown) -> None:
        """Turn the tree down."""
        self._top += 3

    def on_mouse_scroll_up(self, _: events.MouseScrollUp) -> None:
        """Turn the tree up."""
        self._top = max(0, self._top - 3)

    def on_click(self, event: events.Click) -> None:
        """Put the clicked code on."""
        number = self._top + event.y - 1
        if event.y >= 1 and 0 <= number < len(self._codes):
            self.post_message(self.Chosen(self._codes[number]))


def _listed(codes: Codes, extent: Extent) -> list[str]:
    book = codes.codebook
    if extent is Extent.ALL or not codes.asked:
        return [code.id for code in book.codes if code.retired is None]
    asked = {code.id for code in codes.asked}
    above = {one.id for code in asked for one in book.ancestors(code)}
    return [code.id for code in book.codes if code.id in asked | above]


def _row(bench: Workbench, code: str, here: bool, inks: Inks, width: int) -> Line:
    codes = bench.codes
    entry = codes.codebook.by_id[code]
    indent = " " * codes.codebook.level(code)
    if not entry.applicable:
        return [words(f" {indent}▾ {entry.name}", inks.bar(bold=True), width)]
    ground = inks.target if here else inks.panel
    digit = str(codes.pinned.index(code) + 1) if code in codes.pinned else " "
    stripe = Segment("█" if here else "▌", style(codes.colour(code), ground))
    key = Segment(f"{codes.key_of.get(code, ''):<3}", style(inks.accent, ground, bold=True))
    left: Line = [Segment(f"{digit}", style(inks.dim, ground)), stripe, key]
    left.append(words(entry.name, style(inks.text, ground, bold=here)))
    count = codes.counts.get(code, 0)
    right: Line = [Segment(f"{count or '':>3} ", style(inks.dim, ground))]
    return spread(left, right, width, style(inks.text, ground))
