"""The largest one-to-one matching, by augmenting paths."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

One = TypeVar("One", bound=Hashable)
Other = TypeVar("Other", bound=Hashable)


def largest_matching(fitting: Mapping[One, Sequence[Other]]) -> int:
    """Return how many can be matched at most, each with one that fits it (Berge 1957)."""
    taken: dict[Other, One] = {}
    return sum(_augmented(fitting, one, taken) for one in fitting)


def _augmented(fitting: Mapping[One, Sequence[Other]], begin: One, taken: dict[Other, One]) -> bool:
    """Match one more, moving others along the shortest path that frees a place."""
    came_from: dict[Other, One] = {}
    waiting = [begin]
    for one in waiting:
        for other in fitting[one]:
            if other in came_from:
                continue
            came_from[other] = one
            if other not in taken:
                _switch(came_from, taken, begin, other)
                return True
            waiting.append(taken[other])
    return False


def _switch(
    came_from: Mapping[Other, One], taken: dict[Other, One], begin: One, other: Other
) -> None:
    held = {one: their for their, one in taken.items()}
    while True:
        one = came_from[other]
        before = held.get(one)
        taken[other] = one
        if one == begin or before is None:
            return
        other = before
