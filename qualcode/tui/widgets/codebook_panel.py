"""The codebook beside the text: the codes for what is read, with their keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.domain.codebook import Code, Codebook
from qualcode.tui.inks import Inks
from qualcode.tui.page.cells import clipped, safe
from qualcode.tui.painting import STRIPE

WIDTH = 32
"""Cells for one line; the style sheet gives the panel this and its border."""

_BEFORE_NAME = 7


class CodebookPanel(OptionList):
    """Lists the codes on offer as a tree; choosing one applies it."""

    class Chosen(Message):
        """A code was clicked, or chosen with Enter."""

        def __init__(self, code: str) -> None:
            self.code = code
            super().__init__()

    def __init__(self, codebook: Codebook) -> None:
        super().__init__(id="codebook")
        self._codebook = codebook
        self._listed: tuple[str, ...] = ()

    def show(self, offered: Sequence[Code], pinned: Sequence[Code], inks: Inks) -> None:
        """List other codes, if they are not the ones that are listed."""
        listed = tuple(code.id for code in offered)
        if listed == self._listed:
            return
        self._listed = listed
        digits = {code.id: str(digit) for digit, code in enumerate(pinned, 1)}
        self.clear_options()
        self.add_options(self._laid_out(offered, digits, inks))

    def _laid_out(
        self, offered: Sequence[Code], digits: dict[str, str], inks: Inks
    ) -> list[Option]:
        shown: list[Option] = []
        above: set[str] = set()
        for code in offered:
            for parent in reversed(list(self._codebook.ancestors(code.id))):
                if parent.id not in above and not parent.applicable:
                    above.add(parent.id)
                    heading = Text("  " * self._codebook.level(parent.id) + safe(parent.name))
                    shown.append(Option(heading, disabled=True))
            shown.append(Option(self._line(code, digits.get(code.id, " "), inks), id=code.id))
        return shown

    def _line(self, code: Code, digit: str, inks: Inks) -> Text:
        indent = "  " * max(self._codebook.level(code.id) - 1, 0)
        line = Text(indent)
        line.append(f"{digit} ", "bold")
        line.append(f"{STRIPE} ", inks.stripe(code.id))
        line.append(f"{safe(code.key):<3}", "dim")
        return line.append(clipped(code.name, WIDTH - len(indent) - _BEFORE_NAME).rstrip())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Pass the chosen code on."""
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(event.option_id))
