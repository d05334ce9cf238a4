"""A list with an editor under it that takes the keys while it is open, and keeps the words."""

from __future__ import annotations

from abc import abstractmethod

from textual import events, on

from qualcode.tui.keys.keystrokes import stroke
from qualcode.tui.lists.listing import Row
from qualcode.tui.screens.keyed import LEAVE
from qualcode.tui.screens.listing import ListScreen
from qualcode.tui.widgets.bars import Foot
from qualcode.tui.widgets.memo import MemoEditor

EDITOR = 7
"""How many lines the open editor takes."""


class MemoWritingScreen(ListScreen[Row]):
    """A list on which something is written; the screen composes the editor and keeps the words."""

    @abstractmethod
    def keep_words(self) -> None:
        """Keep what stands in the editor, and close it."""

    @property
    def under_height(self) -> int:
        """Return how high the editor is, while it is open, with all else under the list."""
        return super().under_height + (EDITOR if self._editor.display else 0)

    @property
    def _editor(self) -> MemoEditor:
        return self.query_one(MemoEditor)

    def on_key(self, event: events.Key) -> None:
        """Let the editor take the keys while it is open."""
        if not self._editor.display:
            super().on_key(event)
            return
        # Textual would call what the class above does with a key as well.
        event.prevent_default()
        if stroke(event) == LEAVE:
            self.app.leave()
        else:
            self._editor.take(event)

    def own_keys(self) -> Foot:
        """Return the keys of the editor while it is open."""
        return (("Esc", "keep and go back"),) if self._editor.display else super().own_keys()

    def put_down(self) -> bool:
        """Keep what is being written; say whether it is safe."""
        if self._editor.display:
            self._keep()
        return not self._editor.display

    @on(MemoEditor.Left)
    def _keep(self) -> None:
        self.silence()
        self.attempt(self.keep_words)
        self.show_now()
