"""What coders coded twice: the codes of a repeat beside those of the reading before."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from qualcode.domain.coding import Coding, Look, LookState, Origin
from qualcode.domain.identity import Id
from qualcode.domain.rounds import Assignment, Repetition, Round
from qualcode.store import codings, people, rounds
from qualcode.store.sight import Sight
from qualcode.study.rounds import rules as round_rules
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Drift:
    """Finds the readings by which a coder can be compared with themselves."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def repeats(
        self, name: str, sight: Sight | None = None, without_accepted: bool = False
    ) -> list[Repetition]:
        """Return the repeats of a round that were finished in it, in the order of the queues.

        The reading before is the last that was finished before the round began.

        Raises:
            NotFound: if there is no such round.
        """
        with self._session.reading() as connection:
            one = round_rules.found(connection, name)
            seen = sight or self._session.sight(connection)
            names = {coder.id: coder.name for coder in people.coders(connection)}
            again = [each for each in rounds.present(connection, name) if each.repeat]
            work = _Work(connection, seen, {each.segment for each in again}, without_accepted)
        return [
            reading
            for each in again
            if (reading := _reading(one, each, names[each.coder], work)) is not None
        ]


class _Work:
    """Codings and looks on some segments, by coder and segment."""

    def __init__(
        self, connection: Connection, sight: Sight, segments: set[Id], without_accepted: bool
    ) -> None:
        self.looks: dict[tuple[Id, Id], list[Look]] = {}
        self.codings: dict[tuple[Id, Id], list[Coding]] = {}
        for look in codings.looks(connection, sight, None, segments):
            self.looks.setdefault((look.coder, look.segment), []).append(look)
        for coding in codings.of_segments(connection, sight, segments):
            if not (without_accepted and coding.origin is Origin.ACCEPTED):
                self.codings.setdefault((coding.coder, coding.segment), []).append(coding)


def _reading(one: Round, each: Assignment, name: str, work: _Work) -> Repetition | None:
    key = each.coder, each.segment
    finished = [look for look in work.looks.get(key, ()) if look.state is not LookState.SEEN]
    now = next((look for look in finished if look.round == one.name), None)
    before = [look for look in finished if look.round != one.name and look.moment <= one.created]
    if now is None or not before:
        return None
    earlier = max(before, key=lambda look: look.moment)
    made = work.codings.get(key, [])
    return Repetition(
        name,
        each.segment,
        frozenset(coding.code for coding in made if coding.round == one.name),
        _codes_until(made, earlier.round, one.created),
        now.moment,
        one.revision,
    )


def _codes_until(made: list[Coding], round_: str, until: datetime) -> frozenset[str]:
    return frozenset(
        coding.code for coding in made if coding.round == round_ and coding.created <= until
    )
