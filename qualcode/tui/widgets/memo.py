"""Where a memo is written: under the text, which stays in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.widgets import TextArea

    from qualcode.study.desk import Entry


class MemoEditor(Widget):
    """The memo on one segment or on something else; Esc keeps it.

    What one types into is loaded with the first memo: a page opens without it.
    """

    class Left(Message):
        """The writer is done."""

    def __init__(self) -> None:
        super().__init__(id="memo")
        self.entry: Entry | None = None
        self._area: TextArea | None = None
        self._seen: events.Key | None = None

    @property
    def text(self) -> str:
        """Return what is written now."""
        return self._area.text if self._area is not None else ""

    def open(self, entry: Entry | None, text: str) -> None:
        """Begin to write, on a segment if one is given."""
        self.entry = entry
        self.border_title = "memo · Esc keeps it and goes back"
        self.display = True
        area = self._area = self._area or self._made()
        area.load_text(text)
        area.move_cursor(area.document.end)
        self.screen.set_focus(area)

    def _made(self) -> TextArea:
        from textual.widgets import TextArea

        area = TextArea(soft_wrap=True, show_line_numbers=False, compact=True)
        area.cursor_blink = False
        self.mount(area)
        return area

    def close(self) -> None:
        """Put the editor away."""
        self.entry = None
        self.display = False
        self.screen.set_focus(None)

    def take(self, event: events.Key) -> None:
        """Take a key that was pressed before the editor had the keys."""
        if event is not self._seen and self._area is not None:
            event.stop()
            self._area.post_message(events.Key(event.key, event.character))

    def on_key(self, event: events.Key) -> None:
        """Leave with Esc, which the area hands on as it does all keys that it has no use for."""
        self._seen = event
        if event.key == "escape":
            event.stop()
            self.post_message(self.Left())
