"""The coding screen: takes the keys, lets the workbench act, tells the widgets to look again."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal

from qualcode.domain.coding import MemoSubject
from qualcode.tui.coding.verbs import verbs
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.frame import Frame
from qualcode.tui.keys.keyboard import CODE, Mode, chords_of, told_ways
from qualcode.tui.keys.keystrokes import stroke
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.coding import CODING
from qualcode.tui.screens.choosing import Picking
from qualcode.tui.screens.coding_modes import CodingModes
from qualcode.tui.screens.keyed import LEAVE, Numbered
from qualcode.tui.screens.panes import Panes
from qualcode.tui.screens.suggested_coding import CALM, SuggestedCodingScreen
from qualcode.tui.told import Told
from qualcode.tui.widgets.bars import Foot, FootBar, HeadBar, PinBar, StatusBar
from qualcode.tui.widgets.docview import DocView
from qualcode.tui.widgets.hint import Hint
from qualcode.tui.widgets.inspector import Inspector
from qualcode.tui.widgets.memo import MemoEditor
from qualcode.tui.widgets.minimap import Minimap
from qualcode.tui.widgets.past import PastPanel
from qualcode.tui.widgets.picker import Picker
from qualcode.tui.widgets.tree import CodeTree
from qualcode.tui.widgets.why import WhyPanel

if TYPE_CHECKING:
    from qualcode.tui.widgets.form import Form

_REST = 0.7
_PATIENCE = 0.01
_FIRST = 0.02
_AHEAD = 0.01


class CodingScreen(SuggestedCodingScreen):
    """One page to read and code."""

    def __init__(self, bench: Workbench, frame: Frame) -> None:
        super().__init__(CODING, frame)
        self.bench = bench
        self._panes = Panes(self, bench, frame)
        self.modes = CodingModes(self, bench)
        self._mode = Mode.READ

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {
            **verbs(self.bench),
            **self.modes.verbs(),
            "line_start": lambda: self.bench.reach(self._text.line[0]),
            "line_end": lambda: self.bench.reach(self._text.line[1]),
            "page_down": lambda: self.bench.go(self._text.row_after(1)),
            "page_up": lambda: self.bench.go(self._text.row_after(-1)),
            "pick": self.open_picker,
            "highlighter": partial(self.open_picker, Picking.HIGHLIGHTS),
            **self.suggesting(),
            "code_mode": self._code_mode,
            "pinned": lambda: self.bench.tell("Press the digit of a pinned code."),
            "pin": lambda: self.bench.tell("Press P and the digit."),
            "describe": lambda: self.modes.writing.describe(self.frame),
            "memo": partial(self._open_memo, MemoSubject.SEGMENT),
            "source_memo": partial(self._open_memo, MemoSubject.SOURCE),
            "next_page": partial(self._turn_page, True),
            "previous_page": partial(self._turn_page, False),
            "tree": self._panes.turn_tree,
            "deck": lambda: self.app.turn_to_deck(self.bench.page, self.bench.cursor.segment),
            "escape": self._step_back,
        }

    def numbered(self) -> Mapping[str, Numbered]:
        """Map the ids of actions with a key for each of several things to what they do."""
        return {"pinned": self.bench.apply_pinned, "pin": self.bench.pin}

    def compose(self) -> ComposeResult:
        """Lay out the bars, the text and what stands beside it."""
        # While no widget is there yet: each later change of the panes has all of them styled anew.
        self._panes.fit(self.app.size.width)
        yield HeadBar("head")
        with Horizontal(id="middle"):
            yield CodeTree()
            yield DocView(self.bench, self.inks)
            yield Minimap("minimap")
            yield Inspector("side")
        yield Inspector("inspector")
        yield MemoEditor()
        yield PinBar("pins")
        yield StatusBar("status")
        yield FootBar("foot")
        yield Picker()
        yield PastPanel("past")
        yield WhyPanel("why")
        yield Hint("hint")

    @property
    def _text(self) -> DocView:
        return self.query_one(DocView)

    @property
    def _memo(self) -> MemoEditor:
        return self.query_one(MemoEditor)

    def on_mount(self) -> None:
        """Show the text."""
        self._show_all_around()

    def on_resize(self, event: events.Resize) -> None:
        """Show or hide the side panes."""
        self._panes.fit(event.size.width)
        self._show_all_around()

    def _show_all_around(self) -> None:
        # The text is painted first, however long that takes; all around it a moment later.
        self.call_after_refresh(self.waiting.later, "all", _FIRST, self.show_all)

    def on_key(self, event: events.Key) -> None:
        """Let what is written in take the keys; else do what the key means."""
        writing = self.modes.writing
        if not writing.is_open:
            super().on_key(event)
            return
        # Textual would call what the class above does with a key as well.
        event.prevent_default()
        if stroke(event) == LEAVE:
            self.app.leave()
        else:
            writing.take(event)

    def take(self, pressed: str) -> bool:
        """Take a key for what lies over the text, such as the picker or a line that is typed."""
        return self.modes.take(pressed)

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the line that is typed, if one is."""
        self.modes.paste(event.text)
        self.show_now()

    def silence(self) -> None:
        """Forget what was told."""
        self.bench.told = Told()

    def unheard(self, pressed: str) -> None:
        """Say what helps in code mode, where most letters mean something."""
        if self.bench.mode is Mode.CODE and len(pressed) == 1:
            self.bench.told = Told(f"No code has the key {pressed}; Esc leaves code mode.")

    def act(self, action: str, key: str = "") -> None:
        """Do an action of the register, or put on the code whose key was pressed."""
        if self.modes.act(action, key):
            return
        if action.startswith(CODE):
            self.bench.apply(action.removeprefix(CODE))
        else:
            super().act(action, key)

    def ways(self) -> list[tuple[str, str, str]]:
        """Return (keys, meaning, colour) of what the chord that was begun may become."""
        return told_ways(self.chords, self.bench.codes)

    def _code_mode(self) -> None:
        self.bench.mode = Mode.CODE

    def turn_keys(self) -> None:
        """Let the keys mean what they do in this mode, with the codes as they are now."""
        self._mode = self._mode_now
        self.chords = chords_of(self._mode, self.frame.keymap, self.bench.codes)

    @property
    def _mode_now(self) -> Mode:
        # Edges are moved by letters, in code mode too.
        return Mode.READ if self.bench.edges is not None else self.bench.mode

    def _step_back(self) -> None:
        if not self.bench.step_back():
            self._panes.close_tree()

    def open_picker(self, picking: Picking = Picking.PUTS_ON) -> None:
        """Choose a code by its name, to put it on or to highlight with it."""
        covered = self.modes.choosing.open(self.size.height, picking)
        below = self.size.height - self._text.region.bottom - 3
        self._text.follow(max(0, covered - below))

    def _open_memo(self, kind: MemoSubject) -> None:
        self.modes.writing.open_memo(kind)
        self.call_after_refresh(self._text.follow)

    @on(MemoEditor.Left)
    def keep_memo(self) -> bool:
        """Keep what was written and go back to the text; say whether it is safe."""
        safe = self.modes.writing.keep_memo()
        self.show_now()
        return safe

    def on_form_kept(self, message: Form.Kept) -> None:
        """Write what was said of a new code into the codebook."""
        self.modes.writing.keep_definition(message.values)
        self.show_all()

    def on_form_left(self) -> None:
        """Let a new code be without a definition."""
        self.modes.writing.leave_definition()
        self.show_now()

    def _turn_page(self, on: bool) -> None:
        if self.put_down() and not self.app.turn_page(self.bench.page, on):
            self.bench.tell(f"There is no text {'after' if on else 'before'} this one.")

    @on(DocView.Complete)
    def _all_is_known(self) -> None:
        # What was read stays: no later search for garbage need go through it.
        gc.freeze()
        self.show_all()

    @on(DocView.Scrolled)
    def _scrolled(self) -> None:
        self.waiting.later("calm", CALM, self.show_panes)

    def put_down(self) -> bool:
        """Make everything durable before the page is left; say whether it is."""
        if self._memo.display and not self.keep_memo():
            return False
        self.bench.note_passed(leaving=True)
        self.show_now()
        return not self.bench.told.failed

    def show_now(self) -> None:
        """Show at once what a key changed; the panes follow when the keys rest."""
        if self._mode is not self._mode_now:
            self.turn_keys()
        self._text.sync()
        own = self.modes.keys
        self._panes.show_bars(self.pending, own or self.foot(), "" if own else self.help_key)
        self.modes.show(self.inks)
        self.show_pending()
        self.waiting.later("calm", CALM, self.show_panes)
        self.waiting.later("rest", _REST, self._rest)
        self.waiting.tidy()

    def foot(self) -> Foot:
        """Return (key, word) of what stands at the foot in this mode."""
        code = self.bench.mode is Mode.CODE
        offered = self.frame.keymap.foot(CODING, code)
        if self.bench.highlighter is not None:
            return [("Enter", "put it on"), ("Esc", "end it"), *offered]
        return [*offered, ("Esc", "read mode")] if code else offered

    def show_panes(self) -> None:
        """Show what stands beside the text."""
        self._panes.show_sides(self.pending if self.bench.mode is Mode.CODE else "")
        self._look_ahead()

    def _look_ahead(self) -> None:
        finder = self.bench.finder
        known = finder.is_counted
        more = finder.count_on()
        if self._text.prepare() or more:
            self.waiting.later("ahead", _AHEAD, self._look_ahead)
        elif not known:
            self.show_panes()

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
            self.waiting.later("all", CALM, self.show_all)

    def reframe(self, frame: Frame) -> None:
        """Show everything in other colours, under other keys."""
        self.frame = self._panes.frame = frame
        self.bench.manner.follow(frame.settings)
        self.turn_keys()
        self._text.repaint(frame.inks)
        self.show_all()
