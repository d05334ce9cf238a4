"""Agreement counted the long way, straight from the definitions, to compare with."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import combinations, permutations
from typing import Any

Unit = Mapping[str, Any]
"""What each coder who looked said of one unit."""


def alpha(
    units: Sequence[Unit], distance: Callable[[Any, Any], float] = lambda a, b: float(a != b)
) -> float | None:
    """Return Krippendorff's alpha from the pairs of values, None where chance is complete."""
    kept = [list(one.values()) for one in units if len(one) >= 2]
    n = sum(map(len, kept))
    if n == 0:
        return None
    observed = sum(
        distance(a, b) / (len(values) - 1) for values in kept for a, b in permutations(values, 2)
    )
    counts: dict[Hashable, int] = {}
    for values in kept:
        for value in values:
            counts[value] = counts.get(value, 0) + 1
    expected = sum(counts[a] * counts[b] * distance(a, b) for a, b in permutations(counts, 2)) / (
        n - 1
    )
    return None if expected == 0 else 1 - observed / expected


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """Return Passonneau's distance of two sets."""
    if not one | other:
        return 0.0
    jaccard = len(one & other) / len(one | other)
    weight = 1.0 if one == other else 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - jaccard * (weight if one & other else 0.0)


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Return Jaccard's distance of two sets."""
    return 1 - len(one & other) / len(one | other) if one | other else 0.0


def percent(units: Sequence[Unit]) -> float | None:
    """Return the mean over units of the share of pairs that agree."""
    shares = []
    for one in units:
        pairs = list(combinations(one.values(), 2))
        if pairs:
            shares.append(sum(a == b for a, b in pairs) / len(pairs))
    return sum(shares) / len(shares) if shares else None


def kappa(units: Sequence[Unit], first: str, second: str) -> float | None:
    """Return Cohen's kappa of two coders on what both looked at."""
    pairs = [(one[first], one[second]) for one in units if first in one and second in one]
    if not pairs:
        return None
    n = len(pairs)
    labels = {value for pair in pairs for value in pair}
    observed = sum(a == b for a, b in pairs) / n
    expected = (
        sum(
            sum(a == label for a, _ in pairs) * sum(b == label for _, b in pairs)
            for label in labels
        )
        / n**2
    )
    return None if expected == 1 else (observed - expected) / (1 - expected)


def ac1(units: Sequence[Unit]) -> float | None:
    """Return Gwet's AC1 with the two categories yes and no."""
    observed = percent(units)
    kept = [list(one.values()) for one in units if len(one) >= 2]
    if observed is None:
        return None
    yes = sum(sum(map(bool, values)) / len(values) for values in kept) / len(kept)
    chance = 2 * yes * (1 - yes)
    return (observed - chance) / (1 - chance)


def of_code(units: Sequence[Unit], code: str) -> list[dict[str, bool]]:
    """Return units with one code as yes or no."""
    return [{who: code in codes for who, codes in one.items()} for one in units]
