"""Flags: a coder's own marks on segments to come back to, like those on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qualcode.domain.coding import Flag
from qualcode.domain.identity import Id
from qualcode.domain.spot import Spot
from qualcode.store import flags, sources
from qualcode.study import spots
from qualcode.study.rounds.rules import require_in_queue, shown
from qualcode.study.session import Session


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flag with where it is and the words of its segment."""

    spot: Spot
    words: str
    moment: datetime


class Flags:
    """The flags of the person at work; nobody sees those of others.

    In a round they are those that were put in it, outside any all that are not of an open round.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, segments: Iterable[Id]) -> None:
        """Flag segments in one deed; what is flagged already stays so.

        Raises:
            Refused: if a segment is not one's own in the round at work, or the round is closed.
        """
        wanted, coder, round_ = list(segments), self._session.person.id, self._session.round
        with self._session.deed() as deed:
            require_in_queue(deed.connection, self._session, wanted)
            scope = shown(deed.connection, self._session)
            own = flags.own_on(deed.connection, coder, wanted, scope)
            standing = {one.segment for one in own}
            new = [one for one in dict.fromkeys(wanted) if one not in standing]
            flags.put(deed, [Flag(coder, segment, deed.moment, round_) for segment in new])

    def take_off(self, segments: Iterable[Id]) -> None:
        """Take one's own flags off segments in one deed, those of closed rounds too."""
        with self._session.deed() as deed:
            scope = shown(deed.connection, self._session)
            own = flags.own_on(deed.connection, self._session.person.id, segments, scope)
            flags.take_off(deed, own)

    def of_segments(self, segments: Iterable[Id]) -> set[Id]:
        """Return those of some segments that one has flagged."""
        with self._session.reading() as connection:
            scope = shown(connection, self._session)
            # A coder has few flags, and a page may have a hundred thousand segments.
            own = flags.own(connection, self._session.person.id, scope)
        return {one.segment for one in own}.intersection(segments)

    def all(self) -> list[Flagged]:
        """Return one's flags by the names of the sources and the places in them."""
        with self._session.reading() as connection:
            scope = shown(connection, self._session)
            own = flags.own(connection, self._session.person.id, scope)
            moments = {one.segment: one.moment for one in own}
            found = spots.of_segments(connection, moments)
            texts = sources.texts(connection, dict.fromkeys(one.source for one in found.values()))
        flagged = [
            Flagged(spot, spot.span.of(texts[spot.source]), moments[segment])
            for segment, spot in found.items()
        ]
        return sorted(flagged, key=lambda one: (one.spot.source_name, one.spot.span))
