"""The quotations behind a count: what was coded so, with its place; Enter goes to the text."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.worker import Worker

from qualcode.domain.tables import Row
from qualcode.study import Study
from qualcode.tui.background import Background
from qualcode.tui.frame import Frame
from qualcode.tui.lists.quotation_painting import quotation_line
from qualcode.tui.looks.safe_text import Line, words, wrapped
from qualcode.tui.registry.themes import THEME_QUOTES
from qualcode.tui.screens.listing import ListScreen
from qualcode.tui.themes.bench import Counted
from qualcode.tui.themes.painting import percent
from qualcode.tui.themes.quotes import Quotation, quotations

_LONGEST = 60


class ThemeQuotesScreen(ListScreen[Quotation]):
    """What was coded with one code, or with those below it."""

    def __init__(self, study: Study, counted: Counted, row: Row, frame: Frame) -> None:
        self._study = study
        self._counted = counted
        self._row = row
        self._found: Sequence[Quotation] = ()
        self._refused = ""
        super().__init__(THEME_QUOTES, frame)
        self.background = Background(self, self._show_progress)

    def rows(self) -> Sequence[Quotation]:
        """Return the quotations, in the order of the texts."""
        return self._found

    def said(self, row: Quotation) -> str:
        """Return the words by which a quotation is found."""
        return f"{row.words} {row.participant} {row.code} {row.group} {row.spot.source_name}"

    def head(self) -> Line:
        """Return whose quotations they are, and the count."""
        inks, row = self.inks, self._row
        quiet = inks.quiet(inks.panel)
        number = len(self._found)
        told = f"  {row.n} of {row.base}, {percent(row)}; {number} quotations"
        return [
            words(" QUOTATIONS  ", quiet),
            words(row.name, inks.bar(bold=True)),
            words(told, inks.bar()),
            words(f"  coders: {self._counted.whole.coder_rule}", quiet),
        ]

    def empty(self) -> str:
        """Return why there is nothing."""
        if self.background.is_busy:
            return "The quotations are being read …"
        return self._refused or "Nothing that you may see was coded so."

    def line(self, row: Quotation, chosen: bool, width: int) -> Line:
        """Return the place and the words of a quotation."""
        return quotation_line(row.spot, row.words, row.group, self.inks, chosen, width)

    def detail(self, row: Quotation, width: int) -> Sequence[Line]:
        """Return the whole quotation, who said it and who coded it."""
        inks = self.inks
        who = " · ".join(part for part in (row.participant, row.group) if part)
        coded = f"{row.code} · {', '.join(row.coders)}"
        whole = wrapped(f"“{row.words}”", width - 2, _LONGEST)
        around = wrapped(row.context, width - 2, _LONGEST) if row.context != row.words else []
        return [
            [words(f" {coded}", inks.bar(bold=True), width)],
            *([[words(f" {who}", inks.quiet(inks.panel), width)]] if who else []),
            *([words(f" {one}", inks.bar())] for one in whole),
            *([[Segment(" in:", inks.quiet(inks.panel))]] if around else []),
            *([words(f" {one}", inks.quiet(inks.panel))] for one in around),
        ]

    def open(self, row: Quotation) -> None:
        """Go to the quotation in its text."""
        self.app.show_spot(row.spot)

    def on_screen_resume(self) -> None:
        """Read them, and read them anew when something may have changed."""
        self.background.begin(
            lambda: quotations(self._study, self._counted, self._row.code),
            self._take,
            lambda error: self._take((), str(error)),
        )
        super().on_screen_resume()

    def _take(self, found: Sequence[Quotation], refused: str = "") -> None:
        self._found, self._refused = found, refused
        self.renew()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what was read."""
        self.background.arrived(event)

    def _show_progress(self) -> None:
        if self.is_current:
            self.show_now()
