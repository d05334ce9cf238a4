"""The coding screen: takes the keys, lets the workbench act, tells the widgets to look again."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from qualcode.tui.chords import Heard
from qualcode.tui.deeds import Told
from qualcode.tui.inks import Inks
from qualcode.tui.keyboard import Keyboard, Meaning, Mode
from qualcode.tui.keystrokes import passed_on, stroke
from qualcode.tui.screens.panes import Keys, Panes
from qualcode.tui.search import Search
from qualcode.tui.verbs import Verb, verbs
from qualcode.tui.waiting import Waiting
from qualcode.tui.widgets.bars import FootBar, HeadBar, PinBar, StatusBar
from qualcode.tui.widgets.docview import DocView
from qualcode.tui.widgets.hint import Hint
from qualcode.tui.widgets.inspector import Inspector
from qualcode.tui.widgets.memo import MemoEditor
from qualcode.tui.widgets.minimap import Minimap
from qualcode.tui.widgets.picker import Picker
from qualcode.tui.widgets.tree import CodeTree
from qualcode.tui.workbench import Workbench

if TYPE_CHECKING:
    from qualcode.tui.app import CodingApp

_CALM = 0.05
_REST = 0.7
_PATIENCE = 0.01
_FIRST = 0.02
_AHEAD = 0.01


class CodingScreen(Screen[None], inherit_bindings=False):
    """One page to read and code."""

    app: CodingApp
    HINT_AFTER: ClassVar[float] = 0.3
    """How long (seconds) a chord waits for its hint; who knows the keys never sees one."""

    def __init__(self, bench: Workbench, study: str, coder: str, inks: Inks) -> None:
        super().__init__(id="coding")
        self.bench = bench
        self._panes = Panes(self, bench, study, coder, inks)
        self._search = Search(bench)
        self._verbs = {**verbs(bench), **self._own_verbs()}
        self._keyboard = Keyboard(bench.codes)
        self._anchor = 0
        self._waiting = Waiting(self)

    def _own_verbs(self) -> dict[str, Verb]:
        return {
            "page_down": lambda: self.bench.go(self._text.row_after(1)),
            "page_up": lambda: self.bench.go(self._text.row_after(-1)),
            "pick": self._open_picker,
            "code_mode": self._code_mode,
            "pinned": lambda: self.bench.tell("No code is pinned to this digit."),
            "memo": self._open_memo,
            "find": self._search.open,
            "tree": self._panes.turn_tree,
            "deck": lambda: self.app.turn_to_deck(self.bench.page, self.bench.cursor.segment),
            "escape": self._step_back,
            "theme": lambda: self.app.change_inks(),
            "help": lambda: self.app.show_help(),
            "palette": lambda: self.app.action_command_palette(),
            "back": lambda: self.app.show_home(),
            "quit": lambda: self.app.leave(),
        }

    def compose(self) -> ComposeResult:
        """Lay out the bars, the text and what stands beside it."""
        yield HeadBar("head")
        with Horizontal(id="middle"):
            yield CodeTree()
            yield DocView(self.bench, self._panes.inks)
            yield Minimap("minimap")
            yield Inspector("side")
        yield Inspector("inspector")
        yield MemoEditor()
        yield PinBar("pins")
        yield StatusBar("status")
        yield FootBar("foot")
        yield Picker()
        yield Hint("hint")

    @property
    def _text(self) -> DocView:
        return self.query_one(DocView)

    @property
    def _picker(self) -> Picker:
        return self.query_one(Picker)

    @property
    def _memo(self) -> MemoEditor:
        return self.query_one(MemoEditor)

    def on_mount(self) -> None:
        """Begin with the panes that fit."""
        self._panes.fit(self.app.size.width)
        # The text is painted first; all around it may come a moment later.
        self._waiting.later("all", _FIRST, self.show_all)

    def on_resize(self, event: events.Resize) -> None:
        """Show or hide the side panes."""
        self._panes.fit(event.size.width)
        self._waiting.later("all", _FIRST, self.show_all)

    def on_key(self, event: events.Key) -> None:
        """Do what the key means where the keys go now."""
        pressed = stroke(event)
        if self._memo.display:
            self.app.leave() if pressed == "ctrl+q" else self._memo.take(event)
            return
        if passed_on(event, self):
            return
        if self._picker.is_open:
            self._pick(pressed)
        elif self._search.is_open:
            self._search.press(pressed)
        else:
            self._press(pressed)
        self.show_now()

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the line that is typed, if one is."""
        if self._picker.is_open:
            self._picker.prompt.paste(event.text)
        elif self._search.is_open:
            self._search.paste(event.text)
        self.show_now()

    def _press(self, pressed: str) -> None:
        if pressed == "escape" and self._keyboard.forget():
            return
        self.bench.told = Told()
        meant = self._keyboard.press(pressed)
        if isinstance(meant, Meaning):
            self.bench.apply(meant.code) if meant.code else self.act(meant.action)
        elif meant is Heard.UNKNOWN and self.bench.mode is Mode.CODE and len(pressed) == 1:
            self.bench.told = Told(f"No code has the key {pressed}; Esc leaves code mode.")

    def act(self, action: str) -> None:
        """Do an action of the registry."""
        self._verbs[action]()

    def do(self, action: str) -> None:
        """Do an action that was chosen in the palette, and show it."""
        self.bench.told = Told()
        self.act(action)
        self.show_now()

    def _code_mode(self) -> None:
        self.bench.mode = Mode.CODE
        self._keyboard.code()

    def _step_back(self) -> None:
        mode = self.bench.mode
        if not self.bench.step_back():
            self._panes.close_tree()
        if self.bench.mode is not mode:
            self._keyboard.read()

    def _open_picker(self) -> None:
        covered = self._picker.open(self.size.height)
        self._text.follow(max(0, covered - self._below_text()))

    def _below_text(self) -> int:
        return self.size.height - self._text.region.bottom - 3

    def _pick(self, pressed: str) -> None:
        if pressed == "escape":
            self._picker.close()
        elif pressed in ("enter", "tab"):
            if (code := self._picker.code) is None:
                return
            self.bench.apply(code)
            if pressed == "tab" and not self.bench.told.failed:
                self._picker.clear()
            else:
                self._picker.close()
        else:
            self._picker.press(pressed)

    def _open_memo(self) -> None:
        memo = self.bench.work.memos.get(self.bench.entry.segment.id)
        self._memo.open(self.bench.entry, memo.text if memo else "")
        self.call_after_refresh(self._text.follow)

    @on(MemoEditor.Left)
    def keep_memo(self) -> bool:
        """Keep what was written and go back to the text; say whether it is safe."""
        entry = self._memo.entry
        if entry is None or self.bench.write_memo(entry, self._memo.text):
            self._memo.close()
        self.show_now()
        return not self._memo.display

    @on(CodeTree.Chosen)
    def _apply_clicked(self, message: CodeTree.Chosen) -> None:
        self.bench.apply(message.code)
        self.show_now()

    @on(DocView.Complete)
    def _all_is_known(self) -> None:
        # What was read stays: no later search for garbage need go through it.
        gc.freeze()
        self.show_all()

    @on(DocView.Pointed)
    def _point(self, message: DocView.Pointed) -> None:
        if message.dragged:
            self.bench.select_between(self._anchor, message.position)
        else:
            self.bench.go(message.position)
            self._anchor = message.position
        self.show_now()

    def put_down(self) -> bool:
        """Make everything durable before the page is left; say whether it is."""
        if self._memo.display and not self.keep_memo():
            return False
        self.bench.note_passed(leaving=True)
        self.show_now()
        return not self.bench.told.failed

    def show_now(self) -> None:
        """Show at once what a key changed; the panes follow when the keys rest."""
        self._text.sync()
        self._panes.show_bars(self._keyboard.pending, self._own_keys())
        if self._picker.is_open:
            bench = self.bench
            quotation = bench.target.of(bench.page.text)
            here = [coding.code for coding in bench.here]
            self._picker.show(bench.codes, quotation, here, self._panes.inks)
        self._show_pending()
        self._waiting.later("calm", _CALM, self.show_panes)
        self._waiting.later("rest", _REST, self._rest)
        self._waiting.tidy()

    def _own_keys(self) -> Keys:
        if self._memo.display:
            return (("Esc", "keep and go back"),)
        if self._picker.is_open:
            return Picker.KEYS
        if self._search.is_open:
            return (("find:", self._search.typed + "▏"), ("Enter", "stay"), ("Esc", "go back"))
        return ()

    def _show_pending(self) -> None:
        if self._keyboard.pending:
            self._waiting.later("hint", self.HINT_AFTER, self.show_hint)
        else:
            self.query_one(Hint).hide()

    def show_hint(self) -> None:
        """Show what the chord that was begun may become."""
        if self._keyboard.pending:
            self.query_one(Hint).show(self._keyboard.ways(), self._panes.inks, self.size.width)

    def show_panes(self) -> None:
        """Show what stands beside the text."""
        self._panes.show_sides(self._keyboard.pending if self.bench.mode is Mode.CODE else "")
        self._look_ahead()

    def _look_ahead(self) -> None:
        if self._text.prepare():
            self._waiting.later("ahead", _AHEAD, self._look_ahead)

    def _rest(self) -> None:
        self.bench.note_passed()
        if self.bench.changed or self.bench.told.failed:
            self.show_now()

    def show_all(self) -> None:
        """Show everything; the text need not wait for what tells how often each code was used."""
        if self.bench.codes.ready(_PATIENCE):
            self.show_now()
            self.show_panes()
        else:
            self._text.sync()
            self._waiting.later("all", _CALM, self.show_all)

    def change_inks(self, inks: Inks) -> None:
        """Show everything in other colours."""
        self._panes.inks = inks
        self._text.repaint(inks)
        self.show_all()
