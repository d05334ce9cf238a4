"""Curves in braille signs: eight dots in a cell, two across and four down."""

from __future__ import annotations

from collections.abc import Iterable

_FIRST = 0x2800
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bits of the dots of a cell, by column and row from the top."""


class Canvas:
    """Dots on some cells; y counts from the bottom."""

    def __init__(self, width: int, height: int) -> None:
        self.width = 2 * width
        self.height = 4 * height
        self._bits = [[0] * width for _ in range(height)]

    def dot(self, x: int, y: int) -> None:
        """Set a dot; one beyond the edge is left out."""
        if 0 <= x < self.width and 0 <= y < self.height:
            down = self.height - 1 - y
            self._bits[down // 4][x // 2] |= _DOTS[x % 2][down % 4]

    def curve(self, points: Iterable[tuple[int, int]], every: int = 1) -> None:
        """Join points by straight lines; of their dots only every nth is set."""
        before: tuple[int, int] | None = None
        number = 0
        for x, y in points:
            steps = max(abs(x - before[0]), abs(y - before[1]), 1) if before else 1
            for step in range(1, steps + 1):
                at = before or (x, y)
                if number % every == 0:
                    self.dot(
                        at[0] + round((x - at[0]) * step / steps),
                        at[1] + round((y - at[1]) * step / steps),
                    )
                number += 1
            before = x, y

    def rows(self) -> list[str]:
        """Return the lines from the top; cells without a dot are blanks."""
        return ["".join(chr(_FIRST + bits) if bits else " " for bits in row) for row in self._bits]
