"""Time-ordered ids (UUID version 7, RFC 9562 section 5.7), made by whoever makes the thing.

Client-made ids make a retry harmless and let copies of a study be merged.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import NewType
from uuid import UUID

Id = NewType("Id", str)
"""A UUID in its canonical 36-character form."""

_LAST_TICK = 0


def new_id(clock_ns: Callable[[], int] = time.time_ns) -> Id:
    """Make an id that sorts after every id made before it in this process."""
    global _LAST_TICK
    tick = max(clock_ns() >> 8, _LAST_TICK + 1)
    _LAST_TICK = tick
    return _uuid7(tick << 8)


def _uuid7(moment_ns: int) -> Id:
    milliseconds, rest = divmod(moment_ns, 1_000_000)
    # RFC 9562 section 6.2 method 3: the 12 bits after the milliseconds hold the finer clock.
    fraction = rest * 4096 // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | fraction << 64
    value |= 0b10 << 62 | (rest & 0xFFFFF) << 42 | secrets.randbits(42)
    return Id(str(UUID(int=value)))
