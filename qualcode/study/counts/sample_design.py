"""The sampling design that attributes of the participants hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.weights import Design, Flags, design
from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.people import AttributeValue, Participant
from qualcode.domain.weighted import Weighting
from qualcode.store import people

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NAMED = 5
"""So many participants are named in an error."""


@dataclass(frozen=True, slots=True)
class DrawnSample:
    """The participants of a sample: their design, and where each stands in it."""

    design: Design
    places: Mapping[str, int]
    notes: tuple[str, ...]

    def flags(self, ids: Collection[str]) -> Flags:
        """Return for each of the sample whether the id is among these."""
        found = np.zeros(len(self.places), dtype=np.bool_)
        found[[self.places[one] for one in ids]] = True
        return found


def sample(connection: Connection, weighting: Weighting, wanted: Collection[str]) -> DrawnSample:
    """Return the sample of all who carry a weight; it must hold all that are wanted.

    Who carries no weight and is not wanted, such as an expert who was interviewed, is not of it.

    Raises:
        NotFound: if an attribute of the weighting is not known.
        InputError: naming the participants whose attributes cannot be used.
    """
    known = people.attribute_names(connection)
    for attribute in weighting.named.values():
        if attribute not in known:
            raise NotFound("attribute", attribute, known)
    found = [
        one
        for one in people.participants(connection)
        if one.id in wanted or (one.counted and weighting.weight in one.attributes)
    ]
    if not found:
        raise InputError("Nobody is counted here, so there is nothing to weigh.")
    drawn = design(
        _numbers(found, weighting.weight),
        _words(found, weighting.stratum) if weighting.stratum else None,
        _words(found, weighting.cluster) if weighting.cluster else None,
        _numbers(found, weighting.fpc) if weighting.fpc else None,
    )
    return DrawnSample(
        drawn, {one.id: at for at, one in enumerate(found)}, _notes(drawn, weighting)
    )


def _numbers(found: Sequence[Participant], attribute: str) -> list[float]:
    values = [_number(one.attributes.get(attribute)) for one in found]
    _refuse(
        (one.name for one, value in zip(found, values, strict=True) if value is None),
        attribute,
        "a number above 0",
    )
    return [value for value in values if value is not None]


def _number(value: AttributeValue | None) -> float | None:
    try:
        number = float(value or 0)
    except ValueError:
        return None
    return number if isfinite(number) and number > 0 else None


def _words(found: Sequence[Participant], attribute: str) -> list[str]:
    values = [str(one.attributes.get(attribute, "")) for one in found]
    _refuse(
        (one.name for one, value in zip(found, values, strict=True) if not value),
        attribute,
        "a value",
    )
    return values


def _refuse(names: Iterable[str], attribute: str, wanted: str) -> None:
    """Refuse participants, naming some; none at all is right."""
    without = sorted(names)
    if without:
        told = ", ".join(without[:_NAMED])
        if len(without) > _NAMED:
            told = f"{told} and {len(without) - _NAMED} more"
        plural = "participants have" if len(without) > 1 else "participant has"
        raise InputError(
            f"{len(without)} {plural} no usable '{attribute}': {told}.",
            fix=f"Each needs {wanted}; mend the table and run: qualcode import --attributes FILE",
        )


def _notes(drawn: Design, weighting: Weighting) -> tuple[str, ...]:
    notes = []
    whole = f", {drawn.certain} of them taken whole (no sampling error there)"
    if weighting.stratum:
        notes.append(
            f"Design: {_counted(len(drawn.weights), 'participant')} in "
            f"{_counted(len(drawn.size), 'stratum', 'strata')}{whole if drawn.certain else ''}."
        )
    if drawn.lonely:
        notes.append(
            f"{_counted(drawn.lonely, 'stratum has', 'strata have')} a single sampling unit, which "
            "is centred on the mean of the whole sample: that makes the interval wider, not less."
        )
    if not weighting.fpc:
        notes.append("Without --fpc the population counts as endless.")
    return tuple(notes)


def _counted(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"
