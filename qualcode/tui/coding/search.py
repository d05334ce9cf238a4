"""Typing what to look for on the page, and being there while one types."""

from __future__ import annotations

from qualcode.tui.coding.modes.asking import Keys
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.prompt import Prompt


class Search:
    """The line that is typed while it `is_open`."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._prompt = Prompt()
        self._origin = 0
        self.is_open = False

    @property
    def typed(self) -> str:
        """Return what was typed so far."""
        return self._prompt.typed

    @property
    def keys(self) -> Keys:
        """Return what the keys do."""
        return (("find:", self.typed + "▏"), ("Enter", "stay"), ("Esc", "go back"))

    def open(self) -> None:
        """Begin at the cursor."""
        self._prompt, self._origin = Prompt(), self._bench.cursor.position
        self.is_open = True

    def press(self, pressed: str) -> None:
        """Take a key; Enter stays at the place, Esc goes back to where one was."""
        if pressed == "escape":
            self._bench.find("")
            self._bench.go(self._origin)
        if pressed in ("escape", "enter"):
            self.is_open = False
        elif self._prompt.press(pressed):
            self._seek()

    def paste(self, text: str) -> None:
        """Take pasted text."""
        self._prompt.paste(text)
        self._seek()

    def _seek(self) -> None:
        self._bench.find(self.typed)
        if self.typed:
            self._bench.go_to_match(True, self._origin)
