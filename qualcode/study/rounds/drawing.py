"""What a round can draw from a study, and the queues that are made of it.

The order of a queue: answers to one question stand together, questions in the order of the
instrument, and the respondents in an order of their own for each coder, so that what tires or
drifts does not fall on the same answers with everybody. Turns and paragraphs are read in context:
a source stays together in the order of its text, and the sources are shuffled. A round of whole
sources goes source by source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.identity import Id
from qualcode.domain.people import Participant
from qualcode.domain.rounds import Assignment, Drawn, Sampling
from qualcode.domain.sampling import Unit, drawn, rank
from qualcode.domain.source import SegmentKind, SourceKind
from qualcode.store import codebooks, people, progress
from qualcode.study.questions import require_question

if TYPE_CHECKING:
    from sqlalchemy import Connection

BY_PLACE = ("question", "source", "kind")
"""What units can be divided by, besides the attributes of participants."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment that can be drawn, with what its place in a sample and a queue depends on."""

    id: Id
    source: str
    number: int
    is_answer: bool
    question: str
    stratum: tuple[str, ...]


class Population:
    """The segments that a round's sampling can draw from, as units."""

    def __init__(self, connection: Connection, sampling: Sampling) -> None:
        self._sampling = sampling
        _require_known(connection, sampling)
        persons = {one.id: one for one in people.participants(connection)}
        self.pieces = {
            Id(row.id): _piece(row, persons, sampling.stratify)
            for row in progress.outline(connection)
            if sampling.question in ("", row.question or "")
            and sampling.kind in ("", row.source_kind)
        }
        asked = codebooks.instrument(connection).by_id
        self._order = {question: place for place, question in enumerate(asked)}
        self._by_unit: dict[str, list[Piece]] = {}
        for piece in self.pieces.values():
            self._by_unit.setdefault(self._name(piece), []).append(piece)
        self.units = [Unit(name, _joined(pieces)) for name, pieces in self._by_unit.items()]
        self.strata = len({one.stratum for one in self.units})

    def _name(self, piece: Piece) -> str:
        by_source = self._sampling.unit is Drawn.SOURCE
        return piece.source if by_source else f"{piece.source}\0{piece.number}"

    def segments(self, units: Iterable[Unit]) -> list[Id]:
        """Return the segments of some units."""
        return [piece.id for unit in units for piece in self._by_unit[unit.name]]

    def units_of(self, segments: Iterable[Id]) -> list[Unit]:
        """Return the units that some segments belong to."""
        names = {self._name(self.pieces[one]) for one in segments if one in self.pieces}
        return [unit for unit in self.units if unit.name in names]

    def repeats(self, coder: str, candidates: Iterable[Id], queue: int) -> list[Id]:
        """Draw the share of repeats for a queue of so many segments among a coder's own."""
        share = self._sampling.repeats
        by_name = {
            f"{piece.source}\0{piece.number}": piece
            for piece in (self.pieces[one] for one in candidates if one in self.pieces)
        }
        wanted = max(1, int(share * queue + 0.5)) if share > 0 and queue else 0
        units = [Unit(name) for name in by_name]
        chosen = drawn(units, wanted, self._sampling.seed, f"repeats {coder}")
        return [by_name[unit.name].id for unit in chosen]

    def in_order(self, segments: Iterable[Id], coder: str) -> list[Id]:
        """Return segments in the order in which a coder is to read them."""
        pieces = [self.pieces[one] for one in segments]
        return [piece.id for piece in sorted(pieces, key=lambda one: self._place(one, coder))]

    def _place(self, piece: Piece, coder: str) -> tuple[Any, ...]:
        seed, purpose = self._sampling.seed, f"queue {coder}"
        if piece.is_answer and self._sampling.unit is Drawn.SEGMENT:
            place = self._order.get(piece.question, len(self._order))
            own = rank(seed, purpose, f"{piece.source}\0{piece.number}")
            return (0, place, piece.question, own, piece.number)
        return (1, 0, "", rank(seed, purpose, piece.source), piece.number)


def queue(
    population: Population,
    round_: str,
    coder: tuple[Id, str],
    segments: Sequence[Id],
    repeats: Sequence[Id] = (),
    first: int = 0,
) -> list[Assignment]:
    """Return a coder's (id, name) queue of segments, the repeats among them, from a place on."""
    identity, name = coder
    again = set(repeats)
    order = population.in_order([*segments, *repeats], name)
    return [
        Assignment(round_, identity, segment, place, segment in again)
        for place, segment in enumerate(order, first)
    ]


def _require_known(connection: Connection, sampling: Sampling) -> None:
    if sampling.question:
        require_question(connection, sampling.question)
    kinds = [kind.value for kind in SourceKind]
    if sampling.kind and sampling.kind not in kinds:
        raise NotFound("kind of source", sampling.kind, kinds)
    known = [*BY_PLACE, *people.attribute_names(connection)]
    for name in sampling.stratify:
        if name not in known:
            raise NotFound("attribute to stratify by", name, known)
    if sampling.unit is Drawn.SOURCE and "question" in sampling.stratify:
        raise InputError("A source can answer several questions; stratify sources by others.")


def _piece(row: Any, persons: dict[Id, Participant], stratify: Sequence[str]) -> Piece:
    person = persons.get(row.participant)
    values = {
        **({name: str(value) for name, value in person.attributes.items()} if person else {}),
        "question": row.question or "",
        "source": row.source_name,
        "kind": row.source_kind,
    }
    return Piece(
        Id(row.id),
        row.source_name,
        row.number,
        row.kind == SegmentKind.ANSWER.value,
        row.question or "",
        tuple(values.get(name, "") for name in stratify),
    )


def _joined(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return the stratum of a unit; where several people speak, all their values together."""
    if len(pieces) == 1:
        return pieces[0].stratum
    columns = zip(*(piece.stratum for piece in pieces), strict=True)
    return tuple("+".join(sorted({value for value in column if value})) for column in columns)
