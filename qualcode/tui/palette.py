"""All commands, to be searched by name; each shows its keys, so that it teaches them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from qualcode.tui.looks.inks import COLOURS
from qualcode.tui.registry.action import keys_told
from qualcode.tui.screens.keyed import KeyedScreen


class Commands(Provider):
    """The actions of the register of the screen."""

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
        if isinstance(screen, KeyedScreen):
            keys = screen.frame.keymap.keys(screen.register)
            for action in screen.register.actions:
                told = f"{action.description}  ({keys_told(keys[action.id])})"
                yield told, action.help, partial(screen.do, action.id)
            for name, inks in COLOURS.items():
                change = partial(screen.app.change_setting, "theme", name)
                yield f"theme: {name}", f"Change the colours to: {inks.title}.", change
