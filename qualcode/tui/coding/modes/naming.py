"""Typing the name of a new code."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.tui.coding.modes.asking import Keys
from qualcode.tui.prompt import Prompt


class Naming:
    """The line in which a name is typed; `named` is told of it."""

    def __init__(self, named: Callable[[str], object]) -> None:
        self._named = named
        self._prompt = Prompt()
        self.is_open = False

    @property
    def keys(self) -> Keys:
        """Return what the keys do."""
        return (
            ("new code:", self._prompt.typed + "▏"),
            ("Enter", "make it, put it on"),
            ("Esc", "leave"),
        )

    def open(self) -> None:
        """Begin to type."""
        self._prompt, self.is_open = Prompt(), True

    def press(self, pressed: str) -> None:
        """Take a key."""
        if pressed in ("escape", "enter"):
            self.is_open = False
        else:
            self._prompt.press(pressed)
        if pressed == "enter" and self._prompt.typed.strip():
            self._named(self._prompt.typed)

    def paste(self, text: str) -> None:
        """Take pasted text."""
        self._prompt.paste(text)
