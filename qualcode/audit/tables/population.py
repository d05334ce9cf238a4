"""Who belongs to a table, and who carries a code, unit by unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from qualcode.audit.evidence import Row
from qualcode.audit.tables.code_tree import CodeTree
from qualcode.audit.tables.coder_rules import Rule
from qualcode.audit.tables.conditions import Conditions, of_answer, of_segment
from qualcode.audit.tables.facts import Facts, Group
from qualcode.domain.filters import Filter


@dataclass(frozen=True)
class Scope:
    """Which segments count: answers to questions, sources of a kind, what a filter says."""

    questions: tuple[str, ...] = ()
    kind: str | None = None
    where: Filter | None = None


@dataclass(frozen=True)
class Entry:
    """One thing that counts: its unit, the person behind it, its source and group."""

    unit: str
    person: str
    source: str
    group: Group


@dataclass
class Members:
    """The units of something, and the persons behind them."""

    units: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)


Grouped = dict[Group, Members]


def grouped(entries: Iterable[Entry]) -> Grouped:
    """Gather entries by group."""
    found: Grouped = {}
    for one in entries:
        members = found.setdefault(one.group, Members())
        members.units.add(one.unit)
        members.people.add(one.person)
    return found


class Population:
    """The units of a scope under a coder rule, by attributes."""

    def __init__(
        self, facts: Facts, rule: Rule, scope: Scope, unit: str, by: tuple[str, ...] = ()
    ) -> None:
        self._facts, self._rule, self._scope = facts, rule, scope
        self._unit, self._by = unit, by
        self._conditions = Conditions(facts, rule)

    @cached_property
    def segments(self) -> list[Row]:
        """Return the segments in scope that have such a unit."""
        return [
            one
            for one in self._facts.segments.values()
            if (self._unit != "participant" or one["participant"] is not None)
            and self._fits(one)
            and (self._scope.where is None
                 or self._conditions.holds(self._scope.where, of_segment(one)))
        ]  # fmt: skip

    @cached_property
    def answers(self) -> list[Row]:
        """Return the answers in scope, those left blank too."""
        where = self._scope.where
        return [
            one
            for one in self._facts.answers
            if self._fits(one) and (where is None or self._conditions.holds(where, of_answer(one)))
        ]

    def _fits(self, row: Row) -> bool:
        scope = self._scope
        if scope.questions and row["question"] not in scope.questions:
            return False
        return scope.kind is None or self._facts.sources[row["source"]]["kind"] == scope.kind

    def _entry(self, row: Row) -> Entry:
        person = row["participant"]
        units = {"participant": person, "segment": row["id"], "source": row["source"]}
        group = self._facts.group(person, self._by)
        return Entry(units[self._unit], person or row["source"], row["source"], group)

    def _answering(self, row: Row) -> Entry:
        who = row["participant"]
        return Entry(who, who, row["source"], self._facts.group(who, self._by))

    @cached_property
    def read(self) -> list[Entry]:
        """Return what somebody of the rule looked at."""
        return [self._entry(one) for one in self.segments if self._rule.readers(one["id"])]

    @cached_property
    def blank(self) -> list[Entry]:
        """Return who was asked and answered none of the questions, once anything was read."""
        if self.segments and not self.read:
            return []
        questions = set(self._scope.questions)
        answered = {
            one["source"]
            for one in self._facts.evidence.answers
            if one["segment"] is not None and one["question"] in questions
        }
        return [self._answering(one) for one in self.answers if one["source"] not in answered]

    @cached_property
    def everyone(self) -> list[Entry]:
        """Return the participants who have words or answers in scope, read or not."""
        return [*self._spoken, *(self._answering(one) for one in self.answers)]

    @cached_property
    def everywhere(self) -> list[Entry]:
        """Return the same with answers to whatever question."""
        scope = replace(self._scope, questions=())
        others = Population(self._facts, self._rule, scope, "participant", self._by)
        return [*self._spoken, *(self._answering(one) for one in others.answers)]

    @property
    def _spoken(self) -> list[Entry]:
        return [self._entry(one) for one in self.segments if one["participant"] is not None]

    def base(self, base: str, every: Collection[str] = ()) -> list[Entry]:
        """Return what shares are taken of; of what is coded, by any code of `every`."""
        if base == "coded":
            return self.carrying(every)
        if base == "all":
            if self._unit == "participant":
                return self.everywhere
            return [self._entry(one) for one in self.segments]
        if base == "asked" and self._unit == "participant" and self._scope.questions:
            return [*self.read, *self.blank]
        return self.read

    def carrying(self, members: Collection[str]) -> list[Entry]:
        """Return what carries any of these codes by the rule."""
        held = frozenset(members)
        return [self._entry(one) for one in self.segments if self._rule.carries(one["id"], held)]


def scopes_of(tree: CodeTree, wanted: Scope) -> Mapping[Scope, list[str]]:
    """Return the codes by the scope among which each counts.

    Where one question is wanted, codes for others are left out. Where none is, a code counts among
    the answers to its own, unless only sources other than surveys are wanted.
    """
    found: dict[Scope, list[str]] = {}
    for code in tree.codes:
        own, scope = tree.asked(code), wanted
        if wanted.questions:
            if own and not set(own) & set(wanted.questions):
                continue
        elif wanted.kind in (None, "survey"):
            scope = replace(wanted, questions=own)
        found.setdefault(scope, []).append(code)
    return found


def together(scopes: Iterable[Scope], wanted: Scope) -> Scope:
    """Return the scope of all these scopes together."""
    each = [one.questions for one in scopes]
    if not all(each):
        return wanted
    return replace(wanted, questions=tuple(sorted({one for some in each for one in some})))


def by_unit(entries: Iterable[Entry]) -> Iterator[tuple[str, str, str]]:
    """Yield each unit by id with the first of its persons and of its sources."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for one in entries:
        people, sources = found.setdefault(one.unit, (set(), set()))
        people.add(one.person)
        sources.add(one.source)
    for unit in sorted(found):
        people, sources = found[unit]
        yield unit, min(people), min(sources)
