"""A short name for what suggestions were made with: the same whatever the order they came in."""

from __future__ import annotations

import hashlib

_BYTES = 16
_ALL = 1 << (8 * _BYTES)


class Fingerprint:
    """A sum of digests, one for each thing that is in it.

    Things may be added and taken out in any order, each at the cost of itself. After Bellare and
    Micciancio, A New Paradigm for Collision-Free Hashing (EUROCRYPT 1997), the additive hash; 128
    bits tell models apart, they do not stop somebody who wants two to look alike.
    """

    def __init__(self) -> None:
        self._sum = 0

    def add(self, *parts: str) -> None:
        """Put a thing in."""
        self._sum = (self._sum + _number(parts)) % _ALL

    def remove(self, *parts: str) -> None:
        """Take a thing out again."""
        self._sum = (self._sum - _number(parts)) % _ALL

    def __str__(self) -> str:
        return f"{self._sum:032x}"


def digest_of(*parts: str) -> str:
    """Return 16 hexadecimal digits for some texts in this order."""
    return f"{_number(parts):032x}"[:16]


def _number(parts: tuple[str, ...]) -> int:
    made = hashlib.sha256()
    for part in parts:
        written = part.encode("utf-8", "surrogatepass")
        made.update(len(written).to_bytes(8, "big") + written)
    return int.from_bytes(made.digest()[:_BYTES], "big")
