"""The tables of analysts: codes together, associations, closed items, saturation, typical words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from qualcode.study import Study
from qualcode.tui.frame import Frame
from qualcode.tui.looks.safe_text import Line, words
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.tables import TABLES
from qualcode.tui.screens.keyed import Numbered
from qualcode.tui.screens.released import SHOWN, ReleasedScreen
from qualcode.tui.tables.asking import Kind
from qualcode.tui.tables.bench import TablesBench
from qualcode.tui.tables.looks import PAINTINGS, Painting
from qualcode.tui.tables.told import At

_LOW = 30


class TablesScreen(ReleasedScreen[Any]):
    """One table at a time, with small charts in its rows."""

    def __init__(self, study: Study, frame: Frame) -> None:
        self.bench = TablesBench(study)
        super().__init__(study, self.bench, TABLES, frame)

    def rows(self) -> Sequence[Any]:
        """Return the rows of the table."""
        return self.bench.view.rows if self.bench.view is not None else ()

    def said(self, row: Any) -> str:
        """Return the words by which a row is found."""
        return self.bench.view.said(row) if self.bench.view is not None else ""

    def heading(self, row: Any) -> str:
        """Return what stands above a row and others like it."""
        return self.bench.view.heading(row) if self.bench.view is not None else ""

    def head(self) -> Line:
        """Return which table it is, and what it is of."""
        inks, asked = self.inks, self.bench.asked
        number = list(Kind).index(asked.kind) + 1
        used = {one.id: one for one in self.dials()}
        told = [
            f"{one.name} {one.values[one.at][1]}"
            for name in ("code", "of", "by", "group", "item", "question")
            if (one := used.get(name)) is not None and one.value is not None
        ]
        shown = [SHOWN] if asked.everything else []
        return [
            words(f" {number} {asked.kind.upper()}  ", inks.bar(bold=True)),
            words(" · ".join((*shown, *told)), inks.bar()),
            words(f"  {self.frame.study}", inks.quiet(inks.panel)),
        ]

    @property
    def _painting(self) -> Painting:
        return PAINTINGS[self.bench.asked.kind]

    def headings(self, width: int) -> Sequence[Line]:
        """Return the words above the columns, and the chart where a table has one."""
        view = self.bench.view
        if view is None:
            return [[]]
        return self._painting.headings(view, self._at(width), self.inks)

    def _at(self, width: int) -> At:
        return At(self.list.place, width, self.size.height < _LOW)

    def line(self, row: Any, chosen: bool, width: int) -> Line:
        """Return a row with its small chart."""
        return self._painting.line(self.bench.view, row, self._at(width), chosen, self.inks)

    def detail(self, row: Any, width: int) -> Sequence[Line]:
        """Return a row, or its chosen cell, in words."""
        return self._painting.detail(self.bench.view, row, self._at(width), self.inks)

    def notice(self) -> str:
        """Return what blind rounds keep back."""
        return self._study.left_out if self.bench.view is not None else ""

    def empty(self) -> str:
        """Return why there is no table."""
        if self.background.is_busy:
            seconds = self.background.seconds
            return f"This is being computed … {seconds or ''}\nEsc stops, 1 to 6 show other tables."
        view = self.bench.view
        notes = " ".join(view.release.notes) if view is not None else ""
        return self.bench.refused or notes or "There is nothing to show."

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {
            **super().verbs(),
            "right": partial(self.bench.move, 1),
            "left": partial(self.bench.move, -1),
            "table": partial(self._show_table, 0),
            "measure": self._measure,
            "code": partial(self._set_one, "code", "of"),
            "by": partial(self._set_one, "by", "group"),
        }

    def numbered(self) -> Mapping[str, Numbered]:
        """Map the ids of actions with a key for each of several things to what they do."""
        return {"table": self._show_table}

    def _show_table(self, number: int) -> None:
        self.list.end()
        self.list.go(0)
        self.bench.change({"kind": list(Kind)[number]})
        self.renew()
        self.begin()

    def _measure(self) -> None:
        if not self.bench.next_measure():
            self.tell("Only the cells of codes by codes can hold something else.")

    def _set_one(self, *names: str) -> None:
        name = next((one.id for one in self.dials() if one.id in names), "")
        if name:
            self.set(name)
        else:
            self.tell("This table has no such setting; o shows those it has.")

    def open(self, row: Any) -> None:
        """Show the quotations behind a row or its chosen cell."""
        from qualcode.tui.screens.theme_quotes import ThemeQuotesScreen

        view = self.bench.view
        behind = view.behind(row) if view is not None else None
        if behind is not None:
            self.app.push_screen(ThemeQuotesScreen(self._study, behind, self.frame))
        elif view is not None:
            self.tell(view.WITHOUT_TEXT)

    def arranged(self, deed: Verb) -> None:
        """Change which rows there are."""
        deed()
        self.renew()
