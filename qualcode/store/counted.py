"""Which codings count by a coder rule: the one place that says so in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    Subquery,
    Text,
    and_,
    column,
    distinct,
    exists,
    func,
    select,
    values,
)

from qualcode.domain.coding import Origin
from qualcode.domain.counting import CoderRule, Share
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


def carried(
    sight: Sight, looks: CTE, roll_up: Mapping[str, frozenset[str]], rule: CoderRule
) -> CTE:
    """Return (segment, code): which code, rolled up, a segment counts for.

    `looks` holds what `looked` returns. The first step counts coders by segment and code, so that
    what is joined to it meets each pair once.
    """
    used = _used(sight, _roll(roll_up), rule)
    enough = {
        Share.ANY: used.c.coders >= 1,
        Share.MAJORITY: 2 * used.c.coders > looks.c.coders,
        Share.ALL: used.c.coders >= looks.c.coders,
    }[rule.share]
    return (
        select(used.c.segment, used.c.code)
        .join(looks, looks.c.segment == used.c.segment)
        .where(enough)
        .cte("carried")
    )


def _roll(roll_up: Mapping[str, frozenset[str]]) -> CTE:
    pairs = [(code, member) for code, members in roll_up.items() for member in sorted(members)]
    columns = (column("code", Text), column("member", Text))
    # No coding has an empty code: where nothing is asked for, nothing is found.
    return values(*columns, name="roll").data(pairs or [("", "")]).cte("roll")


def _used(sight: Sight, roll: CTE, rule: CoderRule) -> CTE:
    """Count, by segment and code that is rolled up to, how many coders of the rule used it."""
    table = schema.coding.c
    used = (
        select(table.segment, roll.c.code, func.count(distinct(table.coder)).label("coders"))
        .join(roll, roll.c.member == table.code)
        .where(counted(sight, rule))
        .group_by(table.segment, roll.c.code)
    )
    return of_latest(used, rule).cte("used")


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
