"""The text that is coded: paints the rows in sight, and only those that changed.

A row is painted from the workbench, kept as a finished strip by its number, and thrown away when
something on it changes. Textual's own way (a widget's `render_line`) would make every strip anew
at each scroll; see `render_lines`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from time import perf_counter

from textual import events
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from qualcode.domain.span import Span
from qualcode.tui.columns import Columns, Heights, columns
from qualcode.tui.inks import Inks
from qualcode.tui.page.rows import Place, Rows
from qualcode.tui.painting import Painter
from qualcode.tui.workbench import Workbench

_KEPT = 400
_AT_ONCE = 200
_ROWS = 100
_SLICE = 0.003
_PAUSE = 0.005
_AHEAD = 0.002
_NEAR = 2


class DocView(ScrollView, can_focus=False, inherit_bindings=False):
    """A page of the workbench."""

    class Pointed(Message):
        """The mouse was put on a position of the page; `dragged` from where it was put before."""

        def __init__(self, position: int, dragged: bool) -> None:
            super().__init__()
            self.position = position
            self.dragged = dragged

    class Complete(Message):
        """All rows are laid out, and all work on the page is read."""

    def __init__(self, bench: Workbench, inks: Inks) -> None:
        super().__init__(id="text")
        self._bench = bench
        self._inks = inks
        self._strips: OrderedDict[int, Strip] = OrderedDict()
        self._painted: list[Span] = []
        self._filters: Sequence[LineFilter] = ()
        self._dragging = False
        self._going_on: Timer | None = None
        self._lay_out(80)

    def _lay_out(self, width: int) -> None:
        page = self._bench.page
        self._parts: Columns = columns(self._bench, width)
        self.rows = Rows(page.text, page.entries.spans, self._parts.text, Heights(page))
        self._painter = Painter(self._bench, self.rows, self._parts, self._inks)
        self._strips.clear()
        self.rows.extend(_AT_ONCE)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the rows out for the new width; the cursor stays in sight."""
        if self._parts.width != event.size.width:
            self._lay_out(event.size.width)
        self.follow()
        if self._going_on is None:
            self._go_on()

    def _go_on(self) -> None:
        """Lay out and read a little more; what a key asks for meanwhile comes between."""
        last = perf_counter() + _SLICE
        while not self.rows.complete and perf_counter() < last:
            self.rows.extend(_ROWS)
        if not self._bench.work.complete and perf_counter() < last:
            self._bench.work.read_on()
        if self.rows.complete and self._bench.work.complete:
            self._going_on = None
            self._measure()
            self.post_message(self.Complete())
        else:
            self._going_on = self.set_timer(_PAUSE, self._go_on)

    def _measure(self) -> None:
        # Set aside the watchers: a new height would have the whole screen arranged anew.
        height = max(self.rows.estimate, len(self.rows))
        self.set_reactive(DocView.virtual_size, Size(self.size.width, height))

    def repaint(self, inks: Inks | None = None) -> None:
        """Paint everything anew, in other colours if some are given."""
        if inks is not None:
            self._inks = inks
        self._painter = Painter(self._bench, self.rows, self._parts, self._inks)
        self._strips.clear()
        self.refresh()

    def sync(self) -> None:
        """Paint what changed on the workbench since the last time, and keep the cursor in sight."""
        bench = self._bench
        now = [bench.entry.span]
        changed = [*bench.changed, *(now if now == self._painted else [*now, *self._painted])]
        bench.changed.clear()
        self._painted = now
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        for first, last in self._row_ranges(changed):
            for row in [one for one in self._strips if first <= one <= last]:
                del self._strips[row]
            low, high = max(first, top), min(last + 1, bottom)
            if low < high:
                self.refresh(Region(0, low - top, self.size.width, high - low))
        self.follow()

    def _row_ranges(self, spans: Iterable[Span]) -> Iterable[tuple[int, int]]:
        # What is not laid out yet was never painted.
        known = self.rows.row_span(len(self.rows) - 1)[1]
        for span in spans:
            if span.start < known:
                start = self._bench.units.segment_index(span.start)
                yield self.rows.first_row(start), self.rows.row_of(min(span.end, known) - 1)

    def follow(self, free_below: int = 0) -> None:
        """Scroll so that the segment at the cursor, or at least the cursor, is in sight.

        `free_below` rows at the bottom are covered by something else.
        """
        height = self.size.height - free_below
        if height <= 0:
            return
        entry = self._bench.entry.span
        place = self.rows.cell_of(self._bench.cursor.position)
        first = self.rows.first_row(self._bench.cursor.segment)
        fitting = entry.start + height * self._parts.text * 2
        last = self.rows.row_of(min(entry.end, fitting) - 1)
        if last - first >= height - _NEAR:
            first, last = max(first, place.row - _NEAR), min(last, place.row + _NEAR)
        top = self.scroll_offset.y
        if first < top:
            self._scroll_to_row(first - _NEAR)
        elif last >= top + height:
            self._scroll_to_row(last - height + 1 + _NEAR)
        self._point_at(place)

    def _scroll_to_row(self, row: int) -> None:
        self._measure()
        self.scroll_to(y=max(0, row), animate=False, immediate=True, force=True)

    def _point_at(self, place: Place) -> None:
        """Tell the terminal where the cursor is, for magnifiers, braille lines, input methods."""
        x, y = self._parts.text_at + place.cell, place.row - self.scroll_offset.y
        self.app.cursor_position = self.region.offset + Offset(x, y)

    def row_after(self, pages: int) -> int:
        """Return the position in the text that lies some screens below (or, negative, above)."""
        place = self.rows.cell_of(self._bench.cursor.position)
        row = place.row + pages * max(1, self.size.height - _NEAR)
        self.rows.extend(max(0, row + 1 - len(self.rows)))
        row = min(max(row, 0), len(self.rows) - 1)
        return self.rows.row_span(row)[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips in sight as they were kept, so that their terminal codes are too."""
        top = self.scroll_offset.y
        # No row holds a colour by its number, so that there is none to look up.
        self._filters = [
            one for one in self.app.get_line_filters() if not isinstance(one, ANSIToTruecolor)
        ]
        strips = [self._strip(top + y) for y in range(crop.y, crop.bottom)]
        if crop.x == 0 and crop.width == self._parts.width:
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def prepare(self) -> bool:
        """Paint a few rows of the next screen ahead; say whether more are to be done."""
        if not (self.rows.complete and self._bench.work.complete):
            return False
        last = perf_counter() + _AHEAD
        below = self.scroll_offset.y + self.size.height
        for row in range(below, min(below + self.size.height, len(self.rows))):
            if row not in self._strips:
                self._strip(row)
                if perf_counter() > last:
                    return True
        return False

    def _strip(self, row: int) -> Strip:
        kept = self._strips.get(row)
        if kept is not None:
            self._strips.move_to_end(row)
            return kept
        if row >= len(self.rows):
            self.rows.extend(row + 1 - len(self.rows))
        beyond = row >= len(self.rows)
        blank = Strip.blank(self._parts.width, self._inks.plain())
        strip = blank if beyond else self._painter.strip(row)
        for one in self._filters:
            strip = strip.apply_filter(one, self.background_colors[1])
        self._strips[row] = strip
        if len(self._strips) > _KEPT:
            self._strips.popitem(last=False)
        return strip

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is."""
        self.capture_mouse()
        self._dragging = True
        self._point(event, dragged=event.shift)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button was pressed."""
        if self._dragging and event.button:
            self._point(event, dragged=True)

    def on_mouse_up(self, _: events.MouseUp) -> None:
        """End the selection."""
        self._dragging = False
        self.release_mouse()

    def _point(self, event: events.MouseEvent, dragged: bool) -> None:
        row = min(self.scroll_offset.y + max(0, event.y), len(self.rows) - 1)
        cell = max(0, event.x - self._parts.text_at)
        self.post_message(self.Pointed(self.rows.offset_at(row, cell), dragged))
