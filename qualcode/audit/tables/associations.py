"""Recounts whether codes go with an attribute or an outcome."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from qualcode.audit.tables.associated_units import Outcome, Units
from qualcode.audit.tables.lines import Line, Part
from qualcode.audit.tables.two_by_two import WITHHELD, Common, Four, Tested, common, tested

DEPENDENT = "several sources are of the same participant, so they are not independent"
FIGURES = (
    "base", "both", "code_only", "value_only", "neither", "odds_ratio", "low", "high", "statistic",
    "freedom", "draws", "p", "q", "cramers_v", "cramers_v_corrected", "strata", "common",
    "common_low", "common_high", "common_p", "homogeneity_p",
)  # fmt: skip
_EMPTY: Mapping[str, Any] = {**dict.fromkeys(FIGURES), "is_unbounded": False, "test": "", "why": ""}

Ids = frozenset[str]


@dataclass(frozen=True)
class _Coded:
    """One code: who carries it and who does not by value, and all by stratum."""

    carrying: dict[str, Ids]
    others: dict[str, Ids]
    strata: dict[str, Ids]
    persons: Mapping[str, str]
    is_sound: bool

    def cells(self, value: str) -> tuple[Ids, Ids, Ids, Ids]:
        """Return both, only the code, only the value, neither."""
        nobody: Ids = frozenset()

        def rest(side: dict[str, Ids]) -> Ids:
            return nobody.union(*(ids for name, ids in side.items() if name != value))

        return (
            self.carrying.get(value, nobody),
            rest(self.carrying),
            self.others.get(value, nobody),
            rest(self.others),
        )

    def people(self, ids: Collection[str]) -> int:
        """Count the persons behind units."""
        return len({self.persons[one] for one in ids})

    def telling(self, value: str) -> dict[str, tuple[Ids, ...]]:
        """Return the cells within each stratum that has something to compare."""
        found = {
            name: tuple(cell & ids for cell in self.cells(value))
            for name, ids in self.strata.items()
        }
        return {name: cells for name, cells in found.items() if not Four(*map(len, cells)).problem}


def associated(units: Units, outcome: Outcome, stratum: str, named: Sequence[str]) -> list[Line]:
    """Return the rows of codes by the values of an attribute."""
    tree = units.facts.tree
    wanted = {below for word in named for below in tree.below(units.code(word))}
    found: list[Line] = []
    for code in tree.codes:
        if code not in units.scopes or (named and code not in wanted):
            continue
        coded = _coded(units, code, outcome, stratum)
        if not named and not any(coded.carrying.values()):
            continue
        head = {
            "code": code,
            "name": tree.name(code),
            "level": tree.level(code),
            "attribute": outcome.attribute,
        }
        found += _rows(head, coded, outcome)
    return found


def _coded(units: Units, code: str, outcome: Outcome, stratum: str) -> _Coded:
    persons, carrying = units.of(units.scopes[code]), units.carrying(code)
    value = units.facts.value
    known = {
        one: value(who, outcome.attribute)
        for one, who in persons.items()
        if value(who, outcome.attribute)
    }
    names = list(dict.fromkeys([*outcome.values, *known.values()]))
    of = {name: frozenset(one for one, its in known.items() if its == name) for name in names}
    strata: dict[str, set[str]] = {}
    for one in known:
        if stratum and (within := value(persons[one], stratum)):
            strata.setdefault(within, set()).add(one)
    return _Coded(
        {name: ids & carrying for name, ids in of.items()},
        {name: ids - carrying for name, ids in of.items()},
        {name: frozenset(ids) for name, ids in sorted(strata.items())},
        persons,
        len(set(persons.values())) == len(persons),
    )


def _rows(head: Mapping[str, Any], coded: _Coded, outcome: Outcome) -> list[Line]:
    values = [outcome.value] if outcome.value else list(coded.carrying)
    telling = {name for value in values for name in coded.telling(value)}
    against = outcome.against if outcome.value else "others"
    rows = [] if outcome.value else [_all(head, coded)]
    return [*rows, *(_one(head, coded, value, against, len(telling) == 1) for value in values)]


def _all(head: Mapping[str, Any], coded: _Coded) -> Line:
    sides = list(coded.carrying.values()), list(coded.others.values())
    counts = [[len(ids) for ids in side] for side in sides]
    values = {**_EMPTY, **head, "value": "", "against": "", "base": sum(map(sum, counts)),
              **_test(tested(counts), coded.is_sound)}  # fmt: skip
    return Line(values, [Part(coded.people(ids), FIGURES) for side in sides for ids in side])


def _one(
    head: Mapping[str, Any], coded: _Coded, value: str, against: str, one_stratum: bool
) -> Line:
    cells = coded.cells(value)
    four = Four(*map(len, cells))
    row: dict[str, Any] = {
        **_EMPTY, **head, "value": value, "against": against, "base": four.n, "both": four.a,
        "code_only": four.b, "value_only": four.c, "neither": four.d,
    }  # fmt: skip
    parts = [Part(coded.people(ids), FIGURES) for ids in cells]
    if one_stratum:
        within = (ids for some in coded.telling(value).values() for ids in some)
        parts += [Part(coded.people(ids), FIGURES) for ids in within]
    if four.problem:
        return Line({**row, "test": WITHHELD, "why": four.problem}, parts)
    along = four.b * four.c
    row |= _test(tested([[four.a, four.b], [four.c, four.d]]), coded.is_sound)
    row["is_unbounded"] = not along
    row["odds_ratio"] = four.a * four.d / along if along else None
    if coded.is_sound:
        low, high = four.interval()
        row |= {"low": low, "high": None if high == inf else high}
    if coded.strata:
        tables = [Four(*map(len, some)) for some in coded.telling(value).values()]
        row |= _within(common(tables), coded.is_sound, row["why"])
    return Line(row, parts)


def _test(found: Tested, is_sound: bool) -> dict[str, Any]:
    if not is_sound:
        found = Tested(WITHHELD, v=found.v, corrected=found.corrected, why=DEPENDENT)
    return {
        "test": found.test,
        "statistic": found.statistic,
        "freedom": found.freedom,
        "draws": found.draws,
        "p": found.p,
        "cramers_v": found.v,
        "cramers_v_corrected": found.corrected,
        "why": found.why,
    }


def _within(found: Common, is_sound: bool, why: str) -> dict[str, Any]:
    told = {
        "strata": found.strata,
        "common": None if found.value == inf else found.value,
        "why": why or found.why,
    }
    if not is_sound:
        return told
    return told | {
        "common_low": found.low,
        "common_high": found.high,
        "common_p": found.p,
        "homogeneity_p": found.homogeneity,
    }
