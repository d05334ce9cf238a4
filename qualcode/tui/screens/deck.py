"""The survey deck: all answers to one question as rows, to be sorted, filtered, coded at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from qualcode.domain.coding import LookState
from qualcode.domain.provenance import WorkOrder
from qualcode.tui.deck.bench import DeckBench
from qualcode.tui.deck.choices import DeckChoices
from qualcode.tui.deck.unsure import UnsureOrder
from qualcode.tui.frame import Frame
from qualcode.tui.lists.choices import named
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.deck import DECK
from qualcode.tui.registry.orders import ordering
from qualcode.tui.screens.deck_panes import BARS, SIDE, DeckPanes
from qualcode.tui.screens.keyed import Numbered
from qualcode.tui.screens.wheeled import ROWS, WheeledScreen
from qualcode.tui.suggesting.reasons import Why
from qualcode.tui.told import Told
from qualcode.tui.widgets.bars import FootBar
from qualcode.tui.widgets.chooser import Chooser
from qualcode.tui.widgets.hint import Hint
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.picker import Picker
from qualcode.tui.widgets.why import WhyPanel

_SIGNS = 3
_SOON = 0.01


class DeckScreen(WheeledScreen):
    """The answers of one page as rows."""

    CSS: ClassVar[str] = f"""
    #order, #told {{ height: 1; }}
    #left {{ width: 1fr; height: 1fr; }}
    #rows {{ height: 1fr; }}
    #beside {{ width: {SIDE}; height: 1fr; }}
    #chooser {{ layer: above; dock: bottom; width: 100%; display: none; margin-bottom: {BARS}; }}
    """

    def __init__(self, bench: DeckBench, frame: Frame) -> None:
        super().__init__(DECK, frame)
        self.bench = bench
        self._unsure = UnsureOrder(bench)
        self._panes = DeckPanes(self, bench, self._unsure, frame)
        self._choices = DeckChoices(bench, self._unsure, Picker(), Chooser(), self._room)
        offers = bench.offers
        self._why = Why(lambda: offers.at_hand, offers.struck, offers.strike, offers.accept)
        self._stood: int | None = None
        self._was_away = False

    def _room(self) -> int:
        return self._panes.room

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {**self._moving(), **self._deeds(), **self._choices.verbs(), **self._others()}

    def numbered(self) -> Mapping[str, Numbered]:
        """Map the ids of actions with a key for each of several things to what they do."""
        return {"pinned": self.bench.apply_pinned}

    def _moving(self) -> dict[str, Verb]:
        rows, panes = self.bench.rows, self._panes
        return {
            "next": partial(rows.move, 1),
            "previous": partial(rows.move, -1),
            "page_down": lambda: rows.move(panes.page),
            "page_up": lambda: rows.move(-panes.page),
            "first": partial(rows.go, 0),
            "last": lambda: rows.go(len(rows.shown)),
            "next_uncoded": partial(self._next_open, 1),
            "previous_uncoded": partial(self._next_open, -1),
            "text_down": partial(panes.scroll, 1),
            "text_up": partial(panes.scroll, -1),
            "toggle": self._toggle,
            "range": rows.turn_range,
            "extend_down": partial(rows.extend, 1),
            "extend_up": partial(rows.extend, -1),
            "all": rows.select_shown,
            "invert": rows.invert,
        }

    def _deeds(self) -> dict[str, Verb]:
        bench = self.bench
        return {
            "pinned": lambda: bench.tell("Press the digit of a pinned code."),
            "repeat": self._repeat,
            "undo": bench.undo,
            "redo": bench.redo,
            "accept": bench.offers.accept,
            "reject": bench.offers.reject,
            "accept_as": self._accept_as,
            "why": self._open_why,
            "flag": bench.turn_flag,
            "done": partial(bench.look, LookState.DONE),
            "nothing": partial(bench.look, LookState.NOTHING),
        }

    def _others(self) -> dict[str, Verb]:
        return {
            "read": self._read,
            "lines": self._panes.turn_lines,
            "escape": self._step_back,
            **ordering(self._open_in_order),
        }

    def compose(self) -> ComposeResult:
        """A head, the rows with the whole answer beside or below, the bars."""
        yield Lines("head")
        yield Lines("order")
        with Horizontal(id="middle"):
            with Vertical(id="left"):
                yield Lines("rows")
                yield Lines("below")
            yield Lines("beside")
        yield Lines("pins")
        yield Lines("told")
        yield FootBar("foot")
        yield self._choices.picker
        yield self._choices.chooser
        yield WhyPanel("why")
        yield Hint("hint")

    def on_mount(self) -> None:
        """Show the rows."""
        self._unsure.take_up()
        self.call_after_refresh(self.show_all)

    def on_screen_suspend(self) -> None:
        """Note that another screen is laid over this one."""
        self._was_away = True

    def on_screen_resume(self) -> None:
        """Take in what was done on another screen that was laid over this one."""
        if self._was_away:
            self.bench.renew()
            self.show_now()

    def on_resize(self) -> None:
        """Show them at the new size."""
        self.call_after_refresh(self.show_all)

    def take(self, pressed: str) -> bool:
        """Take a key for what is open over the rows."""
        if self._why.is_open:
            self.silence()
            self._why.press(pressed)
            return True
        return self._choices.take(pressed)

    def silence(self) -> None:
        """Forget what was told."""
        self.bench.told = Told()

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the line that is typed, if one is."""
        self._choices.paste(event.text)
        self.show_now()

    def on_click(self, event: events.Click) -> None:
        """Go to the row that is clicked, twice to its text; on its signs at the left, select it."""
        rows = self.bench.rows
        if event.widget is None or event.widget.id != "rows" or self._choices.are_open:
            return
        place = self._panes.place_at(event.y)
        if place >= len(rows.shown):
            return
        rows.go(place)
        if event.x < _SIGNS:
            rows.toggle()
        elif event.chain > 1:
            self._read()
            return
        self.show_now()

    def wheel(self, beside: bool, step: int) -> None:
        """Go some rows on or back, or scroll the whole answer."""
        if beside:
            self._panes.scroll(step)
        elif not self._choices.are_open:
            self.bench.rows.move(ROWS * step)

    def _toggle(self) -> None:
        self.bench.rows.toggle()
        self.bench.rows.move(1)

    def _next_open(self, step: int) -> None:
        if not self.bench.rows.next_open(step):
            self.bench.tell(f"There is no uncoded answer {'below' if step > 0 else 'above'}.")

    def _repeat(self) -> None:
        if self.bench.codes.recent:
            self.bench.apply(self.bench.codes.recent[0])
        else:
            self.bench.tell("No code was used yet.")

    def _accept_as(self) -> None:
        if self.bench.offers.wanted() is not None:
            self._choices.open_picker(self.bench.offers.accept)

    def _open_why(self) -> None:
        if self.bench.offers.wanted() is not None:
            self._why.open()

    def _open_in_order(self, order: WorkOrder) -> None:
        self.app.open_in_order(order, *named(self.bench.page), deck=True)

    def _read(self) -> None:
        if self.bench.answer is not None:
            self.app.turn_to_text(self.bench, self.bench.answer.number)

    def _step_back(self) -> None:
        if self._unsure.stop():
            self.bench.tell("The order stays.")
        elif not self.bench.rows.clear():
            self.bench.tell("q goes back to the list of texts.")

    def put_down(self) -> bool:
        """Say whether everything is saved, so that the deck may be left."""
        return self.bench.put_down()

    def show_now(self) -> None:
        """Show what a key changed; the text of another answer begins at its top."""
        if self.bench.rows.focus != self._stood:
            self._stood = self.bench.rows.focus
            self._panes.begin_text()
        self.show_all()

    def show_all(self) -> None:
        """Show everything as it is now."""
        choices = self._choices
        typing = choices.typing.typed if choices.typing is not None else None
        why = self._why.keys if self._why.is_open else ()
        foot = why or choices.keys() or [(self.help_key, "help"), *self.foot()]
        self._panes.show(typing, self.pending, foot)
        choices.show(self.inks, BARS + self._panes.below)
        self.query_one(WhyPanel).show(self._why, self.bench.codes, self.inks)
        self._panes.show_answer(choices.picker.code if choices.picker.is_open else None)
        self.show_pending()
        if self._unsure.is_busy and not self._unsure.awaits:
            self.waiting.later("unsure", _SOON, self._ask_on)

    def _ask_on(self) -> None:
        if self.is_current:
            self._unsure.go_on()
            self.show_now()

    def show_suggestions(self) -> None:
        """Show what is suggested by now, and go on with an order that waited for it."""
        self._unsure.go_on()
        self.show_all()

    def reframe(self, frame: Frame) -> None:
        """Show everything in other colours, under other keys."""
        self._panes.frame = frame
        super().reframe(frame)
