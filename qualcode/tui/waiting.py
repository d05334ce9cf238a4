"""What waits until the keys rest."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable

from textual.message_pump import MessagePump

Call = Callable[[], object]

_IDLE = 3.0


class Waiting:
    """Calls that wait, one of each name; asking again lets it wait anew.

    `make` makes a call when its time has come, or leaves it where nothing is there any more.
    Each of Textual's own timers is a task, which at several a key is work and garbage.
    """

    def __init__(self, pump: MessagePump, make: Callable[[Call], object]) -> None:
        self._pump = pump
        self._make = make
        self._handles: dict[str, asyncio.TimerHandle] = {}

    def later(self, name: str, seconds: float, call: Call) -> None:
        """Have something called in so many seconds."""
        if name in self._handles:
            self._handles[name].cancel()
        loop = asyncio.get_running_loop()
        self._handles[name] = loop.call_later(seconds, self._pump.call_later, self._make, call)

    def tidy(self) -> None:
        """Collect garbage when no key has come for some time, so that it never holds one up."""
        self.later("tidy", _IDLE, gc.collect)
