"""Marking a place with a letter, and coming back to it by that letter."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.domain.spot import Spot
from qualcode.tui.coding.modes.asking import Keys
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.habits.bookmarks import Bookmark, Bookmarks


class Lettered:
    """Waits for the letter of a bookmark; `show` shows a place in another text."""

    def __init__(
        self,
        bench: Workbench,
        bookmarks: Callable[[], Bookmarks],
        show: Callable[[Spot], object],
    ) -> None:
        self._bench = bench
        self._known = bookmarks
        self._show = show
        self._puts = False
        self.is_open = False

    @property
    def _bookmarks(self) -> Bookmarks:
        return self._known()

    @property
    def keys(self) -> Keys:
        """Return what the keys do."""
        known = " ".join(self._bookmarks.letters)
        if self._puts:
            return (("a letter", f"bookmark here{f', taken: {known}' if known else ''}"), _LEAVE)
        return (("a letter", f"to the bookmark: {known or 'there is none yet'}"), _LEAVE)

    def open(self, puts: bool) -> None:
        """Wait for a letter, to put a bookmark here or to go to one."""
        self._puts, self.is_open = puts, True

    def press(self, pressed: str) -> None:
        """Take the letter; any other key leaves."""
        self.is_open = False
        if len(pressed) != 1 or not pressed.isalnum():
            return
        if self._puts:
            self._bookmarks.put(pressed, self._bench.entry, self._bench.cursor.position)
            self._bench.tell(f"Bookmark {pressed} is here.")
        else:
            self._go(pressed)

    def paste(self, text: str) -> None:
        """Take no notice."""

    def _go(self, letter: str) -> None:
        bench, bookmark = self._bench, self._bookmarks.find(letter)
        if bookmark is None:
            bench.tell(f"There is no bookmark {letter}; B and a letter puts one.")
            return
        number = bench.page.entries.number_of(bookmark.segment)
        if number is None:
            self._show_elsewhere(bookmark)
        else:
            bench.go(bookmark.offset + bench.page.entries[number].shift)

    def _show_elsewhere(self, bookmark: Bookmark) -> None:
        sources = (one for one in self._bench.study.sources if one.id == bookmark.source)
        source = next(sources, None)
        if source is None:
            self._bench.tell("The text of this bookmark is no longer in the study.")
        else:
            self._show(bookmark.spot(source.name))


_LEAVE = ("Esc", "leave")
