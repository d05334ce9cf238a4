"""The tree of codes as the raw content of a codebook tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


class CodeTree:
    """Codes by id in the order of the codebook, with what lies above and below each."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.codes: dict[str, Mapping[str, Any]] = {
            one["id"]: one for one in content.get("codes", ())
        }
        self.order = {code: place for place, code in enumerate(self.codes)}
        self._above = {code: tuple(self._upwards(code)) for code in self.codes}

    def _upwards(self, code: str) -> Iterator[str]:
        above: str | None = code
        while above is not None:
            yield above
            above = self.codes[above].get("parent")

    def name(self, code: str) -> str:
        """Return the name of a code."""
        return str(self.codes[code]["name"])

    def parent(self, code: str) -> str | None:
        """Return the code above, None for a theme."""
        return self.codes[code].get("parent")

    def line(self, code: str) -> tuple[str, ...]:
        """Return a code and all above it, the theme last; only itself if it is not known."""
        return self._above.get(code, (code,))

    def level(self, code: str) -> int:
        """Return how many codes lie above."""
        return len(self.line(code)) - 1

    def below(self, code: str) -> frozenset[str]:
        """Return a code and all whose line upwards meets it."""
        return frozenset(one for one, line in self._above.items() if code in line)

    def asked(self, code: str) -> tuple[str, ...]:
        """Return the questions that the nearest code upwards names, none being any text."""
        for one in self.line(code):
            if questions := self.codes[one].get("asked"):
                return tuple(questions)
        return ()

    def find(self, word: str) -> str | None:
        """Return the id of the code that goes by this id, or alone by this name, path or alias."""
        if word in self.codes:
            return word
        folded = word.casefold().strip()
        fitting = [code for code in self.codes if folded in self._words(code)]
        return fitting[0] if len(fitting) == 1 else None

    def _words(self, code: str) -> set[str]:
        path = " › ".join(self.name(one) for one in reversed(self.line(code)))
        known = (self.name(code), path, *self.codes[code].get("aliases", ()))
        return {one.casefold() for one in known}
