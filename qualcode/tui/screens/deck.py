"""The survey deck: all answers to one question as rows, to be sorted, filtered, coded at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer

from qualcode.domain.coding import LookState
from qualcode.tui.chords import Chords, Heard
from qualcode.tui.deck_actions import DECK, DIGITS, KEYS, TOLD, offered
from qualcode.tui.deck_bench import DeckBench
from qualcode.tui.deck_choices import DeckChoices
from qualcode.tui.deeds import Told
from qualcode.tui.inks import Inks
from qualcode.tui.keystrokes import passed_on, stroke
from qualcode.tui.screens.deck_panes import BARS, SIDE, DeckPanes
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.verbs import Verb
from qualcode.tui.widgets.bars import FootBar
from qualcode.tui.widgets.chooser import Chooser
from qualcode.tui.widgets.hint import Hint
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from qualcode.tui.app import CodingApp

_SIGNS = 3
_WHEEL = 3


class DeckScreen(Screen[None], inherit_bindings=False):
    """The answers of one page as rows."""

    app: CodingApp
    HINT_AFTER: ClassVar[float] = 0.3
    """How long (seconds) a chord waits for its hint; who knows the keys never sees one."""
    CSS: ClassVar[str] = f"""
    #order, #told {{ height: 1; }}
    #left {{ width: 1fr; height: 1fr; }}
    #rows {{ height: 1fr; }}
    #beside {{ width: {SIDE}; height: 1fr; }}
    #chooser {{ layer: above; dock: bottom; width: 100%; display: none; margin-bottom: {BARS}; }}
    """

    def __init__(self, bench: DeckBench, study: str, coder: str, inks: Inks) -> None:
        super().__init__(id="deck")
        self.bench = bench
        self._panes = DeckPanes(self, bench, (study, coder), inks)
        self._chords = Chords(KEYS)
        self._choices = DeckChoices(bench, Picker(), Chooser(), lambda: self._panes.room)
        self._waiting: Timer | None = None
        self._verbs = {
            **self._moving(), **self._deeds(), **self._choices.verbs(), **self._others()
        }  # fmt: skip

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
            "pinned": lambda: bench.tell("No code is pinned to this digit."),
            "repeat": self._repeat,
            "undo": bench.undo,
            "redo": bench.redo,
            "done": partial(bench.look, LookState.DONE),
            "nothing": partial(bench.look, LookState.NOTHING),
        }

    def _others(self) -> dict[str, Verb]:
        return {
            "read": self._read,
            "lines": self._panes.turn_lines,
            "escape": self._step_back,
            "theme": lambda: self.app.change_inks(),
            "help": self._show_help,
            "palette": lambda: self.app.action_command_palette(),
            "back": lambda: self.app.show_home(),
            "quit": lambda: self.app.leave(),
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
        yield Hint("hint")

    def on_mount(self) -> None:
        """Show the rows."""
        self.call_after_refresh(self.show_all)

    def on_resize(self) -> None:
        """Show them at the new size."""
        self.call_after_refresh(self.show_all)

    def on_key(self, event: events.Key) -> None:
        """Do what the key means where the keys go now."""
        if passed_on(event, self):
            return
        pressed, before = stroke(event), self.bench.rows.focus
        if pressed == "ctrl+q":
            self.app.leave()
        elif not self._choices.take(pressed):
            self._press(pressed)
        self._show_after(before)

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the line that is typed, if one is."""
        before = self.bench.rows.focus
        self._choices.paste(event.text)
        self._show_after(before)

    def on_click(self, event: events.Click) -> None:
        """Go to the row that is clicked, twice to its text; on its signs at the left, select it."""
        rows, before = self.bench.rows, self.bench.rows.focus
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
        self._show_after(before)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go down some rows, or scroll the whole answer."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go up some rows, or scroll the whole answer."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, step: int) -> None:
        before = self.bench.rows.focus
        over = event.widget.id if event.widget is not None else ""
        if over in ("beside", "below"):
            self._panes.scroll(step)
        elif not self._choices.are_open:
            self.bench.rows.move(_WHEEL * step)
        self._show_after(before)

    def _press(self, pressed: str) -> None:
        if pressed == "escape" and self._chords.forget():
            return
        self.bench.told = Told()
        heard = self._chords.press(pressed)
        if isinstance(heard, Heard):
            return
        pinned = self.bench.codes.pinned
        if heard == "pinned" and DIGITS.index(pressed) < len(pinned):
            self.bench.apply(pinned[DIGITS.index(pressed)])
        else:
            self.act(heard)

    def act(self, action: str) -> None:
        """Do an action of the registry."""
        self._verbs[action]()

    def do(self, action: str) -> None:
        """Do an action that was chosen in the palette, and show it."""
        before = self.bench.rows.focus
        self.bench.told = Told()
        self.act(action)
        self._show_after(before)

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

    def _read(self) -> None:
        if self.bench.answer is not None:
            self.app.turn_to_text(self.bench, self.bench.answer.number)

    def _step_back(self) -> None:
        if not self.bench.rows.clear():
            self.bench.tell("q goes back to the list of texts.")

    def _show_help(self) -> None:
        self.app.push_screen(HelpScreen(self._panes.inks, DECK))

    def put_down(self) -> bool:
        """Say whether everything is saved, so that the deck may be left."""
        return self.bench.put_down()

    def _show_after(self, before: int | None) -> None:
        """Show what a key changed; the text of another answer begins at its top."""
        if self.bench.rows.focus != before:
            self._panes.begin_text()
        self.show_all()

    def show_all(self) -> None:
        """Show everything as it is now."""
        choices, pending = self._choices, self._chords.pending.replace(" ", "")
        typing = choices.typing.typed if choices.typing is not None else None
        foot = choices.keys() or [("?", "help"), *offered()]
        self._panes.show(typing, pending, foot)
        choices.show(self._panes.inks, BARS + self._panes.below)
        self._panes.show_answer(choices.picker.code if choices.picker.is_open else None)
        self._show_pending(bool(pending))

    def _show_pending(self, pending: bool) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        if pending:
            self._waiting = self.set_timer(self.HINT_AFTER, self.show_hint)
        else:
            self.query_one(Hint).hide()

    def show_hint(self) -> None:
        """Show what the chord that was begun may become."""
        pending = self._chords.pending.replace(" ", "")
        if pending:
            ways = [(pending + key, TOLD[word], "") for key, word in self._chords.following()]
            self.query_one(Hint).show(ways, self._panes.inks, self.size.width)

    def change_inks(self, inks: Inks) -> None:
        """Show everything in other colours."""
        self._panes.inks = inks
        self.show_all()
