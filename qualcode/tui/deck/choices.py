"""What is chosen or typed at a deck: the code to put on or take off, what to filter by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from qualcode.tui.deck.bench import DeckBench
from qualcode.tui.deck.order import Filter, Order
from qualcode.tui.deck.unsure import UnsureOrder
from qualcode.tui.looks.inks import Inks
from qualcode.tui.prompt import Prompt
from qualcode.tui.registry.action import Verb
from qualcode.tui.widgets.chooser import Chooser, Option
from qualcode.tui.widgets.picker import Picker

_Options = Callable[[], list[Option]]
_QUOTED = 200
_NEW = ("^N", "new code")


class DeckChoices:
    """The picker of codes, the chooser and the line of words of one deck.

    `typing` is the line while words are typed. `room` tells over how many lines a list may open.
    """

    def __init__(
        self,
        bench: DeckBench,
        unsure: UnsureOrder,
        picker: Picker,
        chooser: Chooser,
        room: Callable[[], int],
    ) -> None:
        self._bench = bench
        self._unsure = unsure
        self.picker = picker
        self.chooser = chooser
        self._room = room
        self._options: _Options = list
        self._choose: Callable[[Option], None] = lambda _: None
        self._picked: Callable[[str], object] = bench.apply
        self.typing: Prompt | None = None

    def verbs(self) -> dict[str, Verb]:
        """Map the actions that sort, filter or ask, to what they do."""
        rows = self._bench.rows
        return {
            "sort_text": partial(self._sort, Order.TEXT),
            "sort_length": partial(self._sort, Order.LENGTH),
            "sort_alike": partial(self._sort, Order.LIKENESS),
            "sort_participant": partial(self._sort, Order.PARTICIPANT),
            "sort_uncoded": partial(self._sort, Order.UNCODED),
            "sort_unsure": self._unsure.sort,
            "filter_words": self._open_words,
            "filter_attribute": self._open_attributes,
            "filter_code": self._open_codes,
            "filter_uncoded": lambda: self._filter(uncoded=not rows.filter.uncoded),
            "show_all": lambda: rows.set_filter(Filter()),
            "renew": self._unsure.renew,
            "pick": self._open_picker,
            "uncode": self._uncode,
        }

    def _sort(self, order: Order) -> None:
        self._unsure.stop()
        self._bench.rows.sort(order)

    @property
    def are_open(self) -> bool:
        """Say whether a list lies over the rows."""
        return self.picker.is_open or self.chooser.is_open

    def take(self, pressed: str) -> bool:
        """Take a stroke for what is open; say whether anything was."""
        if self.picker.is_open:
            self._pick(pressed)
        elif self.chooser.is_open:
            self._press(pressed)
        elif self.typing is not None:
            self._type(self.typing, pressed)
        else:
            return False
        return True

    def _pick(self, pressed: str) -> None:
        if pressed == "escape":
            self.picker.close()
        elif pressed in ("enter", "tab"):
            if (code := self.picker.code) is None:
                return
            self._picked(code)
            if pressed == "tab" and not self._bench.told.failed:
                self.picker.clear()
            else:
                self.picker.close()
        elif pressed == "ctrl+n":
            self._new()
        else:
            self.picker.press(pressed)

    def _new(self) -> None:
        typed = self.picker.prompt.typed.strip()
        if typed:
            self.picker.close()
            self._bench.coin(typed)
        else:
            self._bench.tell("Type the name of the new code first.")

    def _press(self, pressed: str) -> None:
        if pressed in ("enter", "tab") and (option := self.chooser.option) is not None:
            self._choose(option)
            self.chooser.renew(self._options())
        if pressed in ("enter", "escape"):
            self.chooser.close()
        elif pressed != "tab":
            self.chooser.press(pressed)

    def _type(self, prompt: Prompt, pressed: str) -> None:
        if pressed in ("enter", "escape"):
            self.typing = None
        if pressed == "escape":
            self._filter(words="")
        elif pressed != "enter" and prompt.press(pressed):
            self._filter(words=prompt.typed)

    def paste(self, text: str) -> None:
        """Paste into the line that is typed, if one is."""
        if self.are_open:
            (self.picker if self.picker.is_open else self.chooser).prompt.paste(text)
        elif self.typing is not None:
            self.typing.paste(text)
            self._filter(words=self.typing.typed)

    def keys(self) -> Sequence[tuple[str, str]]:
        """Return (key, word) of what may be pressed in what is open; nothing if nothing is."""
        if self.are_open:
            return (*Picker.KEYS, _NEW) if self.picker.is_open else Chooser.KEYS
        return () if self.typing is None else (("Enter", "keep"), ("Esc", "no words"))

    def show(self, inks: Inks, below: int) -> None:
        """Show what is open, so many lines above the foot of the screen."""
        margin = (0, 0, below, 0)
        if self.chooser.is_open:
            self.chooser.styles.margin = margin
            self.chooser.show(inks)
        if not self.picker.is_open:
            return
        bench = self._bench
        rows = bench.rows.targets
        counts = bench.rows.codes_in(rows)
        here = {code for code, count in counts.items() if count == len(rows)}
        one = bench.answers[rows[0]].words[:_QUOTED] if len(rows) == 1 else bench.named(rows)
        self.picker.styles.margin = margin
        self.picker.show(bench.codes, one, here, inks)

    def _open_picker(self) -> None:
        if self._bench.answer is not None:
            self.open_picker(self._bench.apply)

    def open_picker(self, picked: Callable[[str], object]) -> None:
        """Choose a code by its name; `picked` is told which."""
        self._picked = picked
        self.picker.open(self._room())

    def _open(self, title: str, options: _Options, choose: Callable[[Option], None]) -> None:
        self._options, self._choose = options, choose
        self.chooser.open(title, options(), self._room())

    def _open_words(self) -> None:
        self.typing = Prompt(self._bench.rows.filter.words)

    def _open_attributes(self) -> None:
        values = self._bench.rows.values()

        def options() -> list[Option]:
            known = self._bench.rows.filter.attributes
            return [
                Option((name, value), f"{name}: {value}", count, on=value in known.get(name, ()))
                for name, value, count in values
            ]

        if values:
            self._open("show only", options, self._turn_attribute)
        else:
            self._bench.tell("These answers have no attributes.")

    def _turn_attribute(self, option: Option) -> None:
        rows = self._bench.rows
        rows.set_filter(rows.filter.turned(option.id[0], option.id[1]))

    def _open_codes(self) -> None:
        rows = self._bench.rows
        everything = range(len(self._bench.answers))
        if not rows.codes_in(everything):
            self._bench.tell("No code of yours is on any of these answers.")
            return
        self._open(
            "show only",
            lambda: self._codes_in(everything, rows.filter.codes),
            lambda one: self._filter(codes=rows.filter.codes ^ {one.id[0]}),
        )

    def _uncode(self) -> None:
        rows = self._bench.rows
        codes = rows.codes_in(rows.targets)
        if not codes:
            self._bench.tell("No code of yours is on this.")
        elif len(codes) == 1:
            self._bench.take_off(next(iter(codes)))
        else:
            self._open(
                "take off",
                lambda: self._codes_in(rows.targets),
                lambda one: self._bench.take_off(one.id[0]),
            )

    def _codes_in(self, rows: range | list[int], on: frozenset[str] = frozenset()) -> list[Option]:
        codes, counts = self._bench.codes, self._bench.rows.codes_in(rows)
        return [
            Option((code,), codes.label(code), counts[code], codes.colour(code), code in on)
            for code in sorted(counts, key=lambda one: (-counts[one], codes.name(one)))
        ]

    def _filter(
        self,
        words: str | None = None,
        codes: frozenset[str] | None = None,
        uncoded: bool | None = None,
    ) -> None:
        one = self._bench.rows.filter
        self._bench.rows.set_filter(
            replace(
                one,
                words=one.words if words is None else words,
                codes=one.codes if codes is None else codes,
                uncoded=one.uncoded if uncoded is None else uncoded,
            )
        )
