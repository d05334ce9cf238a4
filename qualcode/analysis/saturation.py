"""How fast new codes come up: in one order, in any order, and where it stops."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from scipy.special import gammaln

from qualcode.domain.saturation import StopRow

if TYPE_CHECKING:
    from numpy.typing import NDArray

Code = TypeVar("Code", bound=Hashable)


def new_codes(units: Sequence[Collection[Code]]) -> list[int]:
    """Return how many codes each unit is the first to carry, in the order given."""
    met: set[Code] = set()
    found: list[int] = []
    for codes in units:
        before = len(met)
        met.update(codes)
        found.append(len(met) - before)
    return found


def expected_codes(carriers: Sequence[int], units: int, sizes: Sequence[int]) -> list[float]:
    """Return the mean number of different codes in so many units, over every choice of them.

    `carriers` are the units of each code, `units` all of them. Sum over codes of
    1 - C(units - carriers, size) / C(units, size): Hurlbert (1971), The nonconcept of species
    diversity, Ecology 52, 577-586; for incidence as in Colwell, Mao and Chang (2004), Ecology 85,
    2717-2727.
    """
    counts = np.asarray([one for one in carriers if one], np.float64)[:, None]
    size = np.asarray(sizes, np.float64)[None, :]
    left = units - counts
    possible = size <= left
    with np.errstate(invalid="ignore"):
        logs = (gammaln(left + 1) - gammaln(np.where(possible, left - size, 0) + 1)) - (
            gammaln(units + 1) - gammaln(units - size + 1)
        )
    missed = np.where(possible, np.exp(np.where(possible, logs, 0.0)), 0.0)
    means: list[float] = (1 - missed).sum(axis=0).tolist()
    return means


@dataclass(frozen=True, slots=True)
class Bands:
    """Between which numbers of codes the random orders lie, size by size."""

    low: list[float]
    high: list[float]
    mean: list[float]


def random_orders(
    carrying: Sequence[Sequence[int]],
    units: int,
    sizes: Sequence[int],
    draws: int,
    seed: int,
    inside: float = 0.95,
) -> Bands:
    """Draw random orders of the units and return the middle share of the curves.

    `carrying` are the units of each code by number from 0. The memory is that of the codings and
    of draws x sizes.
    """
    used = [one for one in carrying if len(one)]
    if not used:
        nothing = [0.0] * len(sizes)
        return Bands(nothing, nothing, nothing)
    members = np.concatenate([np.asarray(one, np.int64) for one in used])
    starts = np.cumsum([0, *(len(one) for one in used[:-1])])
    chance = np.random.default_rng(seed)
    curves = np.empty((draws, len(sizes)), np.int64)
    for draw in range(draws):
        first = np.minimum.reduceat(chance.permutation(units)[members], starts)
        curves[draw] = np.searchsorted(np.sort(first), sizes, side="left")
    edges = [(1 - inside) / 2, (1 + inside) / 2]
    low, high = np.quantile(curves, edges, axis=0, method="inverted_cdf")
    return Bands(_floats(low), _floats(high), _floats(curves.mean(axis=0)))


def _floats(values: NDArray[np.float64]) -> list[float]:
    return [float(one) for one in values]


def stop(new: Sequence[int], base: int, run: int, threshold: float) -> StopRow:
    """Return where runs stop to bring much that is new.

    The codes of the first `base` units are the measure. Every `run` consecutive units after them
    are a run, and runs overlap: for 4 and 2 the units 5 and 6, then 6 and 7. The first run whose
    new codes are at most `threshold` (0 to 1) of the measure is the stop.

    Source: Guest, Namey and Chen (2020), A simple method to assess and report thematic saturation
    in qualitative research, PLoS ONE 15(5): e0232076. They write it 6+2 where 6 units came before
    a run of 2.
    """
    measure = sum(new[:base])
    for before in range(base, len(new) - run + 1):
        brought = sum(new[before : before + run])
        # Percentages such as 29 have no exact form, so a hair's breadth is let pass.
        if measure and brought <= threshold * measure + 1e-9:
            return StopRow(base, run, threshold, measure, before, brought / measure)
    return StopRow(base, run, threshold, measure, None, None)
