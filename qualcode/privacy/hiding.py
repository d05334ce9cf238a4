"""Chooses which further cells are hidden, so that the hidden ones are not given away.

A table falls into parts that tell nothing of each other. In small parts all that an attacker can
work out is known exactly, and what proves needless is shown again. In large ones a cell counts as
safe only where a table is found that shows it; the rest is hidden until it is, or all around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import ExitStack, contextmanager
from itertools import combinations, islice

from qualcode.domain.disclosure import Guard, Key
from qualcode.privacy.attack import Attacker
from qualcode.privacy.moves import Moves

_TRIED_EXACTLY = 10
"""Among so many cells every choice is weighed; among more the cheapest ones are taken in turn."""

_TRIES = 6
"""So many choices are weighed in large parts."""

_EXACTLY = 60
"""Parts of more cells are large."""

_PROGRAMMES = 150
"""After so many whole-number programmes for a table all that is left of it counts as large."""


class _Part:
    """Cells that tell something of each other, and what is known if all of them are hidden."""

    def __init__(self, keys: frozenset[Key], hideable: Set[Key], bases: Set[Key]) -> None:
        self.keys = keys
        self.hideable = keys & hideable
        self.without_bases = self.hideable - bases
        self.state_of: dict[bool, int] = {}
        self.widest: dict[bool, dict[Key, float]] = {}


class Hiding:
    """The cells of a table that are hidden, and the choice of those that must be besides.

    Raises:
        ValueError: if the guard's margins do not add up.
    """

    def __init__(self, guard: Guard) -> None:
        self._attacker = Attacker(guard)
        self._moves = Moves(self._attacker)
        self.printed = {key for row in guard.rows for keys in row.values() for key in keys}
        self.hidden: set[Key] = set()
        self._hideable = self.printed.difference(one.total for one in guard.margins)
        bases = self._attacker.bases
        parts = self._attacker.parts(self.printed)
        self._parts = [_Part(keys, self._hideable, bases) for keys in parts]
        # What nobody can read off: hidden cells, and those that are not printed without them.
        self._unknown: set[Key] = set()
        self._open = set(self._hideable)
        self._state = self._states = 0
        self._programmes = 0
        self._stuck: dict[int, set[Key]] = {}

    def small(self, k: int, zeros: bool) -> set[Key]:
        """Return the printed cells that may not be shown for themselves."""
        cells = (self._attacker.cells[key] for key in self.printed)
        return {one.key for one in cells if 0 < one.people < k or (not one.people and not zeros)}

    def hide(self, keys: Iterable[Key]) -> None:
        """Hide cells, and so what is not printed without them."""
        self._hide(keys)

    def protect(self, k: int) -> None:
        """Hide what must be hidden besides; every hidden cell is then as wide as it can be."""
        before = -1
        while before != len(self.hidden):
            before = len(self.hidden)
            for part in self._parts:
                self._protect(part, k)

    def _protect(self, part: _Part, k: int) -> None:
        bases = self._attacker.bases
        waiting = sorted(part.keys & self.hidden, key=lambda one: (one in bases, one))
        while waiting:
            key = waiting.pop()
            if key not in self._stuck.get(self._state, ()) and self._is_narrow(key, part, k):
                chosen = self._cheapest(key, part, k)
                self._hide(chosen)
                waiting.extend(sorted(chosen))

    def _hide(self, keys: Iterable[Key]) -> tuple[list[Key], list[Key]]:
        new = [key for key in keys if key not in self.hidden]
        self.hidden.update(new)
        self._open.update(new)
        lost = dict.fromkeys(new)
        for key in new:
            lost.update(dict.fromkeys(self._attacker.lost_with.get(key, ())))
        unknown = [key for key in lost if key not in self._unknown]
        self._unknown.update(unknown)
        if not self._attacker.bases.isdisjoint(new) or not self._hideable.issuperset(unknown):
            self._states += 1
            self._state = self._states
            self._attacker.forget_bases()
        return new, unknown

    @contextmanager
    def _trying(self, keys: Iterable[Key]) -> Iterator[None]:
        """Hide cells for a while."""
        state = self._state
        new, unknown = self._hide(keys)
        try:
            yield
        finally:
            self.hidden.difference_update(new)
            self._unknown.difference_update(unknown)
            self._open.difference_update(set(new) - self._hideable)
            if self._state != state:
                self._state = state
                self._attacker.forget_bases()

    def _is_large(self, part: _Part) -> bool:
        return len(part.keys) > _EXACTLY or self._programmes >= _PROGRAMMES

    def _is_narrow(self, key: Key, part: _Part, k: int) -> bool:
        attacker, unknown = self._attacker, self._unknown
        need = min(k, attacker.limit(key, unknown))
        found = self._moves.widen(key, need, unknown)
        if found >= need:
            return False
        # In large parts: if the cells of its sums can change so much while all others stay.
        area = attacker.around([key], unknown, sums=self._is_large(part))
        found = max(found, self._width(area, key, need))
        return found < need and found < min(need, self._widest(key, part, need))

    def _width(self, area: frozenset[Key], key: Key, need: float) -> float:
        """Return how wide the interval of a cell is if what lies outside an area is known."""
        if len(area) > _EXACTLY:
            return 0
        block = self._attacker.block(area, self._unknown)
        if self._programmes >= _PROGRAMMES:
            return block.certain(key)
        width = block.width(key, need)
        self._programmes += len(block.points)
        while block.points:
            self._moves.keep(block.points.pop(), self._unknown)
        return width

    def _widest(self, key: Key, part: _Part, need: float) -> float:
        """Return at least how wide the interval is if all is hidden that the table prints."""
        # A base is hidden for its own sake only: with it goes a whole group.
        is_base = key in self._attacker.bases
        others = part.hideable if is_base else part.without_bases
        if not self._is_large(part):
            with self._trying(others):
                return self._width(self._attacker.around([key], self._unknown), key, need)
        return self._at_most(key, part, others, is_base)

    def _at_most(self, key: Key, part: _Part, others: Set[Key], is_base: bool) -> float:
        if part.state_of.get(is_base) != self._state:
            with self._trying(others):
                all_hidden = part.keys & self._unknown
                block = self._attacker.block(all_hidden, self._unknown)
            part.state_of[is_base] = self._state
            part.widest[is_base] = {one: block.at_most(one) for one in all_hidden}
        return part.widest[is_base][key]

    def _cheapest(self, key: Key, part: _Part, k: int) -> set[Key]:
        pool = self._attacker.around([key], self._open, sums=True) - self.hidden
        if len(pool) > _TRIED_EXACTLY:
            return self._one_by_one(key, part, k)
        if self._is_large(part):
            likely = (one for one in _by_loss(pool, self._people) if self._may_do(key, one, k))
            choices: Iterator[set[Key]] = islice(likely, _TRIES)
        else:
            with self._trying(pool):
                is_enough = not self._is_narrow(key, part, k)
            choices = _by_loss(pool if is_enough else (), self._people)
        for chosen in choices:
            if self._holds(key, part, chosen, k):
                return chosen
        return self._one_by_one(key, part, k)

    def _may_do(self, key: Key, chosen: Set[Key], k: int) -> bool:
        """Say whether enough would then be hidden in each sum of a cell."""
        cells, need = self._attacker.cells, min(k, self._attacker.limit(key, self._unknown))
        for relation in self._attacker.relations(key):
            if relation.is_sum:
                inside = [one for one in relation.signs if one in self._unknown or one in chosen]
                is_open = any(relation.signs[one] < 0 for one in inside)
                if not is_open and sum(cells[one].value for one in inside) < need:
                    return False
        return True

    def _holds(self, key: Key, part: _Part, chosen: Set[Key], k: int) -> bool:
        with self._trying(sorted(chosen)):
            return not any(self._is_narrow(one, part, k) for one in (key, *sorted(chosen)))

    def _one_by_one(self, key: Key, part: _Part, k: int) -> set[Key]:
        chosen: set[Key] = set()
        with ExitStack() as hidden:
            while (narrow := self._first_narrow(key, chosen, part, k)) is not None:
                found = self._next(narrow)
                if found is None:
                    # All that the table prints around it is hidden: there is no more to do.
                    return chosen
                chosen.add(found)
                hidden.enter_context(self._trying((found,)))
        if self._is_large(part):
            return chosen
        for one in sorted(chosen, key=lambda one: (-self._people(one), one)):
            if self._holds(key, part, chosen - {one}, k):
                chosen.remove(one)
        return chosen

    def _first_narrow(self, key: Key, chosen: Set[Key], part: _Part, k: int) -> Key | None:
        tried = (key, *sorted(chosen))
        return next((one for one in tried if self._is_narrow(one, part, k)), None)

    def _next(self, narrow: Key) -> Key | None:
        """Return the cheapest cell of a sum that hides no other, else of all around."""
        for relation in self._attacker.relations(narrow):
            free = self._hideable.intersection(relation.signs) - self.hidden
            if relation.is_sum and free and len(self.hidden.intersection(relation.signs)) == 1:
                return min(free, key=self._order)
        if narrow in self._stuck.get(self._state, ()):
            return None
        # The nearest first: what hangs on the cell itself, then on what hangs on it.
        known, layer = {narrow}, [narrow]
        while layer:
            beside = {one for member in layer for one in self._attacker.beside(member)} - known
            if free := self._hideable.intersection(beside) - self.hidden:
                return min(free, key=self._order)
            layer = [one for one in beside if one in self._unknown]
            known.update(layer)
        self._stuck.setdefault(self._state, set()).update(known)
        return None

    def _order(self, key: Key) -> tuple[int, Key]:
        return self._people(key), key

    def _people(self, key: Key) -> int:
        return self._attacker.cells[key].people


def _by_loss(pool: Iterable[Key], people: Callable[[Key], int]) -> Iterator[set[Key]]:
    """Yield all choices, those with the fewest people first, of these the fewest cells."""
    ordered = sorted(pool)
    choices = [
        (sum(map(people, chosen)), size, chosen)
        for size in range(1, len(ordered) + 1)
        for chosen in combinations(ordered, size)
    ]
    return (set(chosen) for *_, chosen in sorted(choices))
