"""What `consensus` holds in a round, and how it comes to hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.domain.coding import Coding, Look, LookState, Origin
from qualcode.domain.disputes import choice_of, disputed
from qualcode.domain.identity import Id, new_id
from qualcode.domain.provenance import Provenance, WorkOrder
from qualcode.domain.rounds import Decision
from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from qualcode.store import codebooks, codings, decisions, people, rounds, sight
from qualcode.study.adjudication.double_coding import Read

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.journal import Deed

Held = Mapping[str, Sequence[Span]]
"""Which words each code lies on."""


def decided(connection: Connection, name: str, read: Iterable[Read]) -> dict[Id, Decision]:
    """Return what is decided about the segments that were read differently.

    What consensus coded without a decision, as when it was imported, counts as decided by
    consensus itself. Outside rounds, a segment that a coder codes again later is open again.
    """
    disputes = {one.segment.id: one for one in read if disputed(one.readings)}
    found = _elsewhere(connection, name, disputes)
    kept = decisions.listing(connection, sight.EVERYTHING, name)
    found.update((one.segment, one) for one in kept)
    return {
        segment: decision
        for segment, decision in found.items()
        if segment in disputes and (name or not _coded_since(disputes[segment], decision))
    }


def _coded_since(one: Read, decision: Decision) -> bool:
    """Say whether a coder coded a segment later; an imported coding may be of any day."""
    return any(
        coding.created > decision.moment for coding in one.codings if coding.origin.by_a_coder
    )


def _elsewhere(connection: Connection, name: str, read: Mapping[Id, Read]) -> dict[Id, Decision]:
    consensus = _consensus(connection)
    if consensus is None:
        return {}
    looks = codings.looks(connection, sight.EVERYTHING, consensus, list(read))
    given: dict[Id, set[str]] = {}
    for one in codings.of_segments(connection, sight.EVERYTHING, list(read), consensus):
        if one.round == name:
            given.setdefault(one.segment, set()).add(one.code)
    found: dict[Id, Decision] = {}
    for look in looks:
        if look.round == name:
            codes = given.get(look.segment, set())
            choice = choice_of(read[look.segment].readings, codes)
            found[look.segment] = Decision(
                name, look.segment, choice.verdict, tuple(sorted(codes)), consensus, look.moment,
                choice.reading.coders if choice.reading else (),
            )  # fmt: skip
    return found


def untouched(connection: Connection, name: str, read: Iterable[Read]) -> list[Read]:
    """Return what all who looked read alike and consensus has not looked at in this round."""
    alike = {one.segment.id: one for one in read if len(one.readings) == 1}
    consensus = _consensus(connection)
    if consensus is not None:
        looks = codings.looks(connection, sight.EVERYTHING, consensus, list(alike))
        given = codings.of_segments(connection, sight.EVERYTHING, list(alike), consensus)
        touched = [(one.segment, one.round) for one in looks]
        touched += [(one.segment, one.round) for one in given]
        for segment, round_ in touched:
            if round_ == name:
                alike.pop(segment, None)
    return list(alike.values())


def _consensus(connection: Connection) -> Id | None:
    return next((one.id for one in people.coders(connection) if one.is_consensus), None)


def revision_of(connection: Connection, name: str) -> str:
    """Return the revision of the codebook that a round was coded with; outside one, today's."""
    found = rounds.find(connection, name) if name else None
    return found.revision if found else codebooks.codebook(connection).revision


def hold(
    deed: Deed,
    consensus: Id,
    name: str,
    segments: Sequence[tuple[Segment, Held]],
    revisions: Mapping[str, str],
) -> None:
    """Let consensus hold these codes on these segments in a round, and nothing else there.

    `revisions` maps a code to the revision of the codebook that its coding records; "" is for all
    that are not named. What was coded in a steered order says so of consensus too.
    """
    ids = [segment.id for segment, _ in segments]
    made = [
        one
        for one in codings.of_segments(deed.connection, sight.EVERYTHING, ids)
        if one.round == name
    ]
    standing = [one for one in made if one.coder == consensus]
    orders = _steered(one for one in made if one.coder != consensus)
    wanted = [
        Coding(
            new_id(), consensus, code, segment.source, segment.id, span, deed.moment, name,
            Origin.ADJUDICATED, revisions.get(code, revisions[""]),
            Provenance(order=orders.get(segment.id, WorkOrder.DOCUMENT)),
        )
        for segment, held in segments
        for code, spans in held.items()
        for span in spans
    ]  # fmt: skip
    stays = {_what(one) for one in wanted}
    codings.remove(deed, [one for one in standing if _what(one) not in stays])
    codings.add(deed, wanted)
    codings.put_looks(
        deed,
        [
            Look(
                consensus,
                segment.id,
                LookState.DONE if held else LookState.NOTHING,
                deed.moment,
                name,
            )
            for segment, held in segments
        ],
    )


def _steered(made: Iterable[Coding]) -> dict[Id, WorkOrder]:
    """Return the order that brought each segment to a coder, where a model had made it."""
    return {
        one.segment: one.provenance.order
        for one in sorted(made, key=lambda one: (one.created, one.id), reverse=True)
        if one.provenance.order.steered
    }


def _what(one: Coding) -> tuple[Id, str, Span]:
    return one.segment, one.code, one.span
