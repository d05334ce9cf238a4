"""A screen that is a list: rows under headings, with what is known of one beside or below it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain
from typing import ClassVar, Generic

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Offset

from qualcode.domain.errors import QualcodeError
from qualcode.tui.frame import Frame
from qualcode.tui.lists.listing import Layout, Listing, Row
from qualcode.tui.looks.safe_text import Line, spread, words, wrapped
from qualcode.tui.looks.told_line import told_line
from qualcode.tui.registry.action import Register, Verb
from qualcode.tui.screens.wheeled import ROWS, WheeledScreen
from qualcode.tui.told import Told
from qualcode.tui.widgets.bars import Foot, FootBar
from qualcode.tui.widgets.hint import Hint
from qualcode.tui.widgets.lines import Lines

SIDE = 46
"""How wide what stands beside the list is, in cells."""

_SIDE_FROM = 110
_BELOW, _LOW, _LOW_FROM = 7, 4, 30


class ListScreen(WheeledScreen, Generic[Row]):
    """Rows to move through, to find among, and to open.

    A screen of this kind says what its `rows` are and how a row looks; `heading` gives what stands
    above a row when it is not what stood above the one before, `detail` what is known of it.
    """

    DETAILED: ClassVar[bool] = True
    """Whether something stands beside the list, or below it where there is no room beside."""
    EMPTY: ClassVar[str] = "Nothing here yet."
    """What is said where there is no row."""
    CSS: ClassVar[str] = f"""
    #left {{ width: 1fr; height: 1fr; }}
    #beside {{ width: {SIDE}; height: 1fr; }}
    #told {{ height: 1; }}
    """

    def __init__(self, register: Register, frame: Frame) -> None:
        super().__init__(register, frame)
        self.told = Told()
        self.list: Listing[Row] = Listing(self.rows(), self.said)
        self._top = 0
        self._detail_top = 0
        self._stood: Row | None = None
        self._stands = False
        self._laid: tuple[object, Layout] = (None, Layout(()))

    @abstractmethod
    def rows(self) -> Sequence[Row]:
        """Return all rows, in order."""

    @abstractmethod
    def said(self, row: Row) -> str:
        """Return the words by which a row is found."""

    @abstractmethod
    def line(self, row: Row, chosen: bool, width: int) -> Line:
        """Return how a row looks."""

    @abstractmethod
    def head(self) -> Line:
        """Return what stands at the left of the head."""

    def heading(self, row: Row) -> str:
        """Return what stands above a row and others like it."""
        return ""

    def detail(self, row: Row, width: int) -> Sequence[Line]:
        """Return what is known of a row; it is scrolled where it is too long."""
        return ()

    def empty(self) -> str:
        """Return what is said where there is no row, and what to do then."""
        return self.EMPTY

    def open(self, row: Row) -> None:
        """Do what Enter means."""

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of every list's actions to what they do."""
        rows = self.list
        return {
            "next": partial(rows.move, 1),
            "previous": partial(rows.move, -1),
            "page_down": lambda: rows.move(self._page),
            "page_up": lambda: rows.move(-self._page),
            "first": partial(rows.go, 0),
            "last": lambda: rows.go(len(rows.shown)),
            "detail_down": partial(self._scroll, 1),
            "detail_up": partial(self._scroll, -1),
            "open": self._open,
            "filter": rows.begin,
            "escape": self._step_back,
        }

    def compose(self) -> ComposeResult:
        """A head, the list with what is known of a row, what was told, the keys."""
        yield Lines("head")
        with Horizontal(id="middle"):
            with Vertical(id="left"):
                yield Lines("list")
                yield Lines("below")
            yield Lines("beside")
        yield from self.under()
        yield Lines("told")
        yield FootBar("foot")
        yield Hint("hint")

    def under(self) -> ComposeResult:
        """Return what else stands under the list; `under_height` says on how many lines."""
        return ()

    @property
    def under_height(self) -> int:
        """Return how many lines are taken under the list now."""
        return 0

    def on_mount(self) -> None:
        """Show the list."""
        self.call_after_refresh(self.show_now)

    def on_resize(self) -> None:
        """Show it at the new size."""
        self.call_after_refresh(self.show_now)

    def on_screen_resume(self) -> None:
        """Show what may have changed on another screen."""
        if self._stands:
            self.renew()
            self.call_after_refresh(self.show_now)
        self._stands = True

    def renew(self) -> None:
        """Ask for the rows anew."""
        self.list.renew(self.rows())

    def take(self, pressed: str) -> bool:
        """Take a key for the letters that narrow the list."""
        return self.list.take(pressed)

    def silence(self) -> None:
        """Forget what was told."""
        self.told = Told()

    def tell(self, text: str) -> None:
        """Answer the last key with a line."""
        self.told = Told(text)

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the letters that are typed."""
        self.list.paste(event.text)
        self.show_now()

    def on_click(self, event: events.Click) -> None:
        """Choose the row that is clicked, and open it when it is clicked twice."""
        if event.widget is None or event.widget.id != "list":
            return
        layout, at = self._layout(), self._top + event.y
        place = layout.at(at)[0] if at < len(layout) else None
        if place is not None:
            self.list.go(place)
            if event.chain > 1:
                self._open()
            self.show_now()

    def wheel(self, beside: bool, step: int) -> None:
        """Go some rows on or back, or scroll what is known of one."""
        if beside:
            self._scroll(step)
        else:
            self.list.move(ROWS * step)

    def _scroll(self, step: int) -> None:
        self._detail_top = max(0, self._detail_top + step)

    def _open(self) -> None:
        """Open the chosen row; it may be gone since the list was made."""
        if (row := self.list.row) is not None:
            self.attempt(partial(self.open, row))

    def attempt(self, deed: Verb) -> None:
        """Do something that may be refused, and say why if it is."""
        try:
            deed()
        except QualcodeError as error:
            self.told = Told(str(error), failed=True)

    def _step_back(self) -> None:
        if not self.list.end():
            self.tell(self.back_or_stay())

    @property
    def is_wide(self) -> bool:
        """Say whether there is room beside the list."""
        return self.DETAILED and self.size.width >= _SIDE_FROM

    @property
    def _below(self) -> int:
        if self.is_wide or not self.DETAILED:
            return 0
        return _BELOW if self.size.height >= _LOW_FROM else _LOW

    @property
    def _room(self) -> int:
        return max(1, self.size.height - 3 - self._below - self.under_height)

    @property
    def _page(self) -> int:
        return max(1, self._room - 2)

    def _layout(self) -> Layout:
        shown = self.list.shown
        if self._laid[0] is not shown:
            self._laid = shown, Layout([self.heading(row) for row in shown])
        return self._laid[1]

    def show_now(self) -> None:
        """Show everything as it is now."""
        inks, width = self.inks, self.size.width
        bar = inks.bar()
        who: Line = [words(f"{self.frame.coder} ", bar)]
        self._put("head", [spread(self.head(), who, width, bar)])
        self._show_rows(width - (SIDE if self.is_wide else 0))
        self._show_detail()
        self._put("told", [told_line(self.told, self.list, inks, width)])
        own = self.own_keys()
        self.query_one(FootBar).show(own or self.foot(), inks, "" if own else self.help_key)
        self.show_pending()

    def own_keys(self) -> Foot:
        """Return (key, word) of what lies over the list and takes the keys; nothing if nothing."""
        return ()

    def _put(self, name: str, lines: Sequence[Line]) -> None:
        ground = self.inks.plain() if name == "list" else self.inks.bar()
        self.query_one(f"#{name}", Lines).put(lines, ground)

    def _show_rows(self, width: int) -> None:
        layout, room = self._layout(), self._room
        at = layout.line_of(self.list.place)
        if at < self._top + 2:
            self._top = max(0, at - 2)
        elif at >= self._top + room:
            self._top = at - room + 1
        quiet = self.inks.quiet()
        lines: list[Line] = []
        for place, heading in map(layout.at, range(self._top, min(len(layout), self._top + room))):
            if place is None:
                lines.append([words(f" {heading.upper()}" if heading else "", quiet)])
            else:
                lines.append(self.line(self.list.shown[place], place == self.list.place, width))
        if not lines:
            said = "Nothing fits; Esc shows all again." if self.list.all else self.empty()
            broken = (wrapped(line, width - 2, 4) for line in said.splitlines())
            lines = [[words(f" {one}", quiet)] for one in chain.from_iterable(broken)]
        self._put("list", lines)
        # The terminal's own cursor stands at the row, for magnifiers and screen readers.
        self.app.cursor_position = Offset(0, 1 + at - self._top)

    def _show_detail(self) -> None:
        beside, below = self.query_one("#beside"), self.query_one("#below")
        beside.display, below.display = self.is_wide, self._below > 0
        if not self.DETAILED:
            return
        row = self.list.row
        if row is not self._stood:
            self._stood, self._detail_top = row, 0
        if not self.is_wide:
            below.styles.height = self._below
        height = self.size.height - 3 - self.under_height if self.is_wide else self._below
        width = SIDE if self.is_wide else self.size.width
        lines = list(self.detail(row, width - 1)) if row is not None else []
        self._detail_top = max(0, min(self._detail_top, len(lines) - height))
        self._put("beside" if self.is_wide else "below", lines[self._detail_top :][:height])
