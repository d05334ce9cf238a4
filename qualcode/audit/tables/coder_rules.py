"""Whose codings count, and which codes a segment carries by that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from qualcode.audit.evidence import ACCEPTED, Row
from qualcode.audit.tables.facts import Facts
from qualcode.domain.errors import NotFound

CONSENSUS = "consensus"


@dataclass(frozen=True)
class Rule:
    """A coder rule: its name, whose codings count, and how many of those who looked must agree."""

    facts: Facts
    label: str
    coders: frozenset[str]
    share: str = "any"
    latest: bool = False
    without_accepted: bool = False

    def readers(self, segment: str) -> frozenset[str]:
        """Return who of the rule's coders looked at a segment."""
        looks = self.facts.looks.get(segment, ())
        return frozenset(one["coder"] for one in looks if one["coder"] in self.coders)

    def counted(self, segment: str) -> list[Row]:
        """Return the codings on a segment that count, whether or not enough coders agree."""
        rows = [
            one
            for one in self.facts.codings.get(segment, ())
            if one["coder"] in self.coders
            and not (self.without_accepted and one["origin"] == ACCEPTED)
        ]
        if rows and self.latest:
            last = self._last_round(segment)
            rows = [one for one in rows if one["round"] == last]
        return rows

    def _last_round(self, segment: str) -> str | None:
        """Return the round in which the segment was decided, or else looked at, last."""
        settled: list[tuple[Any, str]] = [
            (self.facts.decided.get((segment, one["round"]), one["moment"]), one["round"])
            for one in self.facts.looks.get(segment, ())
            if one["coder"] in self.coders
        ]
        return max(settled)[1] if settled else None

    def is_enough(self, segment: str, coders: Collection[str]) -> bool:
        """Say whether what so many coders say of a segment holds there."""
        if self.share == "majority":
            return bool(coders) and 2 * len(coders) > len(self.readers(segment))
        if self.share == "all":
            return bool(coders) and len(coders) >= len(self.readers(segment))
        return bool(coders)

    def carries(self, segment: str, members: Collection[str]) -> bool:
        """Say whether a segment carries any of these codes, taken together."""
        used = {one["coder"] for one in self.counted(segment) if one["code"] in members}
        return self.is_enough(segment, used)


def rule_named(
    facts: Facts,
    name: str | None,
    questions: Collection[str] = (),
    kind: str | None = None,
    without_accepted: bool = False,
) -> Rule:
    """Return the rule of a name; without one, consensus where it looked at anything, else any.

    Raises:
        NotFound: if the study has no such rule or coder.
    """
    ids = {one["name"]: one["id"] for one in facts.evidence.coders}
    if name is None:
        name = CONSENSUS if _consensus_looked(facts, ids, questions, kind) else "any"
    if name in ("any", "all", "majority"):
        people = frozenset(id_ for who, id_ in ids.items() if who != CONSENSUS)
        return Rule(facts, name, people, name, without_accepted=without_accepted)
    if name not in ids:
        raise NotFound("coder rule or coder", name, ["any", "all", "majority", *ids])
    return Rule(facts, name, frozenset({ids[name]}), "any", name == CONSENSUS, without_accepted)


def _consensus_looked(
    facts: Facts, ids: dict[str, str], questions: Collection[str], kind: str | None
) -> bool:
    who = ids.get(CONSENSUS)
    return any(
        one["coder"] == who
        and (segment := facts.segments.get(one["segment"])) is not None
        and (not questions or segment["question"] in questions)
        and (kind is None or facts.sources[segment["source"]]["kind"] == kind)
        for one in facts.evidence.looks
    )
