"""A screen on which the mouse's wheel does what it is over."""

from __future__ import annotations

from abc import abstractmethod

from textual import events

from qualcode.tui.screens.keyed import KeyedScreen

ROWS = 3
"""How many rows one notch of the wheel goes."""


class WheeledScreen(KeyedScreen):
    """A screen with rows and, beside or below them, something to scroll."""

    @abstractmethod
    def wheel(self, beside: bool, step: int) -> None:
        """Take a notch down (1) or up (-1), over the rows or over what stands beside or below."""

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go down some rows, or scroll what stands beside them."""
        self._notch(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go up some rows, or scroll what stands beside them."""
        self._notch(event, -1)

    def _notch(self, event: events.MouseEvent, step: int) -> None:
        over = event.widget.id if event.widget is not None else ""
        self.wheel(over in ("beside", "below"), step)
        self.show_now()
