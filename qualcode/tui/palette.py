"""All commands, to be searched by name; each shows its keys, so that it teaches them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from qualcode.tui.actions import ACTIONS, Action, keys_told
from qualcode.tui.deciding import DECIDING
from qualcode.tui.deck_actions import DECK
from qualcode.tui.screens.adjudication import AdjudicationScreen
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.deck import DeckScreen


class Commands(Provider):
    """The actions of the registry."""

    async def discover(self) -> Hits:
        """Offer everything before a letter is typed."""
        for told, help_, do in self._offered():
            yield DiscoveryHit(told, do, help=help_)

    async def search(self, query: str) -> Hits:
        """Offer what fits."""
        matcher = self.matcher(query)
        for told, help_, do in self._offered():
            if (score := matcher.match(told)) > 0:
                yield Hit(score, matcher.highlight(told), do, help=help_)

    def _offered(self) -> Iterator[tuple[str, str, partial[None]]]:
        screen = self.screen
        if isinstance(screen, CodingScreen | AdjudicationScreen | DeckScreen):
            for action in _actions(screen):
                told = f"{action.description}  ({keys_told(action)})"
                yield told, action.help, partial(screen.do, action.id)


def _actions(screen: CodingScreen | AdjudicationScreen | DeckScreen) -> Sequence[Action]:
    if isinstance(screen, CodingScreen):
        return ACTIONS
    return DECIDING if isinstance(screen, AdjudicationScreen) else DECK
