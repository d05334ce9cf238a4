"""The app around the screens: which text is open, which colours, when to leave."""

from __future__ import annotations

import gc
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, partial
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual.app import App
from textual.theme import Theme

from qualcode.domain.spot import Spot
from qualcode.study import Study
from qualcode.study.desk import Desk, Page
from qualcode.tui.choices import page_of
from qualcode.tui.codes import Codes, Habits
from qualcode.tui.frame import Frame
from qualcode.tui.goings import GOINGS
from qualcode.tui.inks import COLOURS, Inks
from qualcode.tui.registry.keymap import Keymap
from qualcode.tui.verbs import Verb
from qualcode.tui.workbench import Workbench

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.screen import Screen

    from qualcode.tui.decision_bench import DecisionBench
    from qualcode.tui.deck_bench import DeckBench
    from qualcode.tui.deck_rows import DeckRows
    from qualcode.tui.registry.action import Register
    from qualcode.tui.screens.coding import CodingScreen
    from qualcode.tui.screens.deck import DeckScreen

_IDLE = 3.0
_FIRST = 2
"""How many screens there are when the first one is shown: Textual's own lies below it."""


def _theme(name: str, inks: Inks) -> Theme:
    return Theme(
        name=name,
        primary=inks.accent,
        accent=inks.accent,
        foreground=inks.text,
        background=inks.background,
        surface=inks.panel,
        panel=inks.heading,
        error=inks.error,
        dark=inks.dark,
    )


def _habits(desk: Desk) -> Habits:
    return desk.code_counts(), desk.recent_codes()


@runtime_checkable
class _Leavable(Protocol):
    """A screen on which something may not be durable yet."""

    def put_down(self) -> bool:
        """Make all durable and say whether it is."""


@runtime_checkable
class _Framed(Protocol):
    """A screen that can change its colours and keys."""

    def reframe(self, frame: Frame) -> None:
        """Show all in other colours, under other keys."""


def _commands() -> type[Provider]:
    from qualcode.tui.palette import Commands

    return Commands


