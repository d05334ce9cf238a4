"""The command line as people use it: a process, a process at a terminal, or a quick call."""

from __future__ import annotations

import csv
import ctypes
import io
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from qualcode.cli.main import main

HOME = Path(__file__).parent.parent.parent
"""The checkout."""


@dataclass(frozen=True)
class Answer:
    """What a command line gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return standard output as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[dict[str, str]]:
        """Return standard output as the rows of a CSV table."""
        return list(csv.DictReader(io.StringIO(self.out, newline="")))

    @property
    def columns(self) -> list[str]:
        """Return the header of standard output as a CSV table."""
        return next(csv.reader(io.StringIO(self.out, newline="")))


def environment(**more: str) -> dict[str, str]:
    """Return the variables of a plain 80-column shell."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV_")}
    plain.pop("QUALCODE_CODER", None)
    return plain | {"COLUMNS": "80", "PYTHONPATH": str(HOME), "TERM": "xterm-256color"} | more


def command(*words: str | Path) -> list[str]:
    """Return the words that start a process."""
    return [sys.executable, "-m", "qualcode", *map(str, words)]


def run(
    *words: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    prepare: Callable[[], None] | None = None,
) -> Answer:
    """Run a command line as a process without a terminal."""
    done = subprocess.run(
        command(*words),
        cwd=cwd or "/",
        env=environment(**(env or {})),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        preexec_fn=prepare,
        timeout=120,
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def call(*words: str | Path, coder: str | None = None) -> Answer:
    """Run a command line inside this process: quicker, and without a terminal too."""
    out, err = io.StringIO(newline=""), io.StringIO()
    variables = {"COLUMNS": "80", **({"QUALCODE_CODER": coder} if coder else {})}
    umask = os.umask(0o077)
    try:
        with redirect_stdout(out), redirect_stderr(err), patch.dict(os.environ, variables):
            if coder is None:
                os.environ.pop("QUALCODE_CODER", None)
            with patch.object(sys, "stdin", io.StringIO()):
                code = _exit_code([str(word) for word in words])
    finally:
        os.umask(umask)
    return Answer(code, out.getvalue(), err.getvalue())


def _exit_code(words: list[str]) -> int:
    try:
        return main(words)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1


@dataclass(frozen=True)
class Desk:
    """One study and the person who sits at it."""

    folder: Path

    def __call__(self, *words: str | Path) -> Answer:
        """Run a command line that must succeed."""
        answer = self.tried(*words)
        assert answer.code == 0, answer.err or answer.out
        return answer

    def tried(self, *words: str | Path) -> Answer:
        """Run a command line that may fail."""
        return call("-C", self.folder, *words)

    def written(self, name: str, content: str | bytes) -> Path:
        """Write a file beside the study and return its path."""
        path = self.folder.parent / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


class Terminal:
    """A process at a terminal of its own, where a person types."""

    def __init__(self, *words: str | Path, cwd: Path, columns: int = 80) -> None:
        self.shown = ""
        child, self._screen = pty.fork()
        if child == 0:  # pragma: no cover - the other process
            os.chdir(cwd)
            os.execve(sys.executable, command(*words), environment(COLUMNS=str(columns)))
        self.process = child

    def until(self, words: str, seconds: float = 60) -> str:
        """Read until the words are shown."""
        return self.until_match(re.escape(words), seconds)

    def until_match(self, pattern: str, seconds: float = 60) -> str:
        """Read until something is shown that matches a regular expression."""
        end = time.monotonic() + seconds
        while not re.search(pattern, self.plain):
            assert time.monotonic() < end, f"{pattern!r} was not shown in:\n{self.plain}"
            assert self._read(1), f"It ended without {pattern!r}:\n{self.plain}"
        return self.plain

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._screen, keys.encode())

    def end(self, pressing: str = "", seconds: float = 60) -> int:
        """Read on until the process ends, pressing a key while it is idle; return the exit code."""
        last = time.monotonic() + seconds
        idle = bool(pressing)
        while True:
            if idle:
                self.type(pressing)
            before = len(self.shown)
            if not self._read(2):
                break
            idle = bool(pressing) and len(self.shown) == before
            if time.monotonic() > last:
                os.kill(self.process, signal.SIGKILL)
                raise AssertionError(f"It does not end:\n{self.plain}")
        _, status = os.waitpid(self.process, 0)
        os.close(self._screen)
        return os.waitstatus_to_exitcode(status)

    @property
    def plain(self) -> str:
        """Return what was shown, without the terminal's own sequences."""
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.shown).replace("\r", "")

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._screen], [], [], seconds)
        if not ready:
            return True
        try:
            piece = os.read(self._screen, 65536)
        except OSError:  # Linux says so when the other side has closed
            return False
        self.shown += piece.decode(errors="replace")
        return bool(piece)


_PRIVILEGES = (1, 2, 3)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER
_DROP_FROM_BOUNDING_SET = 24


def obey_permissions() -> None:
    """Make the process about to start obey the permissions of files, even if it is root's."""
    if os.geteuid() != 0:
        return
    library = ctypes.CDLL(None, use_errno=True)
    for privilege in _PRIVILEGES:
        if library.prctl(_DROP_FROM_BOUNDING_SET, privilege, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "this root cannot be restricted")


def flat(text: str) -> str:
    """Return text in one line, so that a table's line breaks do not matter."""
    return " ".join(text.split())


def told_plainly(answer: Answer, *words: str, code: int = 1) -> None:
    """Assert one clear error: exit code, words on standard error, no traceback, no result."""
    assert answer.code == code, (answer.code, answer.out, answer.err)
    for word in words:
        assert word in answer.err, (word, answer.err)
    lines = answer.err.strip().splitlines()
    assert "Traceback" not in answer.err
    assert sum(line.startswith("qualcode: ") for line in lines) == 1, answer.err
    assert lines[-1].rstrip().endswith((".", "?", ")", "/", '"')) or " " in lines[-1], answer.err


def lines_of(text: str, beginning: str) -> Sequence[str]:
    """Return the lines that begin with some words."""
    return [line for line in text.splitlines() if line.startswith(beginning)]
