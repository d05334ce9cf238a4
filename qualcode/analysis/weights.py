"""Design-based estimates from a stratified, weighted, perhaps clustered sample.

Variances are Taylor linearised, as in R's survey package: Binder (1983), On the variances of
asymptotically normal estimators from complex surveys, International Statistical Review 51,
279-292; Lumley (2004), Analysis of complex survey samples, Journal of Statistical Software 9(8).
A subgroup keeps the whole design: those outside it count as zeros in their strata.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from qualcode.domain.errors import InputError

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

_OUTER = 0.975
"""The upper quantile of a 95 per cent interval."""

_NOTHING = 1e-10
"""A standard error below this is rounding: nothing varies within any stratum."""


@dataclass(frozen=True, eq=False)
class Design:
    """How a sample was drawn; `weights`, `stratum` and `unit` stand beside its participants.

    `stratum` and `unit` number the strata and the sampling units; `stratum_of_unit` and
    `size` (units drawn in each stratum) stand beside those. `fraction` is the share of each
    stratum's units that was drawn; 0 where the population is not told.
    """

    weights: Floats
    stratum: Places
    unit: Places
    stratum_of_unit: Places
    size: Places
    fraction: Floats
    corrected: bool

    @cached_property
    def scale(self) -> Floats:
        """Return by what each unit's squared deviation is multiplied."""
        size = self.size.astype(float)
        by_stratum = (1 - self.fraction) * np.where(size > 1, size / np.maximum(size - 1, 1), 1.0)
        return by_stratum[self.stratum_of_unit]

    @property
    def lonely(self) -> int:
        """Return how many strata have a single unit without being taken whole."""
        return int(np.sum((self.size == 1) & (self.fraction < 1)))

    @property
    def certain(self) -> int:
        """Return how many strata were taken whole."""
        return int(np.sum(self.fraction >= 1))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A share (0 to 1) or a mean of a population, with its interval; None is what cannot be said.

    `deff` is the variance beside that of a simple random sample of the same size.
    """

    value: float | None = None
    standard_error: float | None = None
    low: float | None = None
    high: float | None = None
    deff: float | None = None
    df: int = 0


def design(
    weights: Sequence[float],
    strata: Sequence[str] | None = None,
    clusters: Sequence[str] | None = None,
    fpc: Sequence[float] | None = None,
) -> Design:
    """Return the design that stands in the columns of a sample.

    `fpc` is the number of units in the stratum's population or, from 0 to 1, the share drawn.

    Raises:
        InputError: naming the stratum whose `fpc` varies or is smaller than its sample.
    """
    people = len(weights)
    labels, stratum = np.unique(strata or [""] * people, return_inverse=True)
    unit, stratum_of_unit = _units(stratum, clusters)
    size = np.bincount(stratum_of_unit, minlength=len(labels))
    fraction = np.zeros(len(labels))
    if fpc is not None:
        fraction = _fractions(np.asarray(fpc, dtype=float), stratum, size, list(labels))
    weighed = np.asarray(weights, dtype=float)
    return Design(weighed, stratum, unit, stratum_of_unit, size, fraction, fpc is not None)


def _units(stratum: Places, clusters: Sequence[str] | None) -> tuple[Places, Places]:
    """Number the sampling units; clusters of one name in two strata are two."""
    if clusters is None:
        return np.arange(len(stratum)), stratum
    _, cluster = np.unique(clusters, return_inverse=True)
    pairs, unit = np.unique(np.column_stack([stratum, cluster]), axis=0, return_inverse=True)
    return unit.reshape(-1), pairs[:, 0]


def _fractions(fpc: Floats, stratum: Places, size: Places, labels: list[str]) -> Floats:
    low, high = np.full(len(labels), np.inf), np.full(len(labels), -np.inf)
    np.minimum.at(low, stratum, fpc)
    np.maximum.at(high, stratum, fpc)
    for label, least, most, drawn in zip(labels, low, high, size, strict=True):
        where = f"the stratum '{label}'" if label else "the sample"
        if least != most:
            raise InputError(
                f"The population of {where} is told as {least:g} and as {most:g}.",
                fix="It must be the same for all in it.",
            )
        if 1 < most < drawn:
            raise InputError(
                f"The population of {where} is told as {most:g}, but {drawn} were drawn from it.",
                fix="Mend the attribute that --fpc names.",
            )
    return np.where(high > 1, size / high, high)


def variance(design: Design, scores: Floats) -> Floats:
    """Return the covariances of the sums of weighted scores, one column each, over all strata.

    Scores are linearised: each column adds up to 0. A stratum with a single unit, of which others
    were not drawn, is centred on that; so is R's option survey.lonely.psu="adjust".
    """
    units, strata = len(design.stratum_of_unit), len(design.size)
    sums = np.column_stack(
        [np.bincount(design.unit, weights=one, minlength=units) for one in scores.T]
    )
    totals = np.column_stack(
        [np.bincount(design.stratum_of_unit, weights=one, minlength=strata) for one in sums.T]
    )
    means = np.where(design.size[:, None] > 1, totals / design.size[:, None], 0.0)
    apart = sums - means[design.stratum_of_unit]
    return np.asarray((apart * design.scale[:, None]).T @ apart)


def degrees_of_freedom(design: Design, domain: Flags) -> int:
    """Return the units less the strata that have anybody in the domain."""
    return len(np.unique(design.unit[domain])) - len(np.unique(design.stratum[domain]))


def mean(design: Design, values: Floats, domain: Flags) -> Weighed:
    """Return the mean of the population behind the domain, with its t interval.

    Values outside the domain are not looked at.
    """
    found = _estimated(design, values, domain)
    if found.value is None or found.standard_error is None:
        return found
    if _taken_whole(design, domain):
        return replace(found, low=found.value, high=found.value)
    if found.standard_error < _NOTHING * abs(found.value):
        return found
    reach = float(stats.t.ppf(_OUTER, found.df)) * found.standard_error
    return replace(found, low=found.value - reach, high=found.value + reach)


def proportion(design: Design, carrying: Flags, domain: Flags) -> Weighed:
    """Return the share of the population behind the domain that carries, with its interval.

    The interval is a t interval of the log odds, as R's svyciprop(method="xlogit"); where all or
    none carry, that of Korn and Graubard (1998), Survey Methodology 24, 193-201, with Kish's
    effective size. There is none where the strata differ and nothing varies within them.
    """
    found = _estimated(design, carrying.astype(float), domain)
    if found.value is None or found.standard_error is None:
        return found
    if _taken_whole(design, domain):
        return replace(found, low=found.value, high=found.value)
    if carrying[domain].all() or not carrying[domain].any():
        low, high = _at_the_end(design, domain, found)
    elif found.standard_error < _NOTHING:
        return found
    else:
        low, high = _log_odds_interval(found.value, found.standard_error, found.df)
    return replace(found, low=low, high=high)


def _estimated(design: Design, values: Floats, domain: Flags) -> Weighed:
    """Return the mean of a domain with its standard error, still without an interval."""
    n = int(domain.sum())
    if not n:
        return Weighed()
    weights = np.where(domain, design.weights, 0.0)
    whole = float(weights.sum())
    held = np.where(domain, values, 0.0)
    value = float(weights @ held / whole)
    df = degrees_of_freedom(design, domain)
    whole_strata = _taken_whole(design, domain)
    if df < 1 and not whole_strata:
        return Weighed(value, df=df)
    apart = np.where(domain, held - value, 0.0)
    spread = 0.0
    if not whole_strata:
        spread = float(variance(design, (weights * apart / whole)[:, None])[0, 0])
    return Weighed(value, spread**0.5, None, None, _deff(design, spread, weights, apart, n), df)


def _taken_whole(design: Design, domain: Flags) -> bool:
    return bool((design.fraction[design.stratum[domain]] >= 1).all())


def _deff(design: Design, spread: float, weights: Floats, apart: Floats, n: int) -> float | None:
    """Return the design effect; a sample without correction is set beside one with replacement."""
    whole = float(weights.sum())
    if n < 2:
        return None
    simple = float(weights @ apart**2) / whole / (n - 1)
    if design.corrected and whole > n:
        simple *= 1 - n / whole
    return spread / simple if simple > 0 else None


def _log_odds_interval(share: float, error: float, df: int) -> tuple[float, float]:
    middle = log(share / (1 - share))
    reach = float(stats.t.ppf(_OUTER, df)) * error / (share * (1 - share))
    return float(special.expit(middle - reach)), float(special.expit(middle + reach))


def _at_the_end(design: Design, domain: Flags, found: Weighed) -> tuple[float, float]:
    weights = design.weights[domain]
    size = float(weights.sum() ** 2 / (weights**2).sum())
    narrower = stats.t.ppf(_OUTER, len(weights) - 1) / stats.t.ppf(_OUTER, found.df)
    reach = 1 - (1 - _OUTER) ** (1 / (size * float(narrower) ** 2))
    return (0.0, reach) if not found.value else (1 - reach, 1.0)
