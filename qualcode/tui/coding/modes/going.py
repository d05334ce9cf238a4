"""Going to a segment by its number, to a share of the text, or to where somebody speaks."""

from __future__ import annotations

import re

from qualcode.tui.coding.modes.asking import Keys
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.prompt import Prompt

_NUMBER = re.compile(r"([0-9]+)\s*(%?)")


class Going:
    """The line in which it is typed where to go."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._prompt = Prompt()
        self.is_open = False

    @property
    def keys(self) -> Keys:
        """Return what the keys do."""
        typed = ("go to number, % or name:", self._prompt.typed + "▏")
        return (typed, ("Enter", "go"), ("Esc", "leave"))

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
            self._go(self._prompt.typed.strip())

    def paste(self, text: str) -> None:
        """Take pasted text."""
        self._prompt.paste(text)

    def _go(self, typed: str) -> None:
        bench, count = self._bench, len(self._bench.page.entries)
        found = _NUMBER.fullmatch(typed)
        if found is None:
            self._go_to_speaker(typed)
        elif found[2]:
            bench.go_to_segment(count * min(int(found[1]), 100) // 100)
        elif 1 <= int(found[1]) <= count:
            bench.go_to_segment(int(found[1]) - 1)
        else:
            bench.tell(f"There are the segments 1 to {count}, no {found[1]}.")

    def _go_to_speaker(self, typed: str) -> None:
        bench, folded = self._bench, typed.casefold()
        entries, here = bench.page.entries, bench.cursor.segment
        # The next one from here on, so that the same name leads further when typed again.
        for number in (*range(here + 1, len(entries)), *range(here + 1)):
            one = entries[number]
            names = (one.participant.name, one.speaker) if one.participant else ()
            if any(name.casefold().startswith(folded) for name in names):
                bench.go_to_segment(number)
                return
        bench.tell(f"Nobody here is called “{typed}”.")
