"""Filters as conditions in SQL, true or false of every row and never NULL.

Each condition asks whether an id is in a set that the database can make once, so that a million
codings are read once a condition and not once a segment.
"""

from __future__ import annotations

import operator
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    distinct,
    false,
    func,
    not_,
    or_,
    select,
    true,
)

from qualcode.domain.counting import CoderRule, Share
from qualcode.domain.filters import (
    And,
    Attribute,
    Field,
    Filter,
    Holds,
    Known,
    Not,
    OneOf,
    Or,
    Ordered,
    ParticipantHas,
    Relation,
    Under,
    Value,
)
from qualcode.store import schema, search
from qualcode.store.counted import counted, looked, of_latest
from qualcode.store.sight import Sight, may_see

_RELATIONS = {
    Relation.LESS: operator.lt,
    Relation.AT_MOST: operator.le,
    Relation.MORE: operator.gt,
    Relation.AT_LEAST: operator.ge,
}


@dataclass(frozen=True, slots=True)
class Subjects:
    """The columns with the ids of what a filter speaks of; `segment` is None where there is none.

    An answer that was left blank, or that was given by choosing, has no segment: it carries no
    code, nobody coded it, and it holds no words.
    """

    segment: ColumnElement[Any] | None
    source: ColumnElement[Any]
    participant: ColumnElement[Any]
    question: ColumnElement[Any]


_SEGMENT, _ANSWER = schema.segment.c, schema.answer.c
OF_SEGMENTS = Subjects(_SEGMENT.id, _SEGMENT.source, _SEGMENT.participant, _SEGMENT.question)
OF_ANSWERS = Subjects(None, _ANSWER.source, _ANSWER.participant, _ANSWER.question)


def condition(
    where: Filter, sight: Sight, rule: CoderRule, subjects: Subjects = OF_SEGMENTS
) -> ColumnElement[bool]:
    """Return the condition on rows of segments, or of anything that has these subjects.

    A segment carries a code if it counts for it by `rule`, as in a table of frequencies. What is
    not in `sight` counts as if it had never been done. The filter is one that was resolved
    (`study.queries`).
    """
    return _Translation(sight, rule, subjects).of(where)


