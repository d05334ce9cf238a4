"""Parts long lists of ids: a database takes only so many values in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

SIZE = 500


def parcels(things: Iterable[T], size: int = SIZE) -> Iterator[list[T]]:
    """Yield the things in lists of at most `size`, in their order; nothing for nothing."""
    left = iter(things)
    while part := list(islice(left, size)):
        yield part
