"""One app and at most one window that looks at it: so there is one writer, however many windows."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

from qualcode.serve.terminal import Terminal
from qualcode.serve.window import Farewell, Hello, Line, Window

GRACE = 300.0
"""Seconds that the app waits for a window to come back, after the last one was closed."""


class Room:
    """Starts the app for the first window, keeps it for the next, ends it when none comes back."""

    def __init__(self, command: Sequence[str], farewell: bytes, grace: float = GRACE) -> None:
        self._command = command
        self._farewell = farewell
        self._grace = grace
        self._app: Terminal | None = None
        self._window: Window | None = None
        self._changing = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._alarm: asyncio.TimerHandle | None = None

    @property
    def process(self) -> int | None:
        """Return the number of the app's process while there is one."""
        return self._app.process if self._app is not None else None

    async def receive(self, line: Line, hello: Hello) -> None:
        """Let a window look at the app, unless another does and this one does not take over."""
        window, before = Window(line), self._window
        if before is not None and not hello.takes_over:
            await window.close(Farewell.BUSY)
            return
        self._window = window
        self._stop_alarm()
        if before is not None:
            self._begin(before.close(Farewell.TAKEN))
        try:
            await self._stay(window, hello)
        finally:
            if self._window is window:
                self._window = None
                loop = asyncio.get_running_loop()
                self._alarm = loop.call_later(self._grace, self._begin_to_tidy)

    async def end(self) -> None:
        """End the app; return when its process is gone."""
        self._stop_alarm()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        async with self._changing:
            await self._put_away()

    async def _stay(self, window: Window, hello: Hello) -> None:
        async with self._changing:
            joins = self._app is not None and not self._app.over.is_set()
            app = await self._present(hello)
        if self._window is not window:
            return
        if joins:
            self._begin(app.paint_anew(hello.size))
        await window.look_at(app, joins)
        if app.over.is_set():
            async with self._changing:
                if self._app is app:
                    await self._put_away()
            await window.close(Farewell.FAILED if app.code else Farewell.LEFT)

    async def _present(self, hello: Hello) -> Terminal:
        if self._app is not None and self._app.over.is_set():
            await self._put_away()
        if self._app is None:
            self._app = await Terminal.start(self._command, hello.size)
        return self._app

    async def _put_away(self) -> None:
        app, self._app = self._app, None
        if app is not None:
            await app.end(self._farewell)

    async def _tidy(self) -> None:
        async with self._changing:
            if self._window is None:
                await self._put_away()

    def _begin_to_tidy(self) -> None:
        self._begin(self._tidy())

    def _stop_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
