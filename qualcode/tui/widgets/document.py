"""The text on the screen: only rows that are seen are painted, only rows that changed again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from time import monotonic

from rich.segment import Segment as Piece
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from qualcode.domain.span import Span
from qualcode.tui.cursor import Cursor
from qualcode.tui.desk import Desk
from qualcode.tui.inks import Inks
from qualcode.tui.page.spans import Entry
from qualcode.tui.painting import Painter

_KEPT_ROWS = 320
_SLICE = 0.004
_FIRST_ROWS = 120
_AHEAD = 3


class DocumentView(ScrollView, inherit_bindings=False):
    """Shows a sheet with its codings, the target and the cursor.

    It overrides `render_lines`, because Textual's own way makes new strips for every line and so
    loses what was worked out for them. For the same reason there is no scrollbar: the minimap
    beside it shows where one is.
    """

    ALLOW_SELECT = False
    can_focus = True

    class Pointed(Message):
        """The mouse points at a character; `anchor` is where the drag began."""

        def __init__(self, anchor: int, position: int) -> None:
            self.anchor = anchor
            self.position = position
            super().__init__()

    class Moved(Message):
        """Something of the view changed that panels beside it may want to show."""

    def __init__(self, desk: Desk, cursor: Cursor) -> None:
        super().__init__(id="document")
        self.desk, self.cursor = desk, cursor
        self.painter: Painter | None = None
        self._strips: OrderedDict[int, Strip] = OrderedDict()
        self._shown_target = cursor.target
        self._shown_position = cursor.position
        self._wrapping: Timer | None = None
        self._anchor: int | None = None

    def _prepare(self) -> None:
        if not self.size.width:
            return
        ground, ink = self.background_colors[1], self.styles.color
        inks = Inks(self.desk.codebook, ground, ground.blend(ink, ink.a).with_alpha(1.0))
        self.painter = Painter(self.desk, self.cursor, inks, self.size.width)
        self.painter.rows.extend(_FIRST_ROWS)
        self.painter.rows.reach(self.cursor.position)
        self._strips.clear()
        self._measure()
        if self._wrapping is None and not self.painter.rows.complete:
            self._wrapping = self.set_interval(_SLICE * 4, self._wrap_more)

    def _measure(self) -> None:
        if self.painter is not None:
            self.virtual_size = Size(self.size.width, self.painter.rows.estimate)

    def _wrap_more(self) -> None:
        if self.painter is None:
            return
        until = monotonic() + _SLICE
        rows = self.painter.rows
        while not rows.complete and monotonic() < until:
            rows.extend(200)
        if rows.complete and self._wrapping is not None:
            self._wrapping.stop()
            self._wrapping = None
            self._measure()

    def on_resize(self) -> None:
        """Lay the rows out anew for the new width."""
        self._prepare()
        self.reveal()

    def notify_style_update(self) -> None:
        """Take the colours of another theme."""
        super().notify_style_update()
        if self.painter is not None and self.size.width:
            self._prepare()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows that are seen."""
        top = self.scroll_offset.y + crop.y
        strips = [self._strip(row) for row in range(top, top + crop.height)]
        if crop.x == 0 and crop.width == self.size.width:
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def _strip(self, row: int) -> Strip:
        if self.painter is None:
            return Strip([Piece(" " * self.size.width)], self.size.width)
        if row in self._strips:
            self._strips.move_to_end(row)
            return self._strips[row]
        strip = Strip(self.painter.row(row), self.size.width)
        for line_filter in self.get_line_filters():
            strip = strip.apply_filter(line_filter, self.background_colors[1])
        if not self._is_lively(row):
            self._strips[row] = strip
            while len(self._strips) > _KEPT_ROWS:
                self._strips.popitem(last=False)
        return strip

    def _is_lively(self, row: int) -> bool:
        low, high = self._rows_of(self.cursor.target)
        return low <= row <= high or row == self._row_of(self.cursor.position)

    def _row_of(self, position: int) -> int:
        return self.painter.rows.row_of(position) if self.painter else 0

    def _rows_of(self, span: Span) -> tuple[int, int]:
        return self._row_of(span.start), self._row_of(span.end - 1)

    def follow(self) -> None:
        """Show where the cursor and the target are now."""
        if self.painter is None:
            return
        touched = [self._shown_target, Span(self._shown_position, self._shown_position + 1)]
        self._shown_target, self._shown_position = self.cursor.target, self.cursor.position
        touched += [self._shown_target, Span(self._shown_position, self._shown_position + 1)]
        self._repaint(touched)
        self.reveal()
        self.post_message(self.Moved())

    def _repaint(self, spans: Iterable[Span]) -> None:
        height = self.size.height
        top = self.scroll_offset.y
        for span in spans:
            low, high = self._rows_of(span)
            for row in range(low, high + 1):
                self._strips.pop(row, None)
            first, last = max(low, top), min(high, top + height - 1)
            if first <= last:
                self.refresh(Region(0, first - top, self.size.width, last - first + 1))

    def reveal(self) -> None:
        """Scroll so that the cursor and, if it fits, the whole target are seen."""
        if self.painter is None or not self.size.height:
            return
        low, high = self._rows_of(self.cursor.target)
        row = self._row_of(self.cursor.position)
        if high - low >= self.size.height - 2 * _AHEAD:
            low = high = row
        heading = self.painter.rows.first_row(self.desk.sheet.number_at(self.cursor.position))
        if low - heading <= 2:
            low = heading
        self._measure()
        top, height = self.scroll_offset.y, self.size.height
        ahead = min(_AHEAD, max(0, (height - 1) // 3))
        if high + ahead >= top + height:
            top = high + ahead - height + 1
        if low - ahead < top:
            top = max(0, low - ahead)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True)
        place = self.painter.rows.cell_of(self.cursor.position)
        x = min(self.painter.margin + place.cell, self.size.width - 1)
        self.app.cursor_position = self.region.offset + Offset(x, row - self.scroll_offset.y)

    def coded(self, entry: Entry) -> None:
        """Show a coding that was just put on."""
        if self.painter is not None:
            self.painter.add(entry)
            self._changed(entry)

    def uncoded(self, entry: Entry) -> None:
        """Show that a coding was taken off."""
        if self.painter is not None:
            self.painter.remove(entry)
            self._changed(entry)

    def _changed(self, entry: Entry) -> None:
        segment = self.desk.sheet.block_at(entry.start).span
        self._repaint([Span(entry.start, entry.end), Span(segment.start, segment.start + 1)])
        self.post_message(self.Moved())

    def looked(self, span: Span) -> None:
        """Show another look mark beside a segment."""
        self._repaint([Span(span.start, span.start + 1)])
        self.post_message(self.Moved())

    def reloaded(self) -> None:
        """Show everything anew, after codings changed all over."""
        if self.painter is not None:
            self.painter.recolumn()
            self._strips.clear()
            self.refresh()
            self.post_message(self.Moved())

    def position_by_rows(self, rows: int) -> int:
        """Return the position this many rows below the cursor (above if negative)."""
        if self.painter is None:
            return self.cursor.position
        page = self.painter.rows
        here = page.cell_of(self.cursor.position)
        wanted = here.row + rows
        page.extend(max(0, wanted + 1 - len(page)))
        wanted = min(max(wanted, 0), len(page) - 1)
        while page.heading_row(wanted) is not None and wanted < len(page) - 1:
            wanted += 1
        return page.offset_at(wanted, here.cell)

    def _position_at(self, x: int, y: int) -> int | None:
        if self.painter is None:
            return None
        row = min(self.scroll_offset.y + y, len(self.painter.rows) - 1)
        return self.painter.rows.offset_at(row, max(0, x - self.painter.margin))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Point at a character, and perhaps begin to drag over others."""
        position = self._position_at(event.x, event.y)
        if position is not None and event.button == 1:
            self._anchor = position
            self.capture_mouse()
            self.post_message(self.Pointed(position, position))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while dragging."""
        if self._anchor is None:
            return
        position = self._position_at(event.x, event.y)
        if position is not None and position != self._anchor:
            self.post_message(self.Pointed(self._anchor, position))

    def on_mouse_up(self) -> None:
        """End a drag."""
        self._anchor = None
        self.release_mouse()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self.scroll_to(y=self.scroll_offset.y + 3, animate=False, immediate=True)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self.scroll_to(y=self.scroll_offset.y - 3, animate=False, immediate=True)
