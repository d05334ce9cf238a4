"""Which units carry which codes, gathered from the store and numbered for counting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.cooccurrence import Marks
from qualcode.domain.codebook import Code
from qualcode.domain.counting import Scope
from qualcode.domain.tables import Unit
from qualcode.store.incidence import incidence

if TYPE_CHECKING:
    from qualcode.study.findings.framing import Frame

RollUp = Callable[[str], frozenset[str]]


@dataclass(frozen=True)
class Carriers:
    """The codes and units of a table by number, with the names that the numbers stand for."""

    codes: tuple[Code, ...]
    scopes: tuple[Scope, ...]
    units: tuple[str, ...]
    sources: tuple[str, ...]
    people: tuple[str, ...]
    marks: Marks

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Map the id of each unit to its number."""
        return {unit: number for number, unit in enumerate(self.units)}

    @cached_property
    def codes_of(self) -> tuple[tuple[int, ...], ...]:
        """Return the numbers of the codes that each unit carries."""
        table = self.marks.by_unit
        codes = np.split(table.indices, table.indptr[1:-1])
        return tuple(tuple(sorted(one.tolist())) for one in codes)

    def person(self, unit: int) -> str:
        """Return the id of the person behind a unit."""
        return self.people[int(self.marks.person[unit])]


def gather(
    frame: Frame, wanted: Mapping[Scope, list[Code]], unit: Unit, roll_up: RollUp
) -> Carriers:
    """Gather the units of every scope, and which of them carry each of the codes.

    Base and rule are those of frequencies, so each code is carried by as many units as it has
    there.
    """
    numbers: dict[str, int] = {}
    facts: list[tuple[str, str]] = []
    codes: list[Code] = []
    carrying, scopes, scope_of = [], [], []
    for at, (scope, of_scope) in enumerate(wanted.items()):
        members = {code.id: roll_up(code.id) for code in of_scope}
        found = incidence(frame.connection, frame.eyes, scope, members, frame.rule, unit)
        for one in found.units:
            if one.id not in numbers:
                numbers[one.id] = len(numbers)
                facts.append((one.person, one.source))
        scopes.append(np.array([numbers[one.id] for one in found.units], np.int64))
        for code in of_scope:
            own = sorted(numbers[one] for one in found.carrying[code.id])
            carrying.append(np.array(own, np.int64))
            codes.append(code)
            scope_of.append(at)
    people: dict[str, int] = {}
    person = [people.setdefault(who, len(people)) for who, _ in facts]
    marks = Marks(np.array(person, np.int64), carrying, scopes, np.array(scope_of, np.int64))
    sources = tuple(source for _, source in facts)
    return Carriers(tuple(codes), tuple(wanted), tuple(numbers), sources, tuple(people), marks)


def chosen(frame: Frame, level: str) -> Mapping[Scope, list[Code]]:
    """Return the codes of a level by scope: every code, or the themes only.

    The codes of a scope stay together; scopes without any are left out.
    """
    kept = {
        scope: [one for one in codes if level != "theme" or one.parent is None]
        for scope, codes in frame.scopes.items()
    }
    return {scope: codes for scope, codes in kept.items() if codes}
