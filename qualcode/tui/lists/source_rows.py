"""The sources as rows: what is known of each, and in which order they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qualcode.domain.source import Source
from qualcode.study import Study
from qualcode.study.desk import Progress


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with how many segments it has and how far one's own work is.

    No progress is known of a text that holds nothing to code.
    """

    source: Source
    segments: int
    progress: Progress | None


class Order(StrEnum):
    """In which order sources stand."""

    NAME = "name"
    KIND = "kind"
    DATE = "date of import"
    LENGTH = "length"
    PROGRESS = "what is left to do"


_KEYS: dict[Order, Callable[[SourceRow], Any]] = {
    Order.NAME: lambda row: row.source.name,
    Order.KIND: lambda row: (row.source.kind == "survey", row.source.kind.value, row.source.name),
    Order.DATE: lambda row: (row.source.imported, row.source.name),
    Order.LENGTH: lambda row: (row.source.length, row.source.name),
    Order.PROGRESS: lambda row: (_left(row), row.source.name),
}
_LARGEST_FIRST = (Order.DATE, Order.LENGTH, Order.PROGRESS)


class SourceRows:
    """The rows in an order; asking for the order that stands turns it round."""

    def __init__(self, study: Study) -> None:
        self._study = study
        # A study's few long texts come before its many respondents.
        self.order, self.turned = Order.KIND, False
        self._known: list[SourceRow] = []

    def sort(self, order: Order) -> None:
        """Stand in an order from now on."""
        self.turned = order is self.order and not self.turned
        self.order = order

    def rows(self) -> list[SourceRow]:
        """Read all sources, and return them in the order asked for."""
        counts = self._study.sources.segment_counts()
        progress = {one.source.id: one.progress for one in self._study.desk.sources()}
        self._known = [
            SourceRow(one, counts.get(one.id, 0), progress.get(one.id))
            for one in self._study.sources.all()
        ]
        return self.arranged()

    def arranged(self) -> list[SourceRow]:
        """Return what was read in the order asked for now."""
        largest_first = self.order in _LARGEST_FIRST
        return sorted(self._known, key=_KEYS[self.order], reverse=largest_first != self.turned)


def _left(row: SourceRow) -> int:
    return row.progress.segments - row.progress.finished if row.progress else -1
