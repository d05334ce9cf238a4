"""Which coder looked at which unit, and which codes that coder applied there."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.agreement.tables.encoding import Ints

Unit: TypeAlias = tuple[Hashable, Mapping[Hashable, Collection[Hashable]]]


@dataclass(frozen=True, slots=True, eq=False)
class CodedUnits:
    """The units that at least two coders looked at, in the form that the statistics count.

    `looked` is coders x units. The codings are three equally long arrays of indices: the coding
    with number i was made by `coder[i]` on `unit[i]` with `code[i]`. `n_left_out` counts the
    units that were not compared because fewer than two coders looked.
    """

    documents: Sequence[Hashable]
    coders: tuple[Hashable, ...]
    codes: tuple[Hashable, ...]
    looked: NDArray[np.bool_]
    coder: Ints
    unit: Ints
    code: Ints
    n_left_out: int

    @classmethod
    def of(
        cls, units: "Sequence[Unit] | CodedUnits", codes: Iterable[Hashable] | None = None
    ) -> "CodedUnits":
        """Read units of `(document, {coder: codes})`; an absent coder did not look at the unit.

        `codes` names the codes to keep and their order; by default all that were applied. Raises
        ValueError, naming the coder, for codes that are no collection, and for units that were
        read before if codes are named again.
        """
        if isinstance(units, CodedUnits):
            if codes is not None:
                raise ValueError("These units were read with their codes; name none again.")
            return units
        units = _listed(units)
        coders = _ordered(chain.from_iterable(looks for _, looks in units))
        applied = [codes for _, looks in units for codes in looks.values()]
        kept = _kept(applied, codes)
        coder_at = {name: index for index, name in enumerate(coders)}
        code_at = {name: index for index, name in enumerate(kept)}
        unit = np.repeat(np.arange(len(units)), [len(looks) for _, looks in units])
        seen = [coder_at[name] for _, looks in units for name in looks]
        coder = np.array(seen, dtype=np.int64)
        looked = np.zeros((len(coders), len(units)), dtype=np.bool_)
        looked[coder, unit] = True
        place = np.array(
            [code_at.get(name, -1) for name in chain.from_iterable(applied)], dtype=np.int64
        )
        look = np.repeat(np.arange(len(applied)), [len(codes) for codes in applied])[place >= 0]
        documents = [document for document, _ in units]
        return cls._compared(
            documents, coders, kept, looked, coder[look], unit[look], place[place >= 0]
        )

    @classmethod
    def from_arrays(
        cls,
        documents: Sequence[Hashable] | NDArray[Any],
        coders: Sequence[Hashable],
        codes: Sequence[Hashable],
        looked: ArrayLike,
        coder: ArrayLike,
        unit: ArrayLike,
        code: ArrayLike,
    ) -> "CodedUnits":
        """Read codings as arrays of indices, the fastest way in.

        `documents` names the document of each unit, `looked` (coders x units) tells who looked;
        `coder`, `unit` and `code` are equally long and hold one index each a coding. Raises
        ValueError if the shapes do not fit, if an index is out of range, or if there is a coding
        where its coder did not look.
        """
        seen = np.asarray(looked, dtype=np.bool_)
        if seen.shape != (len(coders), len(documents)):
            raise ValueError(
                f"looked is coders x units, here {len(coders)} x {len(documents)}; it has shape"
                f" {seen.shape}."
            )
        by, where, what = (
            _indices(name, values, size)
            for name, values, size in (
                ("coder", coder, len(coders)),
                ("unit", unit, len(documents)),
                ("code", code, len(codes)),
            )
        )
        if not len(by) == len(where) == len(what):
            raise ValueError(
                f"coder, unit and code need one entry a coding; they have {len(by)}, {len(where)}"
                f" and {len(what)}."
            )
        blind = np.flatnonzero(~seen[by, where])
        if len(blind):
            first = int(blind[0])
            raise ValueError(
                f"Coder {coders[by[first]]!r} has a code on unit {where[first]} but did not look."
            )
        named = documents.tolist() if isinstance(documents, np.ndarray) else documents
        return cls._compared(named, tuple(coders), tuple(codes), seen, by, where, what)

    @classmethod
    def _compared(
        cls,
        documents: Sequence[Hashable],
        coders: tuple[Hashable, ...],
        codes: tuple[Hashable, ...],
        looked: NDArray[np.bool_],
        coder: Ints,
        unit: Ints,
        code: Ints,
    ) -> "CodedUnits":
        """Keep the units that two coders looked at, and each coding once, ordered by unit."""
        kept = looked.sum(axis=0) >= 2
        width, height = max(len(codes), 1), max(len(coders), 1)
        cells = np.sort(((unit * height + coder) * width + code)[kept[unit]])
        cells = cells[np.append(True, np.diff(cells) != 0)[: len(cells)]]
        look, code = np.divmod(cells, width)
        place = np.cumsum(kept) - 1
        if not kept.all():
            documents = [one for one, keep in zip(documents, kept, strict=True) if keep]
        return cls(
            documents=documents,
            coders=coders,
            codes=codes,
            looked=looked[:, kept],
            coder=look % height,
            unit=place[look // height],
            code=code,
            n_left_out=int((~kept).sum()),
        )

    @property
    def n_units(self) -> int:
        """Number of units that were compared."""
        return int(self.looked.any(axis=0).sum())

    @property
    def n_active(self) -> int:
        """Number of coders who looked at any of the units."""
        return int(self.looked.any(axis=1).sum())

    def among(self, coders: Collection[int]) -> "CodedUnits":
        """Compare only the coders with these indices, on the units that two of them looked at.

        The other units keep their place, without anybody looking, so that resamples of documents
        stay the same.
        """
        chosen = np.zeros(len(self.coders), dtype=np.bool_)
        chosen[list(coders)] = True
        looked = self.looked & chosen[:, None]
        looked = looked & (looked.sum(axis=0) >= 2)
        kept = looked[self.coder, self.unit]
        return replace(
            self,
            looked=looked,
            coder=self.coder[kept],
            unit=self.unit[kept],
            code=self.code[kept],
            n_left_out=self.n_left_out + self.n_units - int(looked.any(axis=0).sum()),
        )

    def by_coder(self) -> Ints:
        """Count the units to which each coder gave each code, shape (coders, codes)."""
        width = len(self.codes)
        cells = np.bincount(self.coder * width + self.code, minlength=len(self.coders) * width)
        return cells.reshape(len(self.coders), width)

    def positive(self) -> Ints:
        """Count the units to which anybody gave each code, shape (codes,)."""
        cells, _ = self.applied()
        return np.bincount(cells % max(len(self.codes), 1), minlength=len(self.codes))

    def applied(self) -> tuple[Ints, Ints]:
        """Return where anybody applied a code, as unit x codes + code, and how many coders did."""
        cells = np.sort(self.unit * len(self.codes) + self.code)
        starts = np.flatnonzero(np.append(True, np.diff(cells) != 0)[: len(cells)])
        return cells[starts], np.diff(np.append(starts, len(cells)))


def _listed(units: Any) -> list[Unit]:
    if not isinstance(units, Iterable):
        raise ValueError(f"Units are a list of (document, {{coder: codes}}), not {units!r}.")
    listed = list(units)
    for index, unit in enumerate(listed):
        pair = isinstance(unit, tuple | list) and len(unit) == 2
        if not pair or not isinstance(unit[1], Mapping):
            raise ValueError(f"Unit {index} is {unit!r}, not (document, {{coder: codes}}).")
        for coder, applied in unit[1].items():
            if isinstance(applied, set | frozenset | list | tuple):
                continue
            if isinstance(applied, str | bytes) or not isinstance(applied, Collection):
                raise ValueError(
                    f"Coder {coder!r} has {applied!r}, not a set of codes. Write an empty set if"
                    " the coder applied none, and leave the coder out if the coder did not look."
                )
    return listed


def _kept(
    applied: Sequence[Collection[Hashable]], codes: Iterable[Hashable] | None
) -> tuple[Hashable, ...]:
    if codes is not None:
        return tuple(dict.fromkeys(codes))
    return _ordered(chain.from_iterable(applied))


def _ordered(names: Iterable[Hashable]) -> tuple[Hashable, ...]:
    """Return each name once, sorted if they can be, else as first met."""
    met = tuple(dict.fromkeys(names))
    try:
        return tuple(sorted(met))  # type: ignore[type-var]
    except TypeError:
        return met


def _indices(name: str, values: ArrayLike, size: int) -> Ints:
    found = np.asarray(values)
    if found.size == 0:
        return np.empty(0, dtype=np.int64)
    if found.ndim != 1 or found.dtype.kind not in "iu":
        raise ValueError(f"{name} is a run of whole numbers, one a coding.")
    if int(found.min()) < 0 or int(found.max()) >= size:
        raise ValueError(f"{name} counts from 0 to {size - 1}; it has an index outside of that.")
    return found.astype(np.int64)
