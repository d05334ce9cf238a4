"""The themes screen: how often each theme and code occurs, with bars, also by attribute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from qualcode.study import Study
from qualcode.tui.frame import Frame
from qualcode.tui.looks.safe_text import Line, words
from qualcode.tui.quoting.behind import behind_count
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.themes import THEMES
from qualcode.tui.screens.released import ReleasedScreen
from qualcode.tui.themes.bench import Theme, ThemesBench
from qualcode.tui.themes.painting import (
    columns,
    detail_lines,
    head_told,
    heading_line,
    theme_line,
)


class ThemesScreen(ReleasedScreen[Theme]):
    """Counts of themes and codes as a tree that folds."""

    def __init__(self, study: Study, frame: Frame) -> None:
        self.bench = ThemesBench(study)
        super().__init__(study, self.bench, THEMES, frame)

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
            "fold_all": lambda: self.arranged(self.bench.fold_all),
            "sort": lambda: self.arranged(self.bench.next_order),
            "by": partial(self.set, "by"),
            "question": partial(self.set, "question"),
            "unit": partial(self.set, "unit"),
        }

    def headings(self, width: int) -> Sequence[Line]:
        """Return the words above the columns."""
        return [heading_line(self.bench, columns(self.bench, width), self.inks)]

    def notice(self) -> str:
        """Return what blind rounds keep back."""
        return self.bench.counted.left_out if self.bench.counted is not None else ""

    def open(self, row: Theme) -> None:
        """Show the quotations behind a count."""
        from qualcode.tui.screens.theme_quotes import ThemeQuotesScreen

        counted = self.bench.counted
        if counted is None or not counted.whole.coder_rule:
            self.tell("These are answers to a closed question; there are no quotations.")
            return
        behind = behind_count(self._study, counted, row.row)
        self.app.push_screen(ThemeQuotesScreen(self._study, behind, self.frame))

    def arranged(self, deed: Verb, stay: str = "") -> None:
        """Change how the rows stand, and stay at the same code."""
        row = self.list.row
        wanted = stay or (row.row.code if row is not None else "")
        deed()
        self.renew()
        self.list.choose(lambda one: one.row.code == wanted)

    def _fold(self) -> None:
        if (row := self.list.row) is not None:
            stay = self.bench.fold(row)
            self.arranged(lambda: None, stay)

    def _unfold(self) -> None:
        if (row := self.list.row) is not None:
            self.arranged(partial(self.bench.unfold, row))
