"""The app around the coding screen: what lies open, and where one goes from there."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen
from textual.timer import Timer

from qualcode.domain.errors import QualcodeError
from qualcode.study import Study
from qualcode.tui import shelves
from qualcode.tui.actions import ACTIONS, spoken
from qualcode.tui.desk import Desk
from qualcode.tui.page.sheet import Sheet
from qualcode.tui.screens.choosing import Choosing
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.shelves import Kind, Opening

_REST = 3.0


class CodingApp(App[None]):
    """Opens the list, or a sheet straight away."""

    TITLE = "qualcode"
    CSS_PATH = "theme.tcss"
    ENABLE_COMMAND_PALETTE = True
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, study: Study, opening: Opening | None = None, at: int | None = None) -> None:
        super().__init__()
        self.study = study
        self._opening = opening
        self._first = shelves.opened(study, opening) if opening else None
        self._at = at
        self._rest: Timer | None = None

    def on_mount(self) -> None:
        """Show the first screen."""
        if self._first is None:
            self._show_list()
        else:
            self._open(self._first, self._at)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        if gc.isenabled():
            return
        # What is alive after the first paint stays; collecting it again and again would be felt.
        gc.collect()
        gc.freeze()
        gc.set_threshold(2_000, 10, 1_000_000)
        gc.enable()

    def on_key(self) -> None:
        """Tidy up memory once the hands rest."""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST, gc.collect)

    def _show_list(self) -> None:
        self._change_to(
            Choosing(self.study.title, shelves.sources(self.study), shelves.questions(self.study))
        )

    def _open(self, sheet: Sheet, at: int | None = None) -> None:
        number = None
        if at is not None:
            numbers = [block.segment.number for block in sheet.blocks]
            number = numbers.index(at) if at in numbers else None
        self._change_to(CodingScreen(Desk(self.study, sheet), number))

    def _change_to(self, screen: Screen[None]) -> None:
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def on_choosing_chosen(self, event: Choosing.Chosen) -> None:
        """Open what was chosen in the list."""
        self.open(event.opening)

    def open(self, opening: Opening) -> None:
        """Open a source or a question; if that fails, say why and stay."""
        try:
            sheet = shelves.opened(self.study, opening)
        except QualcodeError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self._opening = opening
        self._open(sheet)

    def on_coding_screen_leave(self, event: CodingScreen.Leave) -> None:
        """Go where the coder wants to."""
        if event.out:
            self.exit()
        elif event.by == 0 or self._opening is None:
            self._show_list()
        else:
            self._open_neighbour(event.by)

    def _open_neighbour(self, by: int) -> None:
        opening = self._opening
        assert opening is not None
        kind = shelves.sources if opening.kind is Kind.SOURCE else shelves.questions
        known = kind(self.study)
        place = [one.name for one in known].index(opening.name) + by
        if 0 <= place < len(known):
            self.open(known[place])
        else:
            self.notify(f"There is no {opening.kind.value} {'after' if by > 0 else 'before'} this.")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every action in the palette, with its key."""
        yield from super().get_system_commands(screen)
        if isinstance(screen, CodingScreen):
            for action in ACTIONS:
                keys = ", ".join(map(spoken, action.keys))
                run = _Run(screen, action.id)
                yield SystemCommand(f"{action.help}  [{keys}]", f"{action.group}: {keys}", run)


class _Run:
    """Runs one action on one screen when called."""

    def __init__(self, screen: CodingScreen, action: str) -> None:
        self._screen, self._action = screen, action

    def __call__(self) -> None:
        self._screen.run_action_named(self._action)
