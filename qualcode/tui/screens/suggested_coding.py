"""What is done with suggestions on the coding screen, beyond accepting and rejecting them."""

from __future__ import annotations

from abc import abstractmethod

from textual import on

from qualcode.domain.provenance import WorkOrder
from qualcode.tui.lists.choices import named
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.orders import ordering
from qualcode.tui.screens.choosing import Picking
from qualcode.tui.screens.coding_modes import CodingModes
from qualcode.tui.screens.pointed_coding import PointedCodingScreen
from qualcode.tui.widgets.docview import DocView
from qualcode.tui.widgets.inspector import Inspector

CALM = 0.05
"""After how many seconds without a key what stands beside the text is shown."""


class SuggestedCodingScreen(PointedCodingScreen):
    """Takes a suggestion under another code, and opens the same text in other orders."""

    modes: CodingModes

    @abstractmethod
    def open_picker(self, picking: Picking = Picking.PUTS_ON) -> None:
        """Choose a code by its name, to put it on or for something else."""

    @abstractmethod
    def show_panes(self) -> None:
        """Show what stands beside the text."""

    def on_screen_suspend(self) -> None:
        """Remember how far everything had come, since another screen is laid over this one."""
        self.bench.leave()

    def on_screen_resume(self) -> None:
        """Take in what was done there, such as coding the same text in another order."""
        if self.query(DocView) and self.bench.renew():
            self.turn_keys()
            self.show_all()

    def show_suggestions(self) -> None:
        """Show what is suggested by now; the text stays where it is."""
        self.query_one(DocView).sync(follows=False)
        self.modes.show(self.inks)
        self.waiting.later("calm", CALM, self.show_panes)

    @abstractmethod
    def turn_keys(self) -> None:
        """Let the keys mean what they do with the codes as they are now."""

    @abstractmethod
    def show_all(self) -> None:
        """Show everything anew."""

    @abstractmethod
    def put_down(self) -> bool:
        """Make everything durable; say whether it is."""

    def suggesting(self) -> dict[str, Verb]:
        """Map the ids of these actions to what they do."""
        return {"accept_as": self._accept_as, **ordering(self._open_in_order)}

    def _accept_as(self) -> None:
        if self.bench.offers.wanted() is not None:
            self.open_picker(Picking.INSTEAD)

    def _open_in_order(self, order: WorkOrder) -> None:
        if self.put_down():
            self.app.open_in_order(order, *named(self.bench.page))

    @on(Inspector.SuggestionPointed)
    def _take_suggestion(self, message: Inspector.SuggestionPointed) -> None:
        self.silence()
        offers = self.bench.offers
        offers.choose(message.place)
        if message.accepted is not None:
            (offers.accept if message.accepted else offers.reject)()
        self.show_now()
