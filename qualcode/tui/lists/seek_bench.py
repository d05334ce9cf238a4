"""The state of a search: what was asked, what was found, which of it is selected, the deeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qualcode.domain.errors import QualcodeError
from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.domain.spot import Spot
from qualcode.study import Study
from qualcode.study.seeking import Found
from qualcode.tui.codes import Codes
from qualcode.tui.lists.excerpts import hits_in
from qualcode.tui.lists.taking_back import take_back
from qualcode.tui.prompt import Prompt
from qualcode.tui.told import Told

_PAGE = 100


class SeekBench:
    """One search through all texts; a deed is for the selected segments and is one undo.

    The last word that is typed stands for its beginnings, until a blank follows it.
    """

    def __init__(self, study: Study, codes: Codes) -> None:
        self._study = study
        self.codes = codes
        self.prompt = Prompt()
        self.found: Sequence[Found] = ()
        self.selected: dict[Id, None] = {}
        self.told = Told()
        self.complete = True
        self._asked = ""
        self._on: dict[Id, list[str]] = {}
        self._texts: dict[Id, str] = {}

    @property
    def is_behind(self) -> bool:
        """Say whether something else was typed than what was looked for."""
        return self._query != self._asked

    @property
    def _query(self) -> str:
        typed = self.prompt.typed.lstrip()
        open_word = typed and not typed[-1].isspace() and typed[-1] not in '"*'
        return f"{typed}*" if open_word and typed.count('"') % 2 == 0 else typed

    def find(self) -> None:
        """Look for what is typed; what is no longer found is no longer selected."""
        self._asked = self._query
        self._ask(_PAGE)
        known = {one.segment.id for one in self.found}
        self.selected = {one: None for one in self.selected if one in known}

    def find_more(self) -> bool:
        """Look for more of the same; say whether there was more."""
        if self.complete or self.is_behind:
            return False
        known = len(self.found)
        self._ask(2 * known)
        return len(self.found) > known

    def _ask(self, limit: int) -> None:
        try:
            self.found = self._study.seeking.find(self._asked, limit) if self._asked else ()
        except QualcodeError as error:
            self.found, self.told = (), Told(str(error), failed=True)
        self.complete = len(self.found) < limit
        self.refresh()

    def refresh(self) -> None:
        """Read one's own codes on what was found as they are now."""
        marks = self._study.desk.marks([one.segment.id for one in self.found]).codings
        self._on = {}
        for mark in marks:
            codes = self._on.setdefault(mark.segment, [])
            if mark.code not in codes:
                codes.append(mark.code)

    def codes_on(self, found: Found) -> list[str]:
        """Return the codes that the person at work put on a segment, in the order of the text."""
        return self._on.get(found.segment.id, [])

    def words(self, found: Found) -> str:
        """Return all words of a segment."""
        source = found.source.id
        if source not in self._texts:
            self._texts[source] = self._study.sources.read(found.source).text
        return found.segment.span.of(self._texts[source])

    def spot(self, found: Found) -> Spot:
        """Return where the first hit is."""
        segment, span = found.segment, found.segment.span
        hit = next(iter(hits_in(found.excerpt)), "")
        at = self.words(found).find(hit) if hit else -1
        if at >= 0:
            span = Span(span.start + at, span.start + at + len(hit))
        return Spot(found.source.id, found.source.name, segment.id, segment.label, span)

    def toggle(self, found: Found) -> None:
        """Select a segment, or leave it out again."""
        if found.segment.id in self.selected:
            del self.selected[found.segment.id]
        else:
            self.selected[found.segment.id] = None

    def select_all(self) -> None:
        """Select all that was found; if all is selected, nothing."""
        everything = {one.segment.id: None for one in self.found}
        self.selected = {} if len(self.selected) == len(everything) else everything

    def targets(self, focus: Found | None) -> list[Found]:
        """Return what a deed is for: what is selected, else what one is at."""
        chosen = [one for one in self.found if one.segment.id in self.selected]
        return chosen or ([focus] if focus is not None else [])

    def named(self, targets: Sequence[Found]) -> str:
        """Return how some segments are called in one line."""
        if len(targets) == 1:
            return f"{targets[0].source.name} {targets[0].segment.label}"
        return f"{len(targets)} segments"

    def apply(self, code: str, targets: Sequence[Found]) -> None:
        """Put a code on whole segments, as one deed."""
        name = self.codes.name(code)

        def deed() -> str:
            new = self._study.codings.apply_to_all(code, [one.segment for one in targets])
            self.codes.used(code, len(new))
            if not new:
                return f"{name} is on {self.named(targets)} already"
            coded = {one.segment for one in new}
            there = len(targets) - len(new)
            more = f"; {there} had it already" if there else ""
            return (
                f"{name} put on {self.named([t for t in targets if t.segment.id in coded])}{more}"
            )

        self._try(deed)

    def tell_nothing(self) -> None:
        """Forget what was told, since another key was pressed."""
        self.told = Told()

    def undo(self) -> None:
        """Take back the last deed, however many segments it was on."""
        self._try(lambda: take_back(self._study))

    def _try(self, deed: Callable[[], str]) -> None:
        try:
            self.told = Told(deed())
        except QualcodeError as error:
            self.told = Told(f"NOT SAVED: {error}", failed=True)
        self.refresh()