class CodingApp(App[None], inherit_bindings=False):
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
        keymap: Keymap | None = None,
    ) -> None:
        super().__init__()
        self.keymap = keymap or Keymap()
        self.study = study
        self._deciding = deciding
        self._first = page, at
        self._as_deck = as_deck
        self._left: dict[str, DeckRows] = {}
        self._chosen = ""
        self._insists = False
        for name, inks in COLOURS.items():
            self.register_theme(_theme(name, inks))
        self.theme = next(iter(COLOURS))

    @property
    def frame(self) -> Frame:
        """Return what every screen is told."""
        return Frame(self.study.title, self.study.coder.name, COLOURS[self.theme], self.keymap)

    def on_mount(self) -> None:
        """Show the first screen."""
        page, at = self._first
        if self._deciding is not None:
            from qualcode.tui.screens.adjudication import AdjudicationScreen

            self.push_screen(AdjudicationScreen(self._deciding, self.frame))
        elif page is None:
            self.push_screen(self._home())
        else:
            self.push_screen((self._deck if self._as_deck else self._coding)(page, at))
        self.call_after_refresh(self._settle)
        self.set_interval(_IDLE, self._tidy)

    def _settle(self) -> None:
        """Let what was loaded alone, so that collecting garbage never holds up a key."""
        gc.freeze()
        gc.set_threshold(2_000, 10, 1_000_000)
        gc.enable()

    def _tidy(self) -> None:
        gc.collect(1)

    def _begin(self, page: Page) -> tuple[Study, Codes]:
        """Return the study as it is at work on a page, and the codes for it."""
        study = self.study.in_round(page.round) if page.round else self.study
        self._chosen = page.title
        question = page.question.id if page.question else ""

        @cache
        def habits() -> Future[Habits]:
            # SQLite counts on its own core, from when that is first asked: behind the first rows.
            meanwhile = ThreadPoolExecutor(1)
            counted = meanwhile.submit(_habits, study.desk)
            meanwhile.shutdown(wait=False)
            return counted

        return study, Codes(study.catalogue.codebook, question, lambda s: habits().result(s))

    def _home(self) -> Screen[None]:
        from qualcode.tui.screens.home import HomeScreen

        return HomeScreen(self.study, self.frame, self._chosen)

    def _coding(self, page: Page, at: int | None = None) -> CodingScreen:
        from qualcode.tui.screens.coding import CodingScreen

        study, codes = self._begin(page)
        bench = Workbench(study, page, codes, at)
        return CodingScreen(bench, self.frame)

    def _deck(self, page: Page, at: int | None = None) -> DeckScreen:
        from qualcode.tui.deck_bench import DeckBench
        from qualcode.tui.screens.deck import DeckScreen

        study, codes = self._begin(page)
        bench = DeckBench(study, page, codes, at, self._left.pop(page.title, None))
        return DeckScreen(bench, self.frame)

    def open(self, kind: str, name: str) -> None:
        """Open a round's queue, the answers to a question, or a source."""
        self.switch_screen(self._coding(page_of(self.study, kind, name)))

    def open_deck(self, kind: str, name: str) -> None:
        """Open a round's queue, the answers to a question, or a source as a deck."""
        self.switch_screen(self._deck(page_of(self.study, kind, name)))

    def turn_to_deck(self, page: Page, at: int) -> None:
        """Show a page that is being coded as a deck, at the entry of a number."""
        if self._put_down():
            self.switch_screen(self._deck(page, at))

    def turn_to_text(self, bench: DeckBench, at: int) -> None:
        """Show a deck's page on the coding screen, at the entry of a number."""
        if self._put_down():
            self._left = {bench.page.title: bench.rows}
            self.switch_screen(self._coding(bench.page, at))

    def goings(self) -> dict[str, Verb]:
        """Map the ids of the actions that go to another screen to what they do."""
        return {"home": self.show_home, **{name: partial(self.go_to, name) for name in GOINGS}}

    def go_to(self, name: str) -> None:
        """Lay another screen over this one; where it is open already, come back to it."""
        if not self._put_down():
            return
        open_already = next((one for one in self.screen_stack if one.id == name), None)
        if open_already is None:
            self.push_screen(GOINGS[name](self))
        while open_already is not None and self.screen is not open_already:
            self.pop_screen()

    def show_spot(self, spot: Spot) -> None:
        """Lay the text of a source over this screen, at a place that was found.

        Raises:
            NotFound: if the source is gone, or holds nothing to code.
        """
        page = self.study.desk.source_page(spot.source_name)
        number = page.entries.number_of(spot.segment) if spot.segment else None
        screen = self._coding(page, number)
        if number is not None:
            screen.bench.go(page.entries[number].on_page(spot.span).start)
        self.push_screen(screen)

    def show_home(self) -> None:
        """Go to the list, once everything on the page is durable."""
        if self._put_down():
            self._left.clear()
            while len(self.screen_stack) > _FIRST:
                self.pop_screen()
            self.switch_screen(self._home())

    def go_back(self) -> None:
        """Go back to where one came from; from the first screen, leave."""
        if len(self.screen_stack) > _FIRST:
            if self._put_down():
                self.pop_screen()
        elif self.screen.id in ("coding", "deck"):
            self.show_home()
        else:
            self.leave()

    def leave(self) -> None:
        """End, once everything is durable; who asks again after a failure is let go."""
        if self._put_down() or self._insists:
            self.exit()
        self._insists = True

    async def action_quit(self) -> None:
        """End as `leave` does, for whatever else asks Textual to quit."""
        self.leave()

    def _put_down(self) -> bool:
        return all(one.put_down() for one in self.screen_stack if isinstance(one, _Leavable))

    def show_help(self, register: Register) -> None:
        """Show what the keys of a screen do."""
        from qualcode.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(register, self.frame))

    def change_colours(self) -> None:
        """Change to the next set of colours."""
        names = list(COLOURS)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        for screen in self.screen_stack:
            if isinstance(screen, _Framed):
                screen.reframe(self.frame)
