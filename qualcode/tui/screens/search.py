"""Searching all texts: results while one types, the way to each, a code on many of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult

from qualcode.study.seeking import Found
from qualcode.tui.frame import Frame
from qualcode.tui.lists.excerpts import Parts, around_the_hit, hits_in, marked, parts_of
from qualcode.tui.lists.list_painting import column, ground_of, row_line
from qualcode.tui.lists.seek_bench import SeekBench
from qualcode.tui.looks.inks import style
from qualcode.tui.looks.safe_text import Line, cells, shown, spread, taken, words, wrapped
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.search import SEARCH
from qualcode.tui.screens.listing import ListScreen
from qualcode.tui.widgets.bars import Foot
from qualcode.tui.widgets.picker import Picker

_PLACE, _PLACE_SHARE = 30, 4
_SHORTEST = 6
_CODES = 4
_AHEAD = 20
_LONGEST, _MOST = 20_000, 400


class SearchScreen(ListScreen[Found]):
    """A line to type in, and what was found below it."""

    REST: ClassVar[float] = 0.12
    """How long (seconds) the keys rest before what was typed is looked for."""

    def __init__(self, bench: SeekBench, frame: Frame) -> None:
        self.bench = bench
        self._is_typing = True
        self._covered = 0
        super().__init__(SEARCH, frame)

    def rows(self) -> Sequence[Found]:
        """Return what was found."""
        return self.bench.found

    def said(self, row: Found) -> str:
        """Return the words of an excerpt."""
        return row.excerpt

    def empty(self) -> str:
        """Return what to type, or that nothing was found."""
        if self.bench.is_behind:
            return "looking ..."
        if self.bench.prompt.typed.strip():
            return (
                "Nothing found. All words must stand in one segment.\n"
                "Fewer words find more; so does the beginning of a word."
            )
        return (
            "Type words: all of them must stand in a segment.\n"
            '"in double quotes": they must stand together.\n'
            "A word stands for its beginnings too, until a blank follows it."
        )

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        bench = self.bench
        known = {name: verb for name, verb in super().verbs().items() if name != "filter"}
        return {
            **known,
            "ask": self._ask,
            "toggle": self._toggle,
            "all": bench.select_all,
            "pick": self._pick,
            "repeat": self._repeat,
            "undo": bench.undo,
            "escape": self._leave_off,
        }

    def compose(self) -> ComposeResult:
        """The list, with the picker over it."""
        yield from super().compose()
        yield Picker()

    def renew(self) -> None:
        """Read one's own codes anew; what was found stays."""
        self.bench.refresh()
        super().renew()

    def silence(self) -> None:
        """Forget what was told."""
        super().silence()
        self.bench.tell_nothing()

    def head(self) -> Line:
        """Return what is typed, and how much was found."""
        bench, inks = self.bench, self.inks
        more = "" if bench.complete else "+"
        selected = f", {len(bench.selected)} selected" if bench.selected else ""
        count = f"   {len(bench.found)}{more} found{selected}" if bench.found else ""
        cursor = "▏" if self._is_typing else ""
        return [
            words(" Search  ", inks.bar(bold=True)),
            words(bench.prompt.typed, inks.bar(bold=True)),
            Segment(cursor, style(inks.accent, inks.panel, bold=True)),
            Segment(count, inks.quiet(inks.panel)),
        ]

    def open(self, row: Found) -> None:
        """Go to the place."""
        self.app.show_spot(self.bench.spot(row))

    def take(self, pressed: str) -> bool:
        """Take a key for the picker, or for the words."""
        if self._picker.is_open:
            self._press(pressed)
            return True
        if not self._is_typing:
            return False
        if pressed == "tab" or (pressed == "escape" and self.bench.found):
            self._find()
            self._is_typing = False
        elif pressed == "enter":
            self._find()
            # Who comes back from the place goes on in the list, not in the words.
            self._is_typing = not self.bench.found
            self._open()
        elif self.bench.prompt.press(pressed):
            self._search_soon()
        else:
            return False
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Paste into what is typed."""
        prompt = self._picker.prompt if self._picker.is_open else self.bench.prompt
        if self._picker.is_open or self._is_typing:
            prompt.paste(event.text)
            self._search_soon()
            self.show_now()

    def _search_soon(self) -> None:
        self.silence()
        self.waiting.later("find", self.REST, self._find_and_show)

    def _find_and_show(self) -> None:
        self._find()
        if self.is_current:
            self.show_now()

    def _find(self) -> None:
        if self.bench.is_behind:
            self.bench.find()
            self.list.renew(self.bench.found)
            self.list.go(0)

    def _ask(self) -> None:
        self._is_typing = True

    def _leave_off(self) -> None:
        if self.bench.selected:
            self.bench.selected.clear()
        else:
            self.app.go_back()

    def _toggle(self) -> None:
        if (row := self.list.row) is not None:
            self.bench.toggle(row)
            self.list.move(1)

    def _pick(self) -> None:
        if self.list.row is not None:
            self._covered = self._picker.open(self._room)

    def _repeat(self) -> None:
        recent = self.bench.codes.recent
        if recent:
            self.bench.apply(recent[0], self.bench.targets(self.list.row))
        else:
            self.tell("You have used no code yet; c chooses one.")

    @property
    def under_height(self) -> int:
        """Return how many lines the picker covers while it is open."""
        return self._covered if self._picker.is_open else 0

    @property
    def _picker(self) -> Picker:
        return self.query_one(Picker)

    def _press(self, pressed: str) -> None:
        picker = self._picker
        if pressed == "escape":
            picker.close()
        elif pressed in ("enter", "tab"):
            if (code := picker.code) is None:
                return
            self.bench.apply(code, self.bench.targets(self.list.row))
            if pressed == "tab" and not self.bench.told.failed:
                picker.clear()
            else:
                picker.close()
        else:
            picker.press(pressed)

    def own_keys(self) -> Foot:
        """Return the keys of what takes the letters now."""
        if self._picker.is_open:
            return Picker.KEYS
        if self._is_typing:
            back = "to the list" if self.bench.found else "back"
            return (("↑↓", "move"), ("Enter", "go there"), ("Tab", "to the list"), ("Esc", back))
        return ()

    def show_now(self) -> None:
        """Show everything; more is looked for before the end of the list comes in sight."""
        rows = self.list
        near = rows.place + self._room + _AHEAD >= len(rows.shown)
        if rows.place and near and self.bench.find_more():
            rows.renew(self.bench.found)
        if self.bench.told.text:
            self.told = self.bench.told
        super().show_now()
        if self._picker.is_open:
            targets = self.bench.targets(self.list.row)
            counted = [set(self.bench.codes_on(one)) for one in targets]
            here = set.intersection(*counted) if counted else set()
            self._picker.show(self.bench.codes, self.bench.named(targets), here, self.inks)

    def line(self, row: Found, chosen: bool, width: int) -> Line:
        """Return where a segment is, the words around the hit, and one's own codes on it."""
        inks, bench = self.inks, self.bench
        ground = ground_of(inks, chosen)
        mark = "◆ " if row.segment.id in bench.selected else "  "
        place = min(_PLACE, width // _PLACE_SHARE)
        codes = self._codes(row, ground)
        left: Line = [
            Segment(mark, style(inks.accent, ground, bold=True)),
            *column(_named(row, place - 1), place, inks.dim, ground),
        ]
        room = width - taken(left) - taken(codes) - 5
        left += self._painted(around_the_hit(parts_of(row.excerpt), room), ground)
        return row_line(inks, chosen, width, left, codes)

    def _codes(self, row: Found, ground: str) -> Line:
        codes, line = self.bench.codes, []
        known = self.bench.codes_on(row)
        for code in known[:_CODES]:
            line.append(Segment("▌", style(codes.colour(code), ground)))
            line.append(words(f"{codes.key_of.get(code) or codes.name(code)[:8]} ",
                              style(self.inks.dim, ground)))  # fmt: skip
        if len(known) > _CODES:
            line.append(Segment(f"+{len(known) - _CODES} ", style(self.inks.dim, ground)))
        return line

    def _painted(self, parts: Parts, ground: str) -> Line:
        inks = self.inks
        return [
            words(text, style(inks.text, inks.hit if hit else ground, bold=hit, underline=hit))
            for text, hit in parts
        ]

    def detail(self, row: Found, width: int) -> Sequence[Line]:
        """Return the whole segment with its hits, and one's own codes on it."""
        inks, codes = self.inks, self.bench.codes
        whole = self.bench.words(row)[:_LONGEST]
        hits = hits_in(row.excerpt)
        lines: list[Line] = [
            spread([words(f" {row.source.name} {row.segment.label}", inks.bar(bold=True))], [],
                   width, inks.bar())
        ]  # fmt: skip
        for code in self.bench.codes_on(row):
            colour = style(codes.colour(code), inks.panel)
            lines.append([Segment(" ▌", colour), words(codes.name(code), inks.bar())])
        broken = (one for part in whole.splitlines() for one in wrapped(part, width - 2, _MOST))
        ground = Segment(" ", inks.bar())
        lines += [[ground, *self._painted(marked(one, hits), inks.panel)] for one in broken]
        return lines


def _named(found: Found, width: int) -> str:
    """Return where something was found; of a long name the end gives way, not the segment."""
    label = f" {found.segment.label}"
    return shown(found.source.name, max(_SHORTEST, width - cells(label))) + label
