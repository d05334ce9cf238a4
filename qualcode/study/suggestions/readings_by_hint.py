"""What coders gave to segments, parted by whether suggestions were in sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC

from qualcode.domain.coding import Coding, Look, LookState, Origin
from qualcode.domain.identity import Id
from qualcode.domain.influence import Side


@dataclass(slots=True)
class HintReading:
    """What one coder gave to a segment, outside rounds or in one.

    It is with hints if a suggestion was on the screen when any of the codes was given.
    """

    coder: Id
    segment: Id
    round: str
    codings: list[Coding] = field(default_factory=list)

    @property
    def codes(self) -> set[str]:
        """Return the different codes."""
        return {one.code for one in self.codings}

    @property
    def hinted(self) -> bool:
        """Say whether a suggestion was on the screen for any of them."""
        return any(one.provenance.hint_visible for one in self.codings)

    @property
    def second_look(self) -> bool:
        """Say whether codes were given both before hints came and after."""
        return len({one.provenance.hint_visible for one in self.codings}) == 2


def readings_of(made: Iterable[Coding]) -> list[HintReading]:
    """Gather the codings that coders made here by coder, segment and round, in this order."""
    found: dict[tuple[Id, Id, str], HintReading] = {}
    for one in made:
        if one.origin.by_a_coder:
            key = (one.coder, one.segment, one.round)
            found.setdefault(key, HintReading(*key)).codings.append(one)
    return list(found.values())


def without_code(looks: Iterable[Look], made: Iterable[Coding]) -> int:
    """Count the segments that a coder finished without giving a code."""
    coded = {(one.coder, one.segment, one.round) for one in made}
    return sum(
        one.state is not LookState.SEEN and (one.coder, one.segment, one.round) not in coded
        for one in looks
    )


def side(readings: Sequence[HintReading]) -> Side:
    """Count what was given in some readings."""
    made = [one for reading in readings for one in reading.codings]
    moments = sorted(one.created.astimezone(UTC).isoformat() for one in made)
    codes = sum(len(one.codes) for one in readings)
    return Side(
        segments=len(readings),
        codings=len(made),
        per_segment=codes / len(readings) if readings else None,
        accepted=sum(one.origin is Origin.ACCEPTED for one in made),
        edited=sum(one.origin is Origin.EDITED for one in made),
        by_hand=sum(one.origin is Origin.HUMAN for one in made),
        first=moments[0] if moments else None,
        last=moments[-1] if moments else None,
    )
