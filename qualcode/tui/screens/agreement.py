"""The agreement dashboard: a heat map of codes and pairs, with the passages behind each cell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.worker import Worker

from qualcode.domain.errors import QualcodeError
from qualcode.study import Study
from qualcode.tui.adjudicating.finding import dispute_on
from qualcode.tui.agreement.bench import AgreementBench
from qualcode.tui.agreement.dials import Dials
from qualcode.tui.agreement.reports import Reports
from qualcode.tui.background import Background
from qualcode.tui.frame import Frame
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.agreement import AGREEMENT
from qualcode.tui.screens.agreement_panes import SIDE, AgreementPanes
from qualcode.tui.screens.wheeled import ROWS, WheeledScreen
from qualcode.tui.told import Told
from qualcode.tui.widgets.bars import Foot, FootBar
from qualcode.tui.widgets.dial_box import DialBox
from qualcode.tui.widgets.hint import Hint
from qualcode.tui.widgets.lines import Lines


class AgreementScreen(WheeledScreen):
    """How far the coders agree, code by code."""

    CSS: ClassVar[str] = f"""
    #left {{ width: 1fr; height: 1fr; }}
    #beside {{ width: {SIDE}; height: 1fr; }}
    #headings, #told {{ height: 1; }}
    #dials {{ layer: above; dock: bottom; width: 100%; display: none; margin-bottom: 2; }}
    """

    def __init__(self, study: Study, reports: Reports, frame: Frame) -> None:
        super().__init__(AGREEMENT, frame)
        self._study = study
        self.bench = AgreementBench(study, reports)
        self.told = Told()
        self.background = Background(self, self._show_progress)
        self._panes = AgreementPanes(self, self.bench, frame)

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        bench = self.bench
        return {
            "down": partial(bench.move, 1),
            "up": partial(bench.move, -1),
            "right": partial(bench.move, 0, 1),
            "left": partial(bench.move, 0, -1),
            "page_down": partial(self._page, 1),
            "page_up": partial(self._page, -1),
            "first": partial(bench.go, 0),
            "last": lambda: bench.go(len(bench.codes.all) + len(bench.passages)),
            "open": self._open,
            "decide": lambda: self._attempt(self._decide),
            "options": self._set,
            "unit": partial(self._set, "unit"),
            "sort": bench.next_order,
            "filter": bench.codes.begin,
            "explain": self._explain,
            "report": self._report,
            "escape": self._step_back,
        }

    def compose(self) -> ComposeResult:
        """A head, the table with the passages beside or below it, what was told, the keys."""
        yield Lines("head")
        yield Lines("headings")
        with Horizontal(id="middle"):
            with Vertical(id="left"):
                yield Lines("list")
                yield Lines("below")
            yield Lines("beside")
        yield Lines("told")
        yield FootBar("foot")
        yield DialBox()
        yield Hint("hint")

    def on_resize(self) -> None:
        """Show it at the new size."""
        self.call_after_refresh(self.show_now)

    def on_screen_resume(self) -> None:
        """Compute anew if something changed since."""
        self._compute()
        self.call_after_refresh(self.show_now)

    def _compute(self) -> None:
        bench = self.bench
        self.background.begin(bench.compute, bench.take, lambda error: bench.refuse(str(error)))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what was computed."""
        self.background.arrived(event)

    @property
    def _box(self) -> DialBox:
        return self.query_one(DialBox)

    def take(self, pressed: str) -> bool:
        """Take a key for the settings, or for the letters of a code's name."""
        if self._box.dials is not None:
            self._turn(self._box.dials, pressed)
            return True
        codes = self.bench.codes
        if codes.typing is not None and pressed == "enter":
            codes.keep()
            return True
        return codes.take(pressed)

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the letters of a code's name."""
        self.bench.codes.paste(event.text)
        self.show_now()

    def _turn(self, dials: Dials, pressed: str) -> None:
        if pressed == "enter":
            self._box.close()
            if changed := dials.changed:
                self.bench.change(changed)
                self._compute()
        elif pressed == "escape":
            self._box.close()
        else:
            dials.press(pressed)

    def _set(self, first: str = "") -> None:
        self._attempt(lambda: self._box.open(Dials(self.bench.dials(), first)))

    def silence(self) -> None:
        """Forget what was told."""
        self.told = Told()

    def tell(self, text: str) -> None:
        """Answer the last key with a line."""
        self.told = Told(text)

    def _attempt(self, deed: Verb) -> None:
        try:
            deed()
        except QualcodeError as error:
            self._fail(error)

    def _fail(self, error: QualcodeError) -> None:
        self.told = Told(str(error), failed=True)

    def _open(self) -> None:
        bench = self.bench
        if bench.inside:
            self._attempt(self._show_passage)
        elif not bench.enter():
            self.tell("There is no passage on which they disagree.")

    def _show_passage(self) -> None:
        if (spot := self.bench.spot()) is not None:
            self.app.show_spot(spot)

    def _decide(self) -> None:
        from qualcode.tui.screens.adjudication import AdjudicationScreen

        bench = self.bench
        one = bench.passage or next(iter(bench.passages), None)
        if one is None:
            self.tell("There is no passage on which they disagree.")
        elif not one.segment_id:
            self.tell("Whole sources are not adjudicated: compare segments (u).")
        else:
            deciding = dispute_on(self._study, bench.asked.round, one.segment_id)
            self.app.push_screen(AdjudicationScreen(deciding, self.frame))

    def _report(self) -> None:
        if self.background.is_busy:
            self.tell("Wait until the figures are there.")
            return
        self.background.begin(self.bench.write, self.tell, self._fail)

    def _explain(self) -> None:
        if self.bench.report is None:
            self.tell("There are no figures to explain yet.")
            return
        self.bench.explained = not self.bench.explained
        self._panes.begin()

    def _page(self, step: int) -> None:
        if self.bench.explained:
            self._panes.turn(step)
        else:
            self.bench.move(step * self._panes.page)

    def _step_back(self) -> None:
        if self.background.stop():
            self.tell("Stopped; o sets what is compared.")
            if self.bench.report is None:
                self.app.go_back()
        elif not self.bench.step_back():
            self.app.go_back()

    def on_click(self, event: events.Click) -> None:
        """Choose the cell or passage that is clicked; clicked twice, do what Enter does."""
        if event.widget is None or event.widget.id != "list":
            return
        if (cell := self._panes.cell_at(event.x, event.y)) is not None:
            self.bench.inside = False
            self.bench.go(*cell)
            if event.chain > 1:
                self._open()
            self.show_now()

    def wheel(self, beside: bool, step: int) -> None:
        """Go some rows on or back, or scroll the explanation."""
        if beside and self.bench.explained:
            self._panes.scroll(step)
        else:
            self.bench.move(step if self.bench.inside else ROWS * step)

    def _show_progress(self) -> None:
        if self.is_current:
            self.show_now()

    def show_now(self) -> None:
        """Show everything as it is now."""
        busy = self.background
        self._panes.show(self.told, busy.seconds if busy.is_busy else None)
        help_key = "" if self._box.dials is not None else self.help_key
        self.query_one(FootBar).show(self.foot(), self.inks, help_key)
        self._box.show("WHAT IS COMPARED", self.inks)
        self.show_pending()

    def reframe(self, frame: Frame) -> None:
        """Show everything in other colours, under other keys."""
        self._panes.frame = frame
        super().reframe(frame)

    def foot(self) -> Foot:
        """Return (key, word) of what stands at the foot."""
        if self._box.dials is not None:
            return DialBox.KEYS
        if self.background.is_busy:
            return [("Esc", "stop"), *super().foot()]
        if self.bench.inside:
            return [("Enter", "to the text"), ("Esc", "back to the table"), *super().foot()[1:]]
        return super().foot()
