"""A terminal that times frames: from a key to the last byte of the picture that answers it.

Textual brackets each picture in marks when the terminal says that it knows them ("synchronized
output"). That mark is an exact end, where looking for words on the screen would be a guess.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

END_OF_FRAME = b"\x1b[?2026l"
_ASKED_FRAMES = b"\x1b[?2026$p"
_KNOWS_FRAMES = b"\x1b[?2026;2$y"
_ASKED_RESIZE = b"\x1b[?2048$p"
_NO_RESIZE = b"\x1b[?2048;0$y"
_STEERING = re.compile(rb"\x1b\[[0-9;?$]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one key brought about; times in seconds. `waited` is time ready but without a core."""

    wall: float
    cpu: float
    waited: float
    frames: int
    size: int


class FramedTerminal:
    """A program on a pseudo-terminal, timed by its frames."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]
    ) -> None:
        self.began = time.perf_counter()
        self._since = b""
        self.process, self._line = pty.fork()
        if self.process == 0:  # pragma: no cover - the other process
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execve(command[0], list(command), dict(environment))

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._line], [], [], max(0.0, seconds))
        if not ready:
            return b""
        piece = os.read(self._line, 262_144)
        if not piece:
            raise EOFError("the program ended")
        for asked, answer in ((_ASKED_FRAMES, _KNOWS_FRAMES), (_ASKED_RESIZE, _NO_RESIZE)):
            if asked in piece:
                os.write(self._line, answer)
        return piece

    def until(self, shown: str, seconds: float = 60) -> float:
        """Read until these words are painted; return the time since the start.

        The first picture may come before the terminal could say that it knows the marks, so
        that they are not waited for here.

        Raises:
            TimeoutError: if they are not painted in time.
        """
        wanted, got = shown.encode(), b""
        while (spent := time.perf_counter() - self.began) < seconds:
            if wanted in _STEERING.sub(b"", got):
                return spent
            got += self._read(0.5)
        raise TimeoutError(f"{shown!r} was not shown: {_STEERING.sub(b' ', got)[-2000:]!r}")

    def rest(self, seconds: float) -> int:
        """Read for some time whatever comes; return how many frames came."""
        last, got = time.perf_counter() + seconds, b""
        while (left := last - time.perf_counter()) > 0:
            got += self._read(left)
        return got.count(END_OF_FRAME)

    def quiet(self, seconds: float = 0.3) -> None:
        """Read until nothing has come for some time."""
        while self._read(seconds):
            pass

    def idle(self, seconds: float = 0.3) -> None:
        """Read until the program has hardly run for some time."""
        ran = seconds
        while ran > seconds / 20:
            before = self.spent()[0]
            self.rest(seconds)
            ran = self.spent()[0] - before

    def press(self, keys: str) -> None:
        """Press keys and wait for nothing."""
        os.write(self._line, keys.encode())

    def key(self, keys: str, after: float = 0.025, seconds: float = 5.0) -> Answer:
        """Press a key and time the first whole frame; then count for `after` seconds more."""
        cpu, waited = self.spent()
        os.write(self._line, keys.encode())
        began = time.perf_counter()
        got = b""
        while END_OF_FRAME not in got:
            got += self._read(seconds)
            if time.perf_counter() - began > seconds:
                raise TimeoutError(f"{keys!r} brought no frame")
        wall = time.perf_counter() - began
        now_cpu, now_waited = self.spent()
        last = time.perf_counter() + after
        while (left := last - time.perf_counter()) > 0:
            got += self._read(left)
        frames = got.count(END_OF_FRAME)
        return Answer(wall, now_cpu - cpu, now_waited - waited, frames, len(got))

    def spent(self) -> tuple[float, float]:
        """Return the time (seconds) that the process ran, and that it waited for a core.

        What several of its threads waited is added up, so that the wait may be counted too high.
        """
        cpu = waited = 0
        for task in Path(f"/proc/{self.process}/task").iterdir():
            with contextlib.suppress(OSError):
                ran, queued, _ = (task / "schedstat").read_text().split()
                cpu, waited = cpu + int(ran), waited + int(queued)
        return cpu / 1e9, waited / 1e9

    def memory(self) -> float:
        """Return the resident memory in MB."""
        for line in Path(f"/proc/{self.process}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0.0

    def kill(self) -> None:
        """End the process at once."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._line)
