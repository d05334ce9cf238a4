"""The process beside the screen that works suggestions out, and the pipes between them."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Sequence

from qualcode.study.suggestions.messages import Message, line_of, message_of

WORKER = (sys.executable, "-P", "-m", "qualcode.study.suggestions.worker")

_LONGEST = 2**26
_PATIENCE = 1.0


def _deaf(_: object) -> None:
    """Take no notice."""


class Beside:
    """One such process; `heard` is told each of its answers, `ended` why it ended by itself."""

    def __init__(
        self,
        heard: Callable[[Message], object],
        ended: Callable[[str], object],
        command: Sequence[str] = WORKER,
    ) -> None:
        self._heard = heard
        self._ended = ended
        self._command = command
        self._process: Process | None = None
        self._task: asyncio.Task[None] | None = None
        self._unsaid: list[Message] = []
        self._is_over = False

    def begin(self, opening: Message) -> None:
        """Start it; what is said before it runs waits until it does."""
        self._unsaid.insert(0, opening)
        self._task = asyncio.get_running_loop().create_task(self._run())

    def say(self, message: Message) -> None:
        """Send a message; to one that ended nothing is said."""
        process = self._process
        if process is None:
            self._unsaid.append(message)
        elif process.stdin is not None and not process.stdin.is_closing():
            process.stdin.write(line_of(message))

    async def _run(self) -> None:
        try:
            # In a session of its own no Ctrl+C and no closing terminal reaches it: it ends with
            # its input, which ends with this process however that ends.
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                limit=_LONGEST,
                start_new_session=True,
            )
        except OSError as error:
            self._ended(error.strerror or str(error))
            return
        unsaid, self._unsaid = self._unsaid, []
        for message in unsaid:
            self.say(message)
        if self._is_over:
            self._close()
        why = await self._read(self._process)
        code = await self._process.wait()
        self._ended(why or f"it ended with code {code}")

    async def _read(self, process: Process) -> str:
        """Hand answers on until there are no more; return why, if it said so."""
        answers = process.stdout
        try:
            while answers is not None and (line := await answers.readline()):
                message = message_of(line)
                if "failed" in message:
                    return str(message["failed"])
                self._heard(message)
        except ValueError as error:
            process.kill()
            return str(error)
        return ""

    def _close(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    async def end(self) -> None:
        """Have it end, and wait until it has."""
        self._is_over = True
        self._heard, self._ended = _deaf, _deaf
        if self._task is None:
            return
        self._close()
        done, _ = await asyncio.wait([self._task], timeout=_PATIENCE)
        if not done and self._process is not None:
            self._process.kill()
        await self._task
