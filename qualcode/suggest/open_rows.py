"""Kernel ridge regression over texts of which some are decided for some codes only."""

from __future__ import annotations

import numpy as np

from qualcode.suggest.numbers import Flags, Numbers, Rows
from qualcode.suggest.ridge import LEVEL, GrowingInverse, Solution


class OpenRows:
    """Solves for all codes at once where that can be, and adds what only some codes have.

    Rows that are known for every code have one inverse, which grows. The others are added for
    each code that knows them, by the block inverse (Rasmussen and Williams 2006, eq. A.11): a
    text with one accepted code costs that code alone.
    """

    def __init__(self) -> None:
        self._rows: list[int] = []
        self._inverse: GrowingInverse | None = None

    def solve(self, likeness: Numbers, noise: Numbers, targets: Numbers) -> Solution:
        """Learn from targets of rows x codes; NaN is open and teaches nothing about that code.

        `likeness` is rows x rows, without level and noise. Rows may be added from one call to the
        next, and their noise may change; their order may not.
        """
        open_ = np.isnan(targets)
        known_to_all = np.asarray(np.logical_not(open_).all(axis=1))
        inverse = self._followed(likeness, noise, known_to_all)
        base, some = np.array(self._rows, dtype=np.intp), np.flatnonzero(~known_to_all)
        goal, spread = targets[base], np.diag(inverse)
        weights, left_out = np.zeros(targets.shape), np.zeros(targets.shape)
        first = inverse @ goal
        weights[base], left_out[base] = first, goal - first / spread[:, None]
        if not some.size:
            return Solution(weights, left_out)
        across = likeness[np.ix_(some, base)] + LEVEL
        beside = across @ inverse
        for known, codes in _by_known(~open_[some]):
            rows, to_base, through = some[known], across[known], beside[known]
            own = likeness[np.ix_(rows, rows)] + LEVEL + np.diag(noise[rows])
            corner = np.linalg.inv(own - through @ to_base.T)
            told = targets[np.ix_(rows, codes)]
            added = corner @ (told - to_base @ first[:, codes])
            lowered = first[:, codes] - through.T @ added
            wider = spread + ((corner @ through) * through).sum(axis=0)
            weights[np.ix_(rows, codes)] = added
            weights[np.ix_(base, codes)] = lowered
            left_out[np.ix_(rows, codes)] = told - added / np.diag(corner)[:, None]
            left_out[np.ix_(base, codes)] = goal[:, codes] - lowered / wider[:, None]
        return Solution(weights, left_out)

    def _followed(self, likeness: Numbers, noise: Numbers, known: Flags) -> Numbers:
        wanted = np.flatnonzero(known).tolist()
        had = set(self._rows)
        if self._inverse is None or not had.issubset(wanted):
            self._rows = wanted
            self._inverse = GrowingInverse(likeness[np.ix_(wanted, wanted)], noise[wanted])
            return self._inverse.matrix
        for place, row in enumerate(self._rows):
            self._inverse.weigh(place, float(noise[row]))
        if new := [row for row in wanted if row not in had]:
            across = likeness[np.ix_(new, self._rows)]
            self._inverse.grow(across, likeness[np.ix_(new, new)], noise[new])
            self._rows += new
        return self._inverse.matrix


def _by_known(known: Flags) -> list[tuple[Rows, Rows]]:
    """Group the codes that are known for the same rows, if for any."""
    groups: dict[bytes, list[int]] = {}
    for code in np.flatnonzero(known.any(axis=0)):
        groups.setdefault(known[:, code].tobytes(), []).append(int(code))
    return [
        (np.flatnonzero(known[:, codes[0]]), np.array(codes, dtype=np.intp))
        for codes in groups.values()
    ]
