"""Rounds: drawing what is coded twice, giving it out, watching it grow, closing it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.people import Coder
from qualcode.domain.planning import Plan
from qualcode.domain.rounds import (
    Assigned,
    Drawn,
    Repetition,
    Round,
    RoundState,
    RoundStatus,
    Sampling,
)
from qualcode.domain.sampling import Amount, dealt, drawn, share_of, size_of
from qualcode.store import codebooks, journal, progress, rounds
from qualcode.store.journal import Deed
from qualcode.store.sight import Sight
from qualcode.study.rounds import changes as round_changes
from qualcode.study.rounds import rules as round_rules
from qualcode.study.rounds.drawing import Population, queue
from qualcode.study.rounds.drift import Drift
from qualcode.study.rounds.planning import Planning
from qualcode.study.rounds.status import status
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Rounds:
    """The rounds of a study."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __iter__(self) -> Iterator[Round]:
        return iter(self.all())

    def all(self) -> list[Round]:
        """Return all rounds, oldest first."""
        with self._session.reading() as connection:
            return rounds.listing(connection)

    def find(self, name: str) -> Round:
        """Return the round of this name.

        Raises:
            NotFound: with the nearest known name.
        """
        with self._session.reading() as connection:
            return round_rules.found(connection, name)

    def create(
        self,
        name: str,
        coders: Iterable[str],
        *,
        sample: Amount = 1.0,
        stratify: Sequence[str] = (),
        overlap: float | str = 1.0,
        unit: Drawn | str = Drawn.SEGMENT,
        blind: bool = False,
        seed: int = 0,
        repeats: float | str = 0.0,
        question: str | None = None,
        kind: str | None = None,
    ) -> Round:
        """Draw segments and give them to coders, with the codebook frozen as it is now.

        `sample` is a share (a float in (0, 1] or "20%") or a count of units. In each combination
        of the `stratify` values, which are question, source, kind or attributes of participants,
        the same share is drawn. `overlap` is the share of the drawn units that every coder gets;
        the rest is dealt out. `repeats` is the share of each queue that is slipped in from what
        the coder finished before, to be coded again. `question` and `kind` (of source) narrow
        what can be drawn.

        Raises:
            InputError: if a share, count, seed or the name is not usable, or there is too little
                to draw from.
            NotFound: if a coder, question, kind or attribute is not known.
            Refused: if the name is taken, the codebook is empty, or somebody else leads.
        """
        wanted = Sampling(
            unit=_unit(unit),
            stratify=_stratify(stratify),
            overlap=share_of(overlap, "The overlap"),
            repeats=share_of(repeats, "The share of repeats"),
            seed=seed,
            question=question or "",
            kind=kind or "",
        )
        with self._session.deed() as deed:
            connection = deed.connection
            round_rules.require_lead(connection, self._session)
            name = round_rules.new_name(connection, name)
            chosen = round_rules.coders_of(connection, coders)
            population = Population(connection, wanted)
            n = _size(sample, population, wanted)
            total = len(population.units)
            made = Round(
                name,
                tuple(one.id for one in chosen),
                blind,
                replace(wanted, share=n / total, population=total, drawn=n),
                _frozen(connection),
                deed.moment,
            )
            rounds.put(deed, made)
            _give_out(deed, made, chosen, population, n)
        return made

    def assign(
        self,
        name: str,
        *,
        more: int = 0,
        coder: str | None = None,
        source: str | None = None,
        target: str | None = None,
    ) -> Assigned:
        """Change the queues of an open round.

        `more` draws so many further units by the round's own rule. `coder` lets one more person
        code: what several coders have goes to them too. What the coder `source` has not begun
        moves to the coder `target`, as far as that coder does not have it already.

        Raises:
            InputError: if nothing was asked for, or there are fewer units left than `more`.
            NotFound: if the round or a coder is not known.
            Refused: if the round is closed, or somebody else leads.
        """
        if (source is None) != (target is None):
            raise InputError("Name both coders: the one to take from and the one to give to.")
        if not (more or coder or source):
            raise InputError("Say what to assign: more units, one more coder, or whose to whom.")
        with self._session.deed() as deed:
            round_rules.require_lead(deed.connection, self._session)
            one = round_rules.open_round(deed.connection, name)
            done = Assigned(one, {})
            if coder is not None:
                done = round_changes.add_coder(deed, one, coder)
            if more:
                done = round_changes.draw_more(deed, done, more)
            if source is not None and target is not None:
                done = round_changes.hand_over(deed, done, source, target)
        return done

    def status(self, name: str) -> RoundStatus:
        """Return how far each coder has come; nothing is told of any code.

        While the round is open, all are told of to who leads, and to others only themselves.

        Raises:
            NotFound: if there is no such round.
            Refused: if nobody was named who may be told.
        """
        with self._session.reading() as connection:
            one = round_rules.found(connection, name)
            whole = status(connection, one)
            if not one.is_open or round_rules.leads(connection, self._session):
                return whole
            own = [line for line in whole.coders if line.coder == self._session.person.name]
            return replace(whole, coders=tuple(own), compared=None)

    def close(self, name: str) -> Round:
        """End a round: nothing more is coded in it, and its figures belong to everybody.

        Raises:
            NotFound: if there is no such round.
            Refused: if it is closed already, or somebody else leads.
        """
        with self._session.deed() as deed:
            round_rules.require_lead(deed.connection, self._session)
            one = round_rules.open_round(deed.connection, name)
            closed = replace(one, state=RoundState.CLOSED, closed=deed.moment)
            rounds.put(deed, closed)
        return closed

    def delete(self, name: str) -> Round:
        """Take a round back in which nobody has begun; return what it was.

        Raises:
            NotFound: if there is no such round.
            Refused: if somebody has looked at a segment in it, or somebody else leads.
        """
        with self._session.deed() as deed:
            round_rules.require_lead(deed.connection, self._session)
            one = round_rules.found(deed.connection, name)
            if journal.was_looked_at(deed.connection, name):
                raise Refused(
                    f"The round '{name}' has been coded in, so it stays. To end it: "
                    f"qualcode round close {shlex.quote(name)}"
                )
            rounds.remove(deed, one)
        return one

    def unblind(self, name: str) -> Round:
        """Note in the journal that the lead asked for figures before the end of a blind round.

        A round that is closed, or was never blind, is returned as it is.

        Raises:
            NotFound: if there is no such round.
            Refused: if the person at work is not a lead.
        """
        with self._session.deed() as deed:
            one = round_rules.found(deed.connection, name)
            if not (one.blind and one.is_open):
                return one
            round_rules.require_lead(deed.connection, self._session, strictly=True)
            rounds.note_unblinding(deed, one)
            return replace(one, unblinded=True)

    def plan(
        self,
        name: str | None = None,
        code: str | None = None,
        width: float = 0.1,
        unblind: bool = False,
    ) -> Plan:
        """Say how many more units make the interval of a code's alpha narrower than `width`.

        The data are those of the round, or without a name all that was coded outside rounds.

        Raises:
            InputError: if the width is not positive.
            NotFound: if the round or the code is not known.
            Refused: if the round is blind and open, unless the lead asks to `unblind` it.
        """
        if not 0 < width < 2:
            raise InputError("The width of an interval lies above 0 and below 2, such as 0.1.")
        if name is not None and unblind:
            self.unblind(name)
        return Planning(self._session).plan(name, code, width, unblind)

    def repeats(
        self, name: str, sight: Sight | None = None, without_accepted: bool = False
    ) -> list[Repetition]:
        """Return what coders coded twice: on each repeat they finished, the codes then and now.

        Of an open blind round a person sees only their own, unless `sight` reaches further.
        Suggestions that were taken as they were can be left out.

        Raises:
            NotFound: if there is no such round.
        """
        return Drift(self._session).repeats(name, sight, without_accepted)


