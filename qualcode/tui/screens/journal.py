"""The journal: who did what and when, newest first, with the way to the place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from qualcode.study import Study
from qualcode.study.history import DeedLine
from qualcode.tui.frame import Frame
from qualcode.tui.lists.deed_pages import DeedPages
from qualcode.tui.lists.deed_words import in_words
from qualcode.tui.lists.list_painting import column, facts, ground_of, paragraphs, row_line
from qualcode.tui.looks.inks import style
from qualcode.tui.looks.safe_text import Line, words
from qualcode.tui.registry.journal import JOURNAL
from qualcode.tui.screens.listing import ListScreen

_TIME, _WHO = 10, 10
_CODES = 4
_AHEAD = 20
_MOST_TOLD = 60
_QUOTED = 400


class JournalScreen(ListScreen[DeedLine]):
    """The deeds by day; older ones are read while one goes down."""

    EMPTY: ClassVar[str] = "Nothing was done in this study yet."

    def __init__(self, study: Study, frame: Frame) -> None:
        self._study = study
        self._names = study.team.names()
        self._codebook = study.catalogue.codebook
        self._notice = study.left_out
        self._pages = DeedPages(study)
        self._quoted: tuple[object, list[str]] = (None, [])
        super().__init__(JOURNAL, frame)

    def rows(self) -> Sequence[DeedLine]:
        """Return what is read of the journal."""
        return self._pages.lines

    def renew(self) -> None:
        """Read anew, since something may have been done meanwhile."""
        self._pages.renew()
        super().renew()

    def said(self, row: DeedLine) -> str:
        """Return day, coder, what was done, codes and place of a deed."""
        return f"{row.moment.astimezone():%Y-%m-%d} {self._who(row)} {self._what(row)}"

    def heading(self, row: DeedLine) -> str:
        """Return the day of a deed."""
        return f"{row.moment.astimezone():%Y-%m-%d}"

    def head(self) -> Line:
        """Return how much of the journal is read."""
        more = "" if self._pages.complete else "+"
        return [words(f" Journal  {len(self._pages.lines)}{more}", self.inks.bar(bold=True))]

    def open(self, row: DeedLine) -> None:
        """Go to the place that the deed was about."""
        if row.spot is None:
            self.tell("This deed was not about one place in the texts.")
        else:
            self.app.show_spot(row.spot)

    def show_now(self) -> None:
        """Show the list; what is older is read before its end comes in sight."""
        self._reach()
        super().show_now()

    def _reach(self) -> None:
        rows = self.list
        # A page at a time: where a filter shows few rows, each key reads one page more.
        if rows.place + self._room + _AHEAD >= len(rows.shown) and self._pages.read_on():
            rows.renew(self._pages.lines)

    def line(self, row: DeedLine, chosen: bool, width: int) -> Line:
        """Return when, who, what and where."""
        inks = self.inks
        ground = ground_of(inks, chosen)
        left: Line = [
            *column(f"{row.moment.astimezone():%H:%M:%S}", _TIME, inks.dim, ground),
            *column(self._who(row), _WHO, inks.accent, ground),
            words(self._what(row), style(inks.text, ground)),
        ]
        return row_line(inks, chosen, width, left, [])

    def detail(self, row: DeedLine, width: int) -> Sequence[Line]:
        """Return what was before and after a deed, and the words that it was about."""
        inks = self.inks
        if self._quoted[0] != row.deed:
            self._quoted = row.deed, self._before_and_after(row)
        told = [("place", f"{row.spot.source_name} {row.spot.label}" if row.spot else "")]
        lines = facts(told, inks, width)
        for one in self._quoted[1]:
            lines += paragraphs(one, inks, width)
        return [*lines, [], *paragraphs(self._notice, inks, width)] if self._notice else lines

    def _before_and_after(self, row: DeedLine) -> list[str]:
        told = in_words(self._study.history.events_of(row.deed), self._codebook)
        if len(told) > _MOST_TOLD:
            told = [*told[:_MOST_TOLD], f"and {len(told) - _MOST_TOLD} more"]
        if row.spot is not None:
            text = self._study.sources.read(row.spot.source_name).text
            told.append(f"“{row.spot.span.of(text)[:_QUOTED]}”")
        return told

    def _who(self, row: DeedLine) -> str:
        return self._names.get(row.coder, row.coder)

    def _what(self, row: DeedLine) -> str:
        codebook = self._codebook
        names = [codebook.by_id[one].name if one in codebook else one for one in row.codes]
        more = len(names) - _CODES
        told = names if more <= 0 else [*names[:_CODES], f"{more} more"]
        codes = f": {', '.join(told)}" if told else ""
        back = " (taking back)" if row.undoes else ""
        place = f" · {row.spot.source_name} {row.spot.label}" if row.spot else ""
        return f"{row.told}{back}{codes}{place}"
