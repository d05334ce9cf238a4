"""Recounts the disagreements that a report lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from qualcode.audit.case import Case
from qualcode.audit.units import Codes, Unit

_CLOSE = 1e-9


def disputes(case: Case) -> list[dict[str, Any]]:
    """Return each unit and code that some of those who looked gave and others did not."""
    if case.by_character:
        return [row for runs in _by_passage(case.compared) for row in _stretches(case, runs)]
    return [
        _row(case, unit, unit.start, unit.end, unit.readings, code)
        for unit in case.compared
        for code in case.book.names
        if _is_disputed(unit, code)
    ]


def is_ranked(rows: Sequence[Mapping[str, Any]], alphas: Mapping[str, float | None]) -> bool:
    """Say whether disagreements run from the code with the lowest alpha to those without one.

    Those of one code run from the most pairs of coders that disagree to the fewest.
    """
    keys = [(alphas.get(row["code"]), row["code"], _n_pairs(row)) for row in rows]
    return all(_may_follow(*two) for two in pairwise(keys))


_Key = tuple[float | None, str, int]


def _may_follow(before: _Key, after: _Key) -> bool:
    (one, code, pairs), (other, next_code, next_pairs) = before, after
    if code == next_code:
        return pairs >= next_pairs
    if one is None or other is None:
        return other is None
    return one <= other + _CLOSE


def _n_pairs(row: Mapping[str, Any]) -> int:
    return len(row["used_by"]) * len(row["not_used_by"])


def _is_disputed(unit: Unit, code: str) -> bool:
    return 0 < len(_users(unit, code)) < len(unit.readings)


def _users(unit: Unit, code: str) -> list[str]:
    return [who for who, codes in unit.readings.items() if code in codes]


def _by_passage(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    for _, runs in groupby(units, key=lambda one: one.passage.id):
        yield list(runs)


def _stretches(case: Case, runs: Sequence[Unit]) -> Iterator[dict[str, Any]]:
    """Yield the longest stretches of runs on which the same coders give a code, others not."""
    codes = set().union(*(codes for one in runs for codes in one.readings.values()))
    for code in sorted(codes):
        for disputed, group in groupby(
            runs, key=lambda one: _users(one, code) if _is_disputed(one, code) else None
        ):
            if disputed is None:
                continue
            part = list(group)
            whole = {
                who: Codes().union(*(one.readings[who] for one in part)) for who in part[0].readings
            }
            yield _row(case, part[0], part[0].start, part[-1].end, whole, code)


def _row(
    case: Case, unit: Unit, start: int, end: int, readings: Mapping[str, Codes], code: str
) -> dict[str, Any]:
    place = unit.passage
    whole = start == end
    order = sorted if case.by_character else _in_book_order(case)
    used = [who for who, codes in readings.items() if code in codes]
    return {
        "code": code,
        "source": place.source_name,
        "segment": "" if whole else place.label,
        "segment_id": "" if whole else place.id,
        "start": start,
        "end": end,
        "quotation": case.evidence.texts[place.source][start:end],
        "used_by": sorted(used),
        "not_used_by": sorted(set(readings) - set(used)),
        "did_not_look": [who for who in case.coders if who not in readings],
        "readings": {who: order(readings[who]) if who in readings else None for who in case.coders},
    }


def _in_book_order(case: Case) -> Any:
    place = {code: number for number, code in enumerate(case.book.names)}
    return lambda codes: sorted(codes, key=place.__getitem__)
