"""All actions with their keys and what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from qualcode.tui.frame import Frame
from qualcode.tui.keys.keystrokes import passed_on, stroke
from qualcode.tui.looks.inks import style
from qualcode.tui.looks.safe_text import Line, words, wrapped
from qualcode.tui.registry.action import Group, Register, keys_told
from qualcode.tui.registry.keymap import LEAVE
from qualcode.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from qualcode.tui.app import CodingApp

_KEYS = 18


class HelpScreen(Screen[None], inherit_bindings=False):
    """The list of actions; any key that does not scroll closes it."""

    app: CodingApp

    def __init__(self, register: Register, frame: Frame) -> None:
        super().__init__(name="help")
        self._inks = frame.inks
        self._register = register
        self._keys = frame.keymap.keys(register)
        # What has no key is done by name.
        self._without = f"({keys_told(self._keys['palette'])})"
        self._top = 0

    def compose(self) -> ComposeResult:
        """One page of lines."""
        yield Lines("keys")

    def on_mount(self) -> None:
        """Show the beginning."""
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Break the lines anew."""
        self.call_after_refresh(self._show)

    def on_key(self, event: events.Key) -> None:
        """Scroll, or close."""
        if passed_on(event, self):
            return
        moves = {"j": 1, "down": 1, "k": -1, "up": -1, "space": 10, "pagedown": 10,
                 "pageup": -10, "backspace": -10}  # fmt: skip
        pressed = stroke(event)
        if pressed == LEAVE:
            self.app.leave()
        elif pressed in moves:
            self._top += moves[pressed]
            self._show()
        else:
            self.dismiss()

    def on_mouse_scroll_down(self) -> None:
        """Scroll down."""
        self._top += 3
        self._show()

    def on_mouse_scroll_up(self) -> None:
        """Scroll up."""
        self._top -= 3
        self._show()

    def _show(self) -> None:
        if not self.display:  # it was left meanwhile
            return
        lines = self._lines()
        self._top = max(0, min(self._top, len(lines) - self.size.height))
        self.query_one(Lines).put(lines[self._top :], self._inks.bar())

    def _lines(self) -> list[Line]:
        inks = self._inks
        quiet, strong = inks.quiet(inks.panel), style(inks.accent, inks.panel, bold=True)
        lines: list[Line] = [
            [words(f" {self._register.title.upper()}", inks.bar(bold=True)),
             words("  ↑ and ↓ scroll, any other key goes back.", quiet)]
        ]  # fmt: skip
        for group in Group:
            actions = [one for one in self._register.actions if one.group is group]
            if not actions:
                continue
            lines += [[], [Segment(f" {group.value}", inks.bar(bold=True))]]
            for action in actions:
                told = wrapped(action.help, max(20, self.size.width - _KEYS - 3), 4)
                keys = wrapped(keys_told(self._keys[action.id]) or self._without, _KEYS - 2, 3)
                for row in range(max(len(told), len(keys))):
                    key = keys[row] if row < len(keys) else ""
                    text = told[row] if row < len(told) else ""
                    lines.append(
                        [Segment(f"  {key:<{_KEYS - 1}}", strong), words(text, inks.bar())]
                    )
        return lines
