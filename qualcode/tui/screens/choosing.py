"""The list of sources and questions to begin from."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.tui.page.cells import safe
from qualcode.tui.shelves import Opening


class Choosing(Screen[None]):
    """Sources on the left, questions on the right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,ctrl+q", "app.exit", "quit"),
        Binding("j", "step('cursor_down')", "down", show=False),
        Binding("k", "step('cursor_up')", "up", show=False),
        Binding("left,right", "other_list", "other list", show=False),
    ]

    class Chosen(Message):
        """Something is to be opened."""

        def __init__(self, opening: Opening) -> None:
            self.opening = opening
            super().__init__()

    def __init__(self, title: str, sources: list[Opening], questions: list[Opening]) -> None:
        super().__init__(id="choosing")
        self._title = title
        self._lists = {"sources": sources, "questions": questions}

    def compose(self) -> ComposeResult:
        """Lay out both lists."""
        yield Static(Text(f" {safe(self._title)}", no_wrap=True), classes="head")
        with Horizontal():
            for name, openings in self._lists.items():
                if openings:
                    with Vertical(classes="list"):
                        yield Static(Text(f" {len(openings)} {name}", style="bold"))
                        yield OptionList(*map(_option, openings), id=name)
        if not any(self._lists.values()):
            yield Static(Text(" Nothing to code yet. Bring texts in with: qualcode import FILE"))
        yield Static(Text(" ↑↓ choose · Enter open · Tab other list · q quit"), classes="foot")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open what was chosen."""
        event.stop()
        openings = self._lists[event.option_list.id or ""]
        self.post_message(self.Chosen(openings[event.option_index]))

    def action_step(self, name: str) -> None:
        """Move in the list that has the focus."""
        if isinstance(self.focused, OptionList):
            getattr(self.focused, f"action_{name}")()

    def action_other_list(self) -> None:
        """Go to the other list."""
        self.focus_next()


def _option(opening: Opening) -> Option:
    line = Text(no_wrap=True, overflow="ellipsis")
    line.append(safe(opening.name), "bold")
    return Option(line.append(f"  {safe(opening.about)}", "dim"))
