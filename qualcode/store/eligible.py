"""Who belongs to a table: the segments in scope, and the participants that left them blank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    Text,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
)

from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.tables import Unit
from qualcode.store import schema
from qualcode.store.filters import OF_ANSWERS, condition
from qualcode.store.sight import Sight

_SEGMENT, _SOURCE = schema.segment.c, schema.source.c
_PERSON, _ANSWER = schema.participant.c, schema.answer.c


def eligible(
    sight: Sight, rule: CoderRule, scope: Scope, unit: Unit, by: Sequence[str] = ()
) -> CTE:
    """Return (segment, unit, person, source, group_0, group_1 ...) of each segment in scope.

    `person` is the participant, or the source of a record that has none. A group is the value of
    one attribute of `by`, '' where the participant has none. Left out are removed sources,
    participants who are removed or not counted, and what has no such unit.
    """
    units: dict[Unit, ColumnElement[Any]] = {
        Unit.PARTICIPANT: _SEGMENT.participant,
        Unit.SEGMENT: _SEGMENT.id,
        Unit.SOURCE: _SEGMENT.source,
    }
    groups = Groups(_SEGMENT.participant, by)
    query = (
        select(
            _SEGMENT.id.label("segment"),
            units[unit].label("unit"),
            func.coalesce(_SEGMENT.participant, _SEGMENT.source).label("person"),
            _SEGMENT.source.label("source"),
            *groups.columns,
        )
        .select_from(schema.segment)
        .join(schema.source, _SOURCE.id == _SEGMENT.source)
        .outerjoin(schema.participant, _PERSON.id == _SEGMENT.participant)
        .where(~_SOURCE.removed, units[unit].is_not(None))
        .where(or_(_PERSON.id.is_(None), and_(_PERSON.counted, ~_PERSON.removed)))
    )
    query = groups.joined(query)
    if scope.questions:
        query = query.where(_SEGMENT.question.in_(scope.questions))
    if scope.kind is not None:
        query = query.where(_SOURCE.kind == scope.kind.value)
    if scope.where is not None:
        query = query.where(condition(scope.where, sight, rule))
    return query.cte("eligible")


class Groups:
    """The columns of a grouping by attributes of a participant."""

    def __init__(self, person: ColumnElement[Any], by: Sequence[str]) -> None:
        self._person = person
        self._by = [(name, schema.attribute.alias(f"by_{at}")) for at, name in enumerate(by)]

    @property
    def columns(self) -> list[ColumnElement[str]]:
        """Return group_0, group_1 ...: the value of each attribute, '' for none."""
        return [
            func.coalesce(table.c.text, literal("", Text)).label(f"group_{at}")
            for at, (_, table) in enumerate(self._by)
        ]

    def joined(self, query: Select[Any]) -> Select[Any]:
        """Return the query with the attributes beside each participant."""
        for name, table in self._by:
            mine = and_(table.c.participant == self._person, table.c.name == name)
            query = query.outerjoin(table, mine)
        return query


def left_blank(sight: Sight, rule: CoderRule, scope: Scope, by: Sequence[str] = ()) -> Select[Any]:
    """Return (unit, person, source, groups) of who was asked and answered none of the questions."""
    other = schema.answer.alias("other")
    answered = exists().where(
        other.c.source == _ANSWER.source,
        other.c.question.in_(scope.questions),
        other.c.segment.is_not(None),
    )
    return asked(sight, rule, scope, by).where(~answered)


def asked(sight: Sight, rule: CoderRule, scope: Scope, by: Sequence[str] = ()) -> Select[Any]:
    """Return (unit, person, source, groups) of who has an answer in scope, be it blank."""
    groups = Groups(_ANSWER.participant, by)
    query = select(
        _ANSWER.participant.label("unit"),
        _ANSWER.participant.label("person"),
        _ANSWER.source.label("source"),
        *groups.columns,
    )
    return groups.joined(answers_of(query, sight, rule, scope))


def answers_of(query: Select[Any], sight: Sight, rule: CoderRule, scope: Scope) -> Select[Any]:
    """Return a query of answers, left with those to the questions of a scope that count.

    A scope without questions takes those to all questions.
    """
    query = (
        query.select_from(schema.answer)
        .join(schema.source, _SOURCE.id == _ANSWER.source)
        .join(schema.participant, _PERSON.id == _ANSWER.participant)
        .where(~_SOURCE.removed, _PERSON.counted, ~_PERSON.removed)
    )
    if scope.questions:
        query = query.where(_ANSWER.question.in_(scope.questions))
    if scope.kind is not None:
        query = query.where(_SOURCE.kind == scope.kind.value)
    if scope.where is not None:
        query = query.where(condition(scope.where, sight, rule, OF_ANSWERS))
    return query
