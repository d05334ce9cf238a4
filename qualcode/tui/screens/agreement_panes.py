"""What the dashboard's widgets show: the table as far as it fits, the passages, what was told."""

from __future__ import annotations

from textual.geometry import Offset
from textual.screen import Screen

from qualcode.tui.agreement.bench import AgreementBench
from qualcode.tui.agreement.painting import (
    Columns,
    code_line,
    columns,
    head_line,
    heading_line,
)
from qualcode.tui.agreement.sides import below, beside, explained
from qualcode.tui.frame import Frame
from qualcode.tui.looks.inks import Inks
from qualcode.tui.looks.safe_text import Line, words, wrapped
from qualcode.tui.looks.told_line import told_line
from qualcode.tui.told import Told
from qualcode.tui.widgets.lines import Lines

SIDE = 49
"""How wide what stands beside the table is, in cells."""

_SIDE_FROM = 110
_BELOW = 8
_BARS = 4
_FEWEST = 3


class AgreementPanes:
    """Paints the dashboard at the size that the screen has."""

    def __init__(self, screen: Screen[None], bench: AgreementBench, frame: Frame) -> None:
        self._screen = screen
        self._bench = bench
        self.frame = frame
        self._top = 0
        self._side_top = 0

    @property
    def _inks(self) -> Inks:
        return self.frame.inks

    @property
    def _is_wide(self) -> bool:
        return self._screen.size.width >= _SIDE_FROM

    @property
    def _side_height(self) -> int:
        room = self._screen.size.height - _BARS
        if self._is_wide:
            return room
        return max(1, room - _FEWEST if self._bench.explained else min(_BELOW, room - _FEWEST))

    @property
    def _room(self) -> int:
        return max(
            1, self._screen.size.height - _BARS - (0 if self._is_wide else self._side_height)
        )

    @property
    def page(self) -> int:
        """Return how many rows make a page."""
        return max(1, self._room - 2)

    @property
    def _width(self) -> int:
        return self._screen.size.width - (SIDE if self._is_wide else 0)

    def scroll(self, lines: int) -> None:
        """Scroll the explanation."""
        self._side_top = max(0, self._side_top + lines)

    def turn(self, pages: int) -> None:
        """Scroll the explanation by pages."""
        self.scroll(pages * max(1, self._side_height - 2))

    def begin(self) -> None:
        """Show the explanation from its top."""
        self._side_top = 0

    def cell_at(self, x: int, y: int) -> tuple[int, int | None] | None:
        """Return (place of the code, column) that lie at a cell of the table."""
        layout = self._layout()
        at = self._top + y
        place = layout[at][0] if at < len(layout) else None
        return None if place is None else (place, columns(self._bench, self._width).column_at(x))

    def _layout(self) -> list[tuple[int | None, str]]:
        """Return (place of the code, None for a theme's name; that name) of each line."""
        lines: list[tuple[int | None, str]] = []
        above = ""
        for place, code in enumerate(self._bench.codes.shown):
            theme = self._bench.theme(code)
            if theme != above:
                above = theme
                lines.append((None, theme))
            lines.append((place, ""))
        return lines

    def show(self, told: Told, seconds: int | None) -> None:
        """Show everything; `seconds` say for how long it has been computed, None that it is not."""
        bench, inks, width = self._bench, self._inks, self._screen.size.width
        parts = columns(bench, self._width)
        self._put("head", [head_line(bench, self.frame, width)])
        self._put("headings", [heading_line(bench, parts, inks)])
        self._show_rows(parts, seconds is not None)
        self._show_side()
        self._put("told", [self._told_line(told, seconds, width)])

    def _put(self, name: str, lines: list[Line]) -> None:
        ground = self._inks.plain() if name == "list" else self._inks.bar()
        self._screen.query_one(f"#{name}", Lines).put(lines, ground)

    def _show_rows(self, parts: Columns, busy: bool) -> None:
        bench, inks, room = self._bench, self._inks, self._room
        layout = self._layout()
        at = next((i for i, (place, _) in enumerate(layout) if place == bench.codes.place), 0)
        if at < self._top + 2:
            self._top = max(0, at - 2)
        elif at >= self._top + room:
            self._top = at - room + 1
        self._top = max(0, min(self._top, len(layout) - room))
        lines: list[Line] = [
            [words(f" {theme.upper()}", inks.quiet())]
            if place is None
            else code_line(bench, bench.codes.shown[place], parts, inks)
            for place, theme in layout[self._top : self._top + room]
        ]
        self._put("list", lines or self._nothing(busy))
        # The terminal's own cursor stands at the cell, for magnifiers and screen readers.
        place = Offset(parts.cell_at(bench.column) + 1, 2 + at - self._top)
        self._screen.app.cursor_position = place

    def _nothing(self, busy: bool) -> list[Line]:
        bench, inks = self._bench, self._inks
        if busy:
            return [[words(" The codings are being compared …", inks.quiet())]]
        if bench.codes.all:
            return [[words(" No code fits; Esc shows all again.", inks.quiet())]]
        rows = wrapped(bench.refused, self._width - 2, 6)
        told = [*rows, "", "o compares something else."]
        return [[], *([words(f" {row}", inks.plain())] for row in told)]

    def _show_side(self) -> None:
        bench, height = self._bench, self._side_height
        side, under = self._screen.query_one("#beside"), self._screen.query_one("#below")
        side.display, under.display = self._is_wide, not self._is_wide
        if not self._is_wide:
            under.styles.height = height
        width = SIDE if self._is_wide else self._screen.size.width
        lines: list[Line] = []
        if bench.report is not None and bench.explained:
            whole = explained(bench, self._inks, width)
            self._side_top = max(0, min(self._side_top, len(whole) - height))
            lines = whole[self._side_top :][:height]
        elif bench.report is not None:
            lines = (beside if self._is_wide else below)(bench, self._inks, width, height)
        self._put("beside" if self._is_wide else "below", lines)

    def _told_line(self, told: Told, seconds: int | None, width: int) -> Line:
        inks, bench = self._inks, self._bench
        report = bench.report
        if told.text or bench.codes.typing is not None or bench.codes.wanted:
            return told_line(told, bench.codes, inks, width)
        computing = f" computing … {seconds or ''}" if seconds is not None else ""
        notice = report.notice if report is not None else ""
        return [words(computing or f" {notice}", inks.quiet(inks.panel))]
