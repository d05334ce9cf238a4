"""Which cells of a table must be hidden: those of few persons, and what would give them away.

Primary are cells with 1 to k-1 persons (and of nobody, if the rule says so). Complementary are
cells that are hidden so that sums do not give the others away: nobody who knows all that is
printed and all margins can narrow a hidden cell to an interval of less than k. Where even hiding
all that the table prints would leave less, the interval is as wide as it is without the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from qualcode.domain.disclosure import LEAST_THRESHOLD, DisclosureRule, Guard, Key
from qualcode.privacy.attack import Attacker

_TRIED_EXACTLY = 10
"""Among so many cells every choice is weighed; among more the cheapest ones are taken in turn."""

_EXACTLY = 100
"""In larger blocks it is only bounded how wide an interval could be, which may hide more."""


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
    hiding = _Hiding(guard)
    hidden = hiding.printed.intersection(revealing)
    primary: set[Key] = set(hidden)
    for k in range(min(LEAST_THRESHOLD, threshold), threshold + 1):
        small = hiding.small(k, zeros)
        primary |= small
        hidden |= small
        hidden |= hiding.complements(hidden, k)
    return Suppression(frozenset(primary), frozenset(hidden - primary))


def enough(persons: Mapping[str, int], rule: DisclosureRule) -> frozenset[str]:
    """Return the codes of which figures such as agreement may be shown.

    `persons` maps each code to the distinct persons who carry it by anybody's reading.
    """
    return frozenset(
        code
        for code, people in persons.items()
        if people >= rule.threshold or (people == 0 and rule.zeros)
    )


class _Hiding:
    """Chooses what is hidden beside what must be, with the fewest people behind it."""

    def __init__(self, guard: Guard) -> None:
        self._attacker = Attacker(guard)
        self.printed = {key for row in guard.rows for keys in row.values() for key in keys}
        totals = {one.total for one in guard.margins}
        self._hideable = self.printed - totals
        self._of: dict[Key, list[frozenset[Key]]] = {}
        self._wide: dict[Key, tuple[int, float]] = {}
        for one in guard.margins:
            for key in (one.total, *one.parts):
                self._of.setdefault(key, []).append(frozenset((one.total, *one.parts)))

    def small(self, k: int, zeros: bool) -> set[Key]:
        """Return the printed cells that may not be shown for themselves."""
        cells = (self._attacker.cells[key] for key in self.printed)
        return {one.key for one in cells if 0 < one.people < k or (not one.people and not zeros)}

    def complements(self, hidden: set[Key], k: int) -> set[Key]:
        """Return what must be hidden besides; every hidden cell is then as wide as it can be."""
        added: set[Key] = set()
        waiting = sorted(hidden, key=lambda one: (one in self._attacker.bases, one))
        while waiting:
            key = waiting.pop()
            together = hidden | added
            if not self._is_narrow(key, together, k):
                self._wide[key] = k, self._attacker.limit(key, self._attacker.unknown(together))
            else:
                chosen = self._cheapest(key, together, k)
                added |= chosen
                waiting.extend(sorted(chosen))
        return added

    def _is_narrow(self, key: Key, hidden: set[Key], k: int) -> bool:
        attacker, unknown = self._attacker, self._attacker.unknown(hidden)
        limit = attacker.limit(key, unknown)
        need = min(k, limit)
        known, at = self._wide.get(key, (0, limit))
        # What was wide enough stays so while more is hidden.
        if known >= need and at == limit:
            return False
        # If some cells alone can change so much while all others stay, it is wide enough.
        joined = attacker.around([key], unknown, sums=True)
        if attacker.block(joined, unknown).width(key, need) >= need:
            return False
        beside = unknown.intersection(one for cell in joined for one in attacker.beside(cell))
        near = attacker.around(joined | beside, unknown, sums=True)
        if attacker.block(near, unknown).width(key, need) >= need:
            return False
        width = attacker.block(attacker.around([key], unknown), unknown).width(key, need)
        return width < min(need, self._widest(key, hidden, need))

    def _widest(self, key: Key, hidden: set[Key], need: float) -> float:
        """Return at least how wide the interval is if all is hidden that the table prints."""
        # A base is hidden for its own sake only: with it goes a whole group.
        unknown = self._attacker.unknown(hidden) | self._hideable - self._attacker.bases
        if key in self._attacker.bases:
            unknown |= self._hideable
        around = self._attacker.around([key], unknown)
        block = self._attacker.block(around, unknown)
        return block.width(key, need) if len(around) <= _EXACTLY else block.at_most(key)

    def _cheapest(self, key: Key, hidden: set[Key], k: int) -> set[Key]:
        pool = self._near(key, hidden)
        if len(pool) <= _TRIED_EXACTLY and not self._is_narrow(key, hidden | pool, k):
            for chosen in self._by_loss(pool):
                if self._holds(key, hidden, chosen, k):
                    return chosen
        return self._one_by_one(key, hidden, k)

    def _near(self, key: Key, hidden: set[Key]) -> frozenset[Key]:
        """Return what can be hidden among the cells that sums join with a cell."""
        return self._attacker.around([key], hidden | self._hideable, sums=True) - hidden

    def _by_loss(self, pool: frozenset[Key]) -> Iterator[set[Key]]:
        """Yield all choices, those with the fewest people first, of these the fewest cells."""
        ordered = sorted(pool)
        choices = [
            (sum(map(self._people, chosen)), size, chosen)
            for size in range(1, len(ordered) + 1)
            for chosen in combinations(ordered, size)
        ]
        return (set(chosen) for *_, chosen in sorted(choices))

    def _holds(self, key: Key, hidden: set[Key], chosen: set[Key], k: int) -> bool:
        together = hidden | chosen
        return not any(self._is_narrow(one, together, k) for one in (key, *sorted(chosen)))

    def _one_by_one(self, key: Key, hidden: set[Key], k: int) -> set[Key]:
        chosen: set[Key] = set()
        while (narrow := self._first_narrow(key, hidden | chosen, chosen, k)) is not None:
            chosen.add(self._next(narrow, hidden | chosen))
        for one in sorted(chosen, key=lambda one: (-self._people(one), one)):
            if self._holds(key, hidden, chosen - {one}, k):
                chosen.remove(one)
        return chosen

    def _first_narrow(self, key: Key, hidden: set[Key], chosen: set[Key], k: int) -> Key | None:
        tried = (key, *sorted(chosen))
        return next((one for one in tried if self._is_narrow(one, hidden, k)), None)

    def _next(self, narrow: Key, hidden: set[Key]) -> Key:
        """Return the cheapest cell of a sum that hides no other, else of all around."""
        for margin in self._of.get(narrow, ()):
            free = margin & self._hideable - hidden
            if free and len(margin & hidden) == 1:
                return min(free, key=self._order)
        around = self._attacker.around([narrow], self._attacker.unknown(hidden))
        beside = {one for member in around for one in self._attacker.beside(member)}
        return min(beside.intersection(self._hideable) - hidden, key=self._order)

    def _order(self, key: Key) -> tuple[int, Key]:
        return self._people(key), key

    def _people(self, key: Key) -> int:
        return self._attacker.cells[key].people
