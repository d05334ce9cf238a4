"""The texts that were coded to the end, each with one set of codes and who said it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from qualcode.domain.coding import Coding, Look, LookState
from qualcode.domain.identity import Id
from qualcode.store import codings, people, sources
from qualcode.study.suggestions.options import LearnFrom
from qualcode.study.suggestions.pieces import read_pieces

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight


@dataclass(frozen=True, slots=True)
class FinishedText:
    """A segment's words with its codes; `speaker` is a participant, or None where nobody is known.

    `hinted` says that suggestions were on the screen when one of the codes was given.
    """

    text: str
    codes: frozenset[str]
    question: str | None
    source: str
    speaker: str | None
    hinted: bool


@dataclass(slots=True)
class _Reading:
    """What one coder made of a segment in the round in which they finished it last."""

    moment: datetime
    round: str
    codes: set[str] = field(default_factory=set)
    hinted: bool = False


def finished_texts(
    connection: Connection, eyes: Sight, me: Id, whose: LearnFrom, question: str | None
) -> list[FinishedText]:
    """Return what may be seen and is learnt from, in the order of the texts.

    What consensus finished counts before all else, then what `me` did. Of the team, a segment has
    the codes that at least half of those who finished it gave.
    """
    made = codings.everything(connection, eyes, question)
    readings = _readings(codings.looks(connection, eyes), made)
    consensus = {one.id for one in people.coders(connection) if one.is_consensus}
    speakers = {one.id: one.participant for one in sources.all_segments(connection, question)}
    found = []
    for piece in read_pieces(connection).among(question, None):
        chosen = _chosen(readings.get(piece.segment, {}), consensus, me, whose)
        if chosen:
            hinted = any(one.hinted for one in chosen)
            who = speakers[piece.segment]
            found.append(
                FinishedText(
                    piece.text, _by_half(chosen), piece.question, piece.source, who, hinted
                )
            )
    return found


def _readings(looks: Iterable[Look], made: Iterable[Coding]) -> dict[Id, dict[Id, _Reading]]:
    readings: dict[Id, dict[Id, _Reading]] = {}
    for one in looks:
        if one.state is not LookState.SEEN:
            by_coder = readings.setdefault(one.segment, {})
            before = by_coder.get(one.coder)
            if before is None or (before.moment, before.round) < (one.moment, one.round):
                by_coder[one.coder] = _Reading(one.moment, one.round)
    for coding in made:
        reading = readings.get(coding.segment, {}).get(coding.coder)
        if reading is not None and reading.round == coding.round:
            reading.codes.add(coding.code)
            reading.hinted |= coding.provenance.hint_visible
    return readings


def _chosen(
    by_coder: dict[Id, _Reading], consensus: set[Id], me: Id, whose: LearnFrom
) -> list[_Reading]:
    decided = [by_coder[one] for one in by_coder if one in consensus]
    if decided or whose is LearnFrom.TEAM:
        return decided or list(by_coder.values())
    return [by_coder[me]] if me in by_coder else []


def _by_half(readings: list[_Reading]) -> frozenset[str]:
    given: Iterator[str] = (code for one in readings for code in one.codes)
    return frozenset(code for code, n in Counter(given).items() if 2 * n >= len(readings))
