"""Which units belong to a table and which of them carry a code, as queries to count from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, or_, select, union_all

from qualcode.domain.counting import Base, CoderRule, Scope
from qualcode.domain.tables import Unit
from qualcode.store.counted import was_looked_at
from qualcode.store.eligible import asked, eligible, left_blank
from qualcode.store.sight import Sight

Group = tuple[str, ...]
"""The value of each attribute of a grouping, '' for none."""

Rows = Select[Any] | CompoundSelect[Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is counted: where, which codes, by which rule, in which units, by which attributes.

    `roll_up` maps each code to the ids that count as it; a unit that carries none of `every` is
    uncoded.
    """

    scope: Scope
    roll_up: Mapping[str, frozenset[str]]
    rule: CoderRule
    unit: Unit
    by: tuple[str, ...] = ()
    base: Base = Base.ASKED
    every: frozenset[str] = frozenset()

    def of_any_code(self) -> Wanted:
        """Return the same for one thing only, whether a unit carries any code at all."""
        return replace(self, roll_up={"": self.every})


class Population:
    """The units in scope, as somebody sees them: (unit, person, source, group_0, group_1 ...)."""

    def __init__(self, sight: Sight, wanted: Wanted) -> None:
        self._sight, self._wanted = sight, wanted
        rule = wanted.rule
        self._segments = eligible(sight, rule, wanted.scope, wanted.unit, wanted.by)

    def base(self) -> Rows:
        """Return the units of which shares are taken, some of them more than once.

        Of those that are coded it returns what was looked at.
        """
        if self._wanted.base is Base.ALL:
            return self.all()
        return self.asked() if self._wanted.base is Base.ASKED else self.read()

    def read(self) -> Select[Any]:
        """Return the units whose words were looked at."""
        seen = was_looked_at(self._sight, self._wanted.rule, self._segments.c.segment)
        return select(*self._columns).where(seen)

    def blank(self) -> Select[Any]:
        """Return who left the questions blank, unless there are answers and none was looked at."""
        wanted = self._wanted
        begun = or_(self.read().exists(), ~select(self._segments.c.segment).exists())
        return left_blank(self._sight, wanted.rule, wanted.scope, wanted.by).where(begun)

    def asked(self) -> Rows:
        """Return the units that were looked at, and participants who left the questions blank."""
        wanted = self._wanted
        if wanted.unit is not Unit.PARTICIPANT or not wanted.scope.questions:
            return self.read()
        return union_all(self.read(), self.blank())

    def all(self) -> Rows:
        """Return the units in scope, read or not; of participants also who was not asked.

        Where questions are asked for, these are participants who have answers, to whatever
        question: who was only interviewed could not be asked.
        """
        if self._wanted.unit is not Unit.PARTICIPANT:
            return select(*self._columns)
        return self._everyone(replace(self._wanted.scope, questions=()))

    def with_answer(self) -> Rows:
        """Return the participants who have words or an answer in scope, be it blank."""
        return self._everyone(self._wanted.scope)

    def _everyone(self, answers: Scope) -> Rows:
        sight, rule, by = self._sight, self._wanted.rule, self._wanted.by
        segments = eligible(sight, rule, self._wanted.scope, Unit.PARTICIPANT, by)
        spoken = select(*(one for one in segments.c if one.key != "segment"))
        return union_all(spoken, asked(sight, rule, answers, by))

    @property
    def _columns(self) -> list[ColumnElement[Any]]:
        return [one for one in self._segments.c if one.key != "segment"]
