"""Pages of any text at all, made in memory, and painters on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from qualcode.domain.coding import Coding
from qualcode.domain.identity import Id, new_id
from qualcode.domain.people import Participant
from qualcode.domain.source import Segment, SegmentKind, Source, SourceKind
from qualcode.domain.span import Span
from qualcode.study import Study
from qualcode.study.desk import Entries, Entry, Page
from qualcode.tui.codes import Codes
from qualcode.tui.coding.columns import Columns, Heights, columns
from qualcode.tui.coding.painting import Painter
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.looks.inks import DARK
from qualcode.tui.page.rows import Rows

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
_BETWEEN = "\n\n"


def page_of(
    texts: Sequence[str], heading: str = "", speaker: str = "", times: Sequence[int | None] = ()
) -> Page:
    """Return a page whose segments hold these texts, each said by somebody under a heading."""
    source = Source(new_id(), "any", SourceKind.INTERVIEW, "", 0, "", "", "", NOON)
    entries, start = [], 0
    for number, text in enumerate(texts):
        person = Participant(new_id(), f"{speaker}{number % 2}") if speaker else None
        segment = Segment(
            new_id(),
            source.id,
            number + 1,
            Span(start, start + len(text)),
            SegmentKind.TURN,
            str(number + 1),
            time_ms=times[number] if times else None,
        )
        entries.append(Entry(segment, source, person, heading))
        start += len(text) + len(_BETWEEN)
    return Page("any", _BETWEEN.join(texts), Entries.of(entries), source=source)


class Painted:
    """A workbench of a page, and its rows at a width."""

    def __init__(self, study: Study, page: Page, width: int, lazily: bool = True) -> None:
        self.bench = Workbench(study, page, Codes(study.catalogue.codebook))
        self.parts: Columns = columns(self.bench, width)
        self.rows = Rows(page.text, page.entries.spans, self.parts.text, Heights(page))
        self.painter = Painter(self.bench, self.rows, self.parts, DARK)
        if not lazily:
            self.rows.extend(10**9)
            self.bench.work.reach(len(page.entries))

    def code(self, number: int, start: int, end: int, code: str = "money") -> Id:
        """Put a code on a stretch of a segment, on this page only; return the coding's id."""
        segment = self.bench.page.entries[number].segment
        span = Span(start, end).shifted(segment.span.start)
        coding = Coding(new_id(), Id("a"), code, segment.source, segment.id, span, NOON)
        self.bench.work.add(coding)
        return coding.id
