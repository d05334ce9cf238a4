"""What happens when the terminal is closed under a sitting, or the process is asked to end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress

_CLOSED = getattr(signal, "SIGHUP", None)


def heed_signals(keep: Callable[[], object], leave: Callable[[int], object]) -> None:
    """Have what is not durable yet kept before the process ends; `leave` is told the exit code."""

    def end(number: signal.Signals) -> None:
        keep()
        if number is _CLOSED:
            # Nothing can be painted any more: end as whoever closed the terminal expects.
            asyncio.get_running_loop().remove_signal_handler(number)
            signal.raise_signal(number)
        leave(128 + number)

    for number in filter(None, (signal.SIGTERM, signal.SIGINT, _CLOSED)):
        # Where a system has no such signals, or the loop is not the main one, nothing is sent.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(number, end, number)
