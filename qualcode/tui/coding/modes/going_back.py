"""The list of what one did, and going back in it."""

from __future__ import annotations

from qualcode.study.history import DeedLine
from qualcode.tui.coding.modes.asking import Keys
from qualcode.tui.coding.past import Past
from qualcode.tui.coding.workbench import Workbench


class GoingBack:
    """One's deeds, newest first; Enter, twice, takes back all down to the chosen one."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self.lines: list[DeedLine] = []
        self.told: list[str] = []
        self.chosen = 0
        self.asks = False

    @property
    def is_open(self) -> bool:
        """Say whether the list is shown."""
        return bool(self.lines)

    @property
    def keys(self) -> Keys:
        """Return what the keys do."""
        count = self.chosen + 1
        if self.asks:
            several = f"these {count} deeds" if count > 1 else "this deed"
            return (("Enter", f"take {several} back"), ("Esc", "no"))
        return (("↑↓", "choose"), ("Enter", f"back to before it ({count})"), ("Esc", "leave"))

    def open(self) -> None:
        """Show what one did."""
        told = Past(self._bench.study).in_words(self._bench.deeds)
        self.lines, self.told = list(told), list(told.values())
        self.chosen, self.asks = 0, False
        if not self.lines:
            self._bench.tell("You have done nothing that could be taken back.")

    def press(self, pressed: str) -> None:
        """Take a key."""
        last = len(self.lines) - 1
        moves = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": 10, "pageup": -10}
        if pressed in moves:
            self.chosen, self.asks = min(max(self.chosen + moves[pressed], 0), last), False
        elif pressed == "enter" and self.asks:
            deed = self.lines[self.chosen].deed
            self.lines = []
            self._bench.undo_to(deed)
        elif pressed == "enter":
            self.asks = True
        elif self.asks:
            self.asks = False
        elif pressed in ("escape", "q", "U"):
            self.lines = []

    def paste(self, text: str) -> None:
        """Take no notice."""
