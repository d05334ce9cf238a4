"""The coefficients as their papers define them, for one code that is given or not.

A tally maps (m, k) to how often it happened that k of the m coders who looked gave the code. A
table of two coders is (both, only the first, only the second, neither). Counts are exact, as
Fraction, or floats where a sample of the documents is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

N = TypeVar("N", float, Fraction)


def alpha(tally: Mapping[tuple[int, int], N]) -> N | None:
    """Return Krippendorff's nominal alpha, 1 - D_o / D_e; None where nothing varies.

    Krippendorff (2004), section 11.3: D_o averages over ratings the share of differing pairs that
    each is in; D_e is the chance that two ratings, drawn without replacement, differ.
    """
    ratings = sum(times * m for (m, _), times in tally.items())
    given = sum(times * k for (_, k), times in tally.items())
    if not given or given == ratings:
        return None
    differing = sum(times * 2 * k * (m - k) / (m - 1) for (m, k), times in tally.items())
    observed = differing / ratings
    expected = 2 * given * (ratings - given) / (ratings * (ratings - 1))
    return 1 - observed / expected  # type: ignore[return-value]


def percent(tally: Mapping[tuple[int, int], N]) -> N | None:
    """Return the share of agreeing pairs of coders, averaged over units (Gwet 2014, p_a)."""
    units = sum(tally.values())
    if not units:
        return None
    agreeing = sum(
        times * (k * (k - 1) + (m - k) * (m - k - 1)) / (m * (m - 1))
        for (m, k), times in tally.items()
    )
    return agreeing / units


def ac1(tally: Mapping[tuple[int, int], N]) -> N | None:
    """Return Gwet's AC1 (2008) with the categories yes and no: p_e = 2 pi (1 - pi)."""
    observed, units = percent(tally), sum(tally.values())
    if observed is None:
        return None
    share = sum(times * k / m for (m, k), times in tally.items()) / units
    chance = 2 * share * (1 - share)
    return (observed - chance) / (1 - chance)  # type: ignore[return-value]


def brennan_prediger(tally: Mapping[tuple[int, int], N]) -> N | None:
    """Return the kappa of Brennan and Prediger (1981) for two categories: p_e = 1/2, so 2 p - 1."""
    observed = percent(tally)
    return None if observed is None else 2 * observed - 1


def cohen(table: Sequence[N]) -> N | None:
    """Return Cohen's kappa (1960), None where chance agreement is complete or nobody looked."""
    found = agreement(table)
    if found is None or found[1] == 1:
        return None
    observed, chance = found
    return (observed - chance) / (1 - chance)


def agreement(table: Sequence[N]) -> tuple[N, N] | None:
    """Return p_o and p_e of Cohen's kappa."""
    both, first, second, neither = table
    n = both + first + second + neither
    if not n:
        return None
    one, other = (both + first) / n, (both + second) / n
    return (both + neither) / n, one * other + (1 - one) * (1 - other)


def pooled(tables: Iterable[Sequence[N]]) -> N | None:
    """Return kappa from the means of p_o and p_e over codes (De Vries and others 2008)."""
    found = [agreement(table) for table in tables]
    known = [one for one in found if one is not None]
    if not known or len(known) < len(found):
        return None
    observed = sum(one for one, _ in known) / len(known)
    chance = sum(one for _, one in known) / len(known)
    if chance == 1:
        return None
    return (observed - chance) / (1 - chance)  # type: ignore[return-value]


def prevalence(table: Sequence[N]) -> N | None:
    """Return (a - d) / n of Byrt, Bishop and Carlin (1993)."""
    n = sum(table)
    return (table[0] - table[3]) / n if n else None


def bias(table: Sequence[N]) -> N | None:
    """Return (b - c) / n of Byrt, Bishop and Carlin (1993)."""
    n = sum(table)
    return (table[1] - table[2]) / n if n else None


def jaccard(table: Sequence[N]) -> N | None:
    """Return what both gave over what either gave (Jaccard 1901)."""
    either = table[0] + table[1] + table[2]
    return table[0] / either if either else None


def mean_of_known(values: Iterable[N | None]) -> N | None:
    """Return the mean of the values that there are, None for none (Light 1971 for kappas)."""
    known = [one for one in values if one is not None]
    return sum(known) / len(known) if known else None  # type: ignore[return-value]


def masi_distance(one: frozenset[str], other: frozenset[str]) -> float:
    """Return 1 - J M (Passonneau 2006)."""
    if one == other:
        return 0.0
    if not one & other:
        return 1.0
    monotonic = 2 / 3 if one < other or other < one else 1 / 3
    return 1 - len(one & other) / len(one | other) * monotonic


def jaccard_distance(one: frozenset[str], other: frozenset[str]) -> float:
    """Return 1 - J (Jaccard 1901)."""
    return 0.0 if one == other else 1 - len(one & other) / len(one | other)


def nominal_distance(one: frozenset[str], other: frozenset[str]) -> float:
    """Return 0 for equal sets, 1 for others."""
    return float(one != other)
