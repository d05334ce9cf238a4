"""What is coded together, told unit by unit in plain Python, to compare tables with."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from qualcode.domain.coding import Coding
from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from tests.support.trials import Trial

CODERS = ("Ana", "Ben", "Cyd")
CODES = ("barriers", "data", "law", "help", "time", "pace")


def quote_at_random(trial: Trial, chance: random.Random) -> None:
    """Let each coder put a few codes on parts of segments that they have looked at."""
    present = {one.id for one in trial.study.sources}
    for coder in CODERS:
        working = trial.study.acting_as(coder)
        for segment in trial.segments:
            if coder not in trial.looks[segment.id] or segment.source not in present:
                continue
            for _ in range(chance.choice([0, 1, 3])):
                start = chance.randrange(segment.span.start, segment.span.end)
                end = chance.randint(start + 1, segment.span.end)
                code = chance.choice(CODES[1:])
                working.codings.apply(code, segment, Span(start, end))


@dataclass(frozen=True)
class Plain:
    """A trial as it stands now, read coding by coding."""

    trial: Trial
    rule: str

    @cached_property
    def roll_up(self) -> dict[str, frozenset[str]]:
        """Map each code to what counts as it."""
        codebook = self.trial.study.catalogue.codebook
        return {code: codebook.roll_up(code) for code in CODES}

    @cached_property
    def codings(self) -> dict[str, list[Coding]]:
        """Map each segment to the codings of the coders of the rule."""
        found = defaultdict(list)
        for one in self.trial.study.codings.all():
            if self.coders.get(one.coder):
                found[one.segment].append(one)
        return found

    @cached_property
    def coders(self) -> dict[str, str]:
        """Map the id of each coder of the rule to the name."""
        wanted = CODERS if self.rule in ("any", "all", "majority") else (self.rule,)
        return {one.id: one.name for one in self.trial.study.team.all() if one.name in wanted}

    @cached_property
    def segments(self) -> list[Segment]:
        """Return the segments of people who count that a coder of the rule has looked at."""
        kept = []
        for one in self.trial.segments:
            person = self.trial.speaker[one.id]
            if person.present and person.counted and self._looked(one):
                kept.append(one)
        return kept

    def _looked(self, segment: Segment) -> int:
        return len(self.trial.looks[segment.id] & set(self.coders.values()))

    def enough(self, segment: Segment, coders: set[str]) -> bool:
        """Say whether these coders are enough by the rule."""
        looked = self._looked(segment)
        need = {"majority": looked // 2 + 1, "all": looked}.get(self.rule, 1)
        return len(coders) >= need

    def asked(self, code: str) -> list[Segment]:
        """Return the segments that a code is for."""
        questions = self.trial.study.catalogue.codebook.asked(code)
        return [one for one in self.segments if not questions or one.question in questions]

    def carries(self, segment: Segment, code: str) -> bool:
        """Say whether a segment carries a code by the rule."""
        used = {one.coder for one in self.codings[segment.id] if one.code in self.roll_up[code]}
        return segment in self.asked(code) and self.enough(segment, used)

    def unit_of(self, segment: Segment, unit: str) -> str:
        """Return the id of the unit that a segment belongs to."""
        return {
            "segment": segment.id, "source": segment.source, "participant": segment.participant
        }[unit] or ""  # fmt: skip

    def base(self, code: str, unit: str) -> set[str]:
        """Return the units that a code is counted among."""
        units = {self.unit_of(one, unit) for one in self.asked(code)}
        questions = set(self.trial.study.catalogue.codebook.asked(code))
        if unit == "participant" and questions:
            ids = {one.name: one.id for one in self.trial.study.participants}
            units |= {
                ids[one.name]
                for one in self.trial.people.values()
                if one.name.startswith("P")
                and one.present and one.counted and questions <= one.blank
            }  # fmt: skip
        return units

    def hits(self, code: str, unit: str) -> set[str]:
        """Return the units that carry a code."""
        return {self.unit_of(one, unit) for one in self.segments if self.carries(one, code)}

    def related(self, one: str, other: str) -> bool:
        """Say whether one code lies below the other, or is it."""
        return one in self.roll_up[other] or other in self.roll_up[one]

    def quotations(self, segment: Segment, code: str) -> set[tuple[str, Span]]:
        """Return the quotations of a code in a segment, each with its coder."""
        return {
            (one.coder, one.span)
            for one in self.codings[segment.id]
            if one.code in self.roll_up[code]
        }

    def overlaps(self, segment: Segment, one: str, other: str) -> list[tuple[str, Span, Span]]:
        """Return the pairs of quotations of one coder that share a code point, if enough do."""
        if not (self.carries(segment, one) and self.carries(segment, other)):
            return []
        met = [
            (coder, span, beside)
            for coder, span in self.quotations(segment, one)
            for second, beside in self.quotations(segment, other)
            if coder == second
            and set(range(span.start, span.end)) & set(range(beside.start, beside.end))
        ]
        return met if self.enough(segment, {coder for coder, *_ in met}) else []
