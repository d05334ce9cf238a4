"""From the part of each unit in a coefficient to its standard error and interval."""

from dataclasses import replace
from functools import lru_cache
from math import inf, lgamma, pi, sqrt, tan

import numpy as np

from qualcode.agreement.coefficient import Coefficient, Flag
from qualcode.agreement.tables.ratings import Floats

_POINTS = 60


def with_interval(
    found: Coefficient, deviations: Floats, level: float, lowest: float = -inf
) -> Coefficient:
    """Return the coefficient with a standard error and a t interval; it must have a value.

    `deviations` are the linearised parts of the n units less the value, shape (n,), and the
    standard error is sqrt(sum of squares / (n (n - 1))) (Gwet 2008; 2014, chapter 5; 2021). The
    interval has n - 1 degrees of freedom and is cut at 1 and at `lowest`. It takes units as
    independent. A single unit allows no interval: flag "no interval". Raises ValueError for a
    level outside (0, 1).
    """
    check_level(level)
    n = len(deviations)
    if found.value is None:
        return found
    if n < 2:
        return replace(found, flags=(*found.flags, Flag.NO_INTERVAL))
    se = sqrt(float((deviations**2).sum()) / (n * (n - 1)))
    reach = t_quantile(level, n - 1) * se
    low, high = max(found.value - reach, lowest), min(found.value + reach, 1.0)
    return replace(found, se=se, low=low, high=high, level=level)


def check_level(level: float) -> None:
    """Raise ValueError unless the level is a share between 0 and 1."""
    if not 0 < level < 1:
        raise ValueError(f"level is a share between 0 and 1, such as 0.95, not {level}.")


@lru_cache(maxsize=1024)
def t_quantile(level: float, freedom: int) -> float:
    """Return t such that Student's distribution has the share `level` between -t and t.

    With t = sqrt(v) tan(x) the density is proportional to cos(x)^(v - 1), which is integrated by
    Gauss and Legendre; Newton's steps from 0 approach the root from below, because the integral
    is concave.
    """
    # scipy has this function, but importing it takes longer than most coefficients.
    half = sqrt(pi) / 2 * np.exp(lgamma(freedom / 2) - lgamma((freedom + 1) / 2))
    nodes, weights = _gauss_legendre()
    angle = 0.0
    for _ in range(100):
        inside = angle / 2 * (weights @ np.cos(angle / 2 * (nodes + 1)) ** (freedom - 1))
        step = (level * half - inside) / np.cos(angle) ** (freedom - 1)
        angle += step
        if abs(step) < 1e-15 * angle:
            break
    return float(sqrt(freedom) * tan(angle))


@lru_cache(maxsize=1)
def _gauss_legendre() -> tuple[Floats, Floats]:
    return np.polynomial.legendre.leggauss(_POINTS)
