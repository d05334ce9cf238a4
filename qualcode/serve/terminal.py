"""An app in a process of its own at a terminal that we hold the other side of."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import pty
import signal
import struct
import sys
import termios
from asyncio.subprocess import Process
from collections.abc import Callable, Sequence

from qualcode.serve.modes import Modes

_PIECE = 65536
_UNREAD = 1 << 20
"""Bytes typed ahead that are kept for an app that does not read; more is dropped."""
_PATIENCE = 3.0
_BLINK = 1.0
"""Seconds that an app gets to see that its terminal has another size."""

Listener = Callable[[bytes], None]


class Terminal:
    """A running app: what it writes goes to a listener, or nowhere while there is none."""

    def __init__(self, process: Process, line: int) -> None:
        self.modes = Modes()
        self.listener: Listener | None = None
        self.over = asyncio.Event()
        self._process = process
        self._line = line
        self._typed = bytearray()
        self._wrote = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        os.set_blocking(line, False)
        self.go_on()

    @classmethod
    async def start(cls, command: Sequence[str], size: tuple[int, int]) -> Terminal:
        """Start a command at a new terminal of so many columns and rows."""
        ours, theirs = pty.openpty()
        _set_size(ours, size)
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",  # a file in the study's folder must not pass for a module
                "-m",
                "qualcode.serve.seat",
                *command,
                stdin=theirs,
                stdout=theirs,
                stderr=theirs,
                start_new_session=True,
                env=_environment(),
            )
        except BaseException:
            os.close(ours)
            raise
        finally:
            os.close(theirs)
        return cls(process, ours)

    @property
    def process(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    @property
    def code(self) -> int | None:
        """Return the exit code of an app that has ended."""
        return self._process.returncode

    def resize(self, size: tuple[int, int]) -> None:
        """Say how many columns and rows there are now."""
        if not self.over.is_set():
            _set_size(self._line, size)

    def write(self, keys: bytes) -> None:
        """Press keys."""
        if self.over.is_set() or len(self._typed) + len(keys) > _UNREAD:
            return
        self._typed += keys
        self._hand_on()

    def hold(self) -> None:
        """Let the app wait, since the window cannot follow."""
        if not self.over.is_set():
            self._loop.remove_reader(self._line)

    def go_on(self) -> None:
        """Read on."""
        if not self.over.is_set():
            self._loop.add_reader(self._line, self._read)

    async def end(self, farewell: bytes) -> None:
        """Ask the app to leave by a key, then hang up, then end it; return when it is gone."""
        self.listener = None
        self.go_on()
        self.write(farewell)
        if not await self._gone():
            self._hang_up()
            if not await self._gone():
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()
        self._hang_up()

    async def paint_anew(self, size: tuple[int, int]) -> None:
        """Have the app paint all of itself, which it does when its terminal changes its size."""
        columns, rows = size
        self._wrote.clear()
        self.resize((columns, rows - 1))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._wrote.wait(), _BLINK)
        self.resize(size)

    async def _gone(self) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), _PATIENCE)
        return self._process.returncode is not None

    def _read(self) -> None:
        try:
            output = os.read(self._line, _PIECE)
        except BlockingIOError:
            return
        except OSError:  # Linux says so when nobody is on the other side any more
            output = b""
        if not output:
            self._hang_up()
            return
        self._wrote.set()
        self.modes.note(output)
        if self.listener is not None:
            self.listener(output)

    def _hand_on(self) -> None:
        """Give the app as much as it takes, and the rest when it reads on."""
        try:
            done = os.write(self._line, self._typed)
        except BlockingIOError:
            done = 0
        except OSError:
            self._hang_up()
            return
        del self._typed[:done]
        if self._typed:
            self._loop.add_writer(self._line, self._hand_on)
        else:
            self._loop.remove_writer(self._line)

    def _hang_up(self) -> None:
        if self.over.is_set():
            return
        self._loop.remove_reader(self._line)
        self._loop.remove_writer(self._line)
        os.close(self._line)
        self.over.set()


def _set_size(line: int, size: tuple[int, int]) -> None:
    columns, rows = size
    fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _environment() -> dict[str, str]:
    """Return our own variables, but for what they say of the terminal that we were started in."""
    ours = ("COLUMNS", "LINES", "TMUX", "STY", "VTE_VERSION", "WT_SESSION", "TEXTUAL_DRIVER")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith(("TERM", "KITTY_", "ITERM_"))
    }
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
