"""The adjudication screen: takes the keys, lets the bench decide, shows what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from qualcode.domain.disputes import LETTERS
from qualcode.tui.adjudicating.bench import DecisionBench
from qualcode.tui.adjudicating.painting import (
    decision_line,
    definition_lines,
    definitions,
    name_of,
    place_lines,
    reading_lines,
    text_lines,
)
from qualcode.tui.frame import Frame
from qualcode.tui.looks.inks import style
from qualcode.tui.looks.safe_text import Line, shown, spread, words
from qualcode.tui.prompt import Prompt
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.adjudication import ADJUDICATION
from qualcode.tui.screens.keyed import KeyedScreen, Numbered
from qualcode.tui.told import Told
from qualcode.tui.widgets.bars import Foot, FootBar
from qualcode.tui.widgets.hint import Hint
from qualcode.tui.widgets.lines import Lines
from qualcode.tui.widgets.picker import Picker

_SIDE_FROM, _SIDE = 110, 46
_CARD = 5
_NAME = 8
_BARS = 6


class AdjudicationScreen(KeyedScreen):
    """The disagreements of one round, one after the other."""

    CSS: ClassVar[str] = f"""
    #place {{ height: 2; }}
    #left {{ width: 1fr; }}
    #side-card {{ width: {_SIDE}; height: 1fr; }}
    #decision, #told {{ height: 1; }}
    """

    def __init__(self, bench: DecisionBench, frame: Frame) -> None:
        super().__init__(ADJUDICATION, frame)
        self.bench = bench
        self._top = 0
        self._writing: Prompt | None = None
        self._stood = bench.dispute.segment.id

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
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
            "escape": self._step_back,
            "take": lambda: bench.tell("Press the letter of a reading."),
            "toggle": lambda: bench.tell("Press the number of a code."),
        }

    def numbered(self) -> Mapping[str, Numbered]:
        """Map the ids of actions with a key for each of several things to what they do."""
        return {
            "take": lambda place: self.bench.take(LETTERS[place]),
            "toggle": lambda place: self.bench.toggle(place + 1),
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
        yield Hint("hint")

    @property
    def _picker(self) -> Picker:
        return self.query_one(Picker)

    def on_mount(self) -> None:
        """Show the first dispute."""
        self.call_after_refresh(self.show_all)

    def on_resize(self) -> None:
        """Show it at the new size."""
        self.call_after_refresh(self.show_all)

    def take(self, pressed: str) -> bool:
        """Take a key for the picker, or for the reason that is written."""
        if self._picker.is_open:
            self._pick(pressed)
        elif self._writing is not None:
            self._write(pressed)
        else:
            return False
        return True

    def silence(self) -> None:
        """Forget what was told."""
        self.bench.told = Told()

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the line that is typed, if one is."""
        if self._picker.is_open:
            self._picker.prompt.paste(event.text)
        elif self._writing is not None:
            self._writing.paste(event.text)
        self.show_all()

    def _step_back(self) -> None:
        if not self.bench.step_back():
            self.bench.tell(self.back_or_stay())

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

    def show_now(self) -> None:
        """Show what a key changed; another dispute begins at its top."""
        if self.bench.dispute.segment.id != self._stood:
            self._stood, self._top = self.bench.dispute.segment.id, 0
        self.show_all()
        self.show_pending()

    def show_all(self) -> None:
        """Show everything as it is now."""
        bench, inks, size = self.bench, self.inks, self.size
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
        widget.put(lines, self.inks.plain() if name in ("words", "place") else self.inks.bar())

    def _show_words(self, width: int, height: int) -> None:
        around = 2 if self.size.width >= _SIDE_FROM else 1
        lines = text_lines(self.bench, self.inks, width, around)
        self._top = max(0, min(self._top, len(lines) - height))
        shown = lines[self._top : self._top + height]
        if len(lines) > height:
            below = len(lines) - self._top - height
            more = f" PgDn: {below} more " if below else " PgUp: the beginning "
            right = [Segment(more, style(self.inks.accent, self.inks.background))]
            shown[-1] = spread(shown[-1], right, width, self.inks.plain())
        self._put("words", shown, height=min(len(shown) + 1, height))

    def _show_bars(self, width: int) -> None:
        bench, inks = self.bench, self.inks
        plain, quiet = inks.bar(), inks.quiet(inks.panel)
        decided, total = bench.progress
        which = f"round {bench.round}" if bench.round else "outside rounds"
        left: Line = [
            words(f" ADJUDICATE {which}", inks.bar(bold=True)),
            words(f"  {self.frame.study}", quiet),
        ]
        right: Line = [Segment(f"{decided}/{total} decided  ", quiet),
                       words(f"{self.frame.coder} ", plain)]  # fmt: skip
        self._put("head", [spread(left, right, width, plain)])
        self._put("place", place_lines(bench, inks, width))
        self._put("decision", [self._decision(width)])
        self._put("told", [self._told(width)])
        self.query_one(FootBar).show(self.foot(), inks)

    def _decision(self, width: int) -> Line:
        if self._writing is None:
            return decision_line(self.bench, self.inks, width)
        strong = self.inks.bar(bold=True)
        return [
            Segment(" reason: ", strong),
            words(self._writing.typed[-(width - 12) :], strong),
            Segment("▏", style(self.inks.accent, self.inks.panel, bold=True)),
        ]

    def _told(self, width: int) -> Line:
        bench, inks = self.bench, self.inks
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

    def foot(self) -> Foot:
        """Return (key, word) of what stands at the foot."""
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
        keys = [*super().foot()]
        if self.bench.draft is not None:
            keys = [("Enter", "decide"), ("Esc", "leave"), *keys]
        return [(self.help_key, "help"), *letters, *keys]
