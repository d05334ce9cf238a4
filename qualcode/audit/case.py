"""One recount: what was asked for, what the study holds, and the units made of it."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.audit import units as cutting
from qualcode.audit.book import Book, read_book
from qualcode.audit.draws import How
from qualcode.audit.evidence import Evidence, Passage, accepted, passages, without_accepted
from qualcode.audit.request import Request
from qualcode.audit.set_alpha import MOST_SETS, Distances
from qualcode.audit.tallies import n_of, numbered
from qualcode.audit.units import Unit


class Case:
    """What every part of a recount works with."""

    def __init__(self, evidence: Evidence, request: Request) -> None:
        self.request = request
        self.book: Book = read_book(evidence.codebook, request.level)
        self.accepted: int = accepted(
            evidence, request.round, request.coders, request.question, self.book.counts_as
        )
        if request.without_accepted:
            evidence = without_accepted(evidence)
        self.evidence = evidence
        self.passages: list[Passage] = passages(
            evidence, request.round, request.coders, request.question, self.book.counts_as
        )
        self.units: list[Unit] = self.cut(self.passages)
        self.compared: list[Unit] = cutting.compared(self.units)
        self._distances: dict[str, Distances | None] = {}
        self.by_questions: dict[tuple[str, ...], list[str]] = {}
        for code in self.book.names:
            self.by_questions.setdefault(self.book.asked[code], []).append(code)

    @property
    def coders(self) -> tuple[str, ...]:
        """Return the names of the compared coders."""
        return self.request.coders

    @property
    def how(self) -> How:
        """Return how intervals are made."""
        return self.request.how

    @property
    def by_character(self) -> bool:
        """Say whether the unit is the character."""
        return self.request.unit == "character"

    @property
    def distance(self) -> str:
        """Return the distance of sets of codes."""
        return "nominal" if self.by_character else "masi"

    def cut(self, chosen: Sequence[Passage]) -> list[Unit]:
        """Return the units of some passages."""
        return cutting.cut(self.request.unit, chosen, self.evidence.texts)

    def units_for(self, questions: Sequence[str], among: Sequence[Passage]) -> list[Unit]:
        """Return the compared units of some passages that codes for these questions are for."""
        mine = [one for one in among if cutting.is_for(questions, one)]
        if self.request.unit == "source" or among is not self.passages:
            return cutting.compared(self.cut(mine))
        kept = {one.id for one in mine}
        return [one for one in self.compared if one.passage.id in kept]

    def distances(self, distance: str) -> Distances | None:
        """Return the distances of all sets that anybody gave, None where they are too many."""
        if distance not in self._distances:
            sets = {codes for one in self.compared for codes in one.readings.values()}
            few = len(sets) <= MOST_SETS
            self._distances[distance] = Distances(sets, distance) if few else None
        return self._distances[distance]

    def clusters(self, units: Sequence[Unit]) -> list[int]:
        """Return what is resampled: the source of each unit, or the unit if there is one source.

        Characters are no sample: their clusters are sources, however few.
        """
        by_source = numbered(one.source for one in units)
        if self.by_character or n_of(by_source) > 1:
            return by_source
        return list(range(len(units)))
