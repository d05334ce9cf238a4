"""What lies over the coding screen or changes what its keys do, and which of it has the keys."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual.geometry import Offset

from qualcode.domain.span import Span
from qualcode.domain.spot import Spot
from qualcode.domain.suggestion import Suggestion
from qualcode.tui.coding.modes.asking import Asking, Keys
from qualcode.tui.coding.modes.going import Going
from qualcode.tui.coding.modes.going_back import GoingBack
from qualcode.tui.coding.modes.jumping import Jumping
from qualcode.tui.coding.modes.lettered import Lettered
from qualcode.tui.coding.search import Search
from qualcode.tui.coding.shaping import Shaping
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.habits.bookmarks import Bookmarks
from qualcode.tui.looks.inks import Inks
from qualcode.tui.looks.safe_text import cells
from qualcode.tui.registry.action import Verb
from qualcode.tui.screens.choosing import Choosing
from qualcode.tui.screens.writing import Writing
from qualcode.tui.suggesting.reasons import Why, struck_words
from qualcode.tui.widgets.bars import FootBar
from qualcode.tui.widgets.docview import DocView
from qualcode.tui.widgets.past import PastPanel
from qualcode.tui.widgets.picker import Picker
from qualcode.tui.widgets.why import WhyPanel

if TYPE_CHECKING:
    from qualcode.tui.screens.coding import CodingScreen

_EDGES = (
    ("w b ( ) ←→", "move the end"),
    ("o", "other end"),
    ("Enter", "keep"),
    ("Esc", "as it was"),
)


class CodingModes:
    """All that may take the keys of a coding screen before its actions do."""

    def __init__(self, screen: CodingScreen, bench: Workbench) -> None:
        self._screen = screen
        self._bench = bench
        self.choosing = Choosing(bench, lambda: screen.query_one(Picker), self._coined)
        self.writing = Writing(screen, bench, self.choosing.coining)
        self._shaping = Shaping(bench)
        self._search = Search(bench)
        self._going = Going(bench)
        self._jumping = Jumping(bench, self._in_sight)
        self._past = GoingBack(bench)
        self._why = Why(self._offered, self._struck, self._strike, bench.offers.accept)
        self._bookmarks: Bookmarks | None = None
        self._lettered = Lettered(bench, self._kept_bookmarks, self._show_spot)

    def verbs(self) -> dict[str, Verb]:
        """Map the ids of the actions that open something to what they do."""
        return {
            "find": self._search.open,
            "go": self._going.open,
            "jump": partial(self._jumping.open, selects=False),
            "jump_select": partial(self._jumping.open, selects=True),
            "put_bookmark": partial(self._lettered.open, puts=True),
            "bookmark": partial(self._lettered.open, puts=False),
            "in_vivo": self.choosing.coin_in_vivo,
            "past": self._past.open,
            "why": self._open_why,
        }

    def _offered(self) -> Suggestion | None:
        offer = self._bench.offers.at_hand
        return offer.suggestion if offer is not None else None

    def _struck(self, code: str) -> list[str]:
        return struck_words(self._bench.study, code)

    def _strike(self, code: str, word: str, back: bool) -> None:
        bench = self._bench
        bench.attempt(lambda: bench.deeds.strike(code, word, back), bench.entry)

    def _open_why(self) -> None:
        if self._bench.offers.wanted() is not None:
            self._why.open()

    def _in_sight(self) -> Span:
        return self._screen.query_one(DocView).sight

    def _kept_bookmarks(self) -> Bookmarks:
        if self._bookmarks is None:
            self._bookmarks = Bookmarks(self._screen.app.sitting)
        return self._bookmarks

    def _show_spot(self, spot: Spot) -> None:
        self._screen.app.show_spot(spot)

    def _coined(self, code: str) -> None:
        self._screen.turn_keys()
        self.writing.open_definition(code, self._screen.frame)

    @cached_property
    def _panel(self) -> PastPanel:
        return self._screen.query_one(PastPanel)

    @property
    def _open(self) -> Asking | None:
        asking: tuple[Asking, ...] = (
            self.choosing.keying,
            self.choosing.naming,
            self.choosing,
            self._search,
            self._going,
            self._jumping,
            self._lettered,
            self._past,
            self._why,
        )
        return next((one for one in asking if one.is_open), None)

    @property
    def keys(self) -> Keys:
        """Return what the keys do if something lies over the text, else nothing."""
        if self.writing.is_open:
            return self.writing.keys
        if self._bench.edges is not None:
            return _EDGES
        asking = self._open
        return asking.keys if asking is not None else ()

    def take(self, pressed: str) -> bool:
        """Take a key for what is open; say whether something is."""
        asking = self._open
        if asking is None:
            return False
        self._screen.silence()
        asking.press(pressed)
        if asking is self.choosing.keying:
            self._screen.turn_keys()
        return True

    def paste(self, text: str) -> None:
        """Paste into what is open."""
        asking = self._open
        if asking is not None:
            asking.paste(text)

    def act(self, action: str, key: str) -> bool:
        """Do an action as it is meant while edges are moved or one highlights; say if it was."""
        bench = self._bench
        if bench.edges is not None:
            verb = self._shaping.verbs().get(action)
            if verb is not None:
                verb()
            elif action in ("help", "palette", "theme"):
                return False
            else:
                bench.tell("While edges are moved: Enter keeps them, Esc leaves them as they were.")
            return True
        if bench.highlighter is not None and action == "done" and key == "enter":
            bench.highlight()
            return True
        return False

    def show(self, inks: Inks) -> None:
        """Show what is open, and put the terminal's cursor where one types."""
        self.choosing.show(inks)
        self._panel.show(self._past, inks)
        self._screen.query_one(WhyPanel).show(self._why, self._bench.codes, inks)
        asking = self._open
        if asking in (self._search, self._going, self.choosing.naming, self.choosing.keying):
            lead, typed = self.keys[0]
            foot = self._screen.query_one(FootBar)
            before = cells(f" {lead} {typed.removesuffix('▏')}")
            self._screen.app.cursor_position = foot.region.offset + Offset(before, 0)
