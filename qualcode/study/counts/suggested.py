"""What a table of frequencies says of suggestions among the codings that it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from qualcode.domain.coding import Origin
from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.provenance import WorkOrder
from qualcode.domain.tables import Unit
from qualcode.store import origins

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight


def suggestion_notes(
    connection: Connection,
    eyes: Sight,
    members: Mapping[Scope, Collection[str]],
    rule: CoderRule,
    unit: Unit,
) -> Iterator[str]:
    """Yield how many codings were suggestions, and how many were made in a steered order.

    `members` maps each scope to the codes that are counted in it.
    """
    made: dict[str, tuple[Origin, WorkOrder]] = {}
    # Asked first, as most studies have none and may have a hundred thousand codings.
    if origins.are_any_suggested(connection, eyes):
        for scope, codes in members.items():
            made |= origins.made_of(connection, eyes, scope, codes, rule, unit)
    accepted = sum(origin is Origin.ACCEPTED for origin, _ in made.values())
    if rule.without_accepted:
        yield _left_out(accepted)
        made = {one: told for one, told in made.items() if told[0] is not Origin.ACCEPTED}
    elif accepted:
        yield (
            f"{accepted:,} of {_codings(len(made))} counted "
            f"{'is a suggestion that was' if accepted == 1 else 'are suggestions that were'} "
            "taken as is; --without-accepted leaves them out."
        )
    yield from _steered(Counter(order for _, order in made.values()))


def _left_out(accepted: int) -> str:
    if not accepted:
        return "No coding was a suggestion taken as it was, so none is left out."
    return (
        f"Left out: {_codings(accepted)} made by taking a suggestion as it was; "
        "suggestions changed by hand are counted."
    )


def _steered(orders: Counter[WorkOrder]) -> Iterator[str]:
    names = [one.value for one in WorkOrder if one.steered and orders[one]]
    if names:
        steered = sum(number for order, number in orders.items() if order.steered)
        yield (
            f"{steered:,} of {_codings(orders.total())} counted {_be(steered, 'was', 'were')} made "
            f"in a steered order ({', '.join(names)}): shares are biased towards what the order "
            "looks for; a random audit sample is free of it."
        )


def _codings(number: int) -> str:
    return f"{number:,} coding{'' if number == 1 else 's'}"


def _be(number: int, one: str = "is", several: str = "are") -> str:
    return one if number == 1 else several
