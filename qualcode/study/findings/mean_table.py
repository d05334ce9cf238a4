"""Means of closed items by group, who did not answer, and what that would give away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from qualcode.analysis import weights
from qualcode.analysis.scales import Centre, centre
from qualcode.domain.disclosure import Cell, Guard, Key, Margin
from qualcode.domain.scales import MeanRow
from qualcode.study.counts.sample_design import DrawnSample
from qualcode.study.findings.closed_items import ClosedItem, ClosedItems

_PARTS = ("base", "not_answered", "not_asked")
_ALL = "(all groups)"


@dataclass
class MeanTable:
    """Rows of means, gathered item by item with their guard; `drawn` weighs the means."""

    found: ClosedItems
    drawn: DrawnSample | None = None
    rows: list[MeanRow] = field(default_factory=list)
    _cells: list[Cell] = field(default_factory=list)
    _margins: list[Margin] = field(default_factory=list)
    _parts: list[Mapping[str, tuple[Key, ...]]] = field(default_factory=list)

    def add(self, item: ClosedItem) -> None:
        """Add the rows of one item, one for each group; an answer that is no number is none."""
        asked = {*item.answers, *item.blank}
        numbers: dict[str, dict[str, int]] = {part: {} for part in _PARTS}
        for group in self.found.groups:
            everybody = self.found.within(self.found.group_of, group)
            base = self.found.within(item.numbers, group)
            not_asked = everybody - asked
            sizes = (len(base), len(everybody) - len(base) - len(not_asked), len(not_asked))
            lies = self._centre(item, base)
            self.rows.append(
                MeanRow(
                    item.question.id,
                    item.place,
                    item.name,
                    group,
                    *sizes,
                    lies.mean,
                    lies.low,
                    lies.high,
                    lies.sd,
                    lies.median,
                    lies.lower_quartile,
                    lies.upper_quartile,
                    len(base),
                )
            )
            for part, size in zip(_PARTS, sizes, strict=True):
                numbers[part][group] = size
            self._guard_row(item, group, len(everybody), sizes)
        if len(self.found.groups) > 1:
            self._guard_sums(item, numbers)

    def guard(self) -> Guard:
        """Return what the rows would give away."""
        return Guard(tuple(self._cells), tuple(self._margins), tuple(self._parts))

    def _centre(self, item: ClosedItem, base: frozenset[str]) -> Centre:
        if self.drawn is None:
            return centre([item.numbers[one] for one in sorted(base)])
        values = np.zeros(len(self.drawn.places))
        for one in base:
            values[self.drawn.places[one]] = item.numbers[one]
        found = weights.mean(self.drawn.design, values, self.drawn.flags(base))
        return Centre(found.value, found.low, found.high)

    def _guard_row(
        self, item: ClosedItem, group: str, everybody: int, sizes: tuple[int, int, int]
    ) -> None:
        keys = {part: _key(part, item, group) for part in _PARTS}
        self._cells += [
            Cell(key, size, size) for key, size in zip(keys.values(), sizes, strict=True)
        ]
        whole = _key("participants", item, group)
        self._cells.append(Cell(whole, everybody, everybody))
        self._margins.append(Margin(whole, tuple(keys.values())))
        self._parts.append({part: (key,) for part, key in keys.items()})

    def _guard_sums(self, item: ClosedItem, numbers: Mapping[str, Mapping[str, int]]) -> None:
        for part, by_group in numbers.items():
            total, value = _key(part, item, _ALL), sum(by_group.values())
            self._cells.append(Cell(total, value, value))
            parts = tuple(_key(part, item, group) for group in by_group)
            self._margins.append(Margin(total, parts))


def _key(part: str, item: ClosedItem, group: str) -> Key:
    return (part, item.question.id, item.place, group)
