"""Tables that fit what is known: each shows for certain that a hidden cell can be what it is there.

They are found by moving persons from one hidden cell to another and mending what does not add up
any more, which takes little time in a table of any size. What is not found may be possible all the
same; then more is hidden than must be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from math import inf

from qualcode.domain.disclosure import Key
from qualcode.privacy.attack import Attacker
from qualcode.privacy.blocks import Relation

Point = dict[Key, int]
"""By how much cells differ from what they are, in a table that fits."""

_STEPS = 24


class Moves:
    """Keeps tables that fit what is known, and finds others."""

    def __init__(self, attacker: Attacker) -> None:
        self._attacker = attacker
        self._points: dict[Key, list[tuple[Point, bool]]] = {}

    def keep(self, point: Point, unknown: Set[Key]) -> None:
        """Keep a table that fits while these cells are unknown."""
        by_base = any(self._attacker.has_limit_of(key, unknown) for key in point)
        for key in point:
            self._points.setdefault(key, []).append((point, by_base))

    def span(self, key: Key, unknown: Set[Key], enough: float = inf) -> float:
        """Return how far apart values of a cell are known to be possible, until that is enough."""
        low = high = 0
        for point, by_base in reversed(self._points.get(key, ())):
            change = point[key]
            if low <= change <= high or not self._fits(point, by_base, unknown):
                continue
            low, high = min(low, change), max(high, change)
            if high - low >= enough:
                break
        return high - low

    def widen(self, key: Key, need: float, unknown: Set[Key]) -> float:
        """Return `span`, after looking for tables that make it as wide as needed."""
        found = self.span(key, unknown, need)
        for sign in (1, -1):
            steps = int(min(need - found, self._room(key, sign, unknown, {})))
            while steps > 0 and found < need:
                point = self._moved(key, sign * steps, unknown)
                if point is not None:
                    self.keep(point, unknown)
                    found = self.span(key, unknown, need)
                    break
                steps //= 2
        return found

    def _fits(self, point: Point, by_base: bool, unknown: Set[Key]) -> bool:
        if not point.keys() <= unknown:
            return False
        attacker = self._attacker
        return not by_base or all(
            attacker.cells[key].value + change <= attacker.highest(key, unknown)
            for key, change in point.items()
        )

    def _moved(self, key: Key, by: int, unknown: Set[Key]) -> Point | None:
        """Return a table in which a cell differs so much, if mending finds one."""
        point = {key: by}
        waiting = [key]
        steps = 0
        while waiting:
            for relation in self._attacker.relations(waiting.pop()):
                excess = self._excess(relation, point)
                if not excess:
                    continue
                steps += 1
                if steps > _STEPS:
                    return None
                changed = self._mended(relation, excess, point, unknown)
                if changed is None:
                    return None
                waiting += changed
        touched = {id(one): one for cell in point for one in self._attacker.relations(cell)}
        return None if any(self._excess(one, point) for one in touched.values()) else point

    def _mended(
        self, relation: Relation, excess: int, point: Point, unknown: Set[Key]
    ) -> list[Key] | None:
        """Take what is too much (or too little, below 0) from cells that did not change yet."""
        changed = []
        way = -1 if excess > 0 else 1
        left = abs(excess)
        for freely in (True, False):
            for cell, sign in self._free(relation, point, unknown):
                room = self._room(cell, way * sign, unknown, point, relation if freely else None)
                step = int(min(left, room))
                if step > 0:
                    point[cell] = way * sign * step
                    changed.append(cell)
                    left -= step
                if not left:
                    return changed
        return None

    def _free(
        self, relation: Relation, point: Mapping[Key, int], unknown: Set[Key]
    ) -> Iterator[tuple[Key, int]]:
        free = [(k, sign) for k, sign in relation.signs.items() if k in unknown and k not in point]
        return iter(sorted(free, key=lambda one: (-self._attacker.cells[one[0]].value, one[0])))

    def _room(
        self,
        key: Key,
        way: int,
        unknown: Set[Key],
        point: Mapping[Key, int],
        beside: Relation | None = None,
    ) -> float:
        """Return how far a cell can move by itself; with `beside`, without breaking another."""
        value = self._attacker.cells[key].value
        room = self._attacker.highest(key, unknown) - value if way > 0 else value
        for relation in self._attacker.relations(key) if beside is not None else ():
            if relation is beside:
                continue
            now = self._now(relation, point)
            up = way * relation.signs[key] > 0
            room = min(room, relation.high - now if up else now - relation.low)
        return max(0, room)

    def _excess(self, relation: Relation, point: Mapping[Key, int]) -> int:
        now = self._now(relation, point)
        return int(now - relation.high if now > relation.high else min(0, now - relation.low))

    def _now(self, relation: Relation, point: Mapping[Key, int]) -> int:
        cells = self._attacker.cells
        return sum(
            sign * (cells[key].value + point.get(key, 0)) for key, sign in relation.signs.items()
        )
