"""Recounts which codes occur together, pair by pair and unit by unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from qualcode.audit.tables.carriers import Carriers, are_apart, gathered, places
from qualcode.audit.tables.coder_rules import Rule
from qualcode.audit.tables.facts import Facts
from qualcode.audit.tables.lines import Line, Part
from qualcode.audit.tables.population import Scope

_FIGURES = ("jaccard", "c", "lift")

Quotation = tuple[str, str, int, int]
"""Segment, coder and span."""


def met(
    facts: Facts, rule: Rule, wanted: Scope, within: str, window: int, level: str
) -> list[Line]:
    """Return the rows of codes that come as close as `within` says."""
    unit = within if within in ("source", "participant") else "segment"
    carriers = gathered(facts, rule, wanted, unit, level)
    pairs: _Pairs = {"near": _Near, "overlap": _Overlaps}.get(within, _Pairs)(
        facts, rule, carriers, window
    )
    return list(pairs.lines())


@dataclass
class _Pairs:
    """Codes that one unit carries."""

    facts: Facts
    rule: Rule
    carriers: Carriers
    window: int

    is_directed = False

    def lines(self) -> Iterator[Line]:
        order = sorted(self.carriers.codes, key=self.facts.tree.order.__getitem__)
        for at, one in enumerate(order):
            for other in order if self.is_directed else order[at:]:
                if self.among(one, other) and (one == other or self._may_meet(one, other)):
                    yield self._line(one, other)

    def among(self, one: str, other: str) -> frozenset[str]:
        """Return the units that a pair is counted among."""
        return self.carriers.base[one] & self.carriers.base[other]

    def own(self, one: str, other: str) -> frozenset[str]:
        """Return the units with a code among those that another is for too."""
        return self.carriers.carrying[one] & self.carriers.base[other]

    def both(self, one: str, other: str) -> frozenset[str]:
        """Return the units in which the two meet."""
        return self.carriers.carrying[one] & self.carriers.carrying[other]

    def _may_meet(self, one: str, other: str) -> bool:
        if not (self.own(one, other) and self.own(other, one)):
            return False
        if self.is_directed and not self.both(one, other):
            return False
        return are_apart(self.facts, one, other)

    def _line(self, one: str, other: str) -> Line:
        base, both = self.among(one, other), self.both(one, other)
        first, second = self.own(one, other), self.own(other, one)
        tree, people = self.facts.tree, self.carriers.people
        figures = dict.fromkeys(_FIGURES) if one == other else self.figures(one, other)
        values: dict[str, Any] = {
            "code": one,
            "name": tree.name(one),
            "other": other,
            "other_name": tree.name(other),
            "n": len(both),
            "n_code": len(first),
            "n_other": len(second),
            "base": len(base),
            "people": people(both),
            **figures,
        }
        parts = [
            Part(people(both), ("n", "people", *_FIGURES)),
            Part(people(base), ("base", *_FIGURES)),
        ]
        if one != other:
            parts.append(Part(people(first), ("n_code", *_FIGURES)))
            parts.append(Part(people(second), ("n_other", *_FIGURES)))
        return Line(values, parts)

    def figures(self, one: str, other: str) -> dict[str, float | None]:
        """Return Jaccard index, c-coefficient and lift."""
        n, base = len(self.both(one, other)), len(self.among(one, other))
        first, second = len(self.own(one, other)), len(self.own(other, one))
        alike = shared(n, first, second)
        return {
            "jaccard": alike,
            "c": self.c(one, other, alike),
            "lift": n * base / (first * second) if first and second else None,
        }

    def c(self, one: str, other: str, alike: float | None) -> float | None:  # noqa: ARG002
        """Return the c-coefficient, which counts a unit once here."""
        return alike


def shared(both: int, one: int, other: int) -> float | None:
    """Return what two have in common of all that either has."""
    either = one + other - both
    return both / either if either > 0 else None


class _Near(_Pairs):
    """A code in a unit, and another at most so many segments away."""

    is_directed = True

    def among(self, one: str, other: str) -> frozenset[str]:  # noqa: ARG002
        return self.carriers.base[one]

    def own(self, one: str, other: str) -> frozenset[str]:  # noqa: ARG002
        return self.carriers.carrying[one]

    def both(self, one: str, other: str) -> frozenset[str]:
        return self.carriers.carrying[one] & self._beside[other]

    def figures(self, one: str, other: str) -> dict[str, float | None]:
        first, second = self.carriers.carrying[one], self.carriers.carrying[other]
        forth, back = self.both(one, other), self.both(other, one)
        n, reached = len(forth), len(self.carriers.base[one] & self._beside[other])
        return {
            "jaccard": len(forth | back) / len(first | second) if first | second else None,
            "c": shared(n, len(first), len(second)),
            "lift": n * len(self.carriers.base[one]) / (len(first) * reached)
            if first and reached
            else None,
        }

    @cached_property
    def _beside(self) -> dict[str, frozenset[str]]:
        """Map each code to the units that have it in their window."""
        place = places(self.facts)
        units = {place[one]: one for one in self.carriers.person}
        found = {}
        for code, carrying in self.carriers.carrying.items():
            near = set()
            for unit in carrying:
                source, number = place[unit]
                for step in range(-self.window, self.window + 1):
                    if (source, number + step) in units:
                        near.add(units[source, number + step])
            found[code] = frozenset(near)
        return found


class _Overlaps(_Pairs):
    """Quotations of one coder that share a character."""

    def both(self, one: str, other: str) -> frozenset[str]:
        found: dict[str, set[str]] = {}
        for segment, coder in self._meetings(one, other):
            found.setdefault(segment, set()).add(coder)
        return frozenset(at for at, coders in found.items() if self.rule.is_enough(at, coders))

    def c(self, one: str, other: str, alike: float | None) -> float | None:  # noqa: ARG002
        both = self.both(one, other)
        times = sum(segment in both for segment, _ in self._meetings(one, other))
        return shared(times, self._used(one, other), self._used(other, one))

    def _used(self, one: str, other: str) -> int:
        """Count the quotations of a code among the units that another is for too."""
        enough = self.both(one, one) & self.carriers.base[other]
        return sum(quoted[0] in enough for quoted in self._quotations[one])

    def _meetings(self, one: str, other: str) -> list[tuple[str, str]]:
        """Return segment and coder of each two quotations that meet; of each, for one code."""
        mine = self._quotations[one]
        if one == other:
            return [quoted[:2] for quoted in mine]
        found = []
        for quoted in self._quotations[other]:
            for segment, coder, start, end in self._at.get((one, *quoted[:2]), ()):
                if start < quoted[3] and quoted[2] < end:
                    found.append((segment, coder))
        return found

    @cached_property
    def _at(self) -> dict[tuple[str, str, str], list[Quotation]]:
        found: dict[tuple[str, str, str], list[Quotation]] = {}
        for code, quotations in self._quotations.items():
            for one in quotations:
                found.setdefault((code, *one[:2]), []).append(one)
        return found

    @cached_property
    def _quotations(self) -> dict[str, list[Quotation]]:
        """Return the different spans that each coder gave a code, in units that carry it."""
        found: dict[str, set[Quotation]] = {code: set() for code in self.carriers.codes}
        for segment in self.carriers.person:
            for row in self.rule.counted(segment):
                for code in self.facts.tree.line(row["code"]):
                    if segment in self.carriers.carrying.get(code, ()):
                        span = (segment, row["coder"], row["start"], row["end"])
                        found[code].add(span)
        return {code: sorted(spans) for code, spans in found.items()}
