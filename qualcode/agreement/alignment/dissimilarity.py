"""How far two units are apart in position and code, and which units are near enough to align."""

from dataclasses import dataclass

import numpy as np

from qualcode.agreement.alignment.units import Continua, Floats, Indices

# About 1 GB of work arrays; only thousands of spans on top of each other come near it.
_MOST_PAIRS = 20_000_000

# Of alignments with the same disorder the one with fewer parts is taken, by so small an advantage
# that it decides nothing else.
TIE = 1e-8


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    """The combined dissimilarity alpha d_pos + beta d_cat of Mathet et al. (2015), section 4.3.

    For units with starts s, ends e and lengths l, d_pos = ((|s_1 - s_2| + |e_1 - e_2|) /
    (l_1 + l_2))^2 delta_empty; d_cat is 0 for equal codes and delta_empty for others. A unit and
    nothing are delta_empty apart. Both parts grow with delta_empty, so that gamma is the same for
    every one.
    """

    alpha: float
    beta: float
    delta_empty: float

    def positional(self, units: Continua, one: Indices, other: Indices) -> Floats:
        """Return d_pos of pairs of units."""
        start, end = units.start, units.end
        gap = np.abs(start[one] - start[other]) + np.abs(end[one] - end[other])
        lengths = end[one] - start[one] + (end[other] - start[other])
        return np.asarray((gap / lengths) ** 2 * self.delta_empty)

    def categorical(self, units: Continua, one: Indices, other: Indices) -> Floats:
        """Return d_cat of pairs of units."""
        return np.where(units.code[one] == units.code[other], 0.0, self.delta_empty)

    def between(self, units: Continua, one: Indices, other: Indices) -> Floats:
        """Return the dissimilarity of pairs of units."""
        return np.asarray(
            self.alpha * self.positional(units, one, other)
            + self.beta * self.categorical(units, one, other)
        )

    def near(
        self, units: Continua, one: Indices, other: Indices, below: float
    ) -> tuple[Indices, Indices, Floats]:
        """Return all pairs out of `one` and `other` that are less than `below` apart.

        Only pairs within one continuum count. The result is both units and their dissimilarity.
        Raises ValueError where there are too many to hold.
        """
        found = [
            self._near_similar(units, one, other[members], below)
            for members in _by_length(units, other)
        ]
        if not found:
            none = np.zeros(0, dtype=np.int64)
            return none, none, np.zeros(0)
        first, second, apart = (np.concatenate(part) for part in zip(*found, strict=True))
        return first, second, apart

    def _near_similar(
        self, units: Continua, one: Indices, other: Indices, below: float
    ) -> tuple[Indices, Indices, Floats]:
        """Return the near pairs for `other` units of similar length.

        The middles of two units are at most (|s_1 - s_2| + |e_1 - e_2|) / 2 apart, which for near
        units is less than sqrt(below / (alpha delta_empty)) (l_1 + l_2) / 2.
        """
        reach = np.inf if self.alpha == 0 else np.sqrt(below / (self.alpha * self.delta_empty))
        middle = units.start + units.end
        stretch = 2.0 * (middle.max() - middle.min() + 1.0)
        key = middle - middle.min() + units.sample * stretch
        ranked = other[np.argsort(key[other], kind="stable")]
        length = units.end - units.start
        window = reach * (length[one] + length[other].max()) + 1e-9 * stretch * units.n_samples
        samples, sorted_keys = units.sample[ranked], key[ranked]
        low = np.maximum(
            np.searchsorted(sorted_keys, key[one] - window, "left"),
            np.searchsorted(samples, units.sample[one], "left"),
        )
        high = np.minimum(
            np.searchsorted(sorted_keys, key[one] + window, "right"),
            np.searchsorted(samples, units.sample[one], "right"),
        )
        first, place = spread(low, high, _MOST_PAIRS)
        first, second = one[first], ranked[place]
        apart = self.between(units, first, second)
        kept = apart < below
        return first[kept], second[kept], apart[kept]


def spread(low: Indices, high: Indices, most: int) -> tuple[Indices, Indices]:
    """Return every (row, place) with low[row] <= place < high[row].

    Raises ValueError where there are more than `most`.
    """
    counts = np.maximum(high - low, 0)
    total = int(counts.sum())
    if total > most:
        raise too_much(f"{total:,} groups of these overlap or lie close together")
    row = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    before = np.cumsum(counts) - counts
    return row, np.arange(total, dtype=np.int64) + (low - before)[row]


def too_much(what: str) -> ValueError:
    """Return the error for work beyond what an exact gamma can do."""
    return ValueError(
        f"Gamma needs the best alignment of all spans, and {what}. Compute it for each document,"
        " for fewer codes, or for two coders at a time."
    )


def _by_length(units: Continua, members: Indices) -> list[Indices]:
    """Group units whose lengths differ by less than a factor of two."""
    octave = np.frexp(units.end[members] - units.start[members])[1]
    return [np.flatnonzero(octave == each) for each in np.unique(octave)]
