"""The app around the screens: which text is open, which colours, when to leave."""

from __future__ import annotations

import gc
import os
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from qualcode.domain.spot import Spot
from qualcode.study import Study
from qualcode.study.desk import Page
from qualcode.tui.called_away import heed_signals
from qualcode.tui.frame import Frame
from qualcode.tui.goings import GOINGS
from qualcode.tui.habits.going_on import GoOn, going_on, note_place
from qualcode.tui.habits.outset import Outset
from qualcode.tui.habits.settings import Settings
from qualcode.tui.habits.sitting_state import Sitting
from qualcode.tui.lists.choices import page_of
from qualcode.tui.looks.colouring import ALL, WHY, only, theme_of
from qualcode.tui.looks.inks import COLOURS
from qualcode.tui.page_screens import PageScreens
from qualcode.tui.registry.action import Verb
from qualcode.tui.screen_kinds import Framed, Leavable
from qualcode.tui.suggesting.app import SuggestingApp

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.screen import Screen

    from qualcode.tui.adjudicating.bench import DecisionBench
    from qualcode.tui.agreement.reports import Reports
    from qualcode.tui.deck.bench import DeckBench
    from qualcode.tui.registry.action import Register
    from qualcode.tui.suggesting.live import LiveSuggesting

_IDLE = 3.0
_FIRST = 2
"""How many screens there are when the first one is shown: Textual's own lies below it."""


def _commands() -> type[Provider]:
    from qualcode.tui.palette import Commands

    return Commands


