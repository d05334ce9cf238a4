"""Counts in SQL, in two steps: who used a code on a segment first, then whom that makes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    Subquery,
    Text,
    and_,
    column,
    distinct,
    exists,
    func,
    literal,
    or_,
    select,
    union,
    values,
)

from qualcode.domain.coding import Origin
from qualcode.domain.counting import CoderRule, Scope, Share
from qualcode.domain.provenance import WorkOrder
from qualcode.domain.tables import Unit
from qualcode.store import schema
from qualcode.store.parcels import parcels
from qualcode.store.sight import Sight, may_see

_SEGMENT, _SOURCE = schema.segment.c, schema.source.c
_PERSON, _ANSWER = schema.participant.c, schema.answer.c
_ACCEPTED = Origin.ACCEPTED.value
_STEERED = [one.value for one in WorkOrder if one.steered]


@dataclass(frozen=True, slots=True)
class Counts:
    """`base` maps a group to its units, `hits` maps code and group to those that carry the code."""

    base: Mapping[str, int]
    hits: Mapping[tuple[str, str], int]


def count(
    connection: Connection,
    sight: Sight,
    scope: Scope,
    roll_up: Mapping[str, frozenset[str]],
    rule: CoderRule,
    unit: Unit,
    by: str | None,
) -> Counts:
    """Count distinct units by code and group.

    What is not in `sight` counts as if it had never been done. `roll_up` maps each code to the ids
    that count as it. A participant who was asked and left the
    question blank belongs to the base, unless there are answers and none was looked at.
    """
    eligible = _eligible(scope, unit, by)
    looked = _looked(sight, rule)
    base = select(eligible.c.group, eligible.c.unit).join(
        looked, looked.c.segment == eligible.c.segment
    )
    if unit is Unit.PARTICIPANT and scope.questions:
        begun = or_(base.exists(), ~select(eligible.c.segment).exists())
        everyone = union(base, _left_blank(scope, by).where(begun)).subquery()
    else:
        everyone = base.subquery()
    counted = select(everyone.c[0], func.count(distinct(everyone.c[1]))).group_by(everyone.c[0])
    return Counts(
        base={row[0]: row[1] for row in connection.execute(counted)},
        hits=_hits(connection, sight, eligible, looked, roll_up, rule),
    )


def _eligible(scope: Scope, unit: Unit, by: str | None) -> CTE:
    units: dict[Unit, ColumnElement[Any]] = {
        Unit.PARTICIPANT: _SEGMENT.participant,
        Unit.SEGMENT: _SEGMENT.id,
        Unit.SOURCE: _SEGMENT.source,
    }
    query = (
        select(_SEGMENT.id.label("segment"), units[unit].label("unit"), _group(by).label("group"))
        .select_from(schema.segment)
        .join(schema.source, _SOURCE.id == _SEGMENT.source)
        .outerjoin(schema.participant, _PERSON.id == _SEGMENT.participant)
        .where(~_SOURCE.removed, units[unit].is_not(None))
        .where(or_(_PERSON.id.is_(None), and_(_PERSON.counted, ~_PERSON.removed)))
    )
    if by is not None:
        query = _with_attribute(query, _SEGMENT.participant, by)
    if scope.questions:
        query = query.where(_SEGMENT.question.in_(scope.questions))
    if scope.kind is not None:
        query = query.where(_SOURCE.kind == scope.kind.value)
    return query.cte("eligible")


def _group(by: str | None) -> ColumnElement[str]:
    if by is None:
        return literal("", Text)
    return func.coalesce(schema.attribute.c.text, literal("", Text))


def _with_attribute(query: Select[Any], person: ColumnElement[str], by: str) -> Select[Any]:
    of_person = schema.attribute.c.participant == person
    return query.outerjoin(schema.attribute, and_(of_person, schema.attribute.c.name == by))


def _looked(sight: Sight, rule: CoderRule) -> CTE:
    table = schema.look.c
    return (
        select(table.segment, func.count(distinct(table.coder)).label("coders"))
        .where(table.coder.in_(rule.coders), may_see(sight, schema.look))
        .group_by(table.segment)
        .cte("looked")
    )


def _left_blank(scope: Scope, by: str | None) -> Select[Any]:
    other = schema.answer.alias("other")
    answered = exists().where(
        other.c.source == _ANSWER.source,
        other.c.question.in_(scope.questions),
        other.c.segment.is_not(None),
    )
    query = (
        select(_group(by), _ANSWER.participant)
        .select_from(schema.answer)
        .join(schema.source, _SOURCE.id == _ANSWER.source)
        .join(schema.participant, _PERSON.id == _ANSWER.participant)
        .where(~_SOURCE.removed, _PERSON.counted, ~_PERSON.removed)
        .where(_ANSWER.question.in_(scope.questions), ~answered)
    )
    if scope.kind is not None:
        query = query.where(_SOURCE.kind == scope.kind.value)
    return query if by is None else _with_attribute(query, _ANSWER.participant, by)


def _hits(
    connection: Connection,
    sight: Sight,
    eligible: CTE,
    looked: CTE,
    roll_up: Mapping[str, frozenset[str]],
    rule: CoderRule,
) -> dict[tuple[str, str], int]:
    pairs = [(code, member) for code, members in roll_up.items() for member in sorted(members)]
    if not pairs:
        return {}
    columns = (column("code", Text), column("member", Text))
    roll = values(*columns, name="roll").data(pairs).cte("roll")
    used = _used(sight, roll, rule)
    enough = {
        Share.ANY: used.c.coders >= 1,
        Share.MAJORITY: 2 * used.c.coders > looked.c.coders,
        Share.ALL: used.c.coders >= looked.c.coders,
    }[rule.share]
    query = (
        select(used.c.code, eligible.c.group, func.count(distinct(eligible.c.unit)))
        .join(looked, looked.c.segment == used.c.segment)
        .join(eligible, eligible.c.segment == used.c.segment)
        .where(enough)
        .group_by(used.c.code, eligible.c.group)
    )
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}


def _used(sight: Sight, roll: CTE, rule: CoderRule) -> CTE:
    """Count, by segment and code that is rolled up to, how many coders of the rule used it."""
    table = schema.coding.c
    used = (
        select(table.segment, roll.c.code, func.count(distinct(table.coder)).label("coders"))
        .join(roll, roll.c.member == table.code)
        .where(_counted(sight, rule))
        .group_by(table.segment, roll.c.code)
    )
    if rule.latest:
        last = _last_settled(rule)
        used = used.join(last, and_(last.c.segment == table.segment, last.c.round == table.round))
    return used.cte("used")


def _counted(sight: Sight, rule: CoderRule) -> ColumnElement[bool]:
    """Return the condition on codings that count by a rule."""
    table = schema.coding.c
    counted = and_(table.coder.in_(rule.coders), may_see(sight, schema.coding))
    return and_(counted, table.origin != _ACCEPTED) if rule.without_accepted else counted


def _last_settled(rule: CoderRule) -> Subquery:
    """Return (segment, round) of the round in which each segment was decided or read last."""
    look, decision = schema.look.c, schema.decision.c
    # A decision that changes nothing of what is held leaves the look as it was.
    newest = func.coalesce(decision.moment, look.moment)
    place = func.row_number().over(
        partition_by=look.segment, order_by=(newest.desc(), look.round.desc())
    )
    ranked = (
        select(look.segment, look.round, place.label("place"))
        .outerjoin(
            schema.decision,
            and_(decision.segment == look.segment, decision.round == look.round),
        )
        .where(look.coder.in_(rule.coders))
        .subquery()
    )
    return select(ranked.c.segment, ranked.c.round).where(ranked.c.place == 1).subquery()


def are_any_suggested(connection: Connection, sight: Sight) -> bool:
    """Say whether anybody ever took a suggestion as it was, or coded in a steered order."""
    table = schema.coding.c
    suggested = or_(table.origin == _ACCEPTED, table.work_order.in_(_STEERED))
    query = select(literal(1)).where(suggested, may_see(sight, schema.coding)).limit(1)
    return connection.scalar(query) is not None


def made_of(
    connection: Connection,
    sight: Sight,
    scope: Scope,
    members: Collection[str],
    rule: CoderRule,
    unit: Unit,
) -> dict[str, tuple[Origin, WorkOrder]]:
    """Map each coding that counts, with some codes and in scope, to what it was made of.

    Suggestions that were taken as they were are among them, whether they count or not.
    """
    table, eligible = schema.coding.c, _eligible(scope, unit, None)
    query = select(table.id, table.origin, table.work_order).where(
        table.segment.in_(select(eligible.c.segment)),
        _counted(sight, replace(rule, without_accepted=False)),
    )
    if rule.latest:
        last = _last_settled(rule)
        query = query.join(last, and_(last.c.segment == table.segment, last.c.round == table.round))
    return {
        row.id: (Origin(row.origin), WorkOrder(row.work_order))
        for part in parcels(sorted(members))
        for row in connection.execute(query.where(table.code.in_(part)))
    }


def waiting(connection: Connection, sight: Sight, scope: Scope, rule: CoderRule, unit: Unit) -> int:
    """Return how many segments in scope no coder of the rule has looked at."""
    eligible, looked = _eligible(scope, unit, None), _looked(sight, rule)
    query = (
        select(func.count(distinct(eligible.c.segment)))
        .outerjoin(looked, looked.c.segment == eligible.c.segment)
        .where(looked.c.segment.is_(None))
    )
    return connection.scalar(query) or 0


@dataclass(frozen=True, slots=True)
class Response:
    """What one participant of a group answered to a closed question, at one place of it."""

    participant: str
    group: str
    place: str
    value: str
    number: float | None


def responses(connection: Connection, question: str, by: str | None) -> list[Response]:
    """Return the answers to a closed question; blank is left out."""
    query = (
        select(_ANSWER.participant, _group(by), _ANSWER.place, _ANSWER.value, _ANSWER.number)
        .select_from(schema.answer)
        .join(schema.source, _SOURCE.id == _ANSWER.source)
        .join(schema.participant, _PERSON.id == _ANSWER.participant)
        .where(~_SOURCE.removed, _PERSON.counted, ~_PERSON.removed)
        .where(_ANSWER.question == question, _ANSWER.value.is_not(None))
    )
    if by is not None:
        query = _with_attribute(query, _ANSWER.participant, by)
    return [Response(*row) for row in connection.execute(query)]


def scope_has_looks(connection: Connection, sight: Sight, scope: Scope, coder: str) -> bool:
    """Say whether this coder has looked at any segment in scope."""
    eligible = _eligible(scope, Unit.SEGMENT, None)
    query = (
        select(literal(1))
        .select_from(schema.look)
        .join(eligible, eligible.c.segment == schema.look.c.segment)
        .where(schema.look.c.coder == coder, may_see(sight, schema.look))
        .limit(1)
    )
    return connection.scalar(query) is not None
