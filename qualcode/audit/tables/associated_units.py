"""The units that associations are about: who was asked, who carries what, and attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from qualcode.audit.tables.coder_rules import Rule
from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.lines import place_of
from qualcode.audit.tables.population import Population, Scope, by_unit, scopes_of
from qualcode.domain.errors import InputError, NotFound


@dataclass(frozen=True)
class Outcome:
    """One value of an attribute against another or others; without a value, all at once."""

    attribute: str
    value: str
    against: str
    values: tuple[str, ...]


class Units:
    """The units of a scope."""

    def __init__(self, facts: Facts, rule: Rule, scope: Scope, unit: str) -> None:
        self.facts, self.rule, self.scope, self.unit = facts, rule, scope, unit
        self._known: dict[Scope, Mapping[str, str]] = {}

    @cached_property
    def scopes(self) -> Mapping[str, Scope]:
        """Map each code to the scope among which it counts."""
        return {
            code: scope
            for scope, codes in scopes_of(self.facts.tree, self.scope).items()
            for code in codes
        }

    def of(self, scope: Scope) -> Mapping[str, str]:
        """Map the units of a scope, in the order of their ids, to their persons."""
        if scope not in self._known:
            base = Population(self.facts, self.rule, scope, self.unit).base("asked")
            self._known[scope] = {id_: person for id_, person, _ in by_unit(base)}
        return self._known[scope]

    def carrying(self, code: str) -> frozenset[str]:
        """Return the units that carry a code."""
        population = Population(self.facts, self.rule, self.scopes[code], self.unit)
        members = self.facts.tree.below(code)
        return frozenset(one.unit for one in population.carrying(members))

    def code(self, word: str) -> str:
        """Return the id of a code.

        Raises:
            NotFound: if there is none.
        """
        found = self.facts.tree.find(word)
        if found is None:
            raise NotFound("code", word, list(self.facts.tree.codes))
        return found

    def outcome(self, words: str, is_one: bool) -> Outcome:
        """Return what `ATTRIBUTE=VALUE` or `ATTRIBUTE` asks for.

        Raises:
            NotFound: if nobody has the attribute.
            InputError: if one value must be named.
        """
        name, _, value = (one.strip() for one in words.partition("="))
        if name not in self.facts.attribute_names:
            raise NotFound("attribute", name, sorted(self.facts.attribute_names))
        people = set(self.of(self.scope).values())
        known = {self.facts.value(who, name) for who in people}
        values = sorted(known - {""}, key=place_of)
        if not value and len(values) == 2:
            yes = [one for one in values if one.casefold() in ("yes", "true", "1")]
            value = (yes or values)[0]
        if (value and value not in values) or (is_one and not value):
            raise InputError(f"'{words}' is not one of the values of '{name}'.")
        others = [one for one in values if one != value]
        against = others[0] if len(others) == 1 else "others"
        return Outcome(name, value, against if value else "", tuple(values))
