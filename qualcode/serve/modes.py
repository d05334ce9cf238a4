"""Remembers how an app has set its terminal, so that a later window can be set so too."""

from __future__ import annotations

import re

_SETTING = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_UNFINISHED = re.compile(rb"\x1b(\[(\?[0-9;]*)?)?\Z")
_OF_THE_MOMENT = b"2026"
"""Holding back a frame until it is whole; a window that joins must not begin with waiting."""


class Modes:
    """The private modes (mouse, other screen, cursor) that were switched, in their order."""

    def __init__(self) -> None:
        self._set: dict[bytes, bytes] = {}
        self._rest = b""

    def note(self, output: bytes) -> None:
        """Read on in what the app writes; a sequence may be cut anywhere."""
        text = self._rest + output
        for numbers, switch in _SETTING.findall(text):
            for number in numbers.split(b";"):
                self._set.pop(number, None)
                self._set[number] = switch
        cut = _UNFINISHED.search(text)
        self._rest = cut.group() if cut else b""

    def replay(self) -> bytes:
        """Return what sets a new terminal as the app has set the old one."""
        switched = [(one, way) for one, way in self._set.items() if one != _OF_THE_MOMENT]
        return b"".join(b"\x1b[?%s%s" % one for one in switched)
