"""How the rows of a page are parted: number, time, speaker, stripes, text, names of codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from qualcode.study.desk import Page
from qualcode.tui.coding.labels import clock
from qualcode.tui.coding.workbench import Workbench

LANES = 4
NUMBER = 7
MEMO_AT = NUMBER - 1
NAMES = 24

_WIDEST_SPEAKER, _NARROW_SPEAKER = 10, 6
_NAMES_FROM = 100
_KEYS_FROM, _KEYS = 70, 5
_WIDEST_TEXT = 100
_LOOKED_AT = 32


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of a row lie, in cells."""

    width: int
    time: int
    speaker: int
    hints: int
    labels: int

    @property
    def margin(self) -> int:
        """Return how many cells stand left of the stripes."""
        return NUMBER + sum(part + 1 for part in (self.time, self.speaker) if part)

    @property
    def text_at(self) -> int:
        """Return the first cell of the text."""
        return self.margin + LANES + self.hints + 1

    @property
    def text(self) -> int:
        """Return how many cells the text may take."""
        room = self.width - self.text_at - (self.labels + 1 if self.labels else 1)
        return max(8, min(room, _WIDEST_TEXT))


def columns(bench: Workbench, width: int) -> Columns:
    """Return how a page's rows are parted at this width."""
    names = bench.page.entries.outline.speakers
    several = bench.page.question is None and len(names) > 1
    widest = max((len(name) for name in names), default=0) if several else 0
    labels = NAMES if width >= _NAMES_FROM else _KEYS if width >= _KEYS_FROM else 0
    time = _widest_time(bench.page)
    most = _NARROW_SPEAKER if time and width < _NAMES_FROM else _WIDEST_SPEAKER
    return Columns(width, time, min(widest, most), int(bench.suggestions.possible), labels)


def _widest_time(page: Page) -> int:
    """Return how many cells the times take: 0 if the page begins without any."""
    # A recording has times from its beginning on; the end tells how wide they get.
    if all(one.segment.time_ms is None for one in page.entries[:_LOOKED_AT]):
        return 0
    times = [one.segment.time_ms for one in page.entries[-_LOOKED_AT:]]
    return max(len(clock(time or 0)) for time in times)


def heading(page: Page, number: int) -> str:
    """Return what stands above a segment; nothing where it would only repeat itself."""
    words = page.entries[number].heading
    if number and page.question is None and words == page.entries[number - 1].heading:
        return ""
    return words


class Heights(Sequence[int]):
    """How many rows stand above each segment of a page, found when they are wanted."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def __len__(self) -> int:
        return len(self._page.entries) if self._page.entries.outline.headed else 0

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        """Return the number of rows for a segment, or for some."""
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        return 1 if heading(self._page, index) else 0