def _unit(unit: Drawn | str) -> Drawn:
    try:
        return Drawn(unit)
    except ValueError as error:
        raise NotFound("unit to draw", str(unit), [one.value for one in Drawn]) from error


def _stratify(names: Sequence[str]) -> tuple[str, ...]:
    given = [names] if isinstance(names, str) else names
    return tuple(dict.fromkeys(name.strip() for name in given if name.strip()))


def _frozen(connection: Connection) -> str:
    codebook = codebooks.codebook(connection)
    if not any(code.applicable for code in codebook.codes):
        raise Refused("The codebook has no code to apply yet. Add some: qualcode codebook add FILE")
    return codebook.revision


def _size(sample: Amount, population: Population, wanted: Sampling) -> int:
    if not population.units:
        raise InputError("There is nothing to code in what this round would draw from.")
    return size_of(sample, len(population.units), population.strata, f"{wanted.unit.value}s")


def _give_out(
    deed: Deed, made: Round, coders: Sequence[Coder], population: Population, n: int
) -> None:
    sampling = made.sampling
    units = drawn(population.units, n, sampling.seed)
    over = round_rules.over(deed.connection)
    drawn_segments = set(population.segments(units))
    queues = dealt(units, [one.name for one in coders], sampling.overlap, sampling.seed)
    for coder in coders:
        segments = population.segments(queues[coder.name])
        before = progress.finished_segments(deed.connection, coder.id, over) - drawn_segments
        repeats = population.repeats(coder.name, before, len(segments))
        rounds.assign(deed, queue(population, made.name, (coder.id, coder.name), segments, repeats))
