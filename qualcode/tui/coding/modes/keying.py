"""Choosing the key by which code mode and the picker know a code."""

from __future__ import annotations

from qualcode.tui.coding.coining import Coining
from qualcode.tui.coding.modes.asking import Keys
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.prompt import Prompt

_MOST = 2


class Keying:
    """The line in which the key of a code is typed."""

    def __init__(self, bench: Workbench, coining: Coining) -> None:
        self._bench = bench
        self._coining = coining
        self._prompt = Prompt()
        self._code = ""
        self.is_open = False

    @property
    def keys(self) -> Keys:
        """Return what the keys do."""
        asked = f"key of {self._bench.codes.name(self._code)}, one or two letters:"
        return ((asked, self._prompt.typed + "▏"), ("Enter", "keep"), ("Esc", "leave"))

    def open(self, code: str) -> None:
        """Begin with the key that the code has."""
        self._code = code
        book = self._bench.codes.codebook
        self._prompt, self.is_open = Prompt(book.by_id[code].key), True

    def press(self, pressed: str) -> None:
        """Take a key of the keyboard; a third letter begins anew."""
        if pressed in ("escape", "enter"):
            self.is_open = False
        elif len(pressed) == 1 and len(self._prompt.typed) >= _MOST:
            self._prompt.typed = pressed
        else:
            self._prompt.press(pressed)
        if pressed == "enter":
            self._coining.edit_code(self._code, {"key": self._prompt.typed.strip()})

    def paste(self, text: str) -> None:
        """Take no notice: a key is typed."""
