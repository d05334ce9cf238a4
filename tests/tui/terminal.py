"""A real terminal around the coding screen: a process on a pty, its screen kept by pyte."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pyte

ENVIRONMENT = {
    "TERM": "xterm-256color",
    "LANG": "C.UTF-8",
    "TEXTUAL_ANIMATIONS": "none",
    "PYTHONWARNINGS": "default",
}

_KEPT = ("PATH", "PYTHONPATH", "QUALCODE_CONFIG", "QUALCODE_STATE")
_HOME = {"HOME": os.devnull}


class Terminal:
    """`qualcode` at a terminal of a size, where keys are pressed and the screen is read."""

    def __init__(
        self,
        *words: str | Path,
        size: tuple[int, int] = (100, 30),
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.raw = b""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self.process, self._line = pty.fork()
        if self.process == 0:  # pragma: no cover - the other process
            kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
            command = [sys.executable, "-m", "qualcode", *map(str, words)]
            os.execve(sys.executable, command, ENVIRONMENT | kept | dict(environment) | _HOME)
        self._measure(size)

    def _measure(self, size: tuple[int, int]) -> None:
        rows = struct.pack("HHHH", size[1], size[0], 0, 0)
        fcntl.ioctl(self._line, termios.TIOCSWINSZ, rows)

    def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size, as a person who drags its corner does."""
        self._screen.resize(size[1], size[0])
        self._measure(size)

    @property
    def text(self) -> str:
        """Return what is on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def look_of(self, words: str) -> set[tuple[str, bool, bool, bool]]:
        """Return (ground, reversed, bold, underlined) of the cells where words stand first."""
        y, line = next((y, one) for y, one in enumerate(self._screen.display) if words in one)
        x = line.index(words)
        cells = [self._screen.buffer[y][at] for at in range(x, x + len(words))]
        return {(one.bg, one.reverse, one.bold, one.underscore) for one in cells}

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self._line, keys.encode())

    def until(self, shown: str | Callable[[str], bool], seconds: float = 60) -> str:
        """Read until words are on the screen, or something is true of it."""
        last = time.monotonic() + seconds
        is_there = shown if callable(shown) else lambda text: shown in text
        while not is_there(self.text):
            assert time.monotonic() < last, f"{shown!r} was not shown:\n{self.text}"
            assert self._read(), f"It ended without {shown!r}:\n{self.text}"
        return self.text

    def _read(self) -> bool:
        ready, _, _ = select.select([self._line], [], [], 0.5)
        if not ready:
            return True
        try:
            piece = os.read(self._line, 65536)
        except OSError:  # Linux says so when the other side has closed
            return False
        self.raw += piece
        self._stream.feed(piece)
        return bool(piece)

    def kill(self) -> None:
        """End the process as a power cut would."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._line)

    def end(self) -> int:
        """Read until the process ends; return its exit code."""
        while self._read():
            pass
        os.close(self._line)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
