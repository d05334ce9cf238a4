"""Writes a memo below the text; leaving keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from qualcode.tui.page.cells import safe


class Note(ModalScreen[None]):
    """A few lines to write in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "keep", "keep and close", priority=True),
        Binding("ctrl+s", "keep", "keep and close", priority=True),
    ]

    def __init__(self, about: str, text: str, keep: Callable[[str], None]) -> None:
        super().__init__(id="note")
        self._about, self._text, self._keep = about, text, keep

    def compose(self) -> ComposeResult:
        """Lay out the title and the lines."""
        with Vertical(id="writing"):
            title = f" memo on {safe(self._about)} · Esc keeps it and closes"
            yield Static(Text(title, no_wrap=True, overflow="ellipsis"))
            area = TextArea(self._text, id="words")
            area.cursor_blink = False
            yield area

    def on_mount(self) -> None:
        """Write on at the end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_keep(self) -> None:
        """Keep what was written and close."""
        text = self.query_one(TextArea).text
        self.dismiss()
        self._keep(text)
