"""What can be worked out about hidden cells by somebody who knows all others and how they add up.

The attacker knows every cell that is not hidden, the sums (margins) and inequalities between
cells, what no cell can exceed, and that counts are whole numbers from 0. For each hidden cell this
leaves an interval of possible values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from math import inf

from qualcode.domain.disclosure import Cell, Guard, Key
from qualcode.privacy.blocks import Block, Relation


class Attacker:
    """Somebody who knows of a table all that is not hidden.

    A row loses all its figures with its base. Any way to split what is left of a base over its
    hidden groups then agrees with all that is known of a code (split the code in proportion), so
    hidden bases limit each code by their own upper bound and tell nothing from one code to another.

    Raises:
        ValueError: if a margin does not add up or names what is no cell.
    """

    def __init__(self, guard: Guard) -> None:
        self.cells = _without_hidden_limits(guard)
        with_base = _with_base(guard)
        self.bases = frozenset(with_base)
        self.lost_with = _beside_in_rows(guard, with_base)
        linked = {(cell, base) for base, cells in with_base.items() for cell in cells}
        parts = {(part, one.total) for one in guard.margins for part in one.parts}
        told = linked | parts
        self._bases: dict[Key, list[Key]] = {}
        self._of: dict[Key, list[Relation]] = {key: [] for key in self.cells}
        self._highest_base: dict[Key, float] = {}
        limits: dict[Key, list[Relation]] = {}
        for relation in _relations(guard):
            total = sum(sign * self.cells[key].value for key, sign in relation.signs.items())
            if not relation.low <= total <= relation.high:
                raise ValueError(f"These cells do not add up: {sorted(relation.signs)}")
            ends = tuple(relation.signs)
            if relation.is_sum or ends not in told:
                self._add(relation)
            elif ends not in parts:
                limits.setdefault(ends[1], []).append(relation)
        self._link(limits)
        self._blocks: dict[tuple[frozenset[Key], tuple[float, ...]], Block] = {}

    def _add(self, relation: Relation) -> None:
        for key in relation.signs:
            self._of[key].append(relation)

    def _link(self, limits: Mapping[Key, list[Relation]]) -> None:
        """Let bases limit their cells by themselves, unless bases hang on cells by other ways."""
        cells = {cell for many in limits.values() for one in many for cell in one.signs}
        apart = cells.difference(limits).isdisjoint(self.around(limits, self.cells.keys()))
        for base, many in limits.items():
            for relation in many:
                if apart:
                    self._bases.setdefault(next(iter(relation.signs)), []).append(base)
                else:
                    self._add(relation)

    def parts(self, among: Set[Key]) -> list[frozenset[Key]]:
        """Return the cells in sets that tell nothing of each other; those with bases first.

        A cell that no relation names is in none: whatever else is shown, it is not narrowed.
        """
        found: list[frozenset[Key]] = []
        placed: set[Key] = set()
        for key in sorted(among):
            if key not in placed and self._of[key]:
                found.append(self.around([key], among))
                placed |= found[-1]
        return sorted(found, key=lambda part: part.isdisjoint(self.bases))

    def around(self, keys: Iterable[Key], among: Set[Key], sums: bool = False) -> frozenset[Key]:
        """Return which cells hang together with some of them, by `sums` alone or by all."""
        found = set(keys)
        waiting = list(found)
        while waiting:
            for one in self.beside(waiting.pop(), sums):
                if one in among and one not in found:
                    found.add(one)
                    waiting.append(one)
        return frozenset(found)

    def beside(self, key: Key, sums: bool = False) -> Iterator[Key]:
        """Yield the cells that one sum, or also one inequality, has together with a cell."""
        for relation in self._of[key]:
            if relation.is_sum or not sums:
                yield from relation.signs

    def relations(self, key: Key) -> list[Relation]:
        """Return the relations that name a cell."""
        return self._of[key]

    def limit(self, key: Key, unknown: Set[Key]) -> float:
        """Return what a cell cannot exceed by what is shown; it can be no more than this wide."""
        limits = [self.highest(key, unknown)]
        for relation in self._of[key]:
            signs = relation.signs
            above = [one for one, sign in signs.items() if sign < 0]
            if signs[key] > 0 and unknown.isdisjoint(above):
                limits.append(sum(self.cells[one].value for one in above))
        return min(limits)

    def highest(self, key: Key, unknown: Set[Key]) -> float:
        """Return the limit of a cell for itself, or by its base if that is less."""
        most = self.cells[key].most
        limits = [inf if most is None else most]
        for base in self._bases.get(key, ()):
            if base not in unknown:
                limits.append(self.cells[base].value)
                continue
            if base not in self._highest_base:
                around = self.around([base], unknown)
                self._highest_base[base] = self.block(around, unknown).highest(base)
            limits.append(self._highest_base[base])
        return min(limits)

    def forget_bases(self) -> None:
        """Work the limits of hidden bases out anew, as others are hidden now."""
        self._highest_base.clear()

    def has_limit_of(self, key: Key, unknown: Set[Key]) -> bool:
        """Say whether a cell is limited by a base that is hidden."""
        return any(base in unknown for base in self._bases.get(key, ()))

    def block(self, keys: frozenset[Key], unknown: Set[Key]) -> Block:
        """Return what can be worked out of cells if all others are as they are."""
        ordered = sorted(keys)
        limits = {key: self.highest(key, unknown) for key in ordered}
        named = keys, tuple(limits.values())
        if named not in self._blocks:
            relations = {id(one): one for key in ordered for one in self._of[key]}
            values = {key: self.cells[key].value for key in ordered}
            known = [self._as_known(one, keys) for one in relations.values()]
            self._blocks[named] = Block(values, limits, known)
        return self._blocks[named]

    def _as_known(self, relation: Relation, hidden: frozenset[Key]) -> Relation:
        """Return a relation between the hidden cells alone."""
        left = {key: sign for key, sign in relation.signs.items() if key in hidden}
        known = sum(
            sign * self.cells[key].value for key, sign in relation.signs.items() if key not in left
        )
        return Relation(left, relation.low - known, relation.high - known)


def _with_base(guard: Guard) -> dict[Key, set[Key]]:
    """Map each base to the cells that are withheld with it, as no row without it prints them."""
    bases: dict[Key, set[tuple[Key, ...]]] = {}
    for row in guard.rows:
        for part, keys in row.items():
            for key in keys if part != "base" else ():
                bases.setdefault(key, set()).add(row.get("base", ()))
    found: dict[Key, set[Key]] = {}
    for key, ways in bases.items():
        if len(ways) == 1:
            for base in next(iter(ways)):
                found.setdefault(base, set()).add(key)
    return found


def _beside_in_rows(
    guard: Guard, with_base: Mapping[Key, set[Key]]
) -> Mapping[Key, frozenset[Key]]:
    """Map a cell to those that are not printed without it: of its base, or of the same part."""
    always: dict[Key, frozenset[Key]] = {}
    for row in guard.rows:
        for keys in row.values():
            together = frozenset(keys)
            for key in keys:
                always[key] = always.get(key, together) & together
    found = {base: set(cells) for base, cells in with_base.items()}
    for key, others in always.items():
        for other in others - {key}:
            found.setdefault(other, set()).add(key)
    return {key: frozenset(cells) for key, cells in found.items()}


def _relations(guard: Guard) -> list[Relation]:
    """Return the relations in an order that does not hang on that of the table."""
    found = [Relation(_signs(one.parts, one.total), 0, 0) for one in guard.margins]
    found += [Relation(_signs((one.smaller,), *one.larger), -inf, 0) for one in guard.bounds]
    return sorted(found, key=lambda one: (one.low, sorted(one.signs.items())))


def _without_hidden_limits(guard: Guard) -> dict[Key, Cell]:
    """Return the cells; a limit that is another cell's value is known only while that one is."""
    cells = {one.key: one for one in guard.cells}
    for bound in guard.bounds:
        smaller = cells[bound.smaller]
        if [cells[one].value for one in bound.larger] == [smaller.most]:
            cells[smaller.key] = replace(smaller, most=None)
    return cells


def _signs(plus: Iterable[Key], *minus: Key) -> dict[Key, int]:
    given = [*((key, 1) for key in plus), *((key, -1) for key in minus)]
    signs = dict(given)
    if len(signs) != len(given):
        raise ValueError(f"A cell is named twice in {sorted(signs)}")
    return signs
