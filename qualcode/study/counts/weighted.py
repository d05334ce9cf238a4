"""Frequencies weighed by the sampling design that attributes of the participants hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis import weights
from qualcode.analysis.rao_scott import independence
from qualcode.domain.disclosure import Guard, Key
from qualcode.domain.errors import InputError
from qualcode.domain.tables import Row, Table, Unit
from qualcode.domain.weighted import WeightedRow, Weighting
from qualcode.study.counts.sample_design import DrawnSample, sample

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Membership:
    """Who stands behind a row: ids of the participants of its base, and those that carry."""

    base: frozenset[str]
    carrying: frozenset[str]


def weighted(
    connection: Connection,
    table: Table[Row],
    guard: Guard,
    members: Sequence[Membership],
    weighting: Weighting,
) -> tuple[Table[WeightedRow], Guard]:
    """Weigh a table of counts; `members` stands beside its rows, which keep their order.

    The guard is that of the counts; a test over all groups of a code gives away each of them.

    Raises:
        NotFound: if an attribute of the weighting is not known.
        InputError: if the unit is not participants, or naming who has no usable weight.
    """
    if table.unit is not Unit.PARTICIPANT:
        raise InputError(
            f"Weights are those of participants, but {table.unit.value}s are counted.",
            fix="Leave --unit out, or leave --weight out.",
        )
    everybody: frozenset[str] = frozenset().union(*(one.base for one in members))
    drawn = sample(connection, weighting, everybody)
    tests = _tests(drawn, table.rows, members)
    rows = tuple(
        _weighed(drawn, row, who, tests.get(row.code))
        for row, who in zip(table.rows, members, strict=True)
    )
    weighed = Table(
        table.kind,
        table.unit,
        table.base,
        table.coder_rule,
        rows,
        table.by,
        (*table.notes, *_notes(drawn, weighting, rows)),
        table.without_accepted,
        {**table.query, **weighting.named},
    )
    return weighed, _guarding_tests(guard, rows)


def _guarding_tests(guard: Guard, rows: Sequence[WeightedRow]) -> Guard:
    behind: dict[str, list[Key]] = {}
    for row, parts in zip(rows, guard.rows, strict=True):
        if row.p is not None:
            behind.setdefault(row.code, []).extend(key for keys in parts.values() for key in keys)
    return replace(
        guard,
        rows=tuple(
            {**parts, "p": tuple(dict.fromkeys(behind[row.code]))} if row.p is not None else parts
            for row, parts in zip(rows, guard.rows, strict=True)
        ),
    )


def _weighed(drawn: DrawnSample, row: Row, who: Membership, p: float | None) -> WeightedRow:
    carrying = drawn.flags(who.carrying & who.base)
    found = weights.proportion(drawn.design, carrying, drawn.flags(who.base))
    return WeightedRow(
        row.code,
        row.name,
        row.level,
        row.group,
        row.n,
        row.base,
        _percent(found.value),
        _percent(found.low),
        _percent(found.high),
        _percent(found.standard_error),
        found.deff,
        found.df,
        p,
        row.people,
        groups=row.groups,
        is_apart=row.is_apart,
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _tests(
    drawn: DrawnSample, rows: Sequence[Row], members: Sequence[Membership]
) -> Mapping[str, float]:
    """Map each code to the p of the test whether its share is the same in all groups.

    Participants of no group are left out.
    """
    by_code: dict[str, list[Membership]] = {}
    for row, who in zip(rows, members, strict=True):
        if row.group and who.base and not row.is_apart:
            by_code.setdefault(row.code, []).append(who)
    found = {code: _difference(drawn, groups) for code, groups in by_code.items()}
    return {code: p for code, p in found.items() if p is not None}


def _difference(drawn: DrawnSample, groups: Collection[Membership]) -> float | None:
    carrying = np.zeros(len(drawn.design.weights), dtype=np.intp)
    group = np.zeros_like(carrying)
    domain = np.zeros(len(carrying), dtype=np.bool_)
    for number, who in enumerate(groups):
        inside = drawn.flags(who.base)
        domain |= inside
        group[inside] = number
        carrying[drawn.flags(who.carrying)] = 1
    tested = independence(drawn.design, carrying, group, domain)
    return tested.p if tested else None


def _notes(drawn: DrawnSample, weighting: Weighting, rows: Sequence[WeightedRow]) -> Iterator[str]:
    yield (
        f"Weighted by {', '.join(f'{name} = {given}' for name, given in weighting.named.items())}: "
        "n and base are participants as they are; per cent, interval and standard error stand for "
        "the population (Taylor linearisation, t interval of the log odds)."
    )
    yield from drawn.notes
    if any(row.percent in (0, 100) and row.low != row.high for row in rows):
        yield "Where all or none carry a code, the interval is that of Korn and Graubard (1998)."
    if any(row.p is not None for row in rows):
        yield "p: whether the share differs between the groups (Rao and Scott 1984, F test)."
