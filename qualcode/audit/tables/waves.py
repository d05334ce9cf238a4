"""Recounts how shares changed between two waves, and how high codes are ranked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import sqrt
from typing import Any

from qualcode.audit.tables.facts import Group
from qualcode.audit.tables.frequencies import Asked, Count
from qualcode.audit.tables.lines import Line, Part, in_words, place_of, shares, wilson
from qualcode.audit.tables.population import Population
from qualcode.domain.errors import InputError

_MOVED = ("difference", "low", "high")
NOBODY = "nobody was asked in one of the waves"


def changes(counts: Sequence[Count], by: tuple[str, ...]) -> list[Line]:
    """Return the rows of two waves from counts by the wave first and `by` after it.

    Raises:
        InputError: if there are not two waves.
    """
    told = [one for one in counts if not one.is_apart and one.whole]
    waves = sorted({one.group[0] for one in told} - {""}, key=place_of)
    if len(waves) != 2:
        raise InputError(f"The table compares two waves, but today there are {len(waves)}.")
    found = {(one.code, one.group): one for one in told}
    rows = dict.fromkeys((one.code, one.group[1:]) for one in told if one.group[0] in waves)
    return [
        _change(found.get((code, (waves[0], *rest))), found.get((code, (waves[1], *rest))), by)
        for code, rest in rows
    ]


def _change(before: Count | None, after: Count | None, by: tuple[str, ...]) -> Line:
    some = before or after
    assert some is not None
    values: dict[str, Any] = {
        "code": some.code,
        "name": some.name,
        "level": some.level,
        "group": in_words(some.group[1:], by),
        "groups": list(some.group[1:]),
    }
    parts = []
    for one, when in ((before, "before"), (after, "after")):
        n, base = (one.n, one.whole or 0) if one else (0, 0)
        values |= {f"n_{when}": n, f"base_{when}": base}
        values[f"percent_{when}"] = shares(n, base)["percent"]
        if one is not None and one.base is not None:
            telling = (f"n_{when}", f"percent_{when}", *_MOVED)
            parts.append(Part(len(one.counted.people), telling))
            parts.append(Part(len(one.base.people), (f"base_{when}", *telling)))
    moved = _moved(*(values[f"{name}_{when}"] for when in ("before", "after")
                     for name in ("n", "base")))  # fmt: skip
    return Line({**values, **moved}, parts)


def _moved(n: int, base: int, n_after: int, base_after: int) -> dict[str, Any]:
    """Return the difference of two shares in points with Newcombe's interval (1998, method 10)."""
    if not base or not base_after:
        return {**dict.fromkeys(_MOVED), "reading": NOBODY}
    (low_1, high_1), (low_2, high_2) = wilson(n, base), wilson(n_after, base_after)
    first, second = n / base, n_after / base_after
    apart = second - first
    low = 100 * (apart - sqrt((second - low_2) ** 2 + (high_1 - first) ** 2))
    high = 100 * (apart + sqrt((high_2 - second) ** 2 + (first - low_1) ** 2))
    reading = "no change that holds: 0 lies in the interval"
    if low > 0 or high < 0:
        reading = f"{'rose' if low > 0 else 'fell'}: the interval leaves out 0"
    return {"difference": 100 * apart, "low": low, "high": high, "reading": reading}


def ranks(asked: Asked, counts: Sequence[Count]) -> list[Line]:
    """Return the rows of a ranked question.

    Raises:
        InputError: if nobody ranked it.
    """
    place_at = {
        one["id"]: int(one["place"])
        for one in asked.facts.evidence.segments
        if one["question"] in asked.scope.questions and one["place"].isdecimal()
    }
    if not place_at:
        raise InputError("Nobody ranked the answers to this question.")
    units = Population(asked.facts, asked.rule, asked.scope, "segment", asked.by)
    given: dict[str, Mapping[Group, Mapping[str, int]]] = {}
    made = []
    for one in counts:
        if one.is_apart or not one.whole:
            continue
        if one.code not in given:
            given[one.code] = _best(units, asked.facts.tree.below(one.code), place_at)
        best = list(given[one.code].get(one.group, {}).values())
        made.append(_rank(one, best, max(place_at.values()), asked.by))
    return made


def _best(
    units: Population, members: Collection[str], place_at: Mapping[str, int]
) -> dict[Group, dict[str, int]]:
    best: dict[Group, dict[str, int]] = {}
    for entry in units.carrying(members):
        if entry.unit in place_at:
            mine = best.setdefault(entry.group, {})
            mine[entry.person] = min(place_at[entry.unit], mine.get(entry.person, 1 << 30))
    return best


def _rank(one: Count, best: Sequence[int], places: int, by: tuple[str, ...]) -> Line:
    base, n = one.whole or 0, len(best)
    first = sum(rank == 1 for rank in best)
    points = sum(places + 1 - rank for rank in best)
    low, high = wilson(first, base)
    values = {
        "code": one.code,
        "name": one.name,
        "level": one.level,
        "group": in_words(one.group, by),
        "groups": list(one.group),
        "n": one.n,
        "base": base,
        "percent": 100 * one.n / base,
        "mean_rank": sum(best) / n if n else None,
        "first": first,
        "first_percent": 100 * first / base,
        "low": 100 * low,
        "high": 100 * high,
        "borda": points,
        "borda_mean": points / base,
        "people": len(one.counted.people),
    }
    firsts = ("mean_rank", "first", "first_percent", "low", "high", "borda", "borda_mean")
    named = ("n", "percent", "people", *firsts)
    whole = len(one.base.people) if one.base else 0
    parts = [
        Part(first, firsts),
        Part(len(one.counted.people), named),
        Part(whole, ("base", *named)),
    ]
    return Line(values, parts)
