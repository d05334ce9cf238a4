"""Adjudication: the disagreements of a round, decided one by one; the originals stay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.domain.disputes import Choice, choose, settled, used
from qualcode.domain.errors import Refused
from qualcode.domain.identity import Id
from qualcode.domain.rounds import Decision, Verdict
from qualcode.store import codebooks, decisions, people
from qualcode.study.adjudication.consensus import (
    decided,
    hold,
    revision_of,
    untouched,
)
from qualcode.study.adjudication.disputes import Dispute, disputes_of
from qualcode.study.adjudication.double_coding import Read, read_segments, require_closed
from qualcode.study.adjudication.edge_cases import EdgeCases, Sent
from qualcode.study.coding import require_applicable
from qualcode.study.history import History, Undone
from qualcode.study.own_deeds import in_adjudication
from qualcode.study.session import Session
from qualcode.study.team import Team

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Agreed:
    """What consensus may take over as it stands, since it has not looked at it.

    `waiting` segments were read alike by two coders or more; `single` were looked at by one.
    """

    waiting: int
    single: int


class Adjudication:
    """How the disagreements of coders become consensus.

    A round is named; an empty name means what was coded outside rounds. A round that is open, or
    whose segments are coded in a blind round that is open, is Refused by every method.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def queue(self, round: str = "") -> list[Dispute]:
        """Return the disputes that are still to be decided, the worst code first.

        Raises:
            NotFound: if there is no such round.
            Refused: if it cannot be adjudicated yet.
        """
        return [one for one in self.disputes(round) if one.is_open]

    def disputes(self, round: str = "") -> list[Dispute]:
        """Return all disputes, those with the lowest alpha of a disputed code first.

        Undefined alphas come last; ties are in the order of the codebook, then of the texts.
        """
        with self._session.reading() as connection:
            read = read_segments(connection, round, self._viewer)
            standing = decided(connection, round, read)
            return disputes_of(connection, round, read, standing, self._viewer)

    def renewed(self, disputes: Iterable[Dispute]) -> list[Dispute]:
        """Return disputes of one round with what is decided about them now."""
        given = list(disputes)
        if not given:
            return []
        name, ids = given[0].round, [one.segment.id for one in given]
        with self._session.reading() as connection:
            read = read_segments(connection, name, self._viewer, ids)
            standing = decided(connection, name, read)
        return [replace(one, decision=standing.get(one.segment.id)) for one in given]

    def decisions(self, round: str = "") -> list[Decision]:
        """Return what was decided in a round, in the order of time."""
        with self._session.reading() as connection:
            require_closed(connection, round)
            return decisions.listing(connection, self._session.sight(connection), round)

    def agreed(self, round: str = "") -> Agreed:
        """Count what consensus may take over without a decision."""
        with self._session.reading() as connection:
            read = read_segments(connection, round, self._viewer)
            waiting = untouched(connection, round, read)
        several = sum(one.coders > 1 for one in waiting)
        return Agreed(several, len(waiting) - several)

    def take_over_agreed(self, round: str = "", single: bool = False) -> int:
        """Let consensus code what all who looked read alike; return how many segments.

        With `single`, also what only one coder looked at. It is one deed. Nothing that consensus
        has looked at in the round is touched.
        """

        def found(connection: Connection) -> list[Read]:
            read = read_segments(connection, round, self._viewer)
            return [one for one in untouched(connection, round, read) if single or one.coders > 1]

        consensus = self._consensus(found)
        with self._session.deed() as deed:
            waiting = found(deed.connection)
            held = [(one.segment, one.readings[0].spans) for one in waiting]
            hold(deed, consensus, round, held, {"": revision_of(deed.connection, round)})
        return len(waiting)

    def decide(
        self,
        dispute: Dispute,
        verdict: Verdict | str,
        codes: Collection[str] = (),
        reading: int | None = None,
        reason: str = "",
    ) -> Decision:
        """Decide a dispute, or decide it anew, and let consensus code it so; one deed.

        `reading` counts from 0 and goes with one reading, `codes` go with other codes. The coders'
        codings stay; what consensus has on the segment in this round becomes what was decided.

        Raises:
            InputError: if there is no such reading.
            NotFound: if the codebook has no such code.
            Refused: if a code is not to be applied, or if the codings or the decision changed
                since the dispute was read.
        """
        choice = choose(dispute.readings, Verdict(verdict), reading, codes)
        return self.settle(dispute, choice, reason)

    def settle(self, dispute: Dispute, choice: Choice, reason: str = "") -> Decision:
        """Decide a dispute by a choice among its readings; raises as `decide` does."""

        def revisions_of(connection: Connection) -> dict[str, str]:
            self._refuse_if_changed(connection, dispute)
            return _revisions(connection, dispute, choice)

        consensus = self._consensus(revisions_of)
        with self._session.deed() as deed:
            revisions = revisions_of(deed.connection)
            held = settled(dispute.readings, choice, dispute.segment.span)
            hold(deed, consensus, dispute.round, [(dispute.segment, held)], revisions)
            order = {code: place for place, code in enumerate(dispute.all_codes)}
            decision = Decision(
                dispute.round,
                dispute.segment.id,
                choice.verdict,
                tuple(sorted(choice.codes, key=lambda code: (order.get(code, len(order)), code))),
                self._session.person.id,
                deed.moment,
                choice.reading.coders if choice.reading else (),
                reason.strip(),
            )
            decisions.decide(deed, decision)
        return decision

    def send_to_codebook(self, dispute: Dispute, code: str, reason: str = "") -> Sent:
        """Make the segment an edge case of a code in the codebook; raises as EdgeCases does."""
        return EdgeCases(self._session).send(dispute, code, reason)

    def undo(self) -> Undone:
        """Take back one's latest deed, if it was one of adjudication.

        Raises:
            Refused: if there is none, it was made elsewhere, or was changed again since.
        """
        return History(self._session).undo(in_adjudication)

    def redo(self) -> Undone:
        """Bring forth again what was undone last; raises as `undo` does."""
        return History(self._session).redo(in_adjudication)

    def _consensus(self, checked: Callable[[Connection], object]) -> Id:
        """Return the coder that is written as; it joins only for what `checked` does not refuse.

        Raises:
            Refused: if nobody was named, or no person.
        """
        if self._session.person.is_consensus:
            raise Refused("'consensus' is nobody: name who decides, with --as NAME.")
        team = Team(self._session)
        if not any(one.is_consensus for one in team):
            with self._session.reading() as connection:
                checked(connection)
        return team.consensus().id

    @property
    def _viewer(self) -> Id | None:
        return self._session.coder.id if self._session.coder else None

    def _refuse_if_changed(self, connection: Connection, dispute: Dispute) -> None:
        segment = dispute.segment.id
        now = read_segments(connection, dispute.round, self._viewer, [segment])
        if not now or now[0].readings != dispute.readings:
            raise Refused("The codings of this segment were changed meanwhile: look at it again.")
        standing = decided(connection, dispute.round, now).get(segment)
        if standing != dispute.decision and standing is not None:
            names = {one.id: one.name for one in people.coders(connection)}
            raise Refused(
                f"{names[standing.coder]} decided this segment meanwhile "
                f"({standing.verdict.value}): look at it again, then decide anew if you must."
            )


def _revisions(connection: Connection, dispute: Dispute, choice: Choice) -> dict[str, str]:
    """Return the round's revision for its own codes, today's for those that nobody had used.

    Raises:
        NotFound: if the codebook has no such code.
        Refused: if it is not to be applied.
    """
    codebook = codebooks.codebook(connection)
    fresh = sorted(choice.codes - used(dispute.readings))
    for code in fresh:
        require_applicable(codebook, code)
    revisions = dict.fromkeys(fresh, codebook.revision)
    return {"": revision_of(connection, dispute.round), **revisions}
