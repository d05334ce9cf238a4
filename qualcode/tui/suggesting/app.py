"""An app whose screens show suggestions: starts and ends what makes them, opens other orders."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.domain.identity import Id
from qualcode.domain.provenance import WorkOrder
from qualcode.study import Study
from qualcode.tui.telling import TellingApp
from qualcode.tui.told import Told

if TYPE_CHECKING:
    from textual.screen import Screen

    from qualcode.tui.page_screens import PageScreens
    from qualcode.tui.screens.keyed import KeyedScreen
    from qualcode.tui.suggesting.live import LiveSuggesting

_NOTHING_LEFT = "Nothing is left to code here in this order."


class Wanted(NamedTuple):
    """An order of work that somebody asked for: of what, and whether as a deck."""

    order: WorkOrder
    kind: str
    name: str
    deck: bool


class SuggestingApp(TellingApp, inherit_bindings=False):
    """An app that may have something that suggests; nothing ever waits for it."""

    study: Study
    suggesting: LiveSuggesting | None
    _pages: PageScreens
    _in_order: tuple[Wanted, list[Id]] | None = None

    def begin_suggesting(self) -> None:
        """Start what suggests, now that the first picture stands."""
        if self.suggesting is not None:
            self.suggesting.begin(
                partial(self.call_later, self._show_suggestions),
                partial(self.call_later, self._tell_failure),
            )

    async def on_unmount(self) -> None:
        """End what suggests."""
        if self.suggesting is not None:
            await self.suggesting.end()

    def _show_suggestions(self) -> None:
        screen = self._shown_screen()
        if screen is not None:
            screen.show_suggestions()

    def _shown_screen(self) -> KeyedScreen | None:
        from qualcode.tui.screens.keyed import KeyedScreen

        screen = self.screen
        return screen if isinstance(screen, KeyedScreen) and screen.is_there else None

    def _tell_failure(self, why: str) -> None:
        self.say(why)
        self._show_told()

    def _show_told(self) -> None:
        screen = self._shown_screen()
        if screen is not None:
            screen.show_now()

    def open_in_order(self, order: WorkOrder, kind: str, name: str, deck: bool = False) -> None:
        """Lay what is unfinished of a question or source over this screen, in an order.

        The order is worked out while one goes on. Whoever left the screen by then stays where they
        are, and whoever pressed another key is told that it is there, since the next key is not
        meant for another text.
        """
        wanted, ready = Wanted(order, kind, name, deck), self._in_order
        self._in_order = None
        if ready is not None and ready[0] == wanted:
            self._open(*ready)
        elif kind == "rounds":
            self.say("The queue of a round keeps its order: all its coders read the same.")
        elif self.suggesting is None:
            self.say("Nothing makes suggestions here, nor orders of work.")
        else:
            waits = self._tell(f"Putting in order: {order.value} …")
            question, source = (name, None) if kind == "questions" else (None, name)
            done = partial(self.call_later, self._open_ordered, self.screen, waits, wanted)
            refused = partial(self.call_later, self._tell_failure)
            self.suggesting.in_order(order, question, source, done, refused)

    @property
    def _speaker(self) -> Any:
        return getattr(self.screen, "bench", self.screen)

    def _tell(self, text: str) -> Told:
        told = self._speaker.told = Told(text)
        return told

    def _open_ordered(
        self, asked_at: Screen[object], waits: Told, wanted: Wanted, segments: list[Id]
    ) -> None:
        if self.screen is not asked_at:
            return
        if self._speaker.told is waits or not segments:
            self._open(wanted, segments)
        else:
            self._in_order = wanted, segments
            self._tell(f"In order by now ({wanted.order.value}): the same keys open it.")
            self._show_told()

    def _open(self, wanted: Wanted, segments: list[Id]) -> None:
        self._tell("" if segments else _NOTHING_LEFT)
        if not segments or not self.attempt(partial(self._lay_over, wanted, segments)):
            self._show_told()

    def _lay_over(self, wanted: Wanted, segments: list[Id]) -> None:
        page = self.study.desk.steered_page(wanted.order, segments)
        if self.put_down():
            self.push_screen(self._pages.deck(page) if wanted.deck else self._pages.coding(page))

    @abstractmethod
    def put_down(self) -> bool:
        """Make everything durable that lies open; say whether it is."""
