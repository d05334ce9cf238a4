"""The one-line bars: where one is, the pinned codes, the state, the keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.message import Message

from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.frame import Frame
from qualcode.tui.keys.keyboard import Mode
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, clipped, spread, taken, words
from qualcode.tui.page.units import Step
from qualcode.tui.widgets.lines import Lines

Foot = Sequence[tuple[str, str]]
"""Keys, and the words that say what they do."""


class HeadBar(Lines):
    """The study, the text, who codes."""

    def show(self, bench: Workbench, frame: Frame) -> None:
        """Show where one is."""
        inks = frame.inks
        strong, plain, quiet = inks.bar(bold=True), inks.bar(), inks.quiet(inks.panel)
        page = bench.page
        study = words(f" {frame.study} ▸ ", quiet)
        left: Line = [Segment(" ", quiet), words(page.title, strong)]
        if page.question is not None and page.question.text != page.title:
            left.append(words(f"  {page.question.text}", quiet))
        finished, total = bench.progress
        told = f"{finished}/{total} done " if bench.work.complete else ""
        right: Line = [words(f"{frame.coder} ", plain), Segment(told, quiet)]
        # A question must be read in whole rather than the name of the study.
        if taken([study, *left, *right]) <= self.size.width:
            left[0] = study
        self.put([spread(left, right, self.size.width, plain)], plain)


class PinBar(Lines):
    """The codes under the digits, or the line that says that something went wrong."""

    def show(self, bench: Workbench, inks: Inks) -> None:
        """Show the pinned codes; a failure stands in their place until the next key."""
        if bench.told.failed:
            ink = style("#ffffff", inks.error, bold=True)
            self.put([[words(f" {bench.told.text}", ink, self.size.width)]], ink)
            return
        pinned = bench.codes.pinned
        room = self.size.width // max(1, len(pinned))
        line: Line = []
        for number, code in enumerate(pinned, 1):
            colour = bench.codes.colour(code)
            start: Line = [
                Segment(f" {number}", inks.bar(bold=True)),
                Segment("▌", style(colour, inks.panel)),
            ]
            name = words(bench.codes.name(code), inks.bar())
            line += [*start, clipped(name, room - taken(start))]
        self.put([line], inks.bar())


class StatusBar(Lines):
    """Mode, place, what was done last, when it was saved."""

    class UnitPointed(Message):
        """The name of the unit was clicked."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._unit = range(0)

    def show(self, bench: Workbench, inks: Inks, pending: str) -> None:
        """Show the state; `pending` are the strokes of a chord that is not complete."""
        plain, quiet = inks.bar(), inks.quiet(inks.panel)
        mode = _mode(bench)
        steady = mode == _READ
        ink = inks.bar(bold=True) if steady else style(inks.panel, inks.accent, bold=True)
        line: Line = [
            words(f" {mode} ", ink, _MODE_WIDTH),
            Segment(f" {bench.cursor.segment + 1}/{len(bench.page.entries)}", plain),
        ]
        answer: Line = []
        if bench.manner.advance:
            answer.append(Segment("→ ", style(inks.accent, inks.panel, bold=True)))
        if pending:
            answer.append(Segment(f"{pending}…  ", style(inks.accent, inks.panel, bold=True)))
        if not bench.told.failed:
            answer.append(words(bench.told.text, style(inks.good, inks.panel)))
        # What was told is worth more than all that stands there again with the next key.
        room = self.size.width - taken(line) - taken(answer) - 1
        share, unit = self._share(bench), f"{_target(bench)}  "
        share = share if room >= len(f" {share}  {unit} ") else ""
        line.append(Segment(f" {share}  " if share else "  ", quiet))
        start = taken(line)
        if room >= len(f"  {unit} "):
            line.append(Segment(unit, plain))
        self._unit = range(start, taken(line))
        line += answer
        saved = bench.deeds.saved
        told = f" saved {saved:%H:%M:%S} " if saved else " "
        fits = taken(line) + len(told) < self.size.width
        right: Line = [Segment(told if fits else " ", quiet)]
        self.put([spread(line, right, self.size.width, plain)], plain)

    @staticmethod
    def _share(bench: Workbench) -> str:
        finished, to_code = bench.progress
        return f"{100 * finished // max(1, to_code)} %" if bench.work.complete else "…"

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Tell that the unit was clicked."""
        if event.x in self._unit:
            self.post_message(self.UnitPointed())


_READ = "READ"
_MODE_WIDTH = 24


def _mode(bench: Workbench) -> str:
    if bench.edges is not None:
        return "EDGES"
    if bench.highlighter is not None:
        return f"HIGHLIGHT {bench.codes.name(bench.highlighter)}"
    return "CODE" if bench.mode is Mode.CODE else _READ


def _target(bench: Workbench) -> str:
    selection = bench.cursor.selection
    if selection is not None or bench.edges is not None:
        count = _count_words(bench)
        what = "selected " if selection is not None else ""
        return f"{what}{count} word{'' if count == 1 else 's'}"
    if bench.focused is not None:
        keys = bench.keys_here
        return f"coding {keys.index(bench.focused) + 1} of {len(keys)}"
    return bench.unit_name


def _count_words(bench: Workbench) -> int:
    chosen, count = bench.target, 0
    word = bench.units.at(Step.WORD, chosen.start)
    while word is not None and word.start < chosen.end:
        count += 1
        following = bench.units.next(Step.WORD, word.start)
        if following is None:
            break
        word = following
    return count


class FootBar(Lines):
    """The keys that matter now."""

    def show(self, offered: Foot, inks: Inks, help_key: str = "") -> None:
        """Show keys with their words, as many as fit, and the key of help at the right."""
        right = _key_and_word(help_key, "help", inks) if help_key else []
        line: Line = [Segment(" ", inks.bar())]
        for key, word in offered:
            more = _key_and_word(key, word, inks)
            if taken([*line, *more, *right]) >= self.size.width:
                break
            line += more
        self.put([spread(line, right, self.size.width, inks.bar())], inks.bar())


def _key_and_word(key: str, word: str, inks: Inks) -> Line:
    quiet = inks.quiet(inks.panel)
    return [words(key, inks.bar(bold=True)), words(f" {word}", quiet), Segment("  ", quiet)]
