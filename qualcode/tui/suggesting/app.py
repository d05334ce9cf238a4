"""An app whose screens show suggestions: starts and ends what makes them, opens other orders."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, Any

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


class SuggestingApp(TellingApp, inherit_bindings=False):
    """An app that may have something that suggests; nothing ever waits for it."""

    study: Study
    suggesting: LiveSuggesting | None
    _pages: PageScreens

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

        The order is worked out while one goes on; whoever has left the screen by then stays where
        they are.
        """
        if kind == "rounds":
            self.say("The queue of a round keeps its order: all its coders read the same.")
        elif self.suggesting is None:
            self.say("Nothing makes suggestions here, nor orders of work.")
        else:
            self._tell(f"Putting in order: {order.value} …")
            question, source = (name, None) if kind == "questions" else (None, name)
            done = partial(self.call_later, self._open_ordered, self.screen, order, deck)
            refused = partial(self.call_later, self._tell_failure)
            self.suggesting.in_order(order, question, source, done, refused)

    def _tell(self, text: str) -> None:
        speaker: Any = getattr(self.screen, "bench", self.screen)
        speaker.told = Told(text)

    def _open_ordered(
        self, asked_at: Screen[object], order: WorkOrder, deck: bool, segments: list[Id]
    ) -> None:
        if self.screen is not asked_at:
            return
        if not segments:
            self._tell(_NOTHING_LEFT)
            self._show_told()
        elif not self.attempt(partial(self._lay_over, order, deck, segments)):
            self._show_told()

    def _lay_over(self, order: WorkOrder, deck: bool, segments: list[Id]) -> None:
        page = self.study.desk.steered_page(order, segments)
        if self.put_down():
            self.push_screen(self._pages.deck(page) if deck else self._pages.coding(page))

    @abstractmethod
    def put_down(self) -> bool:
        """Make everything durable that lies open; say whether it is."""
