"""Recounts how many units carry each code, and who carries none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.audit.tables.code_tree import CodeTree
from qualcode.audit.tables.coder_rules import Rule
from qualcode.audit.tables.facts import Facts, Group
from qualcode.audit.tables.lines import Line, Part, in_words, ordered, shares
from qualcode.audit.tables.population import (
    Entry,
    Grouped,
    Members,
    Population,
    Scope,
    grouped,
    scopes_of,
)

SHARES = ("n", "percent", "low", "high", "people")
_APART = {
    "(uncoded)": "no code applies",
    "(left blank)": "asked, left blank",
    "(not read)": "answered, not looked at yet",
    "(not asked)": "not asked",
}
_OF_BASE = {
    "all": frozenset(_APART),
    "asked": frozenset(("(uncoded)", "(left blank)")),
    "answered": frozenset(("(uncoded)",)),
    "coded": frozenset[str](),
}


@dataclass(frozen=True)
class Count:
    """One row: what is counted, in which group, and its units and persons, and those of the base.

    `base` is None where the row has none.
    """

    code: str
    name: str
    level: int
    group: Group
    counted: Members
    base: Members | None
    is_apart: bool = False

    @property
    def n(self) -> int:
        """Return how many units it has."""
        return len(self.counted.units)

    @property
    def whole(self) -> int | None:
        """Return how many units the base has."""
        return None if self.base is None else len(self.base.units)


@dataclass(frozen=True)
class Asked:
    """What frequencies are asked for."""

    facts: Facts
    rule: Rule
    scope: Scope
    unit: str
    by: tuple[str, ...]
    base: str


def coded(asked: Asked, tree: CodeTree) -> list[Count]:
    """Count the codes of a tree by group, and last those who carry none."""
    every = frozenset(tree.codes)
    found: list[Count] = []
    for scope, codes in scopes_of(tree, asked.scope).items():
        units = Population(asked.facts, asked.rule, scope, asked.unit, asked.by)
        base = grouped(units.base(asked.base, every))
        for code in codes:
            hits = grouped(units.carrying(tree.below(code)))
            if asked.scope.questions and not tree.asked(code) and not _any(hits, base):
                continue
            found += [
                Count(code, tree.name(code), tree.level(code), group, hits.get(group, Members()),
                      base[group])
                for group in base
            ]  # fmt: skip
    places = {group: at for at, group in enumerate(ordered(one.group for one in found))}
    found.sort(key=lambda one: (tree.order[one.code], places[one.group]))
    return [*found, *_nobody(asked, every)] if found else found


def _any(hits: Grouped, base: Grouped) -> bool:
    return any(members.units for group, members in hits.items() if group in base)


def _nobody(asked: Asked, every: frozenset[str]) -> Iterator[Count]:
    """Yield those who carry no code, by why that is."""
    if asked.unit != "participant" or not asked.scope.questions:
        return
    units = Population(asked.facts, asked.rule, asked.scope, "participant", asked.by)
    base = grouped(units.base(asked.base, every))
    found = _apart(units, every)
    groups = ordered([*base, *(group for people in found.values() for group in people)])
    for why, people in found.items():
        if not any(people.values()):
            continue
        for group in groups:
            who = people.get(group, set())
            within = base.get(group) if why in _OF_BASE[asked.base] else None
            yield Count(why, _APART[why], 0, group, Members(who, who), within, True)


def _apart(units: Population, every: frozenset[str]) -> dict[str, dict[Group, set[str]]]:
    read, carrying = _people(units.read), _people(units.carrying(every))
    blank = _without(_people(units.blank), read)
    asked = _people(units.everyone)
    return {
        "(uncoded)": _without(read, carrying),
        "(left blank)": blank,
        "(not read)": _without(_without(asked, read), blank),
        "(not asked)": _without(_people(units.everywhere), asked),
    }


def _people(entries: Sequence[Entry]) -> dict[Group, set[str]]:
    return {group: members.people for group, members in grouped(entries).items()}


def _without(
    people: Mapping[Group, set[str]], others: Mapping[Group, set[str]]
) -> dict[Group, set[str]]:
    return {group: who - others.get(group, set()) for group, who in people.items()}


def lines(counts: Sequence[Count], by: tuple[str, ...]) -> list[Line]:
    """Return counts as the rows of a table of frequencies."""
    return [Line(values(one, by), parts(one)) for one in counts]


def values(one: Count, by: tuple[str, ...]) -> dict[str, Any]:
    """Return the columns of a row."""
    return {
        "code": one.code,
        "name": one.name,
        "level": one.level,
        "group": in_words(one.group, by),
        "n": one.n,
        "base": one.whole,
        **shares(one.n, one.whole),
        "people": len(one.counted.people),
        "groups": list(one.group),
        "is_apart": one.is_apart,
    }


def parts(one: Count) -> list[Part]:
    """Return the persons behind a row's count and base."""
    found = [Part(len(one.counted.people), SHARES)]
    if one.base is not None:
        found.append(Part(len(one.base.people), ("base", *SHARES)))
    return found
