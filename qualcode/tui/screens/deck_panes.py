"""What the deck's widgets show: the rows that fit, the whole answer, the bars."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Offset
from textual.screen import Screen

from qualcode.tui.deck.bars import head_line, list_line, pins_line, told_line
from qualcode.tui.deck.bench import DeckBench
from qualcode.tui.deck.painting import RowPainter, pane_lines
from qualcode.tui.deck.unsure import UnsureOrder
from qualcode.tui.frame import Frame
from qualcode.tui.looks.safe_text import Line
from qualcode.tui.widgets.bars import FootBar
from qualcode.tui.widgets.lines import Lines

SIDE = 46
"""How wide the pane beside the rows is, in cells."""
BARS = 3
"""How many lines stand below the rows."""

_SIDE_FROM = 110
_BELOW, _LOW, _LOW_FROM = 6, 4, 20
_ABOVE = 2


class DeckPanes:
    """Paints the deck at the size that the screen has."""

    def __init__(
        self, screen: Screen[None], bench: DeckBench, unsure: UnsureOrder, frame: Frame
    ) -> None:
        self._screen = screen
        self._unsure = unsure
        self._bench = bench
        self.frame = frame
        self._painter = RowPainter(bench)
        self._top = 0
        self._text_top = 0
        self._two: bool | None = None

    @property
    def _is_wide(self) -> bool:
        return self._screen.size.width >= _SIDE_FROM

    @property
    def below(self) -> int:
        """Return how many lines the whole answer has below the rows; 0 if it stands beside."""
        if self._is_wide:
            return 0
        return _BELOW if self._screen.size.height >= _LOW_FROM else _LOW

    @property
    def room(self) -> int:
        """Return how many lines something that opens over the rows may think it has."""
        return max(8, self._screen.size.height - self.below)

    @property
    def _each(self) -> int:
        two = self._is_wide if self._two is None else self._two
        return 2 if two else 1

    @property
    def page(self) -> int:
        """Return how many rows fit."""
        return max(1, (self._screen.size.height - _ABOVE - BARS - self.below) // self._each)

    def turn_lines(self) -> None:
        """Give each row two lines, or one."""
        self._two = self._each == 1

    def scroll(self, step: int) -> None:
        """Scroll the whole answer."""
        self._text_top = max(0, self._text_top + step)

    def begin_text(self) -> None:
        """Show the whole answer from its beginning."""
        self._text_top = 0

    def place_at(self, y: int) -> int:
        """Return the place of the row on a line of the list."""
        return self._top + y // self._each

    def show(self, typing: str | None, pending: str, foot: Sequence[tuple[str, str]]) -> None:
        """Show the rows and the bars."""
        bench, inks, width = self._bench, self.frame.inks, self._screen.size.width
        self._show_rows(width - (SIDE if self._is_wide else 0))
        self._put("head", [head_line(bench, self.frame, width)])
        self._put("order", [list_line(bench, typing, self._unsure.progress, inks, width)])
        self._put("pins", [pins_line(bench, inks, width)])
        self._put("told", [told_line(bench, pending, inks, width)])
        self._screen.query_one(FootBar).show(foot, inks)

    def _put(self, name: str, lines: list[Line]) -> None:
        ground = self.frame.inks.plain() if name == "rows" else self.frame.inks.bar()
        self._screen.query_one(f"#{name}", Lines).put(lines, ground)

    def _show_rows(self, width: int) -> None:
        rows, fit, two = self._bench.rows, self.page, self._each == 2
        self._top = max(rows.place - fit + 1, min(self._top, rows.place))
        self._top = max(0, min(self._top, len(rows.shown) - fit))
        lines: list[Line] = []
        places = range(self._top, min(len(rows.shown), self._top + fit))
        self._bench.suggestions.painted.clear()
        self._bench.suggestions.look_at(rows.shown[place] for place in places)
        for place in places:
            lines += self._painter.lines(place, self.frame.inks, width, two)
        self._put("rows", lines)
        # The terminal's own cursor stands at the row, for magnifiers and screen readers.
        here = _ABOVE + (rows.place - self._top) * self._each
        self._screen.app.cursor_position = Offset(0, here)

    def show_answer(self, picking: str | None) -> None:
        """Show the whole answer; with the definition of the code that is being picked."""
        wide, size = self._is_wide, self._screen.size
        beside, below = self._screen.query_one("#beside"), self._screen.query_one("#below")
        beside.display, below.display = wide, not wide
        if not wide:
            below.styles.height = self.below
        height = size.height - _ABOVE - BARS if wide else self.below
        width, inks = SIDE if wide else size.width, self.frame.inks
        lines, self._text_top = pane_lines(
            self._bench, inks, width, height, self._text_top, picking
        )
        self._put("beside" if wide else "below", lines)
