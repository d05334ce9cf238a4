"""All sources: what each is, how long, and how far one's own work on it is."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from rich.segment import Segment

from qualcode.domain.identity import Id
from qualcode.domain.people import Participant
from qualcode.domain.provenance import WorkOrder
from qualcode.domain.source import SourceText
from qualcode.domain.span import Span
from qualcode.domain.spot import Spot
from qualcode.study import Study
from qualcode.study.deck import in_words
from qualcode.tui.frame import Frame
from qualcode.tui.lists.list_painting import (
    bar,
    column,
    facts,
    ground_of,
    headed,
    moment_told,
    paragraphs,
    row_line,
)
from qualcode.tui.lists.source_rows import Order, SourceRow, SourceRows
from qualcode.tui.looks.inks import style
from qualcode.tui.looks.safe_text import Line, words
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.orders import ordering
from qualcode.tui.registry.sources import SOURCES
from qualcode.tui.screens.listing import ListScreen

_KIND, _SIZE = 10, 16
_WIDE_FROM = 90
_PEOPLE = 8
_QUOTED = 600


class SourcesScreen(ListScreen[SourceRow]):
    """The sources, in an order that is asked for."""

    EMPTY: ClassVar[str] = (
        "No sources yet.\nTake texts in on the command line: qualcode import FILE ..."
    )

    def __init__(self, study: Study, frame: Frame) -> None:
        self._study = study
        self._rows = SourceRows(study)
        self._read: tuple[SourceText, int] | None = None
        self._known: dict[Id, Participant] = {}
        super().__init__(SOURCES, frame)

    def rows(self) -> Sequence[SourceRow]:
        """Return the sources in their order."""
        return self._rows.rows()

    def renew(self) -> None:
        """Read the sources, and who speaks in them, anew."""
        self._known = {}
        super().renew()

    def said(self, row: SourceRow) -> str:
        """Return name, kind, file and date of a source."""
        one = row.source
        return f"{one.name} {one.kind.value} {one.file_name} {one.imported:%Y-%m-%d}"

    def heading(self, row: SourceRow) -> str:
        """Return the kind, where sources stand by kind."""
        return f"{row.source.kind.value}s" if self._rows.order is Order.KIND else ""

    def head(self) -> Line:
        """Return how many sources there are, and their order."""
        turned = ", turned round" if self._rows.turned else ""
        return [
            words(f" Sources  {len(self.list.all) or ''}", self.inks.bar(bold=True)),
            words(f"  by {self._rows.order.value}{turned}", self.inks.quiet(self.inks.panel)),
        ]

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        orders = {
            "sort_name": Order.NAME,
            "sort_kind": Order.KIND,
            "sort_date": Order.DATE,
            "sort_length": Order.LENGTH,
            "sort_progress": Order.PROGRESS,
        }
        return {
            **super().verbs(),
            **{name: partial(self._sort, order) for name, order in orders.items()},
            "deck": self._deck,
            **ordering(self._open_in_order),
        }

    def open(self, row: SourceRow) -> None:
        """Open the text, at its beginning or where one's own work goes on."""
        one = row.source
        self.app.show_spot(Spot(one.id, one.name, None, "", Span(0, max(1, one.length))))

    def line(self, row: SourceRow, chosen: bool, width: int) -> Line:
        """Return a source's name, kind, size and progress."""
        inks = self.inks
        ground = ground_of(inks, chosen)
        left: Line = [words(row.source.name, style(inks.text, ground, bold=True))]
        right: Line = []
        if width >= _WIDE_FROM:
            right = [
                *column(row.source.kind.value, _KIND, inks.dim, ground),
                *column(_counted(row), _SIZE, inks.dim, ground),
                *column(f"{row.source.imported.astimezone():%Y-%m-%d}", 12, inks.dim, ground),
            ]
        progress = row.progress
        state = "nothing to code "
        if progress is not None:
            state = f"{progress.finished}/{progress.segments} done "
            right.append(bar(progress.finished, progress.segments, inks, ground))
        right.append(Segment(f"{state:>17}", style(inks.dim, ground)))
        return row_line(inks, chosen, width, left, right)

    def detail(self, row: SourceRow, width: int) -> Sequence[Line]:
        """Return what is known of a source, who speaks in it, and how it begins."""
        one, inks, progress = row.source, self.inks, row.progress
        if self._read is None or self._read[0].source.id != one.id:
            text = self._study.sources.read(one)
            self._read = text, len(text.text.split())
        text, count = self._read
        name = shlex.quote(one.name)
        told = [
            ("name", one.name),
            ("kind", f"{one.kind.value}, {row.segments} segments, "
                     f"{count} words"),
            ("file", one.file_name),
            ("imported", moment_told(one.imported)),
            ("replaces", "an earlier text of this name" if one.supersedes else ""),
            ("yours", f"{progress.finished} of {progress.segments} done, {progress.coded} coded"
                      if progress else "nothing to code"),
        ]  # fmt: skip
        lines = facts(told, inks, width)
        if people := self._people(text):
            lines += [[], headed("participants", inks), *facts(people, inks, width)]
        lines += [[], *paragraphs("To rename it, or take it away:", inks, width)]
        for command in (f"qualcode source rename {name} NEW", f"qualcode source remove {name}"):
            lines.append([words(f"   {command}", inks.quiet(inks.panel))])
        return [*lines, [], *paragraphs(text.text[:_QUOTED], inks, width)]

    def _people(self, text: SourceText) -> list[tuple[str, str]]:
        ids = dict.fromkeys(one.participant for one in text.segments if one.participant)
        if not self._known:
            self._known = {one.id: one for one in self._study.participants.all()}
        people = [self._known[one] for one in ids if one in self._known]
        told = [
            (one.name, " · ".join(f"{name} {in_words(value)}"
                                  for name, value in one.attributes.items())
                       or ("speaks" if one.counted else "asks; not counted"))
            for one in people[:_PEOPLE]
        ]  # fmt: skip
        more = len(people) - _PEOPLE
        return [*told, ("…", f"{more} more")] if more > 0 else told

    def _sort(self, order: Order) -> None:
        row = self.list.row
        self._rows.sort(order)
        self.list.renew(self._rows.arranged())
        if row is not None:
            self.list.choose(lambda one: one.source.id == row.source.id)
        self.tell(f"sorted by {order.value}{', turned round' if self._rows.turned else ''}")

    def _open_in_order(self, order: WorkOrder) -> None:
        if (row := self.list.row) is not None:
            self.app.open_in_order(order, "sources", row.source.name)

    def _deck(self) -> None:
        if (row := self.list.row) is not None:
            self.attempt(partial(self.app.show_deck, "sources", row.source.name))


def _counted(row: SourceRow) -> str:
    return f"{row.segments} segment{'' if row.segments == 1 else 's'}"
