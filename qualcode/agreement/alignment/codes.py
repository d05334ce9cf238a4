"""Gamma-cat and gamma-k: agreement on codes alone, given how the units are aligned."""

from dataclasses import dataclass

import numpy as np

from qualcode.agreement.alignment.best import Alignment
from qualcode.agreement.alignment.dissimilarity import Dissimilarity
from qualcode.agreement.alignment.units import Floats, Indices
from qualcode.agreement.coefficients.sums import ratio


@dataclass(frozen=True, slots=True, eq=False)
class CodeDisorders:
    """The disorder of the codes in each continuum, (continua, 1 + codes).

    Column 0 is for gamma-cat and column 1 + k for gamma-k of code k; NaN where there is no unit of
    the code. `rows` counts the unitary alignments of two or more units behind it.
    """

    disorder: Floats
    rows: Indices

    @classmethod
    def of(
        cls, alignment: Alignment, dissimilarity: Dissimilarity, n_codes: int
    ) -> "CodeDisorders":
        """Average d_cat over pairs of units in a unitary alignment (Mathet 2017, section 4.2.5).

        A pair in a unitary alignment of v units weighs max(0, 1 - alpha d_pos) / (v - 1); that of
        a unit with nothing counts delta_empty and weighs delta_empty, as in pygamma-agreement
        0.5.9. Gamma-k takes the pairs with a unit of code k.
        """
        table = _Table(alignment.units.n_samples, 1 + n_codes)
        samples, sizes, units = alignment.samples(), alignment.sizes(), alignment.units
        row, one, other = alignment.pairs()
        sure = 1.0 - dissimilarity.alpha * dissimilarity.positional(units, one, other)
        weight = np.maximum(sure, 0.0) / (sizes[row] - 1)
        apart = weight * dissimilarity.categorical(units, one, other)
        first, second = units.code[one] + 1, units.code[other] + 1
        places = [(np.zeros_like(first), slice(None)), (first, slice(None))]
        places.append((second[first != second], first != second))
        aligned, split = table.empty(), table.empty()
        for column, which in places:
            aligned += table.sums(samples[row][which], column, weight[which])
            split += table.sums(samples[row][which], column, apart[which])
        lonely = _missing_partners(alignment, table) * dissimilarity.delta_empty
        disorder = ratio(split + lonely * dissimilarity.delta_empty, aligned + lonely)
        return cls(disorder, table.rows(alignment))


@dataclass(frozen=True, slots=True)
class _Table:
    """Sums by continuum and column."""

    height: int
    width: int

    def empty(self) -> Floats:
        return np.zeros((self.height, self.width))

    def sums(self, sample: Indices, column: Indices, weights: Floats) -> Floats:
        """Sum weights by continuum and column."""
        size = self.height * self.width
        summed = np.bincount(sample * self.width + column, weights, size).astype(np.float64)
        return summed.reshape(self.height, self.width)

    def rows(self, alignment: Alignment) -> Indices:
        """Count the unitary alignments of two or more units, of each code once."""
        several = np.flatnonzero(alignment.sizes() >= 2)
        row, coder = np.nonzero(alignment.rows[several] >= 0)
        code = alignment.units.code[alignment.rows[several][row, coder]] + 1
        both = np.unique(np.stack([several[row], code]), axis=1)
        row = np.concatenate([several, both[0]])
        column = np.concatenate([np.zeros_like(several), both[1]])
        counted = self.sums(alignment.samples()[row], column, np.ones(len(row)))
        return counted.astype(np.int64)


def _missing_partners(alignment: Alignment, table: _Table) -> Floats:
    """Count the pairs of a unit with nothing, in all and for the code of the unit."""
    units = alignment.units
    row, coder = np.nonzero(alignment.rows >= 0)
    unit = alignment.rows[row, coder]
    missing = (units.n_coders - alignment.sizes()[row]).astype(np.float64)
    sample, code = units.sample[unit], units.code[unit] + 1
    return table.sums(sample, np.zeros_like(code), missing) + table.sums(sample, code, missing)
