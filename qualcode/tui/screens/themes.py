"""The themes screen: how often each theme and code occurs, with bars, also by attribute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.geometry import Offset
from textual.worker import Worker

from qualcode.study import Study
from qualcode.tui.agreement.dials import Dials
from qualcode.tui.background import Background
from qualcode.tui.frame import Frame
from qualcode.tui.looks.safe_text import Line, words, wrapped
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.themes import THEMES
from qualcode.tui.screens.listing import SIDE, ListScreen
from qualcode.tui.themes.bench import Counted, Theme, ThemesBench
from qualcode.tui.themes.painting import (
    columns,
    detail_lines,
    head_told,
    heading_line,
    theme_line,
)
from qualcode.tui.widgets.bars import Foot
from qualcode.tui.widgets.dial_box import DialBox
from qualcode.tui.widgets.lines import Lines

_NOTES = 2


class ThemesScreen(ListScreen[Theme]):
    """Counts of themes and codes as a tree that folds."""

    CSS: ClassVar[str] = f"""
    {ListScreen.CSS}
    #headings {{ height: 1; }}
    #notes {{ height: auto; }}
    #dials {{ layer: above; dock: bottom; width: 100%; display: none; margin-bottom: 2; }}
    """

    def __init__(self, study: Study, frame: Frame) -> None:
        self._study = study
        self.bench = ThemesBench(study)
        super().__init__(THEMES, frame)
        self.background = Background(self, self._show_progress)

    def rows(self) -> Sequence[Theme]:
        """Return the themes and codes that are not folded away."""
        return self.bench.themes()

    def said(self, row: Theme) -> str:
        """Return the words by which a code is found."""
        return f"{row.row.name} {self.bench.path(row.row.code)}"

    def head(self) -> Line:
        """Return what is counted."""
        inks = self.inks
        return [
            words(" THEMES  ", inks.bar(bold=True)),
            words(head_told(self.bench), inks.bar()),
            words(f"  {self.frame.study}", inks.quiet(inks.panel)),
        ]

    def line(self, row: Theme, chosen: bool, width: int) -> Line:
        """Return a code with its figures."""
        return theme_line(row, columns(self.bench, width), self.inks, chosen)

    def detail(self, row: Theme, width: int) -> Sequence[Line]:
        """Return all figures of a code."""
        return detail_lines(self.bench, row, self.inks, width)

    def empty(self) -> str:
        """Return why there are no counts."""
        if self.background.is_busy:
            return "The codings are being counted …"
        return self.bench.refused or " ".join(self.bench.notes) or "There is nothing to count."

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {
            **super().verbs(),
            "fold": self._fold,
            "unfold": self._unfold,
            "fold_all": lambda: self._arranged(self.bench.fold_all),
            "sort": lambda: self._arranged(self.bench.next_order),
            "by": partial(self._set, "by"),
            "question": partial(self._set, "question"),
            "unit": partial(self._set, "unit"),
            "options": self._set,
        }

    def compose(self) -> ComposeResult:
        """A list with the words above its columns."""
        for widget in super().compose():
            yield widget
            if widget.id == "head":
                yield Lines("headings")
        yield DialBox()

    def under(self) -> ComposeResult:
        """Return the place of what must be known of the counts."""
        yield Lines("notes")

    @property
    def _notes(self) -> list[str]:
        width = self.size.width - 2
        left_out = self.bench.counted.left_out if self.bench.counted is not None else ""
        return wrapped(left_out, width, _NOTES) if left_out else []

    @property
    def under_height(self) -> int:
        """Return how many lines the notes and the headings take."""
        return len(self._notes) + 1

    def on_screen_resume(self) -> None:
        """Count anew, since something may have changed on another screen."""
        self._compute()
        super().on_screen_resume()

    def _compute(self) -> None:
        bench = self.bench
        self.background.begin(bench.compute, self._take, lambda error: self._refuse(str(error)))

    def _take(self, counted: Counted) -> None:
        self._arranged(partial(self.bench.take, counted))

    def _refuse(self, sentence: str) -> None:
        self.bench.refuse(sentence)
        self.renew()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what was counted."""
        self.background.arrived(event)

    def _show_progress(self) -> None:
        if self.is_current:
            self.show_now()

    @property
    def _box(self) -> DialBox:
        return self.query_one(DialBox)

    def _set(self, first: str = "") -> None:
        self.attempt(lambda: self._box.open(Dials(self.bench.dials(), first)))

    def take(self, pressed: str) -> bool:
        """Take a key for the settings, or for the letters that narrow the list."""
        dials = self._box.dials
        if dials is None:
            return super().take(pressed)
        if pressed in ("enter", "escape"):
            self._box.close()
        if pressed == "enter" and dials.changed:
            self.bench.change(dials.changed)
            self._compute()
        dials.press(pressed)
        return True

    def own_keys(self) -> Foot:
        """Return the keys of the settings while they are open."""
        return DialBox.KEYS if self._box.dials is not None else ()

    def open(self, row: Theme) -> None:
        """Show the quotations behind a count."""
        from qualcode.tui.screens.theme_quotes import ThemeQuotesScreen

        counted = self.bench.counted
        if counted is None or not counted.whole.coder_rule:
            self.tell("These are answers to a closed question; there are no quotations.")
            return
        self.app.push_screen(ThemeQuotesScreen(self._study, counted, row.row, self.frame))

    def _arranged(self, deed: Verb, stay: str = "") -> None:
        """Change how the rows stand, and stay at the same code."""
        row = self.list.row
        wanted = stay or (row.row.code if row is not None else "")
        deed()
        self.renew()
        self.list.choose(lambda one: one.row.code == wanted)

    def _fold(self) -> None:
        if (row := self.list.row) is not None:
            stay = self.bench.fold(row)
            self._arranged(lambda: None, stay)

    def _unfold(self) -> None:
        if (row := self.list.row) is not None:
            self._arranged(partial(self.bench.unfold, row))

    def _step_back(self) -> None:
        if self.background.stop():
            self.tell("Stopped; o sets what is counted.")
        else:
            super()._step_back()

    def show_now(self) -> None:
        """Show everything as it is now."""
        super().show_now()
        inks = self.inks
        width = self.size.width - (SIDE if self.is_wide else 0)
        self._put("headings", [heading_line(self.bench, columns(self.bench, width), inks)])
        quiet = inks.quiet(inks.panel)
        self.query_one("#notes").styles.height = len(self._notes)
        self._put("notes", [[words(f" {one}", quiet)] for one in self._notes])
        self._box.show("WHAT IS COUNTED", inks)
        x, y = self.app.cursor_position
        self.app.cursor_position = Offset(x, y + 1)
