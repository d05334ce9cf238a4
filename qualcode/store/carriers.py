"""What carries which codes, rolled up: one row from the database for each unit, not each coding.

Grouping and counting single codings in SQL takes several times as long: a million of them make a
few thousand rows of units here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from qualcode.domain.counting import Share
from qualcode.domain.tables import Unit
from qualcode.store import schema
from qualcode.store.counted import counted, looked, of_latest
from qualcode.store.eligible import eligible
from qualcode.store.population import Group, Wanted
from qualcode.store.sight import Sight

_BETWEEN = ","
"""Stands between ids of codes in one value; no id holds it."""

Upward = Mapping[str, frozenset[str]]
"""The codes that each code counts as."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A unit, a person behind it, the group of the person, and the codes carried there.

    A unit in which several speak comes once for each of them, with what was coded on their words.
    """

    unit: str
    person: str
    group: Group
    codes: frozenset[str]


def carriers(connection: Connection, sight: Sight, wanted: Wanted) -> Iterator[Carrier]:
    """Yield what carries any of the codes that are rolled up, by the coder rule.

    Any coder's codings are taken together by unit. Where more must agree, they must do so on one
    segment, on codes as they are rolled up.
    """
    upward: dict[str, set[str]] = {}
    for code, members in wanted.roll_up.items():
        for member in members:
            upward.setdefault(member, set()).add(code)
    up = {member: frozenset(codes) for member, codes in upward.items()}
    group_of = _groups(connection, wanted.by)
    nowhere = ("",) * len(wanted.by)
    held = _by_anybody if wanted.rule.share is Share.ANY else _by_enough
    for unit, person, codes in held(connection, sight, wanted, up):
        if codes:
            yield Carrier(unit, person, group_of.get(person, nowhere), codes)


def _by_anybody(
    connection: Connection, sight: Sight, wanted: Wanted, up: Upward
) -> Iterator[tuple[str, str, frozenset[str]]]:
    for unit, person, codes in connection.execute(_codings(sight, wanted, ())):
        if codes:
            yield unit, person, _rolled(codes, up)


def _by_enough(
    connection: Connection, sight: Sight, wanted: Wanted, up: Upward
) -> Iterator[tuple[str, str, frozenset[str]]]:
    segment, coder = schema.coding.c.segment, schema.coding.c.coder
    looks = looked(sight, wanted.rule).subquery()
    readers = {row.segment: row.coders for row in connection.execute(select(looks))}
    rows = connection.execute(_codings(sight, wanted, (segment, coder)).order_by(segment))
    for at, ones in groupby(rows, key=lambda row: row.segment):
        same = list(ones)
        used = Counter(code for one in same for code in _rolled(one.codes or "", up))
        looking = readers.get(at, 0)
        enough = {Share.MAJORITY: looking // 2 + 1, Share.ALL: looking}[wanted.rule.share]
        agreed = frozenset(code for code, number in used.items() if number >= enough)
        yield same[0].unit, same[0].person, agreed


def _codings(sight: Sight, wanted: Wanted, apart: Iterable[Any]) -> Select[Any]:
    """Return (unit, person, codes, ...) by unit, by person where it has several, and by `apart`."""
    coding, rule = schema.coding.c, wanted.rule
    segments = eligible(sight, rule, wanted.scope, wanted.unit)
    by_person = wanted.unit is Unit.SOURCE
    person = segments.c.person if by_person else func.min(segments.c.person).label("person")
    codes = func.aggregate_strings(coding.code, _BETWEEN).label("codes")
    # An outer join keeps the segments first: they are fewer, and their codings lie side by side.
    on = and_(coding.segment == segments.c.segment, counted(sight, rule))
    query = select(segments.c.unit, person, codes, *apart).select_from(
        segments.outerjoin(schema.coding, on)
    )
    query = of_latest(query, rule)
    return query.group_by(segments.c.unit, *([person] if by_person else ()), *apart)


def _rolled(codes: str, up: Upward) -> frozenset[str]:
    nothing: frozenset[str] = frozenset()
    return nothing.union(*(up.get(one, nothing) for one in set(codes.split(_BETWEEN))))


def _groups(connection: Connection, by: tuple[str, ...]) -> Mapping[str, Group]:
    """Map each participant to the values of the attributes, '' for none."""
    if not by:
        return {}
    table = schema.attribute.c
    query = select(table.participant, table.name, table.text).where(table.name.in_(by))
    known: dict[str, dict[str, str]] = {}
    for participant, name, value in connection.execute(query):
        known.setdefault(participant, {})[name] = value
    return {one: tuple(values.get(name, "") for name in by) for one, values in known.items()}
