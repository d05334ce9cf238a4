"""Shows all keys of the coding screen."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from qualcode.tui.actions import ACTIONS, spoken

_OWN_KEYS = (
    "Codes\n"
    "  1 … 9               put a pinned code on the target\n"
    "  the code's own key  in code mode (C), or after c and before Enter\n"
)


class KeysHelp(ModalScreen[None]):
    """A list to read; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "close")
    ]

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with VerticalScroll(id="keys"):
            yield Static(_all_keys())


def _all_keys() -> Text:
    shown = Text()
    for group in dict.fromkeys(action.group for action in ACTIONS):
        shown.append(f"{group}\n", "bold")
        for action in ACTIONS:
            if action.group == group:
                keys = "  ".join(map(spoken, action.keys))
                shown.append(f"  {keys:<18}", "bold")
                shown.append(f"{action.help}\n")
        shown.append("\n")
    return shown.append(_OWN_KEYS)
