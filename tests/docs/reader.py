"""Somebody who reads a page and types what it says, at a shell and at the screens."""

from __future__ import annotations

import io
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualcode.cli.main import main
from tests.docs.pages import Command

COLUMNS = {"COLUMNS": "96"}
SCREENS = ("code", "adjudicate")


@dataclass
class Reader:
    """Somebody who types what a page says, in one folder after the other."""

    folder: Path
    shell: pytest.MonkeyPatch

    def follow(self, command: Command) -> str:
        """Type one line; return all that was said. Screens are passed over."""
        program, *words = shlex.split(command.line)
        if program == "cd":
            self.folder = self.folder / words[0]
        if program != "qualcode" or opens_a_screen(words):
            return ""
        return self.typed(*words)

    def typed(self, *words: str) -> str:
        """Run a command line that must succeed."""
        said = io.StringIO(newline="")
        self.shell.chdir(self.folder)
        self.shell.setenv("COLUMNS", COLUMNS["COLUMNS"])
        self.shell.delenv("QUALCODE_CODER", raising=False)
        self.shell.setattr(sys, "stdin", io.StringIO())
        with redirect_stdout(said), redirect_stderr(said):
            code = main(list(words))
        assert code == 0, f"{words}\n{said.getvalue()}"
        return said.getvalue()


def opens_a_screen(words: list[str]) -> bool:
    """Say whether a command waits for keys at a terminal."""
    quiet = {"--list", "--decide", "--take-over"} & set(words)
    return not quiet and any(screen in words for screen in SCREENS)


def not_said(shown: str, said: str) -> list[str]:
    """Return the lines that a page shows and the program did not say."""
    spoken = set(_lines(said))
    return [line for line in _lines(shown) if line not in spoken]


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        plain = " ".join(re.sub(r"─+", "", line).split())
        if plain and plain != "...":
            yield plain
