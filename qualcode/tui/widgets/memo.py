"""Where a memo is written: under the text, which stays in sight."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from qualcode.study.desk import Entry


class MemoEditor(TextArea):
    """The memo on one segment; Esc keeps it."""

    class Left(Message):
        """The writer is done."""

    def __init__(self) -> None:
        super().__init__(id="memo", soft_wrap=True, show_line_numbers=False)
        self.cursor_blink = False
        self.entry: Entry | None = None
        self._seen: events.Key | None = None

    def open(self, entry: Entry, text: str) -> None:
        """Begin to write on a segment."""
        self.entry = entry
        self.load_text(text)
        self.move_cursor(self.document.end)
        self.border_title = "memo · Esc keeps it and goes back"
        self.display = True
        self.screen.set_focus(self)

    def close(self) -> None:
        """Put the editor away."""
        self.entry = None
        self.display = False
        self.screen.set_focus(None)

    def take(self, event: events.Key) -> None:
        """Take a key that was pressed before the editor had the keys."""
        if event is not self._seen:
            event.stop()
            self.post_message(events.Key(event.key, event.character))

    async def _on_key(self, event: events.Key) -> None:
        self._seen = event
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(self.Left())
            return
        await super()._on_key(event)
