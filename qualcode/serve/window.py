"""A window of a browser on the other end of a line: what it says, and what it is told."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from enum import IntEnum
from typing import Protocol

from qualcode.serve.terminal import Terminal

_BACKLOG = 1 << 18
"""Bytes that may wait for a slow window before the app must wait too."""
_SMALLEST, _LARGEST = 2, 1000


class Farewell(IntEnum):
    """Why a window is closed; the numbers are WebSocket close codes, which the page knows."""

    BUSY = 4001
    TAKEN = 4002
    LEFT = 4003
    FAILED = 4004


class Line(Protocol):
    """What carries messages to and from one window; it ends as an iteration ends."""

    def __aiter__(self) -> AsyncIterator[str | bytes]:
        """Give what comes in, until the line is cut."""

    async def send(self, message: bytes) -> None:
        """Send output of the app."""

    async def close(self, code: int) -> None:
        """Close the window's line, saying why."""


class Hello:
    """What a window says of itself: how large it is, and whether it takes over."""

    def __init__(self, words: str | bytes) -> None:
        said = json.loads(words)
        columns, rows = int(said["columns"]), int(said["rows"])
        self.size = _within(columns), _within(rows)
        self.takes_over = said.get("take") is True

    @classmethod
    def read(cls, words: str | bytes) -> Hello | None:
        """Return what was said, or None if it makes no sense."""
        try:
            return cls(words)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            return None


def _within(number: int) -> int:
    return max(_SMALLEST, min(_LARGEST, number))


class Window:
    """One window while it looks at an app."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue()
        self._backlog = 0
        self._current = True

    async def look_at(self, app: Terminal, joins: bool) -> None:
        """Carry keys in and pictures out, until the window or the app has gone.

        One that joins an app that runs already is set as the app has set the window before it.
        """
        app.listener = lambda output: self._show(output, app)
        if joins:
            self._show(app.modes.replay(), app)
        app.go_on()
        tasks = [
            asyncio.create_task(self._carry_keys(app)),
            asyncio.create_task(self._carry_pictures(app)),
            asyncio.create_task(app.over.wait()),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in tasks:
                one.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if self._current:
                app.listener = None
                app.go_on()
        await self._show_rest()

    async def close(self, why: Farewell) -> None:
        """Close the window, saying why; keys that still come from it are not heard."""
        self._current = False
        # A window that is gone already needs no farewell.
        with contextlib.suppress(Exception):
            await self._line.close(why)

    def _show(self, output: bytes, app: Terminal) -> None:
        self._backlog += len(output)
        self._waiting.put_nowait(output)
        if self._backlog > _BACKLOG:
            app.hold()

    async def _carry_pictures(self, app: Terminal) -> None:
        while True:
            output = await self._waiting.get()
            await self._line.send(output)
            held = self._backlog > _BACKLOG
            self._backlog -= len(output)
            if held and self._backlog <= _BACKLOG and self._current:
                app.go_on()

    async def _show_rest(self) -> None:
        with contextlib.suppress(Exception):
            while not self._waiting.empty():
                await self._line.send(self._waiting.get_nowait())

    async def _carry_keys(self, app: Terminal) -> None:
        async for message in self._line:
            if not self._current:
                return
            if isinstance(message, bytes):
                app.write(message)
            elif (said := Hello.read(message)) is not None:
                app.resize(said.size)
