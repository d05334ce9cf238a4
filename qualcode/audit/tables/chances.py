"""Distributions written out: incomplete gamma and beta functions, and what follows from them.

The series and continued fractions are those of Abramowitz and Stegun (1964), 6.5.29, 6.5.31 and
26.5.8, evaluated by Lentz's method; they are good to about 1e-13.
"""

from __future__ import annotations

from collections.abc import Callable
from math import erfc, exp, lgamma, log, log1p, sqrt

_TINY = 1e-300
_NEAR = 1e-16
_ROUNDS = 100_000


def normal_tail(z: float) -> float:
    """Return the chance of more than z."""
    return erfc(z / sqrt(2)) / 2


def chi_square_tail(x: float, freedom: float) -> float:
    """Return the chance of more than x with so many degrees of freedom."""
    if x <= 0:
        return 1.0
    a, half = freedom / 2, x / 2
    if half < a + 1:
        return 1 - _gamma_series(a, half)
    return _gamma_fraction(a, half)


def _gamma_series(a: float, x: float) -> float:
    term = total = 1 / a
    for step in range(1, _ROUNDS):
        term *= x / (a + step)
        total += term
        if term < total * _NEAR:
            break
    return total * exp(-x + a * log(x) - lgamma(a))


def _gamma_fraction(a: float, x: float) -> float:
    def part(step: int) -> tuple[float, float]:
        return (1.0 if step == 1 else -(step - 1) * (step - 1 - a)), x + 2 * step - 1 - a

    return exp(-x + a * log(x) - lgamma(a)) * _fraction(part)


def beta_share(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(b, a, 1 - x)

    def part(step: int) -> tuple[float, float]:
        if step == 1:
            return 1.0, 1.0
        m, odd = divmod(step - 1, 2)
        if odd:
            return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1.0
        return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1.0

    front = a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)
    return exp(front) / a * _fraction(part)


def _fraction(part: Callable[[int], tuple[float, float]]) -> float:
    """Return a1/(b1 + a2/(b2 + ...)) by Lentz's method."""
    value, above, below = _TINY, _TINY, 0.0
    for step in range(1, _ROUNDS):
        a, b = part(step)
        below = 1 / ((b + a * below) or _TINY)
        above = (b + a / above) or _TINY
        value *= above * below
        if abs(above * below - 1) < _NEAR:
            break
    return value


def t_tails(t: float, freedom: float) -> float:
    """Return the chance of a Student's t further from 0 than this, on either side."""
    return beta_share(freedom / 2, 0.5, freedom / (freedom + t * t))


def f_tail(f: float, one: float, other: float) -> float:
    """Return the chance of more than f with these degrees of freedom."""
    return 1.0 if f <= 0 else beta_share(other / 2, one / 2, other / (other + one * f))


def t_point(freedom: float, tail: float = 0.025) -> float:
    """Return the t that is exceeded with this chance, found by halving."""
    return halved(lambda t: t_tails(t, freedom) / 2 - tail, 0.0, 1e6)


def chi_square_point(freedom: float, tail: float = 0.05) -> float:
    """Return the chi-square that is exceeded with this chance, found by halving."""
    return halved(lambda x: chi_square_tail(x, freedom) - tail, 0.0, 1e6)


def halved(excess: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function that falls from above 0 to below crosses it."""
    for _ in range(400):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if excess(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
