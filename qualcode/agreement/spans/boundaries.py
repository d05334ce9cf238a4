"""How alike two segmentations of one text are, a near miss counting in part."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Flag, Reason
from qualcode.agreement.coefficients.outcome import FEW_UNITS


def boundary_similarity(
    masses_a: Iterable[int], masses_b: Iterable[int], n_t: int = 2
) -> Coefficient:
    """Return B = 1 - (|A| + sum_T d / n_t) / (|A| + |T| + |M|) (Fournier 2013).

    `masses` are the sizes of the segments in order, in one unit such as the sentence. M are the
    boundaries in the same place in both, T the near misses, boundaries of one that lie d < n_t
    places from one of the other, nearest first and then from the left, as in Fournier's program
    segeval; A the boundaries that only one has. `n_units` is |A| + |T| + |M|. Undefined ("not
    used") if neither has a boundary, "not comparable" if there is no text. Raises ValueError for
    masses that are no whole numbers above 0 or differ in sum, and for n_t < 1.
    """
    if isinstance(n_t, bool) or not isinstance(n_t, int | np.integer) or n_t < 1:
        raise ValueError(f"n_t is a whole number of places above 0, not {n_t!r}.")
    one, other = _boundaries(masses_a, "masses_a"), _boundaries(masses_b, "masses_b")
    if one[-1:] != other[-1:]:
        lengths = [side[-1] if side else 0 for side in (one, other)]
        raise ValueError(
            f"Both segmentations must cover the same text; one has {lengths[0]} units, the other"
            f" {lengths[1]}."
        )
    name = f"boundary similarity (n_t = {n_t})"
    if not one:
        return Coefficient(name, None, n_coders=2, reason=Reason.NOT_COMPARABLE)
    first, second = set(one[:-1]), set(other[:-1])
    if not first | second:
        return Coefficient(name, None, n_coders=2, reason=Reason.NOT_USED)
    missed, near = _transpositions(first - second, second - first, int(n_t))
    edits = missed + sum(near) / int(n_t)
    total = missed + len(near) + len(first & second)
    flags = (Flag.TOO_FEW,) if total < FEW_UNITS else ()
    if not first or not second:
        flags = (*flags, Flag.ONE_CODER_ONLY)
    return Coefficient(name, 1 - edits / total, n_units=total, n_coders=2, flags=flags)


def _boundaries(masses: Any, name: str) -> list[int]:
    """Return where each segment ends; raises ValueError for what is no list of sizes."""
    if isinstance(masses, str | bytes) or not isinstance(masses, Iterable):
        raise ValueError(f"{name} are the sizes of segments, such as [2, 3, 6], not {masses!r}.")
    ends, reached = [], 0
    for index, mass in enumerate(masses):
        if isinstance(mass, bool) or not isinstance(mass, int | np.integer) or mass < 1:
            raise ValueError(f"{name} has {mass!r} as segment {index}, not a size above 0.")
        reached += int(mass)
        ends.append(reached)
    return ends


def _transpositions(one: set[int], other: set[int], n_t: int) -> tuple[int, list[int]]:
    """Return how many boundaries have no near partner, and the distances of those that have."""
    left = dict.fromkeys(one, True) | dict.fromkeys(other, False)
    near = []
    for distance in range(1, n_t):
        for place in sorted(left):
            partner = place + distance
            if place in left and partner in left and left[place] != left[partner]:
                del left[place], left[partner]
                near.append(distance)
    return len(left), near
