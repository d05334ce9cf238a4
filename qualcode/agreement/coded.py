"""Which coder looked at which unit, and which codes that coder applied there."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.encoding import Ints

Unit: TypeAlias = tuple[Hashable, Mapping[Hashable, Collection[Hashable]]]
CodeSet: TypeAlias = frozenset[Hashable]


@dataclass(frozen=True, slots=True, eq=False)
class CodedUnits:
    """The units that at least two coders looked at, in the form that the statistics count.

    `looked` is coders x units. The codings are three equally long arrays of indices: the coding
    with number i was made by `coder[i]` on `unit[i]` with `code[i]`. `sets` is coders x units of
    sets of codes, None where the coder did not look. `n_active` counts the coders who looked at
    any of the units, `n_left_out` the units that were not compared.
    """

    documents: tuple[Hashable, ...]
    coders: tuple[Hashable, ...]
    codes: tuple[Hashable, ...]
    looked: NDArray[np.bool_]
    coder: Ints
    unit: Ints
    code: Ints
    sets: tuple[tuple[CodeSet | None, ...], ...]
    n_active: int
    n_left_out: int

    @classmethod
    def of(cls, units: Sequence[Unit], codes: Iterable[Hashable] | None) -> "CodedUnits":
        """Read units of `(document, {coder: codes})`; an absent coder did not look at the unit.

        `codes` names the codes to keep and their order; by default all that were applied. Raises
        ValueError, naming the coder, for codes that are no collection.
        """
        _refuse_what_is_no_set(units)
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
                coder, here = coder_at[name], frozenset(filter(code_at.__contains__, applied))
                looked[coder, unit] = True
                sets[coder][unit] = here
                codings.extend((coder, unit, code_at[code]) for code in here)
        columns = np.array(codings, dtype=np.int64).reshape(-1, 3).T
        return cls(
            documents=tuple(document for document, _ in compared),
            coders=coders,
            codes=kept,
            looked=looked,
            coder=columns[0],
            unit=columns[1],
            code=columns[2],
            sets=tuple(tuple(row) for row in sets),
            n_active=int(looked.any(axis=1).sum()),
            n_left_out=len(units) - len(compared),
        )

    @property
    def n_units(self) -> int:
        """Number of units that were compared."""
        return len(self.documents)

    def by_coder(self) -> Ints:
        """Count the units to which each coder gave each code, shape (coders, codes)."""
        width = len(self.codes)
        cells = np.bincount(self.coder * width + self.code, minlength=len(self.coders) * width)
        return cells.reshape(len(self.coders), width)

    def positive(self) -> Ints:
        """Count the units to which anybody gave each code, shape (codes,)."""
        cells = np.unique(self.unit * len(self.codes) + self.code)
        return np.bincount(cells % max(len(self.codes), 1), minlength=len(self.codes))


def _refuse_what_is_no_set(units: Sequence[Unit]) -> None:
    for _, looks in units:
        for coder, applied in looks.items():
            if isinstance(applied, str | bytes) or not isinstance(applied, Collection):
                raise ValueError(
                    f"Coder {coder!r} has {applied!r}, not a set of codes. Write an empty set if"
                    " the coder applied none, and leave the coder out if the coder did not look."
                )


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
