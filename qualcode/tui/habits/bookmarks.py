"""Places that a coder marked with a letter, to come back to."""

from __future__ import annotations

from typing import NamedTuple

from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.domain.spot import Spot
from qualcode.study.desk import Entry
from qualcode.tui.habits.sitting_state import Sitting

_NAME = "bookmarks"


class Bookmark(NamedTuple):
    """A place in a source: the source's id, the segment's, a code point of the text."""

    source: Id
    segment: Id
    offset: int

    def spot(self, source_name: str) -> Spot:
        """Return the place as any screen can show it."""
        span = Span(self.offset, self.offset + 1)
        return Spot(self.source, source_name, self.segment, "", span)


class Bookmarks:
    """The bookmarks of one coder in one study by their letters, kept from day to day."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        kept = sitting.kept(_NAME)
        self._known = {
            str(letter): Bookmark(Id(one[0]), Id(one[1]), int(one[2]))
            for letter, one in (kept.items() if isinstance(kept, dict) else ())
        }

    def put(self, letter: str, entry: Entry, position: int) -> None:
        """Mark a position of the page, which lies in an entry."""
        source = entry.source
        self._known[letter] = Bookmark(source.id, entry.segment.id, position - entry.shift)
        known = {letter: list(one) for letter, one in self._known.items()}
        self._sitting.keep(_NAME, known)

    def find(self, letter: str) -> Bookmark | None:
        """Return the bookmark of a letter."""
        return self._known.get(letter)

    @property
    def letters(self) -> list[str]:
        """Return the letters that are taken."""
        return sorted(self._known)
