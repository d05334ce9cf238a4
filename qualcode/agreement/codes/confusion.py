"""Which code one coder uses where another uses a different one."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from qualcode.agreement.codes.coded import CodedUnits, Unit
from qualcode.agreement.tables.encoding import Ints


@dataclass(frozen=True, slots=True)
class ConfusedCodes:
    """How often one coder used `first` and not `second` where another did the reverse."""

    first: Hashable
    second: Hashable
    n: int


@dataclass(frozen=True, slots=True)
class CodeConfusion:
    """What every pair of coders did on every unit that both looked at, counted by code.

    `agreed` counts where both used the code. `confused` counts where one used a code that the
    other did not, and the other a code that the first did not, most frequent first. `missed`
    counts where one used the code and the other neither used it nor any code of its own that the
    first had not.
    """

    codes: tuple[Hashable, ...]
    confused: tuple[ConfusedCodes, ...]
    agreed: Mapping[Hashable, int] = field(hash=False)
    missed: Mapping[Hashable, int] = field(hash=False)

    def matrix(self) -> list[list[int]]:
        """Return the confusions, codes x codes and symmetric, with `agreed` on the diagonal."""
        place = {code: index for index, code in enumerate(self.codes)}
        cells = [[0] * len(self.codes) for _ in self.codes]
        for code, index in place.items():
            cells[index][index] = self.agreed[code]
        for pair in self.confused:
            one, other = place[pair.first], place[pair.second]
            cells[one][other] = cells[other][one] = pair.n
        return cells


def code_confusion(
    units: Sequence[Unit] | CodedUnits, codes: Iterable[Hashable] | None = None
) -> CodeConfusion:
    """Return which codes coders use for one another; the arguments are those of agreement_by_code.

    Raises ValueError for codes that are no collection.
    """
    coded = CodedUnits.of(units, codes)
    width = max(len(coded.codes), 1)
    agreed, missed = np.zeros(width, dtype=np.int64), np.zeros(width, dtype=np.int64)
    swapped: list[Ints] = [np.empty(0, dtype=np.int64)]
    cells = coded.unit * width + coded.code
    by_coder = [cells[coded.coder == coder] for coder in range(len(coded.coders))]
    for one, other in combinations(range(len(coded.coders)), 2):
        first, second = (
            mine[coded.looked[their][mine // width]]
            for mine, their in ((by_coder[one], other), (by_coder[other], one))
        )
        both = np.intersect1d(first, second, assume_unique=True)
        agreed += np.bincount(both % width, minlength=width)
        first, second = (np.setdiff1d(mine, both, assume_unique=True) for mine in (first, second))
        for mine, theirs in ((first, second), (second, first)):
            alone = ~np.isin(mine // width, theirs // width)
            missed += np.bincount(mine[alone] % width, minlength=width)
        swapped.append(_swaps(first, second, width))
    pairs, times = np.unique(np.concatenate(swapped), return_counts=True)
    order = np.argsort(-times, kind="stable")
    return CodeConfusion(
        codes=coded.codes,
        confused=tuple(
            ConfusedCodes(coded.codes[pair // width], coded.codes[pair % width], int(n))
            for pair, n in zip(pairs[order].tolist(), times[order].tolist(), strict=True)
        ),
        agreed=dict(zip(coded.codes, agreed.tolist(), strict=False)),
        missed=dict(zip(coded.codes, missed.tolist(), strict=False)),
    )


def _swaps(first: Ints, second: Ints, width: int) -> Ints:
    """Return each pair of codes (smaller x width + larger) that stand against each other."""
    start = np.searchsorted(second // width, first // width, side="left")
    stop = np.searchsorted(second // width, first // width, side="right")
    times = stop - start
    within = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    mine = np.repeat(first % width, times)
    theirs = second[np.repeat(start, times) + within] % width
    return np.asarray(np.minimum(mine, theirs) * width + np.maximum(mine, theirs))
