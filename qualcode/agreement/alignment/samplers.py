"""Random continua that look like the observed one: what coders would do by chance."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from qualcode.agreement.alignment.units import Continua, Floats, Indices

Sampler: TypeAlias = Literal["statistical", "shuffle"]

_SHORTEST = 1e-6


def sampled(
    observed: Continua, length: float, sampler: Sampler, samples: int, seed: int
) -> Continua:
    """Return random continua with as many coders as the observed one, which begins at 0.

    The observed continuum must hold a unit.
    """
    rng = np.random.default_rng(seed)
    if sampler == "shuffle":
        return _shuffled(observed, length, samples, rng)
    return _Statistics.of(observed).drawn(samples, rng)


def _shuffled(
    observed: Continua, length: float, samples: int, rng: np.random.Generator
) -> Continua:
    """Shift the units of coders drawn at random along the continuum (Mathet 2015, section 5.2).

    Each coder of a sample is one of the observed coders, drawn with replacement, whose units move
    to the right by a whole number, those that then start beyond the end coming in again at the
    beginning. No two shifts of a sample are nearer than half the mean length of a unit, as long
    as there is room.
    """
    apart = float((observed.end - observed.start).mean()) / 2
    used = np.bincount(observed.coder, minlength=observed.n_coders) > 0
    drawn = np.array([_draw(used, rng) for _ in range(samples)])
    shifts = np.array([_shifts(observed.n_coders, length, apart, rng) for _ in range(samples)])
    sample, coder = (axis.ravel() for axis in np.indices(drawn.shape))
    place, unit = _repeated(observed.coder, observed.n_coders, drawn.ravel())
    start = observed.start[unit] + shifts.ravel()[place]
    start = np.where(start > length, start - length, start)
    return Continua(
        sample[place],
        coder[place],
        start,
        start + (observed.end - observed.start)[unit],
        observed.code[unit],
        samples,
        observed.n_coders,
    )


def _draw(used: np.ndarray[tuple[int], np.dtype[np.bool_]], rng: np.random.Generator) -> Indices:
    """Draw as many coders as there are, at least one of whom has a unit."""
    while True:
        drawn = rng.integers(0, len(used), len(used))
        if used[drawn].any():
            return drawn


def _shifts(n: int, length: float, apart: float, rng: np.random.Generator) -> Floats:
    """Draw n whole shifts, each uniformly from where no earlier one is nearer than `apart`."""
    free = [(0.0, length)]
    shifts = []
    for _ in range(n):
        sizes = np.cumsum([high - low for low, high in free])
        if not len(sizes) or sizes[-1] <= 0:
            shifts.append(rng.uniform(0.0, length))
            continue
        place = rng.uniform(0.0, float(sizes[-1]))
        stretch = min(int(np.searchsorted(sizes, place, "right")), len(free) - 1)
        shift = float(np.floor(free[stretch][1] - (sizes[stretch] - place)))
        shifts.append(shift)
        free = [
            (low, high)
            for begin, end in free
            for low, high in ((begin, min(end, shift - apart)), (max(begin, shift + apart), end))
            if low < high
        ]
    return np.array(shifts)


def _repeated(group: Indices, size: int, drawn: Indices) -> tuple[Indices, Indices]:
    """Return, for a draw of groups, the place in the draw and the member of every member."""
    order = np.argsort(group, kind="stable")
    counts = np.bincount(group, minlength=size)
    first = np.cumsum(counts) - counts
    place = np.repeat(np.arange(len(drawn)), counts[drawn])
    begins = np.cumsum(counts[drawn]) - counts[drawn]
    within = np.arange(len(place)) - begins[place]
    return place, order[first[drawn][place] + within]


@dataclass(frozen=True, slots=True, eq=False)
class _Statistics:
    """Mean and standard deviation of what makes a continuum, and the share of each code.

    As pygamma-agreement (Titeux & Riad 2021) draws its samples: `count` of the units of a coder,
    `gap` from one unit of a coder to the next and `duration` of a unit.
    """

    count: tuple[float, float]
    gap: tuple[float, float]
    duration: tuple[float, float]
    shares: Floats
    n_coders: int

    @classmethod
    def of(cls, observed: Continua) -> "_Statistics":
        """Describe a continuum whose units are in the order of coders and starts."""
        follows = observed.coder[1:] == observed.coder[:-1]
        between = (observed.start[1:] - observed.end[:-1])[follows]
        first = observed.start[np.concatenate([[True], ~follows])]
        # The reference counts one gap of 0 besides, and none before a unit at the beginning.
        gaps = np.concatenate([[0.0], between, first[first > 0]])
        counts = np.bincount(observed.coder, minlength=observed.n_coders)
        durations = observed.end - observed.start
        return cls(
            _mean_and_deviation(counts),
            _mean_and_deviation(gaps),
            _mean_and_deviation(durations),
            np.bincount(observed.code) / len(observed),
            observed.n_coders,
        )

    def drawn(self, samples: int, rng: np.random.Generator) -> Continua:
        """Draw continua; the first coder of each has a unit."""
        counts = np.abs(np.trunc(rng.normal(*self.count, (samples, self.n_coders))))
        counts = counts.astype(np.int64)
        counts[:, 0] = np.maximum(counts[:, 0], 1)
        line = np.repeat(np.arange(counts.size), counts.ravel())
        sample, coder = np.divmod(line, self.n_coders)
        gaps = rng.normal(*self.gap, len(line))
        durations = self._durations(len(line), rng)
        end = np.cumsum(gaps + durations)
        begins = np.cumsum(counts.ravel()) - counts.ravel()
        before = np.concatenate([[0.0], end])[begins]
        end = end - before[line]
        code = rng.choice(len(self.shares), len(line), p=self.shares)
        return Continua(sample, coder, end - durations, end, code, samples, self.n_coders)

    def _durations(self, n: int, rng: np.random.Generator) -> Floats:
        found = np.abs(rng.normal(*self.duration, n))
        while (short := np.flatnonzero(found < _SHORTEST)).size:
            found[short] = np.abs(rng.normal(*self.duration, len(short)))
        return found


def _mean_and_deviation(values: Floats | Indices) -> tuple[float, float]:
    return float(values.mean()), float(values.std())
