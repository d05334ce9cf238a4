"""How far the coders of a round have come."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualcode.domain.coding import LookState
from qualcode.domain.identity import Id
from qualcode.domain.rounds import Assignment, CoderProgress, Round, RoundStatus
from qualcode.store import people, progress, rounds

if TYPE_CHECKING:
    from sqlalchemy import Connection


def status(connection: Connection, one: Round) -> RoundStatus:
    """Return how far each coder of a round has come, and how much of it can be compared."""
    names = {coder.id: coder.name for coder in people.coders(connection)}
    queues: dict[Id, list[Assignment]] = {coder: [] for coder in one.coders}
    for assigned in rounds.present(connection, one.name):
        queues.setdefault(assigned.coder, []).append(assigned)
    lines, finished, held = [], Counter[Id](), Counter[Id]()
    for coder, queue in queues.items():
        looks = progress.looked_segments(connection, coder, progress.Scope(one.name))
        coded = progress.coded_segments(connection, coder, progress.Scope(one.name))
        lines.append(_progress(names[coder], queue, looks, coded))
        held.update(each.segment for each in queue)
        finished.update(
            each.segment
            for each in queue
            if looks.get(each.segment) in (LookState.DONE, LookState.NOTHING)
        )
    return RoundStatus(
        one,
        tuple(lines),
        segments=len(held),
        shared=sum(times > 1 for times in held.values()),
        compared=sum(times > 1 for times in finished.values()),
    )


def _progress(
    name: str, queue: list[Assignment], looks: dict[Id, LookState], coded: set[Id]
) -> CoderProgress:
    states = Counter(looks.get(one.segment) for one in queue)
    return CoderProgress(
        name,
        assigned=len(queue),
        seen=states[LookState.SEEN],
        done=states[LookState.DONE],
        nothing=states[LookState.NOTHING],
        coded=sum(one.segment in coded for one in queue),
        repeats=sum(one.repeat for one in queue),
    )
