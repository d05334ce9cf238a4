"""The adjudication screen: takes the keys, lets the bench decide, shows what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from qualcode.tui.deciding import DECIDING, KEYS, offered
from qualcode.tui.decision_bench import DecisionBench
from qualcode.tui.deeds import Told
from qualcode.tui.dispute_painting import (
    decision_line,
    definition_lines,
    definitions,
    name_of,
    place_lines,
    reading_lines,
    text_lines,
)
from qualcode.tui.inks import Inks, style
from qualcode.tui.keystrokes import passed_on, stroke
from qualcode.tui.prompt import Prompt
from qualcode.tui.safe_text import Line, shown, spread, words
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.verbs import Verb
from qualcode.tui.widgets.bars import FootBar
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from qualcode.tui.app import CodingApp

_SIDE_FROM, _SIDE = 110, 46
_CARD = 5
_NAME = 8
_BARS = 6


class AdjudicationScreen(Screen[None], inherit_bindings=False):
    """The disagreements of one round, one after the other."""

    app: CodingApp
    CSS: ClassVar[str] = f"""
    #place {{ height: 2; }}
    #left {{ width: 1fr; }}
    #side-card {{ width: {_SIDE}; height: 1fr; }}
    #decision, #told {{ height: 1; }}
    """

    def __init__(self, bench: DecisionBench, study: str, coder: str, inks: Inks) -> None:
        super().__init__(id="adjudication")
        self.bench = bench
        self._titles = study, coder
        self._inks = inks
        self._top = 0
        self._writing: Prompt | None = None
        self._verbs = self._all_verbs()

    def _all_verbs(self) -> dict[str, Verb]:
        bench = self.bench
        return {
            "both": bench.take_both,
            "neither": bench.take_neither,
            "other": self._open_picker,
            "accept": bench.accept,
            "reason": self._open_reason,
            "edge_case": bench.send,
            "undo": bench.undo,
            "redo": bench.redo,
            "agreed": bench.take_over,
            "next": lambda: bench.go(1),
            "previous": lambda: bench.go(-1),
            "next_code": bench.next_code,
            "page_down": lambda: self._scroll(1),
            "page_up": lambda: self._scroll(-1),
            "everything": bench.turn_everything,
            "escape": bench.step_back,
            "theme": lambda: self.app.change_inks(),
            "help": self._show_help,
            "palette": lambda: self.app.action_command_palette(),
            "quit": lambda: self.app.leave(),
            "take": lambda: bench.tell("Press the letter of a reading."),
            "toggle": lambda: bench.tell("Press the number of a code."),
        }

    def compose(self) -> ComposeResult:
        """A head, the words with the readings below, the definition, the bars."""
        yield Lines("head")
        yield Lines("place")
        with Horizontal(id="middle"):
            with Vertical(id="left"):
                yield Lines("words")
                yield Lines("readings")
            yield Lines("side-card")
        yield Lines("card")
        yield Lines("decision")
        yield Lines("told")
        yield FootBar("foot")
        yield Picker()

    @property
    def _picker(self) -> Picker:
        return self.query_one(Picker)

    def on_mount(self) -> None:
        """Show the first dispute."""
        self.call_after_refresh(self.show_all)

    def on_resize(self) -> None:
        """Show it at the new size."""
        self.call_after_refresh(self.show_all)

    def on_key(self, event: events.Key) -> None:
        """Do what the key means where the keys go now."""
        if passed_on(event, self):
            return
        pressed = stroke(event)
        if pressed == "ctrl+q":
            self.app.leave()
        elif self._picker.is_open:
            self._pick(pressed)
        elif self._writing is not None:
            self._write(pressed)
        else:
            self._press(pressed)
        self.show_all()

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the line that is typed, if one is."""
        if self._picker.is_open:
            self._picker.prompt.paste(event.text)
        elif self._writing is not None:
            self._writing.paste(event.text)
        self.show_all()

    def _press(self, pressed: str) -> None:
        before = self.bench.dispute.segment.id
        self.bench.told = Told()
        action = KEYS.get(pressed)
        if action == "take":
            self.bench.take(pressed)
        elif action == "toggle":
            self.bench.toggle(int(pressed))
        elif action is not None:
            self.act(action)
        if self.bench.dispute.segment.id != before:
            self._top = 0

    def act(self, action: str) -> None:
        """Do an action of the registry."""
        self._verbs[action]()

    def do(self, action: str) -> None:
        """Do an action that was chosen in the palette, and show it."""
        self.bench.told = Told()
        self.act(action)
        self.show_all()

    def _show_help(self) -> None:
        self.app.push_screen(HelpScreen(self._inks, DECIDING))

    def _scroll(self, step: int) -> None:
        self._top = max(0, self._top + step * max(1, self.query_one("#words").size.height - 1))

    def _open_picker(self) -> None:
        self.bench.begin()
        self._picker.open(self.size.height)

    def _pick(self, pressed: str) -> None:
        if pressed == "escape":
            self._picker.close()
        elif pressed in ("enter", "tab"):
            if (code := self._picker.code) is None:
                return
            self.bench.pick(code)
            if pressed == "tab":
                self._picker.clear()
            else:
                self._picker.close()
                self.bench.accept()
        else:
            self._picker.press(pressed)

    def _open_reason(self) -> None:
        self._writing = Prompt(self.bench.why)

    def _write(self, pressed: str) -> None:
        prompt = self._writing or Prompt()
        if pressed == "enter":
            self.bench.write_reason(prompt.typed)
        if pressed in ("enter", "escape"):
            self._writing = None
        else:
            prompt.press(pressed)

    def show_all(self) -> None:
        """Show everything as it is now."""
        bench, inks, size = self.bench, self._inks, self.size
        beside = size.width >= _SIDE_FROM
        self.query_one("#side-card").display = beside
        self.query_one("#card").display = not beside
        width = size.width - (_SIDE if beside else 0)
        room = size.height - _BARS
        readings = reading_lines(bench, inks, width, max(3, room // 2 - (0 if beside else 2)))
        self._put("readings", readings, height=len(readings))
        if beside:
            self._put("side-card", definitions(bench, inks, _SIDE, room))
        else:
            card = definition_lines(bench, inks, width, _CARD)
            self._put("card", card, height=len(card))
            room -= len(card)
        self._show_words(width, max(1, room - len(readings)))
        self._show_bars(size.width)
        if self._picker.is_open:
            one = bench.dispute
            self._picker.show(bench.codes, one.text, bench.chosen, inks)

    def _put(self, name: str, lines: list[Line], height: int | None = None) -> None:
        widget = self.query_one(f"#{name}", Lines)
        if height is not None:
            widget.styles.height = height
        widget.put(lines, self._inks.plain() if name in ("words", "place") else self._inks.bar())

    def _show_words(self, width: int, height: int) -> None:
        around = 2 if self.size.width >= _SIDE_FROM else 1
        lines = text_lines(self.bench, self._inks, width, around)
        self._top = max(0, min(self._top, len(lines) - height))
        shown = lines[self._top : self._top + height]
        if len(lines) > height:
            below = len(lines) - self._top - height
            more = f" PgDn: {below} more " if below else " PgUp: the beginning "
            right = [Segment(more, style(self._inks.accent, self._inks.background))]
            shown[-1] = spread(shown[-1], right, width, self._inks.plain())
        self._put("words", shown, height=min(len(shown) + 1, height))

    def _show_bars(self, width: int) -> None:
        bench, inks = self.bench, self._inks
        plain, quiet = inks.bar(), inks.quiet(inks.panel)
        decided, total = bench.progress
        which = f"round {bench.round}" if bench.round else "outside rounds"
        left: Line = [
            words(f" ADJUDICATE {which}", inks.bar(bold=True)),
            words(f"  {self._titles[0]}", quiet),
        ]
        right: Line = [Segment(f"{decided}/{total} decided  ", quiet),
                       words(f"{self._titles[1]} ", plain)]  # fmt: skip
        self._put("head", [spread(left, right, width, plain)])
        self._put("place", place_lines(bench, inks, width))
        self._put("decision", [self._decision(width)])
        self._put("told", [self._told(width)])
        self.query_one(FootBar).show(False, inks, self._foot())

    def _decision(self, width: int) -> Line:
        if self._writing is None:
            return decision_line(self.bench, self._inks, width)
        strong = self._inks.bar(bold=True)
        return [
            Segment(" reason: ", strong),
            words(self._writing.typed[-(width - 12) :], strong),
            Segment("▏", style(self._inks.accent, self._inks.panel, bold=True)),
        ]

    def _told(self, width: int) -> Line:
        bench, inks = self.bench, self._inks
        if bench.told.failed:
            return [words(f" {bench.told.text}".ljust(width), style("#ffffff", inks.error, True))]
        told, ink = bench.told.text, style(inks.good, inks.panel)
        if not told and bench.waiting:
            several = "segments" if bench.waiting > 1 else "segment"
            told = f"{bench.waiting} {several} that all read alike: t takes over into consensus"
            ink = inks.quiet(inks.panel)
        saved = f"saved {bench.saved:%H:%M:%S} " if bench.saved else ""
        right: Line = [Segment(saved, inks.quiet(inks.panel))]
        return spread([words(f" {told}", ink)], right, width, inks.bar())

    def _foot(self) -> list[tuple[str, str]]:
        if self._picker.is_open:
            return [("Enter", "decide with it"), ("Tab", "take in, another"), ("↑↓", "choose"),
                    ("Esc", "leave")]  # fmt: skip
        if self._writing is not None:
            return [("Enter", "keep"), ("Esc", "leave")]
        readings = self.bench.dispute.readings
        letters = [
            (name_of(number).lower(), shown(self.bench.names.get(one.coders[0], ""), _NAME))
            for number, one in enumerate(readings)
        ]
        keys = offered()
        if self.bench.draft is not None:
            keys = [("Enter", "decide"), ("Esc", "leave"), *keys]
        return [("?", "help"), *letters, *keys]

    def change_inks(self, inks: Inks) -> None:
        """Show everything in other colours."""
        self._inks = inks
        self.show_all()
