"""The quotations behind a figure: read them, go to their text, pass them for the outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.segment import Segment
from textual.worker import Worker

from qualcode.domain.quotation import Quotation
from qualcode.study import Study
from qualcode.tui.background import Background
from qualcode.tui.frame import Frame
from qualcode.tui.lists.quotation_painting import quotation_line
from qualcode.tui.looks.inks import style
from qualcode.tui.looks.safe_text import Line, words, wrapped
from qualcode.tui.quoting.behind import Behind
from qualcode.tui.quoting.bench import Found, QuotesBench
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.themes import THEME_QUOTES
from qualcode.tui.screens.listing import ListScreen

_LONGEST = 60


class ThemeQuotesScreen(ListScreen[Quotation]):
    """What was coded with one code or those below it, or with two codes together."""

    def __init__(self, study: Study, behind: Behind, frame: Frame) -> None:
        self.bench = QuotesBench(study, behind)
        super().__init__(THEME_QUOTES, frame)
        self.background = Background(self, self._show_progress)

    def rows(self) -> Sequence[Quotation]:
        """Return the quotations in their order."""
        return self.bench.found.quotations

    def said(self, row: Quotation) -> str:
        """Return the words by which a quotation is found."""
        told = (row.words, row.participant, row.code_name, self.bench.group(row))
        return f"{' '.join(told)} {row.spot.source_name}"

    def head(self) -> Line:
        """Return whose quotations they are, and the figure."""
        inks, behind = self.inks, self.bench.behind
        quiet = inks.quiet(inks.panel)
        number = len(self.list.all)
        counted = f"{number} quotation{'' if number == 1 else 's'}"
        return [
            words(" QUOTATIONS  ", quiet),
            words(behind.name, inks.bar(bold=True)),
            words(f"  {behind.figure}; {counted}, {self.bench.order_told}", inks.bar()),
            words(f"  coders: {behind.rule}" if behind.rule else "", quiet),
        ]

    def empty(self) -> str:
        """Return why there is nothing."""
        if self.background.is_busy:
            return "The quotations are being read …"
        return self.bench.refused or "Nothing that you may see was coded so."

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {
            **super().verbs(),
            "sort": self._sort,
            "pass": lambda: self._decide(self.bench.pass_on),
            "withdraw": lambda: self._decide(self.bench.withdraw),
        }

    def line(self, row: Quotation, chosen: bool, width: int) -> Line:
        """Return the place and the words of a quotation, and whether it was passed."""
        several = len(self.bench.behind.codes) > 1
        right = row.code_name if several else self.bench.group(row)
        passed = "✓ passed" if self.bench.attribution(row) else ""
        told = "  ".join(one for one in (right, passed) if one)
        return quotation_line(row.spot, row.words, told, self.inks, chosen, width)

    def detail(self, row: Quotation, width: int) -> Sequence[Line]:
        """Return the whole quotation, who said it and who coded it."""
        inks, attribution = self.inks, self.bench.attribution(row)
        quiet = inks.quiet(inks.panel)
        who = " · ".join(part for part in (row.participant, self.bench.group(row)) if part)
        coded = f"{row.code_name} · {', '.join(row.coders)}"
        whole = wrapped(f"“{row.words}”", width - 2, _LONGEST)
        around = wrapped(row.context, width - 2, _LONGEST) if row.context != row.words else []
        passed = wrapped(f"✓ passed, attributed to {attribution}", width - 2, 4)
        return [
            [words(f" {coded}", inks.bar(bold=True), width)],
            *([[words(f" {who}", quiet, width)]] if who else []),
            *([words(f" {one}", style(inks.good, inks.panel))] for one in passed if attribution),
            *([words(f" {one}", inks.bar())] for one in whole),
            *([[Segment(" in:", quiet)]] if around else []),
            *([words(f" {one}", quiet)] for one in around),
        ]

    def open(self, row: Quotation) -> None:
        """Go to the quotation in its text."""
        self.app.show_spot(row.spot)

    def on_screen_resume(self) -> None:
        """Read them, and read them anew when something may have changed."""
        self._read()
        super().on_screen_resume()

    def _read(self) -> None:
        self.background.begin(
            self.bench.compute, self._take, lambda error: self._take(Found(), str(error))
        )

    def _take(self, found: Found, refused: str = "") -> None:
        self.bench.take(found, refused)
        chosen = self.list.row
        self.renew()
        if chosen is not None:
            self.list.choose(lambda one: one.codings == chosen.codings)

    def _sort(self) -> None:
        self.bench.next_order()
        self._read()

    def _decide(self, deed: Callable[[Quotation], str]) -> None:
        if (row := self.list.row) is None:
            return

        def decided() -> None:
            self.tell(deed(row))
            self._read()

        self.attempt(decided)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what was read."""
        self.background.arrived(event)

    def _show_progress(self) -> None:
        if self.is_current:
            self.show_now()
