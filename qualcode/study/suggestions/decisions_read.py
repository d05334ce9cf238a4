"""Which decisions one person's suggestions are learnt from, read as what is so of each text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from qualcode.domain.coding import LookState
from qualcode.domain.identity import Id
from qualcode.store import codings, people, rejections, rounds
from qualcode.store.progress import Scope
from qualcode.study.session import Session
from qualcode.study.suggestions.asked_codes import AskedCodes
from qualcode.study.suggestions.options import LearnFrom
from qualcode.study.suggestions.pieces import Pieces

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.domain.rejection import Rejection

Finished = tuple[tuple[str, ...], frozenset[str] | None]
"""The codes that a text got when it was coded to the end, and those that it could have got."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was decided about one text, wherever in the study it stands.

    Each reading to the end is in `finished`; `accepted` codes were given by who has not come to the
    end, and `rejected` ones nobody gave.
    """

    finished: tuple[Finished, ...] = ()
    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()


NOTHING = Told()


@dataclass(slots=True)
class Reading:
    """What one coder decided about a segment, outside rounds or in one."""

    codes: set[str] = field(default_factory=set)
    rejected: set[str] = field(default_factory=set)
    finished: bool = False


class _Work(Protocol):
    @property
    def coder(self) -> Id: ...
    @property
    def segment(self) -> Id: ...
    @property
    def round(self) -> str: ...


_Some = TypeVar("_Some", bound=_Work)
_Key = tuple[Id, str]


class DecisionsRead:
    """Reads decisions with the eyes of the person at work.

    Learnt from are their own and those of consensus, or those of the team as far as they may see
    them. Where consensus has read a segment, that counts in place of all other codings. Inside a
    round nothing counts that was done outside of it on segments of the person's queue, so that no
    earlier reading shows.
    """

    def __init__(
        self, connection: Connection, session: Session, whose: LearnFrom, codes: AskedCodes
    ) -> None:
        self._connection = connection
        self._round = session.round
        self._whose = whose
        self._codes = codes
        self._me = session.person.id
        self._eyes = session.sight(connection)

    def of_texts(self, pieces: Pieces, texts: Collection[str]) -> dict[str, Told]:
        """Return what was decided about texts of the study, `NOTHING` where that is so."""
        homes = {text: pieces.with_text.get(text, []) for text in texts}
        found = self._readings([one for segments in homes.values() for one in segments])
        return {
            text: self._told(
                (pieces.by_id[segment].question, reading)
                for segment in segments
                for reading in found.get(segment, ())
            )
            for text, segments in homes.items()
        }

    def _told(self, readings: Iterable[tuple[str | None, Reading]]) -> Told:
        finished: list[Finished] = []
        accepted: set[str] = set()
        rejected: set[str] = set()
        for question, reading in readings:
            if reading.finished:
                finished.append((tuple(sorted(reading.codes)), self._codes.among(question)))
            else:
                accepted |= reading.codes
            rejected |= reading.rejected
        given = accepted.union(*(codes for codes, _ in finished))
        standing = {self._codes.today(one) for one in given}
        return Told(
            tuple(sorted(finished, key=_order)),
            frozenset(accepted),
            frozenset(one for one in rejected if self._codes.today(one) not in standing),
        )

    def _readings(self, segments: list[Id]) -> dict[Id, list[Reading]]:
        by_segment: dict[Id, dict[_Key, Reading]] = {}
        for coder in self._learnt_from:
            for coding in self._counting(
                codings.of_segments(self._connection, self._eyes, segments, coder)
            ):
                _reading(by_segment, coding).codes.add(coding.code)
            for look in self._counting(
                codings.looks(self._connection, self._eyes, coder, segments)
            ):
                if look.state is not LookState.SEEN:
                    _reading(by_segment, look).finished = True
        for one in self._counting(self._rejections(segments)):
            _reading(by_segment, one).rejected.add(one.code)
        return {segment: self._prevailing(found) for segment, found in by_segment.items()}

    def _prevailing(self, found: dict[_Key, Reading]) -> list[Reading]:
        decided = any(coder == self._consensus for coder, _ in found)
        for (coder, _), reading in found.items():
            if decided and coder != self._consensus:
                reading.codes, reading.finished = set(), False
        return [found[key] for key in sorted(found)]

    def _rejections(self, segments: list[Id]) -> Iterable[Rejection]:
        if self._whose is LearnFrom.OWN:
            return rejections.own_on(self._connection, self._me, segments, Scope())
        wanted = set(segments)
        everybodys = rejections.listing(self._connection, self._eyes)
        return (one for one in everybodys if one.segment in wanted)

    def _counting(self, work: Iterable[_Some]) -> Iterator[_Some]:
        return (one for one in work if one.round == self._round or one.segment not in self._queued)

    @cached_property
    def _learnt_from(self) -> list[Id | None]:
        """Return whose codings count; None is anybody's."""
        if self._whose is LearnFrom.TEAM:
            return [None]
        return [self._me] if self._consensus is None else [self._me, self._consensus]

    @cached_property
    def _consensus(self) -> Id | None:
        known = people.coders(self._connection)
        return next((one.id for one in known if one.is_consensus), None)

    @cached_property
    def _queued(self) -> frozenset[Id]:
        if not self._round:
            return frozenset()
        queue = rounds.assignments(self._connection, self._round, self._me)
        return frozenset(one.segment for one in queue)


def _reading(by_segment: dict[Id, dict[_Key, Reading]], work: _Work) -> Reading:
    readings = by_segment.setdefault(work.segment, {})
    return readings.setdefault((work.coder, work.round), Reading())


def _order(one: Finished) -> tuple[tuple[str, ...], list[str]]:
    codes, among = one
    return codes, sorted(among or ())
