"""Which unit carries which code, one by one: what tables of two codes or more are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.tables import Unit
from qualcode.store.carriers import carriers
from qualcode.store.population import Population, Wanted
from qualcode.store.sight import Sight


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """One unit: its id, the person behind it, and the source that it is in.

    The person is a participant, or the source of a record that has none. Of a source in which
    several speak it is one of them, and of a participant with several sources it is one of those.
    """

    id: str
    person: str
    source: str


@dataclass(frozen=True, slots=True)
class Incidence:
    """The units of a base, and for each code the ids of those that carry it."""

    units: tuple[UnitFacts, ...]
    carrying: Mapping[str, frozenset[str]]


def incidence(
    connection: Connection,
    sight: Sight,
    scope: Scope,
    roll_up: Mapping[str, frozenset[str]],
    rule: CoderRule,
    unit: Unit,
) -> Incidence:
    """Return the units that were asked and the codes that each carries, rolled up.

    Base and rule are those of `tabulate.count`, so that the figures agree. The units stand in the
    order of their ids; each code of `roll_up` is there, carried or not.
    """
    wanted = Wanted(scope, roll_up, rule, unit)
    base = Population(sight, wanted).base().subquery()
    query = select(base.c.unit, func.min(base.c.person), func.min(base.c.source))
    units = connection.execute(query.group_by(base.c.unit))
    carrying: dict[str, set[str]] = {code: set() for code in roll_up}
    for one in carriers(connection, sight, wanted):
        for code in one.codes:
            carrying[code].add(one.unit)
    return Incidence(
        tuple(sorted((UnitFacts(*row) for row in units), key=lambda one: one.id)),
        {code: frozenset(ids) for code, ids in carrying.items()},
    )
