"""Makes the screens on which a page is coded: its text or its deck, each with its bench."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from qualcode.domain.spot import Spot
from qualcode.study import Study
from qualcode.study.desk import Desk, Page
from qualcode.tui.codes import Codes, Habits
from qualcode.tui.coding.hints import NO_HINTS
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.frame import Frame
from qualcode.tui.habits.going_on import MANNER, GoOn, arrange, page_to_go_on
from qualcode.tui.habits.manner import Manner
from qualcode.tui.habits.outset import Outset
from qualcode.tui.habits.pins import Pins
from qualcode.tui.habits.places import Places
from qualcode.tui.habits.sitting_state import Sitting

if TYPE_CHECKING:
    from qualcode.tui.coding.hints import Hints
    from qualcode.tui.deck.rows import DeckRows
    from qualcode.tui.screens.coding import CodingScreen
    from qualcode.tui.screens.deck import DeckScreen
    from qualcode.tui.suggesting.live import LiveSuggesting


def _habits(desk: Desk) -> Habits:
    return desk.code_counts(), desk.recent_codes()


class PageScreens:
    """Makes screens for the pages of one study; `frame` gives what each is told.

    `suggesting` is what suggests codes; without it nothing does.
    """

    def __init__(
        self,
        study: Study,
        frame: Callable[[], Frame],
        outset: Outset,
        suggesting: LiveSuggesting | None = None,
    ) -> None:
        self._study = study
        self._suggesting = suggesting
        self._frame = frame
        self._settings = outset.settings
        self._manner = Manner()
        self._pins = Pins(outset.sitting)
        self._places = Places(outset.sitting)
        self.chosen = ""
        self.left: dict[str, DeckRows] = {}

    def _begin(self, page: Page) -> tuple[Study, Codes]:
        """Return the study as it is at work on a page, and the codes for it."""
        study = self._study.in_round(page.round) if page.round else self._study
        self.chosen = page.title
        question = page.question.id if page.question else ""

        @cache
        def habits() -> Future[Habits]:
            # SQLite counts on its own core, from when that is first asked: behind the first rows.
            meanwhile = ThreadPoolExecutor(1)
            counted = meanwhile.submit(_habits, study.desk)
            meanwhile.shutdown(wait=False)
            return counted

        book = study.catalogue.codebook
        return study, Codes(book, question, lambda s: habits().result(s), self._pins)

    def _hints(self, study: Study, page: Page) -> Hints:
        return NO_HINTS if self._suggesting is None else self._suggesting.hints(study, page)

    def coding(self, page: Page, at: int | None = None) -> CodingScreen:
        """Return the coding screen of a page, at the entry of a number, else where one was."""
        from qualcode.tui.screens.coding import CodingScreen

        study, codes = self._begin(page)
        self._manner.follow(self._settings)
        bench = Workbench(study, page, codes, at, self._hints(study, page), self._manner)
        before = self._places.of(page) if at is None else None
        if before is not None:
            bench.go(before)
        return CodingScreen(bench, self._frame())

    def deck(self, page: Page, at: int | None = None) -> DeckScreen:
        """Return the deck of a page, at the entry of a number, as it was left."""
        from qualcode.tui.deck.bench import DeckBench
        from qualcode.tui.screens.deck import DeckScreen

        study, codes = self._begin(page)
        left, hints = self.left.pop(page.title, None), self._hints(study, page)
        bench = DeckBench(study, page, codes, at, left, hints=hints)
        return DeckScreen(bench, self._frame())

    def at_spot(self, spot: Spot) -> CodingScreen:
        """Return the coding screen of a source, at a place that was found.

        Raises:
            NotFound: if the source is gone, or holds nothing to code.
        """
        page = self._study.desk.source_page(spot.source_name)
        number = page.entries.number_of(spot.segment) if spot.segment else None
        screen = self.coding(page, number)
        if number is not None:
            screen.bench.go(page.entries[number].on_page(spot.span).start)
        return screen

    def going(self, going: GoOn, sitting: Sitting) -> CodingScreen | DeckScreen | None:
        """Return the screen to go on at, None if there is nothing to code there any more."""
        page, place = page_to_go_on(self._study, going), going.place
        if page is None:
            return None
        number = min(place.number, len(page.entries) - 1)
        if place.deck:
            deck = self.deck(page, number)
            arrange(deck.bench.rows, sitting, place)
            return deck
        self._manner.follow(self._settings)
        self._manner.restore(sitting.kept(MANNER))
        coding = self.coding(page, number)
        span = page.entries.spans[number]
        if span.start <= place.offset < span.end:
            coding.bench.go(place.offset)
        return coding
