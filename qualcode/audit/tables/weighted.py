"""Recounts frequencies that a sampling design weighs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.audit.tables.designs import Sample, difference, drawn
from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.frequencies import Count, values
from qualcode.audit.tables.lines import Line, Part

_TOLD = ("n", "percent", "low", "high", "standard_error", "deff", "p", "people")


def weighed(
    facts: Facts, counts: Sequence[Count], by: tuple[str, ...], asked: Mapping[str, str]
) -> list[Line]:
    """Return the rows of counts of participants, weighed.

    Raises:
        InputError: if somebody has no weight.
    """
    everybody = {who for one in counts if one.base for who in one.base.units}
    sample = drawn(facts, asked, everybody)
    tests = _tests(sample, counts)
    least: dict[str, int] = {}
    for one in counts:
        for people in _people(one):
            if not facts.promises.permits(people):
                least[one.code] = people
    return [_line(sample, one, by, tests.get(one.code), least.get(one.code)) for one in counts]


def _people(one: Count) -> list[int]:
    return [len(one.counted.people), *([len(one.base.people)] if one.base else [])]


def _tests(sample: Sample, counts: Sequence[Count]) -> dict[str, float | None]:
    groups: dict[str, list[tuple[set[str], set[str]]]] = {}
    for one in counts:
        named = any(one.group) if len(one.group) == 1 else bool(one.group)
        if named and not one.is_apart and one.base and one.base.units:
            groups.setdefault(one.code, []).append((one.base.units, one.counted.units))
    return {code: difference(sample, of_code) for code, of_code in groups.items()}


def _line(
    sample: Sample, one: Count, by: tuple[str, ...], p: float | None, least: int | None
) -> Line:
    base = one.base.units if one.base else set()
    found = sample.share(one.counted.units & base, base)
    row = values(one, by) | {
        "percent": _percent(found.value),
        "low": _percent(found.low),
        "high": _percent(found.high),
        "standard_error": _percent(found.error),
        "deff": found.deff,
        "df": found.df,
        "p": p,
    }
    parts = [Part(len(one.counted.people), _TOLD)]
    if one.base is not None:
        parts.append(Part(len(one.base.people), ("base", "df", *_TOLD)))
    if p is not None and least is not None:
        parts.append(Part(least, ("p",)))
    return Line(row, parts)


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