@dataclass(frozen=True, slots=True)
class _Translation:
    sight: Sight
    rule: CoderRule
    subjects: Subjects

    def of(self, where: Filter) -> ColumnElement[bool]:
        match where:
            case And(parts):
                return and_(*map(self.of, parts))
            case Or(parts):
                return or_(*map(self.of, parts))
            case Not(inner):
                return not_(self.of(inner))
            case ParticipantHas(inner):
                return _within(self.subjects.participant, self._speakers(inner))
            case OneOf(subject, values):
                return self._one_of(subject, values)
            case Known(subject):
                return self._known(subject)
            case Ordered(subject, relation, value):
                return _within(self.subjects.participant, _having(subject, _lies(relation, value)))
            case Under(_, members) if members:
                return self._on_segment(self._carrying(members))
            case Holds(words):
                return self._on_segment(search.holding(words))
        raise ValueError(f"'{where}' was not resolved.")

    def _one_of(self, subject: Field | Attribute, values: tuple[Value, ...]) -> ColumnElement[bool]:
        names = [value.text for value in values]
        own, coding, look = self.subjects, schema.coding, schema.look
        match subject:
            case Attribute():
                same = or_(*map(_equals, values))
                return _within(own.participant, _having(subject, same))
            case Field.QUESTION:
                return and_(own.question.is_not(None), own.question.in_(names))
            case Field.SOURCE:
                return _within(own.source, _ids(schema.source, schema.source.c.name.in_(names)))
            case Field.KIND:
                return _within(own.source, _ids(schema.source, schema.source.c.kind.in_(names)))
            case Field.PARTICIPANT:
                people = schema.participant
                return _within(own.participant, _ids(people, people.c.name.in_(names)))
            case Field.CODE:
                return self._carrying_one_of(names)
            case Field.CODER:
                of = coding.c.coder.in_(_ids(schema.coder, schema.coder.c.name.in_(names)))
                return self._on_segment(self._seen(coding, of))
            case Field.ROUND:
                return self._on_segment(self._seen(look, look.c.round.in_(names)))

    def _known(self, subject: Field | Attribute) -> ColumnElement[bool]:
        own, look = self.subjects, schema.look
        match subject:
            case Attribute():
                return _within(own.participant, _having(subject, true()))
            case Field.QUESTION:
                return own.question.is_not(None)
            case Field.SOURCE | Field.KIND:
                return true()
            case Field.PARTICIPANT:
                return own.participant.is_not(None)
            case Field.CODE:
                return self._on_segment(self._carrying(None))
            case Field.CODER:
                return self._on_segment(self._seen(schema.coding, true()))
            case Field.ROUND:
                return self._on_segment(self._seen(look, look.c.round != ""))

    def _carrying_one_of(self, codes: list[str]) -> ColumnElement[bool]:
        if self.rule.share is Share.ANY:
            return self._on_segment(self._carrying(codes))
        return or_(*(self._on_segment(self._carrying([code])) for code in codes))

    def _carrying(self, codes: Collection[str] | None) -> Select[Any]:
        """Return the segments that count for these codes taken together; None asks for any."""
        coding = schema.coding.c
        query = select(coding.segment).where(counted(self.sight, self.rule))
        if codes is not None:
            query = query.where(coding.code.in_(sorted(codes)))
        query = of_latest(query, self.rule)
        if self.rule.share is Share.ANY:
            return query
        people = looked(self.sight, self.rule).subquery()
        used = func.count(distinct(coding.coder))
        query = query.join(people, people.c.segment == coding.segment)
        query = query.group_by(coding.segment, people.c.coders)
        if self.rule.share is Share.ALL:
            return query.having(used >= people.c.coders)
        return query.having(2 * used > people.c.coders)

    def _seen(self, table: Table, of: ColumnElement[bool]) -> Select[Any]:
        return select(table.c.segment).where(of, may_see(self.sight, table))

    def _on_segment(self, segments: Select[Any]) -> ColumnElement[bool]:
        own = self.subjects.segment
        return false() if own is None else own.in_(segments.correlate(None))

    def _speakers(self, inner: Filter) -> Select[Any]:
        """Return the participants of whom a segment in a present source fits."""
        segment, source = schema.segment.alias(), schema.source.alias()
        own = segment.c
        subjects = Subjects(own.id, own.source, own.participant, own.question)
        return (
            select(own.participant)
            .join(source, source.c.id == own.source)
            .where(~source.c.removed, own.participant.is_not(None))
            .where(condition(inner, self.sight, self.rule, subjects))
        )


def _within(ids: ColumnElement[Any], query: Select[Any]) -> ColumnElement[bool]:
    # Of NULL, IN is neither true nor false, and NOT would leave it so.
    return and_(ids.is_not(None), ids.in_(query.correlate(None)))


def _ids(table: Table, of: ColumnElement[bool]) -> Select[Any]:
    return select(table.c.id).where(of)


_ATTRIBUTE = schema.attribute.c


def _having(subject: Attribute, value: ColumnElement[bool]) -> Select[Any]:
    """Return the participants with an attribute whose value fits."""
    return select(_ATTRIBUTE.participant).where(_ATTRIBUTE.name == subject.name, value)


def _equals(value: Value) -> ColumnElement[bool]:
    same = _ATTRIBUTE.text == value.text
    return same if value.number is None else or_(same, _ATTRIBUTE.number == value.number)


def _lies(relation: Relation, value: Value) -> ColumnElement[bool]:
    compare = _RELATIONS[relation]
    if value.number is not None:
        return and_(_ATTRIBUTE.number.is_not(None), compare(_ATTRIBUTE.number, value.number))
    return and_(_ATTRIBUTE.number.is_(None), compare(_ATTRIBUTE.text, value.text))
