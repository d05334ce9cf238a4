"""Which coder looked at which unit, and which codes that coder applied there."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.encoding import Ints
from qualcode.agreement.ratings import Floats

Unit: TypeAlias = tuple[Hashable, Mapping[Hashable, Collection[Hashable]]]
CodeSet: TypeAlias = frozenset[Hashable]


@dataclass(frozen=True, slots=True, eq=False)
class CodedUnits:
    """The units that at least two coders looked at, in the form that the statistics count.

    `looked` is coders x units. The codings are three equally long arrays of indices: the coding
    with number i was made by `coder[i]` on `unit[i]` with `code[i]`. `sets` is coders x units of
    sets of codes, None where the coder did not look. `by_coder` counts the units to which each
    coder gave each code, (coders, codes); `by_unit` the coders who gave each unit each code,
    (units, codes). `n_left_out` counts the units that were not compared.
    """

    documents: tuple[Hashable, ...]
    coders: tuple[Hashable, ...]
    codes: tuple[Hashable, ...]
    looked: NDArray[np.bool_]
    coder: Ints
    unit: Ints
    code: Ints
    sets: tuple[tuple[CodeSet | None, ...], ...]
    by_coder: Ints
    by_unit: Ints
    n_left_out: int

    @classmethod
    def of(cls, units: Sequence[Unit], codes: Iterable[Hashable] | None) -> "CodedUnits":
        """Read units of `(document, {coder: codes})`; an absent coder did not look at the unit.

        `codes` names the codes to keep and their order; by default all that were applied.
        """
        compared = [unit for unit in units if len(unit[1]) >= 2]
        coders = _ordered(coder for _, looks in units for coder in looks)
        kept = _kept(units, codes)
        coder_at = {name: index for index, name in enumerate(coders)}
        code_at = {name: index for index, name in enumerate(kept)}
        looked = np.zeros((len(coders), len(compared)), dtype=np.bool_)
        sets: list[list[CodeSet | None]] = [[None] * len(compared) for _ in coders]
        codings: list[tuple[int, int, int]] = []
        for unit, (_, looks) in enumerate(compared):
            for name, applied in looks.items():
                coder, here = coder_at[name], frozenset(code_at.keys() & applied)
                looked[coder, unit] = True
                sets[coder][unit] = here
                codings.extend((coder, unit, code_at[code]) for code in here)
        columns = np.array(codings, dtype=np.int64).reshape(-1, 3).T
        by_coder = np.zeros((len(coders), len(kept)), dtype=np.int64)
        by_unit = np.zeros((len(compared), len(kept)), dtype=np.int64)
        np.add.at(by_coder, (columns[0], columns[2]), 1)
        np.add.at(by_unit, (columns[1], columns[2]), 1)
        return cls(
            documents=tuple(document for document, _ in compared),
            coders=coders,
            codes=kept,
            looked=looked,
            coder=columns[0],
            unit=columns[1],
            code=columns[2],
            sets=tuple(tuple(row) for row in sets),
            by_coder=by_coder,
            by_unit=by_unit,
            n_left_out=len(units) - len(compared),
        )

    @property
    def n_units(self) -> int:
        """Number of units that were compared."""
        return len(self.documents)

    @property
    def n_active(self) -> int:
        """Number of coders who looked at a compared unit."""
        return int(self.looked.any(axis=1).sum())

    def of_coder(self, coder: int) -> Floats:
        """Tell with 1 which unit this coder gave which code, shape (units, codes)."""
        own = self.coder == coder
        grid = np.zeros((self.looked.shape[1], len(self.codes)))
        grid[self.unit[own], self.code[own]] = 1.0
        return grid


def _kept(units: Sequence[Unit], codes: Iterable[Hashable] | None) -> tuple[Hashable, ...]:
    if codes is not None:
        return tuple(dict.fromkeys(codes))
    return _ordered(code for _, looks in units for applied in looks.values() for code in applied)


def _ordered(names: Iterable[Hashable]) -> tuple[Hashable, ...]:
    """Return each name once, sorted if they can be, else as first met."""
    met = tuple(dict.fromkeys(names))
    try:
        return tuple(sorted(met))  # type: ignore[type-var]
    except TypeError:
        return met
