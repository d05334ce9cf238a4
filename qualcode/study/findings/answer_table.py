"""How many gave each answer to a closed item, by group, and what that would give away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.analysis import weights
from qualcode.domain.disclosure import AtMost, Cell, Guard, Key, Margin
from qualcode.domain.proportions import wilson
from qualcode.domain.scales import AnswerRow
from qualcode.study.counts.sample_design import DrawnSample
from qualcode.study.findings.closed_items import ClosedItem, ClosedItems


@dataclass
class AnswerTable:
    """Rows of answers, gathered item by item with their guard.

    `drawn` weighs the shares where it is given.
    """

    found: ClosedItems
    drawn: DrawnSample | None = None
    rows: list[AnswerRow] = field(default_factory=list)
    _cells: dict[Key, Cell] = field(default_factory=dict)
    _margins: list[Margin] = field(default_factory=list)
    _bounds: list[AtMost] = field(default_factory=list)
    _parts: list[Mapping[str, tuple[Key, ...]]] = field(default_factory=list)
    _members: dict[Key, frozenset[str]] = field(default_factory=dict)

    def add(self, item: ClosedItem) -> None:
        """Add the rows of one item, for each answer a row for each group."""
        groups = self.found.groups
        for answer in item.offered:
            for group in groups:
                self._row(item, answer, item.label(answer), (answer,), group)
        if item.top:
            for group in groups:
                name = f"{' or '.join(item.top)} (top two)"
                self._row(item, "-".join(item.top), name, item.top, group)
        self._sums(item)

    def guard(self) -> Guard:
        """Return what the rows would give away."""
        members = dict(self._members)
        return Guard(
            tuple(self._cells.values()),
            tuple(self._margins),
            tuple(self._parts),
            lambda: members,
            bounds=tuple(self._bounds),
        )

    def _row(
        self, item: ClosedItem, answer: str, name: str, counted: tuple[str, ...], group: str
    ) -> None:
        base = self.found.within(item.answers, group)
        if not base:
            return
        who = frozenset(one for one in base if set(item.answers[one]).intersection(counted))
        share, low, high, error = self._share(who, base)
        self.rows.append(
            AnswerRow(
                item.question.id,
                item.place,
                answer,
                name,
                len(counted) > 1,
                group,
                len(who),
                len(base),
                share,
                low,
                high,
                error,
                len(who),
            )
        )
        key, base_key = _key(item, answer, group), _key(item, "", group)
        self._keep(key, who, f"{_item(item)}={answer}")
        self._keep(base_key, base, "")
        if item.question.several:
            self._bounds.append(AtMost(key, (base_key,)))
        self._parts.append({"n": (key,), "base": (base_key,)})

    def _keep(self, key: Key, who: frozenset[str], meaning: str) -> None:
        self._cells[key] = Cell(key, len(who), len(who), meaning=meaning)
        self._members[key] = who

    def _share(
        self, who: frozenset[str], base: frozenset[str]
    ) -> tuple[float | None, float | None, float | None, float | None]:
        if self.drawn is None:
            low, high = wilson(len(who), len(base)) or (0.0, 1.0)
            return 100 * len(who) / len(base), 100 * low, 100 * high, None
        flags = self.drawn.flags
        found = weights.proportion(self.drawn.design, flags(who), flags(base))
        return (
            _percent(found.value),
            _percent(found.low),
            _percent(found.high),
            _percent(found.standard_error),
        )

    def _sums(self, item: ClosedItem) -> None:
        """Tell how the cells of an item add up: answers to the base, groups to all."""
        groups = [one for one in self.found.groups if _key(item, "", one) in self._cells]
        answers = [*item.offered, *(["-".join(item.top)] if item.top else [])]
        for group in groups:
            if not item.question.several:
                parts = tuple(_key(item, answer, group) for answer in item.offered)
                self._margins.append(Margin(_key(item, "", group), parts))
            if item.top:
                upper = tuple(_key(item, answer, group) for answer in item.top)
                self._margins.append(Margin(_key(item, "-".join(item.top), group), upper))
        if len(self.found.groups) < 2:
            return
        for answer in ("", *answers):
            parts = tuple(_key(item, answer, group) for group in groups)
            total = _key(item, answer, _ALL)
            value = sum(self._cells[part].value for part in parts)
            self._cells[total] = Cell(total, value, value)
            self._margins.append(Margin(total, parts))


_ALL = "(all groups)"


def _item(item: ClosedItem) -> str:
    return f"{item.question.id}.{item.place}" if item.place else item.question.id


def _key(item: ClosedItem, answer: str, group: str) -> Key:
    """Return the key of an answer, or of the base where the answer is empty."""
    return ("n" if answer else "base", _item(item), answer, group)


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
