"""Which cells of a table must be hidden: those of few persons, and what would give them away.

Primary are cells with 1 to k-1 persons (and of nobody, if the rule says so). Complementary are
cells that are hidden so that sums do not give the others away: nobody who knows all that is
printed and all margins can narrow a hidden cell to an interval of less than k. Where even hiding
all that the table prints would leave less, the interval is as wide as it is without the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.domain.disclosure import LEAST_THRESHOLD, DisclosureRule, Guard, Key
from qualcode.privacy.hiding import Hiding


@dataclass(frozen=True, slots=True)
class Suppression:
    """The cells that must be hidden, and why."""

    primary: frozenset[Key]
    complementary: frozenset[Key]

    @property
    def hidden(self) -> frozenset[Key]:
        """Return all of them."""
        return self.primary | self.complementary


def suppression(
    guard: Guard, threshold: int, zeros: bool = True, revealing: Iterable[Key] = ()
) -> Suppression:
    """Return what of a table must be hidden; `revealing` are cells that must go in any case.

    Thresholds are gone through from the lowest up, and what is hidden stays hidden: so a higher
    threshold never shows what a lower one hides.

    Raises:
        ValueError: if the guard's margins do not add up.
    """
    hiding = Hiding(guard)
    primary = hiding.printed.intersection(revealing)
    for k in range(min(LEAST_THRESHOLD, threshold), threshold + 1):
        primary |= hiding.small(k, zeros)
        hiding.hide(primary)
        hiding.protect(k)
    return Suppression(frozenset(primary), frozenset(hiding.hidden - primary))


def enough(persons: Mapping[str, int], rule: DisclosureRule) -> frozenset[str]:
    """Return the codes of which figures such as agreement may be shown.

    `persons` maps each code to the distinct persons who carry it by anybody's reading.
    """
    return frozenset(
        code
        for code, people in persons.items()
        if people >= rule.threshold or (people == 0 and rule.zeros)
    )
