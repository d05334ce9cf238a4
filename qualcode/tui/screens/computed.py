"""A list that is computed in the background, under headings, with settings that can be turned."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.geometry import Offset
from textual.worker import Worker

from qualcode.domain.errors import QualcodeError
from qualcode.tui.agreement.dials import Dial, Dials
from qualcode.tui.background import Background
from qualcode.tui.frame import Frame
from qualcode.tui.lists.listing import Row
from qualcode.tui.looks.safe_text import Line, words, wrapped
from qualcode.tui.registry.action import Register
from qualcode.tui.screens.listing import SIDE, ListScreen
from qualcode.tui.told import Told
from qualcode.tui.widgets.bars import Foot
from qualcode.tui.widgets.dial_box import DialBox
from qualcode.tui.widgets.lines import Lines

_NOTES = 2


class ComputedScreen(ListScreen[Row]):
    """Rows that take a while to compute; what is asked for is set with dials."""

    SETTINGS: ClassVar[str] = "WHAT IS COUNTED"
    """What stands above the settings."""
    CSS: ClassVar[str] = f"""
    {ListScreen.CSS}
    #headings {{ height: 1; }}
    #notes {{ height: auto; }}
    #dials {{ layer: above; dock: bottom; width: 100%; display: none; margin-bottom: 2; }}
    """

    def __init__(self, register: Register, frame: Frame) -> None:
        super().__init__(register, frame)
        self.background = Background(self, self._show_progress)

    @abstractmethod
    def begin(self) -> None:
        """Begin to compute what is asked for."""

    @abstractmethod
    def dials(self) -> list[Dial]:
        """Return what can be set, as it is set now."""

    @abstractmethod
    def change(self, changed: Mapping[str, Any]) -> None:
        """Ask for something else."""

    @abstractmethod
    def headings(self, width: int) -> Sequence[Line]:
        """Return what stands above the rows, in columns of their width."""

    def notice(self) -> str:
        """Return what must be known whichever row is chosen; empty if nothing."""
        return ""

    def compose(self) -> ComposeResult:
        """A list with the words above its columns."""
        for widget in super().compose():
            yield widget
            if widget.id == "head":
                yield Lines("headings")
        yield DialBox()

    def under(self) -> ComposeResult:
        """Return the place of what must be known."""
        yield Lines("notes")

    @property
    def _notes(self) -> list[str]:
        notice = self.notice()
        return wrapped(notice, self.size.width - 2, _NOTES) if notice else []

    @property
    def rows_width(self) -> int:
        """Return how many cells a row has."""
        return self.size.width - (SIDE if self.is_wide else 0)

    @property
    def under_height(self) -> int:
        """Return how many lines the notes and the headings take."""
        return len(self._notes) + len(self.headings(self.rows_width))

    @property
    def is_stale(self) -> bool:
        """Say whether it has to be computed anew when one comes back."""
        return True

    def on_screen_resume(self) -> None:
        """Compute anew if something changed on another screen; what any list does comes after."""
        if self.is_stale:
            self.begin()

    def refuse(self, error: QualcodeError) -> None:
        """Answer the last key with why something cannot be done."""
        self.told = Told(str(error), failed=True)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what was computed."""
        self.background.arrived(event)

    def _show_progress(self) -> None:
        if self.is_current:
            self.show_now()

    @property
    def _box(self) -> DialBox:
        return self.query_one(DialBox)

    def set(self, first: str = "") -> None:
        """Open the settings, at one of them."""
        self.attempt(lambda: self._box.open(Dials(self.dials(), first)))

    def take(self, pressed: str) -> bool:
        """Take a key for the settings, or for the letters that narrow the list."""
        dials = self._box.dials
        if dials is None:
            return super().take(pressed)
        if pressed in ("enter", "escape"):
            self._box.close()
        if pressed == "enter" and dials.changed:
            self.change(dials.changed)
            self.begin()
        dials.press(pressed)
        return True

    def own_keys(self) -> Foot:
        """Return the keys of the settings while they are open."""
        return DialBox.KEYS if self._box.dials is not None else ()

    def _step_back(self) -> None:
        if self.background.stop():
            self.tell("Stopped; o sets what is counted.")
        else:
            super()._step_back()

    def show_now(self) -> None:
        """Show everything as it is now."""
        super().show_now()
        inks = self.inks
        above = self.headings(self.rows_width)
        self.query_one("#headings").styles.height = len(above)
        self._put("headings", above)
        quiet = inks.quiet(inks.panel)
        self.query_one("#notes").styles.height = len(self._notes)
        self._put("notes", [[words(f" {one}", quiet)] for one in self._notes])
        self._box.show(self.SETTINGS, inks)
        x, y = self.app.cursor_position
        self.app.cursor_position = Offset(x, y + len(above))
