"""Cuts what coders looked at into units, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qualcode.audit.evidence import Mark, Passage
from qualcode.domain.span import Span
from qualcode.domain.text import sentences, words

Codes = frozenset[str]

NOTHING: Codes = frozenset()

_CUTS: Mapping[str, Callable[[str, int, int], Iterator[Span]]] = {
    "sentence": sentences,
    "token": words,
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: the set of codes of each coder who looked at it.

    `weight` is 1, or the number of characters where the unit is the character. `passage` is the
    segment that it lies in, the source's first one where it is a whole source.
    """

    passage: Passage
    start: int
    end: int
    weight: int
    readings: Mapping[str, Codes]
    moment: int
    marks: Sequence[Mark] = field(default=())

    @property
    def source(self) -> str:
        """Return the identity of the source."""
        return self.passage.source

    def among(self, coders: Iterable[str]) -> Unit:
        """Return the unit as if only these coders were compared."""
        kept = set(coders)
        readings = {who: codes for who, codes in self.readings.items() if who in kept}
        return Unit(
            self.passage, self.start, self.end, self.weight, readings, self.moment, self.marks
        )


def cut(kind: str, passages: Sequence[Passage], texts: Mapping[str, str]) -> list[Unit]:
    """Return the units that anybody looked at, in the order of the texts."""
    if kind == "source":
        return list(_sources(passages))
    if kind == "character":
        return [unit for one in passages for unit in _runs(one)]
    if kind in _CUTS:
        return [unit for one in passages for unit in _parts(one, texts[one.source], _CUTS[kind])]
    return [_unit(one, one.start, one.end, one.marks) for one in passages]


def compared(units: Iterable[Unit]) -> list[Unit]:
    """Return the units that at least two coders looked at."""
    return [one for one in units if len(one.readings) >= 2]


def size(units: Iterable[Unit]) -> int:
    """Count units, or the characters of runs."""
    return sum(one.weight for one in units)


def is_for(questions: Sequence[str], passage: Passage) -> bool:
    """Say whether a code for these questions is compared on a passage."""
    return not questions or passage.question is None or passage.question in questions


def _unit(one: Passage, start: int, end: int, marks: Sequence[Mark], weight: int = 1) -> Unit:
    return Unit(one, start, end, weight, _readings(one.lookers, marks), one.moment, marks)


def _readings(lookers: Iterable[str], marks: Sequence[Mark]) -> dict[str, Codes]:
    if not marks:
        return dict.fromkeys(lookers, NOTHING)
    return {who: frozenset(one.code for one in marks if one.coder == who) for who in lookers}


def _parts(
    one: Passage, text: str, cutter: Callable[[str, int, int], Iterator[Span]]
) -> Iterator[Unit]:
    for part in cutter(text, one.start, one.end):
        sharing = [mark for mark in one.marks if mark.start < part.end and part.start < mark.end]
        yield _unit(one, part.start, part.end, sharing)


def _runs(one: Passage) -> Iterator[Unit]:
    """Yield the longest runs of characters inside which no coding begins or ends."""
    edges = {one.start, one.end}
    for mark in one.marks:
        edges |= {mark.start, mark.end}
    for start, end in pairwise(sorted(edges)):
        covering = [mark for mark in one.marks if mark.start <= start and end <= mark.end]
        yield _unit(one, start, end, covering, end - start)


def _sources(passages: Sequence[Passage]) -> Iterator[Unit]:
    """Join the passages of each source that two looked at, for coders who looked at all of them.

    A source without such a passage is a unit that somebody looked at alone.
    """
    by_source: dict[str, list[Passage]] = {}
    for one in passages:
        by_source.setdefault(one.source, []).append(one)
    for mine in by_source.values():
        moment = max(one.moment for one in mine)
        shared = [one for one in mine if len(one.lookers) >= 2]
        if not shared:
            yield Unit(mine[0], 0, 0, 1, {mine[0].lookers[0]: NOTHING}, moment)
            continue
        who = [name for name in _met(mine) if all(name in one.lookers for one in shared)]
        marks = [mark for one in shared for mark in one.marks if mark.coder in who]
        yield Unit(mine[0], 0, 0, 1, _readings(who, marks), moment, marks)


def _met(passages: Sequence[Passage]) -> list[str]:
    return list(dict.fromkeys(name for one in passages for name in one.lookers))
