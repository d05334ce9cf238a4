"""Who read what in a round, on the segments that at least two coders looked at."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Codebook, compared_on
from qualcode.domain.coding import Coding
from qualcode.domain.disputes import Reading, readings, used
from qualcode.domain.errors import NotFound, Refused
from qualcode.domain.identity import Id
from qualcode.domain.people import Participant
from qualcode.domain.rounds import Round
from qualcode.domain.source import Segment
from qualcode.store import codings, people, rounds, sight, sources

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Read:
    """One segment and how the coders who looked at it read it."""

    segment: Segment
    readings: tuple[Reading, ...]
    codings: tuple[Coding, ...]

    @property
    def coders(self) -> int:
        """Return how many looked."""
        return sum(len(one.coders) for one in self.readings)


def require_closed(connection: Connection, name: str) -> Round | None:
    """Return a round that may be adjudicated; None outside rounds, or for one that was imported.

    Raises:
        NotFound: if there is no such round.
        Refused: if it is still open.
    """
    if not name:
        return None
    found = rounds.find(connection, name)
    if found is None:
        imported = codings.rounds(connection, sight.EVERYTHING)
        if name in imported:
            return None
        known = [*(one.name for one in rounds.listing(connection)), *imported]
        raise NotFound("round", name, list(dict.fromkeys(known)))
    if found.is_open:
        raise Refused(
            f"The round '{name}' is still open. Close it before it is adjudicated: "
            f"qualcode round close {shlex.quote(name)}"
        )
    return found


def read_segments(
    connection: Connection, name: str, viewer: Id | None, only: Collection[Id] | None = None
) -> list[Read]:
    """Return the segments of a round that anybody looked at, in the order of the texts.

    Independent coders only: never `consensus`, nor segments slipped in to be coded again, nor
    what interviewers say. `only` names segments; left out, all are read.

    Raises:
        NotFound: if there is no such round.
        Refused: if it is open, or a blind round is open on its segments.
    """
    found = require_closed(connection, name)
    known = people.coders(connection)
    order = found.coders if found else [one.id for one in known if not one.is_consensus]
    by_segment = _by_segment(connection, name, list(order), only)
    _refuse_blind(connection, name, viewer, by_segment)
    there = [one for one in _segments(connection, only) if one.id in by_segment]
    speakers = dict.fromkeys(one.participant for one in there if one.participant)
    persons = people.participants_of(connection, list(speakers))
    return [
        Read(
            one,
            readings(by_segment[one.id]),
            tuple(coding for given in by_segment[one.id].values() for coding in given),
        )
        for one in there
        if one.participant is None or _counts(persons.get(one.participant))
    ]


def _counts(person: Participant | None) -> bool:
    return person is not None and person.counted and not person.removed


def _segments(connection: Connection, only: Collection[Id] | None) -> list[Segment]:
    if only is None:
        return sources.all_segments(connection)
    return [sources.segment(connection, one) for one in only]


def _by_segment(
    connection: Connection,
    name: str,
    order: Sequence[Id],
    only: Collection[Id] | None,
) -> dict[Id, dict[Id, list[Coding]]]:
    # Whoever may not see them is refused before anything is shown.
    eyes = sight.EVERYTHING
    given = (
        codings.everything(connection, eyes)
        if only is None
        else codings.of_segments(connection, eyes, only)
    )
    again = rounds.repeated(connection, name)
    place = {coder: number for number, coder in enumerate(order)}
    found: dict[Id, dict[Id, list[Coding]]] = {}
    for look in codings.looks(connection, eyes, segments=only):
        if look.round == name and look.coder in place:
            found.setdefault(look.segment, {}).setdefault(look.coder, [])
    for one in given:
        if one.round == name and one.coder in place:
            found.setdefault(one.segment, {}).setdefault(one.coder, []).append(one)
    return {
        segment: {coder: by[coder] for coder in sorted(kept, key=place.__getitem__)}
        for segment, by in found.items()
        if (kept := [coder for coder in by if (coder, segment) not in again])
    }


def _refuse_blind(
    connection: Connection, name: str, viewer: Id | None, segments: Iterable[Id]
) -> None:
    """Keep those who code blind from reading what others made of their segments."""
    looked = set(segments)
    for one in sight.of(connection, viewer).rounds:
        if name and viewer not in one.coders:
            continue
        queued = {given.segment for given in rounds.assignments(connection, one.name)}
        if queued & looked:
            # How many would tell where others looked.
            raise Refused(
                f"The round '{one.name}' is blind and open, and some of these segments are coded "
                "in it: adjudicate when it is closed."
            )


def alphas(read: Iterable[Read], codebook: Codebook) -> Mapping[str, float | None]:
    """Return Krippendorff's alpha (nominal) of each code that was used, None where undefined.

    As in the report, a code that is for certain questions is compared on their answers and on
    text that answers no question.
    """
    from qualcode.agreement import agreement_by_code

    compared = [one for one in read if one.coders > 1]
    given = used(reading for one in compared for reading in one.readings)
    found: dict[str, float | None] = {}
    for asked, codes in codebook.by_questions(sorted(given)).items():
        units = [_unit(one) for one in compared if compared_on(asked, one.segment.question)]
        # The intervals are not shown here, so one resample will do.
        table = agreement_by_code(units, codes, n=1)
        found.update((str(row.code), row.alpha.value) for row in table.codes)
    return found


def _unit(one: Read) -> tuple[Hashable, dict[Hashable, Collection[Hashable]]]:
    given: dict[Hashable, Collection[Hashable]] = {
        coder: set(reading.codes) for reading in one.readings for coder in reading.coders
    }
    return one.segment.source, given
