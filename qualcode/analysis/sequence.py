"""Which code follows which, from one coded segment to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

Code = TypeVar("Code", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Said(Generic[Code]):
    """A coded segment: who said it, and its codes."""

    person: str
    codes: Collection[Code]


@dataclass(slots=True)
class Steps(Generic[Code]):
    """Steps between consecutive coded segments.

    `leaving` and `reaching` count the steps by the code of their first and second segment, `pairs`
    by both, each code once a step. `before` and `after` name the persons of each pair.
    """

    number: int = 0
    leaving: Counter[Code] = field(default_factory=Counter)
    reaching: Counter[Code] = field(default_factory=Counter)
    pairs: Counter[tuple[Code, Code]] = field(default_factory=Counter)
    before: dict[tuple[Code, Code], set[str]] = field(default_factory=dict)
    after: dict[tuple[Code, Code], set[str]] = field(default_factory=dict)
    leavers: dict[Code, set[str]] = field(default_factory=dict)
    reachers: dict[Code, set[str]] = field(default_factory=dict)
    everyone: set[str] = field(default_factory=set)

    def expected(self, one: Code, other: Code) -> float:
        """Return how many steps would lead from one to the other if order meant nothing.

        leaving * reaching / number, the expected count of a contingency table.
        """
        return self.leaving[one] * self.reaching[other] / self.number

    def people(self, one: Code, other: Code) -> int:
        """Return the distinct persons of the first segments, or of the second if fewer."""
        pair = (one, other)
        return min(len(self.before.get(pair, ())), len(self.after.get(pair, ())))


def steps(streams: Iterable[Sequence[Said[Code]]]) -> Steps[Code]:
    """Count the steps within each stream; a segment without codes is not in a stream.

    A step between segments with several codes counts for every pair of them. After Bakeman and
    Quera (2011), Sequential Analysis and Observational Methods, lag-1 transitions of events.
    """
    told: Steps[Code] = Steps()
    for stream in streams:
        for first, second in pairwise(stream):
            _take(told, first, second)
    return told


def _take(told: Steps[Code], first: Said[Code], second: Said[Code]) -> None:
    told.number += 1
    told.everyone.add(first.person)
    told.leaving.update(first.codes)
    told.reaching.update(second.codes)
    for one in first.codes:
        told.leavers.setdefault(one, set()).add(first.person)
        for other in second.codes:
            told.pairs[one, other] += 1
            told.before.setdefault((one, other), set()).add(first.person)
            told.after.setdefault((one, other), set()).add(second.person)
    for other in second.codes:
        told.reachers.setdefault(other, set()).add(second.person)
