"""Intervals for a share of a whole, and for the difference between two shares."""

from __future__ import annotations

from math import sqrt

Z_95 = 1.959963984540054


def wilson(count: int, base: int, z: float = Z_95) -> tuple[float, float] | None:
    """Return the Wilson score interval of count/base, both ends between 0 and 1.

    Source: Wilson (1927), Probable inference, the law of succession, and statistical inference,
    JASA 22, 209-212; in the form of Newcombe (1998), Statistics in Medicine 17, 857-872, method 3.
    None where the base is 0.
    """
    if base == 0:
        return None
    share = count / base
    centre = share + z * z / (2 * base)
    spread = z * sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    whole = 1 + z * z / base
    return max(0.0, (centre - spread) / whole), min(1.0, (centre + spread) / whole)


def newcombe(
    count: int, base: int, other_count: int, other_base: int, z: float = Z_95
) -> tuple[float, float] | None:
    """Return the interval of count/base less other_count/other_base, between -1 and 1.

    Source: Newcombe (1998), Interval estimation for the difference between independent
    proportions: comparison of eleven methods, Statistics in Medicine 17, 873-890, method 10 (the
    hybrid of two Wilson intervals, without continuity correction). None where a base is 0.
    """
    one, other = wilson(count, base, z), wilson(other_count, other_base, z)
    if one is None or other is None:
        return None
    share, less = count / base, other_count / other_base
    difference = share - less
    return (
        difference - sqrt((share - one[0]) ** 2 + (other[1] - less) ** 2),
        difference + sqrt((one[1] - share) ** 2 + (less - other[0]) ** 2),
    )
