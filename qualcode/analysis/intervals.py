"""Intervals for a share of a whole."""

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
