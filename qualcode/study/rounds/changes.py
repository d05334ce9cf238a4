"""Changes to the queues of an open round: more units, one more coder, work handed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.identity import Id
from qualcode.domain.people import Coder
from qualcode.domain.rounds import Assigned, Assignment, Round
from qualcode.domain.sampling import dealt, drawn
from qualcode.store import people, progress, rounds
from qualcode.store.journal import Deed
from qualcode.study.rounds import rules as round_rules
from qualcode.study.rounds.drawing import Population, queue

if TYPE_CHECKING:
    from sqlalchemy import Connection


def add_coder(deed: Deed, one: Round, name: str) -> Assigned:
    """Let one more person code: what is shared goes to them too.

    Shared is what several coders have; all, if there is one coder and a full overlap.
    """
    (coder,) = round_rules.coders_of(deed.connection, [name])
    if coder.id in one.coders:
        raise InputError(f"'{name}' codes in the round '{one.name}' already.")
    held = Counter(each.segment for each in _own(deed.connection, one.name))
    alone = len(one.coders) == 1 and one.sampling.overlap == 1
    shared = [segment for segment, times in held.items() if times > 1 or alone]
    changed = replace(one, coders=(*one.coders, coder.id))
    rounds.put(deed, changed)
    return Assigned(changed, {name: _append(deed, changed, coder, shared)})


def draw_more(deed: Deed, done: Assigned, more: int) -> Assigned:
    """Draw further units by the rule of the round and put them behind what is in the queues."""
    one, connection = done.round, deed.connection
    population = Population(connection, one.sampling)
    assigned = _own(connection, one.name)
    before = set(population.units_of(each.segment for each in assigned))
    left = [unit for unit in population.units if unit not in before]
    if not 0 < more <= len(left):
        raise InputError(f"{len(left)} more {one.sampling.unit.value}s can be drawn, not {more}.")
    units = drawn(left, more, one.sampling.seed)
    coders = _coders(connection, one)
    loads = {coder.name: sum(each.coder == coder.id for each in assigned) for coder in coders}
    queues = dealt(units, list(loads), one.sampling.overlap, one.sampling.seed, loads)
    total = len(population.units)
    sampling = replace(
        one.sampling,
        population=total,
        drawn=one.sampling.drawn + more,
        share=min(1.0, (one.sampling.drawn + more) / total),
    )
    changed = replace(one, sampling=sampling)
    rounds.put(deed, changed)
    added = dict(done.added)
    for coder in coders:
        new = _append(deed, changed, coder, population.segments(queues[coder.name]))
        added[coder.name] = added.get(coder.name, 0) + new
    return replace(done, round=changed, added=added)


def hand_over(deed: Deed, done: Assigned, source: str, target: str) -> Assigned:
    """Move what one coder has not begun to another, who joins the round if need be.

    Repeats are the coder's own and never move.
    """
    one, connection = done.round, deed.connection
    giver, taker = round_rules.coders_of(connection, [source, target])
    if giver.id not in one.coders:
        names = [coder.name for coder in _coders(connection, one)]
        raise NotFound("coder in this round", source, names)
    if taker.id not in one.coders:
        one = replace(one, coders=(*one.coders, taker.id))
        rounds.put(deed, one)
    coded = progress.coded_segments(connection, giver.id, progress.Scope(one.name))
    finished = progress.finished_segments(connection, giver.id, progress.Scope(one.name))
    has = {each.segment for each in rounds.assignments(connection, one.name, taker.id)}
    unfinished = [
        each.segment
        for each in rounds.present(connection, one.name, giver.id)
        if not each.repeat and each.segment not in finished
    ]
    moving = [segment for segment in unfinished if segment not in coded and segment not in has]
    rounds.take_off(deed, one.name, giver.id, moving)
    added = {**done.added, target: done.added.get(target, 0) + _append(deed, one, taker, moving)}
    return replace(done, round=one, added=added, stayed=len(unfinished) - len(moving))


def _own(connection: Connection, name: str) -> list[Assignment]:
    return [each for each in rounds.assignments(connection, name) if not each.repeat]


def _coders(connection: Connection, one: Round) -> list[Coder]:
    known = {coder.id: coder for coder in people.coders(connection)}
    return [known[coder] for coder in one.coders]


def _append(deed: Deed, one: Round, coder: Coder, segments: Sequence[Id]) -> int:
    """Put segments behind a coder's queue, those that the queue holds left out."""
    standing = rounds.assignments(deed.connection, one.name, coder.id)
    held = {each.segment for each in standing}
    everything = Population(deed.connection, replace(one.sampling, stratify=()))
    new = [each for each in segments if each not in held and each in everything.pieces]
    first = 1 + max((each.place for each in standing), default=-1)
    rounds.assign(deed, queue(everything, one.name, (coder.id, coder.name), new, first=first))
    return len(new)
