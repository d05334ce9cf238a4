"""Pairs of codes as rows of a table, with what each row would give away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis import cooccurrence
from qualcode.analysis.cooccurrence import Bases, Tally
from qualcode.domain.codebook import Codebook
from qualcode.domain.cooccurrence import PairRow, Within
from qualcode.domain.disclosure import AtMost, Cell, Guard, Key
from qualcode.study.findings.meetings import Meetings

if TYPE_CHECKING:
    from qualcode.study.findings.carriers import Carriers


@dataclass(frozen=True)
class Pairing:
    """The pairs of a table: their rows and their guard."""

    codebook: Codebook
    carriers: Carriers
    meetings: Meetings

    @cached_property
    def _tally(self) -> Tally:
        number = len(self.carriers.codes)
        counted = cooccurrence.tally(self.meetings.hits(), self.carriers.marks.person, number)
        if self.meetings.directed:
            return counted
        both = cooccurrence.both_ways
        return Tally(both(counted.n), both(counted.people))

    @cached_property
    def _bases(self) -> Bases:
        """Return what pairs are counted among: the units of both, or where near of the first."""
        marks = self.carriers.marks
        bases = cooccurrence.bases(marks)
        if not self.meetings.directed:
            return bases
        wide = np.ones((1, len(marks.carrying)), np.int64)
        own = (np.diag(one)[:, None] * wide for one in (bases.base, bases.people, bases.carrying))
        return Bases(*own)

    @cached_property
    def _pairs(self) -> tuple[tuple[int, int], ...]:
        """Return the pairs in the order of the codebook, each code with itself before others."""
        codes, bases = self.carriers.codes, self._bases.base
        place = {code.id: number for number, code in enumerate(self.codebook.codes)}
        order = sorted(range(len(codes)), key=lambda one: place[codes[one].id])
        return tuple(
            (one, other)
            for at, one in enumerate(order)
            for other in (order if self.meetings.directed else order[at:])
            if bases[one, other] and (one == other or self._may_meet(one, other))
        )

    def _may_meet(self, one: int, other: int) -> bool:
        """Say whether both codes are used where both are for, and neither lies below the other.

        In a window most pairs never meet, and every direction is a row: there they must.
        """
        carrying = self._bases.carrying
        if not (carrying[one, other] and carrying[other, one]):
            return False
        if self.meetings.directed and not self._tally.n[one, other]:
            return False
        lines, codes = self._lines, self.carriers.codes
        return codes[one].id not in lines[other] and codes[other].id not in lines[one]

    @cached_property
    def _lines(self) -> list[frozenset[str]]:
        """Return the id of each code together with those of all above it."""
        return [
            frozenset({code.id, *(above.id for above in self.codebook.ancestors(code.id))})
            for code in self.carriers.codes
        ]

    def rows(self) -> tuple[PairRow, ...]:
        """Return a row for each code, and for each pair that could have met."""
        return tuple(self._row(one, other) for one, other in self._pairs)

    def _row(self, one: int, other: int) -> PairRow:
        codes, tally, bases = self.carriers.codes, self._tally, self._bases
        n = int(tally.n[one, other])
        first, second = int(bases.carrying[one, other]), int(bases.carrying[other, one])
        figures = (None, None, None) if one == other else self._figures(one, other)
        return PairRow(
            codes[one].id,
            codes[one].name,
            codes[other].id,
            codes[other].name,
            n,
            first,
            second,
            int(bases.base[one, other]),
            int(tally.people[one, other]),
            *figures,
        )

    def _figures(self, one: int, other: int) -> tuple[float | None, float | None, float | None]:
        """Return Jaccard index, c-coefficient and lift of two different codes."""
        n = int(self._tally.n[one, other])
        bases, meetings = self._bases, self.meetings
        first, second = int(bases.carrying[one, other]), int(bases.carrying[other, one])
        base = int(bases.base[one, other])
        alike = cooccurrence.jaccard(n, first, second)
        if meetings.reach is not None:
            reached = int(meetings.reach[one, other])
            near, either = self._near_either(one, other)
            return (
                near / either if either else None,
                alike,
                cooccurrence.lift(n, first, reached, base),
            )
        c = alike
        if meetings.quotations is not None and meetings.quoted is not None:
            c = cooccurrence.jaccard(
                int(meetings.quotations[one, other]),
                int(meetings.quoted[one, other]),
                int(meetings.quoted[other, one]),
            )
        return alike, c, cooccurrence.lift(n, first, second, base)

    def _near_either(self, one: int, other: int) -> tuple[int, int]:
        """Return the segments with either code that have the other near, and all with either."""
        same = int(self._same_units[one, other])
        n = self._tally.n
        near = int(n[one, other]) + int(n[other, one]) - same
        return near, int(n[one, one]) + int(n[other, other]) - same

    @cached_property
    def _same_units(self) -> np.ndarray:
        marks = self.carriers.marks
        return np.asarray((marks.by_unit.T @ marks.by_unit).todense())

    def guard(self) -> Guard:
        """Return what each row would give away of whom."""
        cells: dict[Key, Cell] = {}
        bounds: list[AtMost] = []
        rows: list[Mapping[str, tuple[Key, ...]]] = []
        for one, other in self._pairs:
            parts = self._cells(one, other)
            cells |= {cell.key: cell for cell in parts.values()}
            keys = {part: cell.key for part, cell in parts.items()}
            rows.append({part: (key,) for part, key in keys.items()})
            # What a pair cannot exceed tells nothing more: a code that is shown has enough persons.
            if one == other:
                bounds.append(AtMost(keys["n"], (keys["base"],)))
        return Guard(tuple(cells.values()), (), tuple(rows), self._members, tuple(bounds))

    def _cells(self, one: int, other: int) -> dict[str, Cell]:
        codes, tally, bases = self.carriers.codes, self._tally, self._bases
        n = Cell(
            _pair(codes[one].id, codes[other].id),
            int(tally.people[one, other]),
            int(tally.n[one, other]),
            meaning=self._meaning(codes[one].id, codes[other].id),
        )
        scopes = self.carriers.marks.scope_of
        both = {one} if self.meetings.directed else {one, other}
        among = ("base", *sorted({f"{scopes[code]}" for code in both}))
        base = Cell(among, int(bases.people[one, other]), int(bases.base[one, other]))
        if one == other:
            return {"n": n, "base": base}
        # Only a code by itself can tell what holds of everybody; a pair says it of no group.
        return {
            "both": n,
            "n_code": self._among(one, other),
            "n_other": self._among(other, one),
            "base": base,
        }

    def _among(self, one: int, other: int) -> Cell:
        """Return the cell of a code among the units that another is for too."""
        code, scopes = self.carriers.codes[one].id, self.carriers.marks.scope_of
        value = int(self._bases.carrying[one, other])
        if self.meetings.directed or scopes[one] == scopes[other]:
            people = int(self._tally.people[one, one])
            return Cell(_pair(code, code), people, value, meaning=self._meaning(code, code))
        key = ("n", code, code, f"{scopes[other]}")
        return Cell(key, int(self._people_among[one, scopes[other]]), value)

    @cached_property
    def _people_among(self) -> np.ndarray:
        """Return codes by scopes: the persons who carry the code in units of the scope."""
        marks = self.carriers.marks
        people = np.zeros((len(marks.carrying), len(marks.scopes)), np.int64)
        for at, scope in enumerate(marks.scopes):
            inside = np.zeros(len(marks.person), bool)
            inside[scope] = True
            for code, units in enumerate(marks.carrying):
                people[code, at] = len(np.unique(marks.person[units[inside[units]]]))
        return people

    def _members(self) -> Mapping[Key, frozenset[str]]:
        carriers = self.carriers
        told: dict[Key, frozenset[str]] = {}
        found = cooccurrence.persons(self.meetings.hits(), carriers.marks.person)
        for (one, other), who in found.items():
            people = frozenset(carriers.people[person] for person in who)
            ids = carriers.codes[one].id, carriers.codes[other].id
            told[_pair(*ids)] = people
            if not self.meetings.directed:
                told[_pair(*reversed(ids))] = people
        nobody: frozenset[str] = frozenset()
        wanted = chain.from_iterable(self._cells(*pair).values() for pair in self._pairs)
        return {cell.key: told.get(cell.key, nobody) for cell in wanted if cell.meaning}

    def _meaning(self, one: str, other: str) -> str:
        # Of several who speak in a source one stands for it: not whom frequencies name.
        if one == other and self.meetings.meaning != Within.SOURCE.value:
            return one
        ids = (one, other) if self.meetings.directed else sorted((one, other))
        return f"{' and '.join(ids)}: {self.meetings.meaning}"


def _pair(one: str, other: str) -> Key:
    return ("n", one, other)
