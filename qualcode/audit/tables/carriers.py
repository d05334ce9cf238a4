"""Which units of which scope carry which codes: what tables of several codes are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.audit.tables.coder_rules import Rule
from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.population import Population, Scope, by_unit, scopes_of, together


@dataclass
class Carriers:
    """The codes in the order of their scopes, and the units as they are first met.

    `base` maps each code to the units of its scope, `carrying` to those that carry it; `person`
    and `source` tell of each unit.
    """

    scopes: list[Scope] = field(default_factory=list)
    base: dict[str, frozenset[str]] = field(default_factory=dict)
    carrying: dict[str, frozenset[str]] = field(default_factory=dict)
    person: dict[str, str] = field(default_factory=dict)
    source: dict[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """Return the codes."""
        return list(self.base)

    def people(self, units: frozenset[str]) -> int:
        """Count the distinct persons behind units."""
        return len({self.person[one] for one in units})

    def codes_of(self, unit: str) -> list[str]:
        """Return the codes that a unit carries."""
        return [code for code, units in self.carrying.items() if unit in units]


def gathered(
    facts: Facts, rule: Rule, wanted: Scope, unit: str, level: str, alone: bool = False
) -> Carriers:
    """Gather the units of the codes of a level; `alone` counts a code without what lies below."""
    found, tree = Carriers(), facts.tree
    for scope, codes in scopes_of(tree, wanted).items():
        kept = [one for one in codes if level != "theme" or tree.parent(one) is None]
        if not kept:
            continue
        found.scopes.append(scope)
        population = Population(facts, rule, scope, unit)
        base: list[str] = []
        for id_, person, source in by_unit(population.base("asked")):
            base.append(id_)
            found.person.setdefault(id_, person)
            found.source.setdefault(id_, source)
        for code in kept:
            members = frozenset({code}) if alone else tree.below(code)
            carrying = frozenset(one.unit for one in population.carrying(members))
            found.base[code] = frozenset(base)
            found.carrying[code] = carrying
    return found


def everything(facts: Facts, wanted: Scope) -> Scope:
    """Return the scope of all codes together."""
    return together(scopes_of(facts.tree, wanted), wanted)


def are_apart(facts: Facts, one: str, other: str) -> bool:
    """Say whether neither of two codes lies below the other."""
    return one not in facts.tree.line(other) and other not in facts.tree.line(one)


Places = Mapping[str, tuple[str, int]]


def places(facts: Facts) -> Places:
    """Map each segment to its source and its number there."""
    return {id_: (one["source"], one["number"]) for id_, one in facts.segments.items()}
