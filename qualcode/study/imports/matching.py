"""Finds the segment and span that a row of a table of codings means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from qualcode.study.shelf import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.exchange.readers.codings_table import CodingRow


@dataclass(frozen=True, slots=True)
class Match:
    """Where a row belongs."""

    segment: Segment
    span: Span


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row that belongs nowhere, and why."""

    row: int
    why: str

    def __str__(self) -> str:
        return f"row {self.row}: {self.why}"


class Matcher:
    """Looks rows up among the passages of a study."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._by_source: dict[str, list[Passage]] = {}
        self._by_person: dict[str, list[Passage]] = {}
        for passage in passages:
            self._by_source.setdefault(passage.source.name, []).append(passage)
            if passage.participant is not None:
                self._by_person.setdefault(passage.participant.name, []).append(passage)

    def find(self, row: CodingRow) -> Match | Unmatched:
        """Return where the row belongs.

        Positions count only if the words stand there; otherwise the quotation is looked for, and
        must stand in just one segment, once.
        """
        among = self._among(row)
        if isinstance(among, Unmatched):
            return among
        if row.start is not None and row.end is not None:
            if found := _at(among, row.start, row.end, row.quotation):
                return found
            if not row.quotation:
                return Unmatched(row.row, f"no segment holds {row.start}-{row.end}")
        if row.quotation:
            return _by_words(among, row)
        if len(among) == 1:
            return Match(among[0].segment, among[0].segment.span)
        return Unmatched(row.row, f"{len(among)} segments could be meant; name the question")

    def _among(self, row: CodingRow) -> list[Passage] | Unmatched:
        if row.source:
            found = self._by_source.get(row.source, [])
            what = f"there is no source '{row.source}'"
        else:
            found = self._by_person.get(row.participant, [])
            what = f"there is no text of participant '{row.participant}'"
        if not found:
            return Unmatched(row.row, what)
        if row.segment:
            labelled = [one for one in found if row.segment in _labels(one.segment)]
            if not labelled:
                return Unmatched(row.row, f"there is no segment '{row.segment}' in it")
            return labelled
        return found


def _labels(segment: Segment) -> set[str]:
    return {segment.label, str(segment.number)}


def _at(among: Iterable[Passage], start: int, end: int, quotation: str) -> Match | None:
    if start >= end:
        return None
    span = Span(start, end)
    found = [one for one in among if one.segment.span.contains(span)]
    return Match(found[0].segment, span) if found and _words(found[0], span, quotation) else None


def _words(passage: Passage, span: Span, quotation: str) -> bool:
    words = span.shifted(-passage.segment.span.start).of(passage.text)
    return not quotation or words == quotation


def _by_words(among: list[Passage], row: CodingRow) -> Match | Unmatched:
    found = [one for one in among if row.quotation in one.text]
    if len(found) == 1 and found[0].text.count(row.quotation) == 1:
        start = found[0].segment.span.start + found[0].text.index(row.quotation)
        return Match(found[0].segment, Span(start, start + len(row.quotation)))
    many = "does not stand" if not found else "stands more than once"
    return Unmatched(row.row, f"the quotation {many} in the text")
