"""Disagreements of coders, and the order in which they are worth talking about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A unit on which some coders used a code and others, who looked too, did not.

    `readings` maps each coder to all codes that the coder gave to the unit, with None for who did
    not look. `[start, end)` is the quotation's place in the source. `segment` is the label of the
    segment inside its source and `segment_id` its identity; both are empty for whole sources.
    """

    code: str
    source: str
    segment: str
    used_by: tuple[str, ...]
    not_used_by: tuple[str, ...]
    quotation: str
    start: int = 0
    end: int = 0
    did_not_look: tuple[str, ...] = ()
    readings: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    segment_id: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """Return how many pairs of coders disagree, and in how many codes readings differ."""
        whole = [frozenset(codes) for codes in self.readings.values() if codes is not None]
        differing = {code for codes in whole for code in codes if any(code not in o for o in whole)}
        return len(self.used_by) * len(self.not_used_by), len(differing)


def worst_first(alphas: Mapping[str, float | None]) -> list[str]:
    """Return the codes from the lowest alpha to the highest, those without one last.

    Codes with equal figures keep the order in which they are given.
    """
    return sorted(alphas, key=lambda code: _alpha_key(alphas[code]))


def ranked(
    found: Iterable[Disagreement], alphas: Mapping[str, float | None]
) -> tuple[Disagreement, ...]:
    """Return disagreements by their code, the worst first, then the largest first.

    Those of one code and size keep the order in which they are given, which is that of the text.
    """
    place = {code: number for number, code in enumerate(worst_first(alphas))}
    return tuple(
        sorted(
            found,
            key=lambda one: (
                place.get(one.code, len(place)),
                tuple(-number for number in one.size),
            ),
        )
    )


def _alpha_key(alpha: float | None) -> tuple[bool, float]:
    return (alpha is None, 0.0 if alpha is None else alpha)