class CodingApp(SuggestingApp, inherit_bindings=False):
    """Opens a page at once, or the list of all; what else is wanted is imported then."""

    TITLE = "qualcode"
    CSS_PATH = "theme.tcss"
    ALLOW_SELECT = False
    AUTO_FOCUS = ""
    COMMANDS: ClassVar = {_commands}

    def __init__(
        self,
        study: Study,
        page: Page | None = None,
        at: int | None = None,
        deciding: DecisionBench | None = None,
        as_deck: bool = False,
        outset: Outset | None = None,
        resume: bool = False,
        suggesting: LiveSuggesting | None = None,
    ) -> None:
        # What has no colours must not be made grey either, as Textual would do.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.outset = outset or Outset()
        self.study = study
        self._resume = resume
        self._deciding = deciding
        self._first = page, at
        self._as_deck = as_deck
        self.suggesting = suggesting
        if suggesting is not None:
            suggesting.obey(self.settings)
        self._pages = PageScreens(study, lambda: self.frame, self.outset, suggesting)
        self._insists = False
        for name, inks in ALL.items():
            self.register_theme(theme_of(name, inks))
        self._only = only(self.no_color, self.console.color_system)
        self.theme = self._only or self.settings.word("theme")

    @property
    def settings(self) -> Settings:
        """Return what the person likes."""
        return self.outset.settings

    @property
    def sitting(self) -> Sitting:
        """Return where the person was, and what else is kept of them in this study."""
        return self.outset.sitting

    @property
    def frame(self) -> Frame:
        """Return what every screen is told."""
        study, begun = self.study, self.outset
        return Frame(study.title, study.coder.name, ALL[self.theme], begun.keymap, begun.settings)

    def on_mount(self) -> None:
        """Show the first screen."""
        page, at = self._first
        if self._deciding is not None:
            from qualcode.tui.screens.adjudication import AdjudicationScreen

            self.push_screen(AdjudicationScreen(self._deciding, self.frame))
        elif page is not None:
            self.push_screen((self._pages.deck if self._as_deck else self._pages.coding)(page, at))
        elif not (self._resume and self._went_on()):
            self.push_screen(self._home())
        if self.outset.problems:
            self.say(self.outset.problems[0])
        if not self.is_headless:
            heed_signals(self.put_down, lambda code: self.exit(return_code=code))
        self.call_after_refresh(self._settle)
        self.set_interval(_IDLE, self._tidy)

    def _settle(self) -> None:
        """Let what was loaded alone, so that collecting garbage never holds up a key."""
        gc.freeze()
        gc.set_threshold(2_000, 10, 1_000_000)
        gc.enable()
        self.begin_suggesting()

    def _tidy(self) -> None:
        gc.collect(1)
        self._keep_place()

    def _keep_place(self) -> None:
        note_place(self.sitting, self.screen_stack)
        self.sitting.write()

    def _went_on(self) -> bool:
        """Begin where the person was; say whether that was possible."""
        going = going_on(self.study, self.sitting)
        screen = self._pages.going(going, self.sitting) if going is not None else None
        if screen is None:
            self.outset.problems += ("There is nothing to go on with; here is all there is.",)
            return False
        self.push_screen(screen)
        return True

    def go_on(self, going: GoOn) -> None:
        """Open the page that the person was at, where they were."""
        screen = self._pages.going(going, self.sitting)
        if screen is None:
            self.say(f"There is nothing to code in {going.title} any more.")
        elif self.put_down():
            self.switch_screen(screen)

    def _home(self) -> Screen[None]:
        from qualcode.tui.screens.home import HomeScreen

        return HomeScreen(self.study, self.frame, self.sitting, self._pages.chosen)

    def open(self, kind: str, name: str) -> None:
        """Open a round's queue, the answers to a question, or a source."""
        self.switch_screen(self._pages.coding(page_of(self.study, kind, name)))

    def open_deck(self, kind: str, name: str) -> None:
        """Open a round's queue, the answers to a question, or a source as a deck."""
        self.switch_screen(self._pages.deck(page_of(self.study, kind, name)))

    def turn_to_deck(self, page: Page, at: int) -> None:
        """Show a page that is being coded as a deck, at the entry of a number."""
        if self.put_down():
            self.switch_screen(self._pages.deck(page, at))

    def turn_to_text(self, bench: DeckBench, at: int) -> None:
        """Show a deck's page on the coding screen, at the entry of a number."""
        if self.put_down():
            self._pages.left = {bench.page.title: bench.rows}
            self.switch_screen(self._pages.coding(bench.page, at))

    def goings(self) -> dict[str, Verb]:
        """Map the ids of the actions that go to another screen to what they do."""
        return {"home": self.show_home, **{name: partial(self.go_to, name) for name in GOINGS}}

    def go_to(self, name: str) -> None:
        """Lay another screen over this one; where it is open already, come back to it."""
        if not self.put_down():
            return
        open_already = next((one for one in self.screen_stack if one.name == name), None)
        if open_already is None:
            self.attempt(lambda: self.push_screen(GOINGS[name](self)))
        while open_already is not None and self.screen is not open_already:
            self.pop_screen()

    @cached_property
    def reports(self) -> Reports:
        """Return the agreement reports, which stay while one goes from screen to screen."""
        from qualcode.tui.agreement.reports import Reports

        return Reports(self.study)

    def show_spot(self, spot: Spot) -> None:
        """Lay the text of a source over this screen, at a place that was found.

        Raises:
            NotFound: if the source is gone, or holds nothing to code.
        """
        self.push_screen(self._pages.at_spot(spot))

    def turn_page(self, page: Page, on: bool) -> bool:
        """Open the text of the same kind after a page, or the one before; say if there is one."""
        from qualcode.tui.coding.neighbours import neighbour

        found = neighbour(self.study, page, on)
        if found is not None:
            self._keep_place()
            self.open(found.kind, found.name)
        return found is not None

    def show_deck(self, kind: str, name: str) -> None:
        """Lay a deck over this screen.

        Raises:
            NotFound: if there is no such thing, or nothing to code in it.
        """
        self.push_screen(self._pages.deck(page_of(self.study, kind, name)))

    def show_home(self) -> None:
        """Go to the list, once everything on the page is durable."""
        if self.put_down():
            self._pages.left.clear()
            while len(self.screen_stack) > _FIRST:
                self.pop_screen()
            if self.screen.name != "home":
                self.switch_screen(self._home())

    @property
    def is_at_first(self) -> bool:
        """Say whether nothing lies below the screen, so that going back would leave."""
        return len(self.screen_stack) <= _FIRST

    def go_back(self) -> None:
        """Go back to where one came from; from the first screen, leave."""
        if not self.is_at_first:
            if self.put_down():
                self.pop_screen()
        elif self.screen.name in ("coding", "deck"):
            self.show_home()
        else:
            self.leave()

    def leave(self) -> None:
        """End, once everything is durable; who asks again after a failure is let go."""
        if self.put_down() or self._insists:
            self.exit()
        self._insists = True

    async def action_quit(self) -> None:
        """End as `leave` does, for whatever else asks Textual to quit."""
        self.leave()

    def put_down(self) -> bool:
        """Make everything durable that lies open; say whether it is."""
        self._keep_place()
        begun = (one for one in self.screen_stack if one.is_mounted)
        return all(one.put_down() for one in begun if isinstance(one, Leavable))

    def show_help(self, register: Register) -> None:
        """Show what the keys of a screen do."""
        from qualcode.tui.screens.help import HelpScreen

        # Typed ahead, its key may come once more before it is there.
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(register, self.frame))

    def change_colours(self) -> None:
        """Change to the next set of colours."""
        if self._only:
            self.say(WHY[self._only])
            return
        names = list(COLOURS)
        self.change_setting("theme", names[(names.index(self.theme) + 1) % len(names)])

    def change_setting(self, key: str, value: str | bool | int) -> None:
        """Change a setting for good, and show everything as it then is."""
        self.attempt(lambda: self.outset.change(key, value))
        if not self._only:
            self.theme = self.settings.word("theme")
        elif key == "theme":
            self.say(WHY[self._only])
        if self.suggesting is not None:
            self.suggesting.changed()
        self.reframe()

    def reframe(self) -> None:
        """Show every screen in the colours, under the keys and settings there are now."""
        for screen in self.screen_stack:
            if isinstance(screen, Framed) and screen.is_mounted:
                screen.reframe(self.frame)
            elif isinstance(screen, Framed):
                # One that is only on its way has nothing yet to show it in.
                screen.call_after_refresh(screen.reframe, self.frame)
