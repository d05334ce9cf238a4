"""Choosing a code by its name on the coding screen: to put on, to highlight, to make anew."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cached_property

from qualcode.tui.coding.coining import Coining
from qualcode.tui.coding.modes.asking import Keys
from qualcode.tui.coding.modes.keying import Keying
from qualcode.tui.coding.modes.naming import Naming
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.looks.inks import Inks
from qualcode.tui.widgets.picker import Picker

_FURTHER = (("^N", "new code"), ("^K", "its key"))
_INSTEAD = (("Enter", "put this on instead"), ("↑↓", "choose"), ("Esc", "leave"))
_TO_HIGHLIGHT = (("1-9 Enter", "highlight with it"), ("↑↓", "choose"), ("Esc", "leave"))


class Picking(Enum):
    """What becomes of the code that is chosen."""

    PUTS_ON = 1
    HIGHLIGHTS = 2
    INSTEAD = 3
    """It is put on the words of the suggestion at hand, instead of the suggested one."""


class Choosing:
    """The picker of a workbench and what it leads to; `coined` is told of a new code's id."""

    def __init__(
        self, bench: Workbench, picker: Callable[[], Picker], coined: Callable[[str], object]
    ) -> None:
        self._bench = bench
        self._find = picker
        self._coined = coined
        self._picking = Picking.PUTS_ON
        self.coining = Coining(bench)
        self.keying = Keying(bench, self.coining)
        self.naming = Naming(self.coining.coin)

    @cached_property
    def _picker(self) -> Picker:
        return self._find()

    @property
    def is_open(self) -> bool:
        """Say whether the picker takes the keys."""
        return self._picker.is_open

    @property
    def keys(self) -> Keys:
        """Return what the keys do."""
        if self._picking is Picking.HIGHLIGHTS:
            return _TO_HIGHLIGHT
        if self._picking is Picking.INSTEAD:
            return _INSTEAD
        return (*Picker.KEYS, *_FURTHER)

    def open(self, height: int, picking: Picking = Picking.PUTS_ON) -> int:
        """Open the picker on a screen of some height; return how many rows it covers."""
        self._picking = picking
        return self._picker.open(height)

    @property
    def _highlights(self) -> bool:
        return self._picking is Picking.HIGHLIGHTS

    def press(self, pressed: str) -> None:
        """Take a key."""
        picker, code = self._picker, self._picker.code
        if pressed == "escape":
            picker.close()
        elif self._highlights and pressed.isdecimal() and not picker.prompt.typed:
            pinned = self._bench.codes.pinned
            if 0 < int(pressed) <= len(pinned):
                self._highlight(pinned[int(pressed) - 1])
        elif pressed in ("enter", "tab"):
            self._choose(code, another=pressed == "tab")
        elif pressed == "ctrl+n":
            self._new()
        elif pressed == "ctrl+k":
            if code is not None:
                self.keying.open(code)
        else:
            picker.press(pressed)

    def paste(self, text: str) -> None:
        """Take pasted text."""
        self._picker.prompt.paste(text)

    def _choose(self, code: str | None, another: bool) -> None:
        if code is None:
            return
        if self._highlights:
            self._highlight(code)
            return
        if self._picking is Picking.INSTEAD:
            self._bench.offers.accept_here(code)
            self._picker.close()
            return
        self._bench.apply(code, stay=another)
        if another and not self._bench.told.failed:
            self._picker.clear()
        else:
            self._picker.close()

    def _highlight(self, code: str) -> None:
        bench = self._bench
        bench.highlighter, bench.focused = code, None
        bench.tell("A drag or Enter puts it on; Esc ends it.")
        self._picker.close()

    def _new(self) -> None:
        typed = self._picker.prompt.typed.strip()
        if not typed:
            self._bench.tell("Type the name of the new code first.")
        else:
            self._picker.close()
            made = self.coining.coin(typed)
            if made is not None and not self._bench.told.failed:
                self._coined(made)

    def coin_in_vivo(self) -> None:
        """Make a new code of the words that are selected; with none, ask for its name."""
        if self._bench.chooses:
            self.coining.coin_in_vivo()
        else:
            self.naming.open()

    def show(self, inks: Inks) -> None:
        """Show the picker while it is open."""
        if self.is_open:
            bench = self._bench
            here = [coding.code for coding in bench.on_target]
            self._picker.show(bench.codes, bench.target.of(bench.page.text), here, inks)
