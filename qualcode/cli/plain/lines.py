"""Reads what is typed or piped in, line by line."""

from __future__ import annotations

import sys

from qualcode.domain.errors import InputError


class Lines:
    """The lines of standard input; `number` counts them from 1.

    From a terminal they are in its encoding, else in UTF-8 with or without a mark at its head.
    """

    def __init__(self) -> None:
        self.typed = sys.stdin is not None and sys.stdin.isatty()
        self.number = 0

    def read(self) -> str | None:
        """Return the next line without its end; None after the last.

        Raises:
            InputError: if the line is not text, or holds a control character.
        """
        if self.typed:
            print("> ", end="", flush=True)
        line = _next()
        if not line:
            return None
        self.number += 1
        try:
            text = line if isinstance(line, str) else line.decode(self._encoding)
        except UnicodeDecodeError:
            raise InputError(f"This line is not {self._encoding.upper()} text.") from None
        text = text.removeprefix("\ufeff") if self.number == 1 else text
        return _without_control_characters(text.rstrip("\r\n"))

    @property
    def _encoding(self) -> str:
        return sys.stdin.encoding if self.typed else "utf-8"


def _next() -> str | bytes:
    if sys.stdin is None:
        return ""
    raw = getattr(sys.stdin, "buffer", None)
    line: str | bytes = sys.stdin.readline() if raw is None else raw.readline()
    return line


def _without_control_characters(line: str) -> str:
    for mark in line:
        if mark != "\t" and (mark < " " or "\x7f" <= mark <= "\x9f"):
            raise InputError(f"This line holds the control character U+{ord(mark):04X}.")
    return line.replace("\t", " ")
