"""Which codings count by a coder rule: the one place that says so in SQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    distinct,
    exists,
    func,
    select,
)

from qualcode.domain.coding import Origin
from qualcode.domain.counting import CoderRule
from qualcode.store import schema
from qualcode.store.sight import Sight, may_see

_ACCEPTED = Origin.ACCEPTED.value


def looked(sight: Sight, rule: CoderRule) -> Select[tuple[str, int]]:
    """Return (segment, coders): how many coders of the rule looked at each segment."""
    table = schema.look.c
    return (
        select(table.segment, func.count(distinct(table.coder)).label("coders"))
        .where(table.coder.in_(rule.coders), may_see(sight, schema.look))
        .group_by(table.segment)
    )


def was_looked_at(
    sight: Sight, rule: CoderRule, segment: ColumnElement[str]
) -> ColumnElement[bool]:
    """Return the condition that a coder of the rule looked at a segment."""
    table = schema.look
    return exists().where(
        table.c.segment == segment, table.c.coder.in_(rule.coders), may_see(sight, table)
    )


def counted(sight: Sight, rule: CoderRule) -> ColumnElement[bool]:
    """Return the condition on codings that count by a rule; `of_latest` says of which round."""
    table = schema.coding.c
    condition = and_(table.coder.in_(rule.coders), may_see(sight, schema.coding))
    return and_(condition, table.origin != _ACCEPTED) if rule.without_accepted else condition


def of_latest(query: Select[Any], rule: CoderRule) -> Select[Any]:
    """Return a query of codings, of each segment only the round that was settled last if so ruled.

    All are returned where the rule does not ask for the latest.
    """
    if not rule.latest:
        return query
    table, last = schema.coding.c, last_settled(rule)
    return query.join(last, and_(last.c.segment == table.segment, last.c.round == table.round))


def last_settled(rule: CoderRule) -> Subquery:
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
