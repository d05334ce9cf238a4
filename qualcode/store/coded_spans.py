"""The spans behind the codings that count, and where segments lie in their sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.tables import Unit
from qualcode.store import schema
from qualcode.store.counted import counted, looked, of_latest
from qualcode.store.eligible import eligible
from qualcode.store.sight import Sight


@dataclass(frozen=True, slots=True)
class CodedSpan:
    """One coding: who put which code on `[start, end)`, within which segment."""

    segment: str
    coder: str
    start: int
    end: int
    code: str


def coded_spans(
    connection: Connection, sight: Sight, scope: Scope, rule: CoderRule
) -> Iterator[CodedSpan]:
    """Yield the codings of the coders of a rule, by segment and coder, in the order of the text.

    Whether enough coders agree is not asked here. Of two codings that differ in their round only
    both are given, unless the rule takes the latest.
    """
    table = schema.coding.c
    segments = eligible(sight, rule, scope, Unit.SEGMENT)
    query: Select[Any] = select(table.segment, table.coder, table.start, table.end, table.code)
    query = of_latest(query.where(counted(sight, rule)), rule)
    query = query.where(table.segment.in_(select(segments.c.segment)))
    query = query.order_by(table.segment, table.coder, table.start, table.end, table.code)
    for row in connection.execute(query.execution_options(yield_per=5000)):
        yield CodedSpan(*row)


def looks_of(connection: Connection, sight: Sight, scope: Scope, rule: CoderRule) -> dict[str, int]:
    """Map each segment in scope to how many coders of the rule looked at it, if any did."""
    segments = eligible(sight, rule, scope, Unit.SEGMENT)
    looks = looked(sight, rule).cte("looked")
    query = select(looks.c.segment, looks.c.coders).join(
        segments, segments.c.segment == looks.c.segment
    )
    return {row[0]: row[1] for row in connection.execute(query)}


@dataclass(frozen=True, slots=True)
class SegmentPlace:
    """Where a segment lies: its source, its number there, and its span."""

    source: str
    number: int
    start: int
    end: int


def segment_places(
    connection: Connection, sight: Sight, scope: Scope, rule: CoderRule
) -> dict[str, SegmentPlace]:
    """Map each segment in scope to its place."""
    table = schema.segment.c
    segments = eligible(sight, rule, scope, Unit.SEGMENT)
    query = select(table.id, table.source, table.number, table.start, table.end).join(
        segments, segments.c.segment == table.id
    )
    return {row[0]: SegmentPlace(*row[1:]) for row in connection.execute(query)}
