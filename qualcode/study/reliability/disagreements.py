"""Finds the units on which coders disagree, with the words and everybody's reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from qualcode.domain.disagreements import Disagreement, ranked
from qualcode.store import readings
from qualcode.study.reliability.units import Units

if TYPE_CHECKING:
    from sqlalchemy import Connection


def disagreements(
    connection: Connection, units: Units, alphas: Mapping[str, float | None]
) -> tuple[Disagreement, ...]:
    """Return one disagreement for each unit and code in dispute, the worst code first.

    Those of equal rank are in the order of the texts.
    """
    compared = units.kept(units.looked.sum(axis=0) >= 2)
    disputed = _disputed(compared)
    places = {unit: _place(compared, unit) for unit, _ in disputed}
    words = readings.quotations(connection, {one for one in places.values() if one[1] < one[2]})
    given = _given(compared, set(places))
    made = []
    for unit, code in disputed:
        ground = compared.grounds[int(compared.ground[unit])]
        whole = compared.start[unit] == compared.end[unit]
        seen = {
            name: given.get((unit, coder), ()) if compared.looked[coder, unit] else None
            for coder, name in enumerate(compared.coders)
        }
        name = compared.codes[code]
        made.append(
            Disagreement(
                code=name,
                source=ground.name,
                segment="" if whole else ground.label,
                used_by=tuple(
                    sorted(who for who, codes in seen.items() if codes and name in codes)
                ),
                not_used_by=tuple(
                    sorted(
                        who
                        for who, codes in seen.items()
                        if codes is not None and name not in codes
                    )
                ),
                quotation=words.get(places[unit], ""),
                start=int(compared.start[unit]),
                end=int(compared.end[unit]),
                did_not_look=tuple(who for who, codes in seen.items() if codes is None),
                readings=seen,
                segment_id="" if whole else ground.segment,
            )
        )
    return ranked(made, alphas)


def _disputed(units: Units) -> list[tuple[int, int]]:
    """Return each unit and code that some of those who looked gave, and others did not."""
    width = max(len(units.codes), 1)
    cells = np.unique((units.unit * width + units.code) * len(units.coders) + units.coder)
    used, times = np.unique(cells // len(units.coders), return_counts=True)
    looked = units.looked.sum(axis=0)[used // width]
    split = used[times < looked].tolist()
    return [(cell // width, cell % width) for cell in split]


def _given(units: Units, wanted: set[int]) -> dict[tuple[int, int], tuple[str, ...]]:
    found: dict[tuple[int, int], set[int]] = {}
    for coder, unit, code in zip(
        units.coder.tolist(), units.unit.tolist(), units.code.tolist(), strict=True
    ):
        if unit in wanted:
            found.setdefault((unit, coder), set()).add(code)
    return {
        place: tuple(units.codes[code] for code in sorted(codes)) for place, codes in found.items()
    }


def _place(units: Units, unit: int) -> tuple[str, int, int]:
    ground = units.grounds[int(units.ground[unit])]
    return ground.source, int(units.start[unit]), int(units.end[unit])
