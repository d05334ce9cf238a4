"""One line that is typed: what was typed so far, and what a key does to it."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.domain.text import previous_grapheme


@dataclass
class Prompt:
    """The typed line; the cursor is always at its end."""

    typed: str = ""

    def press(self, stroke: str) -> bool:
        """Take a stroke; say whether it was one for the line."""
        if stroke == "backspace":
            self.typed = self.typed[: previous_grapheme(self.typed, len(self.typed))]
        elif stroke in ("ctrl+w", "ctrl+backspace"):
            self.typed = self.typed.rstrip().rpartition(" ")[0]
        elif stroke == "ctrl+u":
            self.typed = ""
        elif stroke == "space":
            self.typed += " "
        elif len(stroke) == 1:
            self.typed += stroke
        else:
            return False
        return True

    def paste(self, text: str) -> None:
        """Take in pasted text, its first line only."""
        self.typed += (text.splitlines() or [""])[0]
