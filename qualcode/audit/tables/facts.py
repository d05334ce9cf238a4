"""What the raw rows tell of sources, people, answers and codings, looked up by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from qualcode.audit.evidence import Evidence, Row
from qualcode.audit.tables.code_tree import CodeTree

Group = tuple[str, ...]
Question = Mapping[str, Any]


@dataclass(frozen=True)
class Promises:
    """What a study says of small figures: the least number of persons, and what is public."""

    threshold: int = 10
    zeros: bool = True
    public_groups: tuple[str, ...] = ()

    def permits(self, people: int) -> bool:
        """Say whether a figure of this many persons may be shown."""
        return people >= self.threshold or (people == 0 and self.zeros)


@dataclass(frozen=True)
class Facts:
    """The rows of a study, and what else its tables are made from.

    `queries` are its saved filters, `common` the stop words of its language, `contacts` what it
    was told of everybody who was contacted.
    """

    evidence: Evidence
    queries: Mapping[str, str] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    contacts: Mapping[str, Any] = field(default_factory=dict)
    promises: Promises = field(default_factory=Promises)

    @cached_property
    def tree(self) -> CodeTree:
        """Return today's codes."""
        return CodeTree(self.evidence.codebook)

    @cached_property
    def sources(self) -> Mapping[str, Row]:
        """Map ids to the sources that are present."""
        return {one["id"]: one for one in self.evidence.sources if not one["removed"]}

    @cached_property
    def participants(self) -> Mapping[str, Row]:
        """Map ids to all participants."""
        return {one["id"]: one for one in self.evidence.participants}

    @cached_property
    def segments(self) -> Mapping[str, Row]:
        """Map ids to the segments of present sources whose speaker counts, or has none."""
        return {one["id"]: one for one in self.evidence.segments if self._belongs(one)}

    @cached_property
    def answers(self) -> list[Row]:
        """Return the answers of participants who count, in present sources."""
        return [one for one in self.evidence.answers if self._belongs(one)]

    def _belongs(self, row: Row) -> bool:
        if row["source"] not in self.sources:
            return False
        person = row["participant"]
        return person is None or self.counts(person)

    def counts(self, person: str) -> bool:
        """Say whether a participant is there and counted."""
        one = self.participants[person]
        return bool(one["counted"]) and not one["removed"]

    @cached_property
    def attributes(self) -> Mapping[str, Mapping[str, Row]]:
        """Map participants to the rows of their attributes by name."""
        found: dict[str, dict[str, Row]] = {}
        for one in self.evidence.attributes:
            found.setdefault(one["participant"], {})[one["name"]] = one
        return found

    @cached_property
    def attribute_names(self) -> frozenset[str]:
        """Return the names of all attributes."""
        return frozenset(one["name"] for one in self.evidence.attributes)

    def value(self, person: str | None, attribute: str) -> str:
        """Return what an attribute of somebody says, '' for nothing."""
        row = self.attributes.get(person or "", {}).get(attribute)
        return "" if row is None else str(row["text"])

    def number(self, person: str, attribute: str) -> float | None:
        """Return the number that an attribute is, None for text or nothing."""
        row = self.attributes.get(person, {}).get(attribute)
        return None if row is None or row["number"] is None else float(row["number"])

    def group(self, person: str | None, by: tuple[str, ...]) -> Group:
        """Return the value of each attribute of a grouping."""
        return tuple(self.value(person, name) for name in by)

    @cached_property
    def codings(self) -> Mapping[str, list[Row]]:
        """Map segments to the codings on them."""
        found: dict[str, list[Row]] = {}
        for one in self.evidence.codings:
            found.setdefault(one["segment"], []).append(one)
        return found

    @cached_property
    def looks(self) -> Mapping[str, list[Row]]:
        """Map segments to the looks at them."""
        found: dict[str, list[Row]] = {}
        for one in self.evidence.looks:
            found.setdefault(one["segment"], []).append(one)
        return found

    @cached_property
    def decided(self) -> Mapping[tuple[str, str], Any]:
        """Map segments and rounds to the moment of what was decided there."""
        return {(one["segment"], one["round"]): one["moment"] for one in self.evidence.decisions}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Map ids to the questions of the instrument."""
        return {one["id"]: one for one in self.evidence.instrument.get("questions", ())}

    def question(self, id_: str) -> Question | None:
        """Return a question of the instrument if it is one that is answered by choosing."""
        found = self.questions.get(id_)
        return None if found is None or found["type"] in ("open", "ranked") else found
