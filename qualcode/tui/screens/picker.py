"""Picks a code by a few letters; the text stays in view above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from qualcode.domain.codebook import Code, Codebook
from qualcode.tui.inks import Inks
from qualcode.tui.page.cells import safe
from qualcode.tui.painting import STRIPE
from qualcode.tui.scoring import matching

_SHOWN = 8


class Picker(ModalScreen[None]):
    """Asks for a code and hands it over; Tab hands it over and asks for another."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "close", priority=True),
        Binding("down", "step(1)", "next", priority=True),
        Binding("up", "step(-1)", "previous", priority=True),
        Binding("tab", "apply(False)", "apply, pick another", priority=True),
        Binding("enter", "apply(True)", "apply", priority=True),
    ]

    def __init__(
        self,
        codebook: Codebook,
        offered: Sequence[Code],
        recent: Sequence[str],
        inks: Inks,
        apply: Callable[[str], None],
    ) -> None:
        super().__init__(id="picker")
        self._codebook, self._offered, self._recent = codebook, offered, recent
        self._inks, self._apply = inks, apply
        self._found = matching("", codebook, offered, recent)
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the question and the answers."""
        with Vertical(id="picking"):
            yield Input(placeholder="a part of the code's name, or its key", id="typed")
            yield Static(id="found")
            yield Static(Text(" Enter apply · Tab apply and pick another · Esc close"), id="how")

    def on_mount(self) -> None:
        """Show the codes before anything is typed."""
        self.query_one(Input).cursor_blink = False
        self._show()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what was typed."""
        self._found = matching(event.value, self._codebook, self._offered, self._recent)
        self._at = 0
        self._show()

    def action_step(self, by: int) -> None:
        """Go to the next answer or the one before."""
        if self._found:
            self._at = (self._at + by) % len(self._found)
            self._show()

    def action_apply(self, close: bool) -> None:
        """Hand the code over."""
        if not self._found:
            return
        code = self._found[self._at].id
        if close:
            self.dismiss()
        self._apply(code)
        if not close:
            self.query_one(Input).value = ""

    def action_close(self) -> None:
        """Close without a code."""
        self.dismiss()

    def _show(self) -> None:
        first = min(max(0, self._at - _SHOWN + 2), max(0, len(self._found) - _SHOWN))
        lines = Text(no_wrap=True, overflow="ellipsis")
        for place, code in enumerate(self._found[first : first + _SHOWN], first):
            style = "reverse" if place == self._at else ""
            lines.append("▸" if place == self._at else " ")
            lines.append(f"{STRIPE} ", self._inks.stripe(code.id))
            lines.append(f"{safe(code.key):<3}{safe(self._codebook.path(code.id))}", style)
            lines.append(f"  {safe(code.short)}\n" if code.short else "\n", "dim")
        if not self._found:
            lines.append(" no code fits")
        self.query_one("#found", Static).update(lines)
