"""What a mouse means on a text: a place, a stretch, a unit, a stripe, a place to code."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, NamedTuple

from textual import events
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.timer import Timer

from qualcode.tui.page.units import Step

_RIGHT = 3
_PULL = 0.05
_CLICKED = {2: Step.WORD, 3: Step.SENTENCE}


class Pointing(NamedTuple):
    """What lies at a cell: a position, whether that is on the text or on the sign of a memo.

    `stripes` are the ids of the codings of a stripe.
    """

    position: int
    on_text: bool
    on_memo: bool
    stripes: Sequence[str]


class PointedView(ScrollView, can_focus=False, inherit_bindings=False):
    """Turns what the mouse does into messages about the text; wheels scroll."""

    class Pointed(Message):
        """The mouse was put on a position; `dragged` there from where one was."""

        def __init__(self, position: int, dragged: bool) -> None:
            super().__init__()
            self.position = position
            self.dragged = dragged

    class Released(Message):
        """The button was let go after a drag."""

    class Picked(Message):
        """The unit at a position was clicked twice (word) or three times (sentence)."""

        def __init__(self, position: int, step: Step) -> None:
            super().__init__()
            self.position = position
            self.step = step

    class Asked(Message):
        """The right button was pressed at a position, to have a code put on there."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position

    class MemoPointed(Message):
        """The sign of the memo on the segment at a position was clicked."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position

    class StripePointed(Message):
        """The stripe of codings was clicked, by their ids; several where they are only counted."""

        def __init__(self, keys: Sequence[str]) -> None:
            super().__init__()
            self.keys = keys

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._held: events.MouseEvent | None = None
        self._dragged = False
        self._pulling: Timer | None = None

    @abstractmethod
    def place_at(self, x: int, y: int) -> Pointing:
        """Return what lies at a cell of the widget; from beyond an edge, what is nearest."""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is, or focus the coding whose stripe that is."""
        there = self.place_at(event.x, event.y)
        if event.button == _RIGHT:
            self.post_message(self.Asked(there.position))
        elif there.stripes:
            self.post_message(self.StripePointed(there.stripes))
        elif there.on_memo:
            self.post_message(self.MemoPointed(there.position))
        else:
            self.capture_mouse()
            self._held = event
            self.post_message(self.Pointed(there.position, dragged=event.shift))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button was pressed; beyond an edge, go on as long as it is held."""
        if self._held is None or not event.button:
            return
        self._held = event
        self._drag(event)
        if self._beyond(event) and self._pulling is None:
            self._pulling = self.set_interval(_PULL, self._pull)

    def _beyond(self, event: events.MouseEvent) -> bool:
        return not 0 <= event.y < self.size.height

    def _pull(self) -> None:
        if self._held is not None and self._beyond(self._held):
            self._drag(self._held)
        elif self._pulling is not None:
            self._pulling.stop()
            self._pulling = None

    def _drag(self, event: events.MouseEvent) -> None:
        self._dragged = True
        there = self.place_at(event.x, event.y)
        self.post_message(self.Pointed(there.position, dragged=True))

    def on_mouse_up(self, _: events.MouseUp) -> None:
        """End the selection."""
        if self._held is not None and self._dragged:
            self.post_message(self.Released())
        self._held, self._dragged = None, False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select the word at a second click in one place, the sentence at a third."""
        step = _CLICKED.get(event.chain)
        there = self.place_at(event.x, event.y)
        if step is not None and there.on_text and event.button != _RIGHT:
            self.post_message(self.Picked(there.position, step))
