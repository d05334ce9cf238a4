"""The quotations of a code as rows, and putting one's own under another code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Coding
from qualcode.domain.errors import Refused
from qualcode.domain.events import Json
from qualcode.domain.identity import Id
from qualcode.domain.source import Segment, Source, SourceText
from qualcode.domain.spot import Spot
from qualcode.study import Study
from qualcode.study.own_deeds import at_the_screen
from qualcode.tui.looks.safe_text import shown

_TOLD = 40


@dataclass(frozen=True, slots=True)
class Quotation:
    """One coding with the code, by whom, in which source."""

    coding: Coding
    source: Source
    coder: str
    own: bool


class Quotations:
    """What was coded with one code, as far as the person at work may see it.

    `offered` are the codes under which one's own codings may be put instead: those that the code
    was split into, or that are to be used for it. `waiting` says that they are to be decided.
    """

    def __init__(self, study: Study, code: str, was_split: bool = False) -> None:
        self.study = study
        self.code = code
        self.codebook = study.catalogue.codebook
        self.offered = successors(self.codebook, code)
        retired = code in self.codebook and self.codebook.by_id[code].retired is not None
        self.waiting = bool(self.offered) and (was_split or retired)
        self._texts: dict[Id, SourceText] = {}

    @cached_property
    def _sources(self) -> dict[Id, Source]:
        return {one.id: one for one in self.study.sources.all()}

    @cached_property
    def _coders(self) -> dict[Id, str]:
        return {one.id: one.name for one in self.study.team.all()}

    @property
    def name(self) -> str:
        """Return the name of the code."""
        return self.name_of(self.code)

    def name_of(self, code: str) -> str:
        """Return the name of a code; its id if the codebook no longer has it."""
        return self.codebook.by_id[code].name if code in self.codebook else code

    def rows(self) -> list[Quotation]:
        """Return the quotations, one's own first, each in the order of the texts."""
        mine = self.study.coder.id
        found = [
            Quotation(one, self._sources[one.source], self._coders[one.coder], one.coder == mine)
            for one in self.study.codings.all()
            if one.code == self.code and one.source in self._sources
        ]
        return sorted(
            found,
            key=lambda row: (not row.own, row.source.name, row.coding.span.start, row.coder),
        )

    def _source_text(self, row: Quotation) -> SourceText:
        if row.source.id not in self._texts:
            self._texts[row.source.id] = self.study.sources.read(row.source)
        return self._texts[row.source.id]

    def words(self, row: Quotation) -> str:
        """Return the words of a quotation."""
        return row.coding.span.of(self._source_text(row).text)

    def around(self, row: Quotation, most: int = 400) -> tuple[str, str]:
        """Return what stands before and after a quotation in its segment, at most so long."""
        text, span = self._source_text(row).text, row.coding.span
        around = self._segment(row).span
        before = text[max(around.start, span.start - most) : span.start]
        return before, text[span.end : min(around.end, span.end + most)]

    def _segment(self, row: Quotation) -> Segment:
        text = self._source_text(row)
        return next(one for one in text.segments if one.id == row.coding.segment)

    def spot(self, row: Quotation) -> Spot:
        """Return where a quotation is."""
        coding, segment = row.coding, self._segment(row)
        return Spot(coding.source, row.source.name, segment.id, segment.label, coding.span)

    def decide(self, row: Quotation, place: int) -> str:
        """Put one's own coding under the offered code of a place, from 0.

        Raises:
            Refused: if the coding may not be changed.
        """
        if not row.own:
            return f"This coding is {row.coder}'s; only they can decide it."
        if place >= len(self.offered):
            return "No code has this digit here."
        code, coding = self.offered[place], row.coding
        study = self.study.in_round(coding.round) if coding.round else self.study
        if code not in study.catalogue.codebook:
            raise Refused(f"It belongs to the round '{coding.round}', whose codebook is frozen.")
        study.codings.recode(coding, code)
        return f"now {self.name_of(code)}: {self._excerpt(row)}"

    def _excerpt(self, row: Quotation) -> str:
        return f"“{shown(' '.join(self.words(row).split()), _TOLD)}”"

    def undo(self) -> str:
        """Take back one's last deed: a decision, or what was done to a text meanwhile.

        Raises:
            Refused: if there is none, or it was not done while coding.
        """
        undone = self.study.history.undo(at_the_screen)
        back = any(_code_before(event.after) == self.code for event in undone.events)
        return f"undone: {'the decision' if back else undone}"


def _code_before(coding: Json) -> str:
    return str(coding.get("code", "")) if isinstance(coding, dict) else ""


def successors(codebook: Codebook, code: str) -> tuple[str, ...]:
    """Return the codes that came of a code: those to use instead, or split off beside it."""
    if code not in codebook:
        return ()
    entry = codebook.by_id[code]
    named = entry.retired.use if entry.retired is not None else ()
    beside = [one.id for one in codebook.children(entry.parent) if code in one.see]
    return tuple(
        one
        for one in dict.fromkeys((*named, *beside))
        if one in codebook and codebook.by_id[one].applicable
    )
