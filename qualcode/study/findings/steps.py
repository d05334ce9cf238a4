"""Steps from one code to the next as rows of a table, with what each would give away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.analysis.sequence import Said, Steps, steps
from qualcode.domain.codebook import Codebook
from qualcode.domain.cooccurrence import SequenceRow
from qualcode.domain.disclosure import Cell, Guard, Key
from qualcode.store.coded_spans import segment_places

if TYPE_CHECKING:
    from qualcode.study.findings.carriers import Carriers
    from qualcode.study.findings.framing import Frame


def taken(frame: Frame, carriers: Carriers, stream: str) -> Steps[int]:
    """Count the steps of every source, or of every participant within a source."""
    places = segment_places(frame.connection, frame.eyes, frame.everything, frame.rule)
    streams: dict[tuple[str, str], list[tuple[int, Said[int]]]] = {}
    for number, unit in enumerate(carriers.units):
        if carriers.codes_of[number]:
            place, who = places[unit], carriers.person(number)
            key = (place.source, who if stream == "participant" else "")
            said = Said(who, carriers.codes_of[number])
            streams.setdefault(key, []).append((place.number, said))
    return steps(
        [said for _, said in sorted(one, key=lambda step: step[0])] for one in streams.values()
    )


@dataclass(frozen=True)
class Stepping:
    """The steps of a table: their rows and their guard."""

    codebook: Codebook
    carriers: Carriers
    steps: Steps[int]

    @cached_property
    def _pairs(self) -> tuple[tuple[int, int], ...]:
        """Return the pairs that occur, by how often; a code to itself comes after the others."""
        codes = self.carriers.codes
        lines = [
            {code.id, *(above.id for above in self.codebook.ancestors(code.id))} for code in codes
        ]
        found = [
            (one, other)
            for one, other in self.steps.pairs
            if one == other
            or (codes[one].id not in lines[other] and codes[other].id not in lines[one])
        ]
        return tuple(
            sorted(
                found,
                key=lambda pair: (pair[0] == pair[1], -self.steps.pairs[pair], pair),
            )
        )

    def rows(self) -> tuple[SequenceRow, ...]:
        """Return a row for each step that is taken at least once."""
        return tuple(self._row(one, other) for one, other in self._pairs)

    def _row(self, one: int, other: int) -> SequenceRow:
        codes, told = self.carriers.codes, self.steps
        n, expected = told.pairs[one, other], told.expected(one, other)
        return SequenceRow(
            codes[one].id,
            codes[one].name,
            codes[other].id,
            codes[other].name,
            n,
            expected,
            n / expected,
            told.leaving[one],
            told.reaching[other],
            told.number,
            told.people(one, other),
        )

    def guard(self) -> Guard:
        """Return what each row would give away of whom."""
        cells: dict[Key, Cell] = {}
        rows: list[Mapping[str, tuple[Key, ...]]] = []
        for one, other in self._pairs:
            parts = self._cells(one, other)
            cells |= {cell.key: cell for cell in parts.values()}
            rows.append({part: (cell.key,) for part, cell in parts.items()})
        return Guard(tuple(cells.values()), (), tuple(rows))

    def _cells(self, one: int, other: int) -> dict[str, Cell]:
        told = self.steps
        first, second = self.carriers.codes[one].id, self.carriers.codes[other].id
        return {
            "both": Cell(("n", first, second), told.people(one, other), told.pairs[one, other]),
            "n_code": Cell(("from", first), len(told.leavers[one]), told.leaving[one]),
            "n_next": Cell(("to", second), len(told.reachers[other]), told.reaching[other]),
            "base": Cell(("base",), len(told.everyone), told.number),
        }
