"""Runs the server until somebody stops it, and tells the addresses that open it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence

from qualcode.serve.room import Room
from qualcode.serve.server import Server

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(command: Sequence[str], port: int, farewell: bytes, tell: Callable[[str], None]) -> None:
    """Show a command in the browser until a signal ends it; tell each address that opens it.

    Enter on a terminal makes a new address. `farewell` are the keys by which the app is left.

    Raises:
        OSError: if the port is taken or may not be used.
    """
    asyncio.run(_run(command, port, farewell, tell))


async def _run(
    command: Sequence[str], port: int, farewell: bytes, tell: Callable[[str], None]
) -> None:
    server = Server(Room(command, farewell))
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in _STOPPING:
        # nohup has the end of the terminal ignored, and so it stays.
        if signal.getsignal(one) is not signal.SIG_IGN:
            loop.add_signal_handler(one, stopped.set)
    await server.start(port)

    def tell_another() -> None:
        if os.tcgetpgrp(sys.stdin.fileno()) != os.getpgrp():
            return  # in the background what is typed is meant for somebody else
        if not sys.stdin.readline():
            loop.remove_reader(sys.stdin)
            return
        tell(server.new_address())

    if sys.stdin is not None and sys.stdin.isatty():
        loop.add_reader(sys.stdin, tell_another)
    tell(server.new_address())
    try:
        await stopped.wait()
    finally:
        await server.stop()
