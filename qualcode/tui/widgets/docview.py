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
from textual.strip import Strip
from textual.timer import Timer

from qualcode.domain.span import Span
from qualcode.tui.coding.columns import MEMO_AT, Columns, Heights, columns
from qualcode.tui.coding.painting import Painter
from qualcode.tui.coding.repainting import Look, differing, look
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.looks.inks import Inks
from qualcode.tui.page.rows import Place, Rows
from qualcode.tui.widgets.pointed_view import PointedView, Pointing

_KEPT = 400
_AT_ONCE = 200
_ROWS = 100
_SLICE = 0.003
_PAUSE = 0.005
_AHEAD = 0.002
_NEAR = 2


class DocView(PointedView, can_focus=False, inherit_bindings=False):
    """A page of the workbench."""

    class Scrolled(Message):
        """Other rows are in sight."""

    class Complete(Message):
        """All rows are laid out, and all work on the page is read."""

    def __init__(self, bench: Workbench, inks: Inks) -> None:
        super().__init__(id="text")
        self._bench = bench
        self._inks = inks
        self._strips: OrderedDict[int, Strip] = OrderedDict()
        self._painted: Look | None = None
        self._filters: Sequence[LineFilter] = ()
        self._going_on: Timer | None = None
        self._followed = self._stood = -1
        self._lay_out(80)

    def _lay_out(self, width: int) -> None:
        page = self._bench.page
        self._parts: Columns = columns(self._bench, width)
        self.rows = Rows(page.text, page.entries.spans, self._parts.text, Heights(page))
        self._painter = Painter(self._bench, self.rows, self._parts, self._inks)
        self._strips.clear()
        self._told = False
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
        suggestions = self._bench.suggestions
        last = perf_counter() + _SLICE
        while not self.rows.complete and perf_counter() < last:
            self.rows.extend(_ROWS)
        if not self._bench.work.complete and perf_counter() < last:
            self._bench.work.read_on()
        if self.rows.complete and self._bench.work.complete:
            if not self._told:
                self._told = True
                self._measure()
                self.post_message(self.Complete())
            if not suggestions.complete:
                suggestions.read_on()
        done = self._told and suggestions.complete
        self._going_on = None if done else self.set_timer(_PAUSE, self._go_on)

    def _measure(self) -> None:
        # Set aside the watchers: a new height would have the whole screen arranged anew.
        height = max(self.rows.estimate, len(self.rows))
        self.set_reactive(DocView.virtual_size, Size(self.size.width, height))

    def repaint(self, inks: Inks | None = None) -> None:
        """Paint everything anew, in other colours if some are given."""
        if inks is not None:
            self._inks = inks
        if columns(self._bench, self.size.width) != self._parts:
            # Suggestions were turned on or off, so that there is a stripe more or less for them.
            self._lay_out(self.size.width)
            self._go_on()
        self._painter = Painter(self._bench, self.rows, self._parts, self._inks)
        self._strips.clear()
        self.refresh()

    def sync(self, follows: bool = True) -> None:
        """Paint what changed on the workbench since the last time.

        The cursor is kept in sight if the text `follows` it.
        """
        bench = self._bench
        if anew := bench.suggestions.renewed():
            bench.changed += anew
            if self._going_on is None and not bench.suggestions.complete:
                self._going_on = self.set_timer(_PAUSE, self._go_on)
        now = look(bench)
        changed = [*bench.changed, *differing(self._painted, now)]
        bench.changed.clear()
        self._painted = now
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        for first, last in self._row_ranges(changed):
            for row in [one for one in self._strips if first <= one <= last]:
                del self._strips[row]
            low, high = max(first, top), min(last + 1, bottom)
            if low < high:
                self.refresh(Region(0, low - top, self.size.width, high - low))
        if follows:
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
        first, last = self._wanted(height)
        top, position = self.scroll_offset.y, self._bench.cursor.position
        stands = position == self._stood
        if stands and top <= self.rows.row_of(position) < top + height:
            first = last = self.rows.row_of(position)
        # Coming to the edge shows some of what follows there too, so that not each key scrolls.
        more = 0 if free_below or stands else height // 3
        if first < top:
            self._scroll_to_row(min(first - _NEAR, last - height + 1 + more))
        elif last >= top + height:
            self._scroll_to_row(max(last - height + 1 + _NEAR, first - more if more else 0))
        self._followed = self._bench.cursor.segment
        self._point_at(self.rows.cell_of(position))

    def stand(self) -> None:
        """Let the text stay under the mouse, as long as the cursor is where that put it."""
        self._stood = self._bench.cursor.position

    def _wanted(self, height: int) -> tuple[int, int]:
        """Return the first and last row that should be in sight of the segment at the cursor.

        All of it if that fits into `height` rows; else as much as fits where one has just come to
        the beginning; else the target; else the rows at the cursor.
        """
        bench, number = self._bench, self._bench.cursor.segment
        first = self.rows.first_row(number)
        fits = height - _NEAR
        last = self._last_row(bench.entry.span, height)
        if last - first < fits:
            return first, last
        row = self.rows.row_of(bench.cursor.position)
        if bench.cursor.selection is None:
            if number != self._followed and row == self.rows.first_text_row(number):
                return first, first + fits - 1
            begin = self.rows.row_of(bench.target.start)
            end = self._last_row(bench.target, height)
            if end - begin < fits:
                return begin, end
        return max(first, row - _NEAR), min(last, row + _NEAR)

    def _last_row(self, span: Span, height: int) -> int:
        """Return the last row of a span, or a row that is certainly more than `height` below."""
        return self.rows.row_of(min(span.end, span.start + height * self._parts.text * 2) - 1)

    def _scroll_to_row(self, row: int) -> None:
        self._measure()
        self.scroll_to(y=max(0, row), animate=False, immediate=True, force=True)

    def _point_at(self, place: Place) -> None:
        """Tell the terminal where the cursor is, for magnifiers, braille lines, input methods."""
        x, y = self._parts.text_at + place.cell, place.row - self.scroll_offset.y
        # Blanks may hang over the edge of a row, and a wheel may leave the cursor out of sight.
        inside = self.size.clamp_offset(Offset(x, y))
        self.app.cursor_position = self.region.offset + inside

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

    @property
    def line(self) -> tuple[int, int]:
        """Return the first and the last position of the row that the cursor is in."""
        start, end = self.rows.row_span(self.rows.row_of(self._bench.cursor.position))
        return start, max(start, start + len(self.rows.text[start:end].rstrip()) - 1)

    @property
    def sight(self) -> Span:
        """Return which stretch of the page is in sight."""
        top = min(self.scroll_offset.y, len(self.rows) - 1)
        bottom = min(top + max(1, self.size.height), len(self.rows)) - 1
        start = self.rows.row_span(top)[0]
        return Span(start, max(start + 1, self.rows.row_span(bottom)[1]))

    @property
    def in_sight(self) -> tuple[int, int]:
        """Return the segments `[first, last)`, by number, of which a row is in sight."""
        if not len(self.rows):
            return 0, 0
        top = min(self.scroll_offset.y, len(self.rows) - 1)
        bottom = min(top + max(1, self.size.height), len(self.rows))
        return self.rows.block_of(top), self.rows.block_of(bottom - 1) + 1

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Let the terminal's cursor stay at its letter, and others know what is in sight."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._point_at(self.rows.cell_of(self._bench.cursor.position))
            self.post_message(self.Scrolled())

    def place_at(self, x: int, y: int) -> Pointing:
        """Return what lies at a cell of the widget."""
        row = max(0, min(self.scroll_offset.y + y, len(self.rows) - 1))
        position = self.rows.offset_at(row, max(0, x - self._parts.text_at))
        stripes = self._painter.stripes_at(row, x)
        on_memo = self._painter.shows_memo(row) and x == MEMO_AT
        on_text = x >= self._parts.text_at
        return Pointing(position, on_text, on_memo, [one.key for one in stripes])
