"""Where codes meet: in a unit, in overlapping quotations, or a few segments apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from qualcode.analysis import cooccurrence
from qualcode.analysis.cooccurrence import Hits
from qualcode.analysis.nearness import Placed, near
from qualcode.analysis.overlaps import Quoted, sweep
from qualcode.domain.codebook import Codebook
from qualcode.domain.cooccurrence import Within
from qualcode.domain.counting import Share
from qualcode.store.coded_spans import CodedSpan, coded_spans, looks_of, segment_places

if TYPE_CHECKING:
    from qualcode.study.findings.carriers import Carriers
    from qualcode.study.findings.framing import Frame


@dataclass(frozen=True)
class Meetings:
    """Where codes meet, and what the figures besides the plain count are made of.

    `meaning` says in words how close they come. `quotations` counts, codes by codes, the pairs of
    quotations that meet, `quoted` the quotations of the first code among what both are for.
    `reach` counts the units of the first code's base that have the second near.
    """

    hits: Callable[[], Iterator[Hits]]
    meaning: str
    directed: bool = False
    quotations: np.ndarray | None = None
    quoted: np.ndarray | None = None
    reach: np.ndarray | None = None


def met(frame: Frame, carriers: Carriers, within: Within, window: int) -> Meetings:
    """Find where the codes meet."""
    if within is Within.OVERLAP:
        return _overlapping(frame, carriers)
    if within is Within.NEAR:
        return _near(frame, carriers, window)
    return Meetings(lambda: cooccurrence.within_units(carriers.marks), within.value)


def _overlapping(frame: Frame, carriers: Carriers) -> Meetings:
    looks = looks_of(frame.connection, frame.eyes, frame.everything, frame.rule)
    coders = [looks.get(unit, 0) for unit in carriers.units]
    share = frame.rule.share

    def enough(segment: int, agreed: int) -> bool:
        if share is Share.ANY:
            return agreed >= 1
        looked = coders[segment]
        return 2 * agreed > looked if share is Share.MAJORITY else agreed >= looked

    spans = coded_spans(frame.connection, frame.eyes, frame.everything, frame.rule)
    found = sweep(_quotations(frame.codebook, carriers, spans), enough)
    number = len(carriers.codes)
    meetings = np.zeros((number, number), np.int64)
    for (one, other), times in found.meetings.items():
        meetings[one, other] = meetings[other, one] = times
    uses = [(*key, times) for key, times in found.quotations.items()]
    table = np.array(uses, np.int64).reshape(-1, 3)
    shape = (len(carriers.units), number)
    quoted = csr_array((table[:, 2], (table[:, 0], table[:, 1])), shape=shape)
    own = cooccurrence.bases(carriers.marks, quoted).carrying
    return Meetings(
        lambda: iter([found.hits]), Within.OVERLAP.value, quotations=meetings, quoted=own
    )


def _quotations(
    codebook: Codebook, carriers: Carriers, spans: Iterator[CodedSpan]
) -> Iterator[Quoted]:
    """Yield each coding as a quotation of its code and of all above, in order and each once."""
    at = {code.id: number for number, code in enumerate(carriers.codes)}
    counts_as: dict[str, tuple[int, ...]] = {}
    carried = [frozenset(one) for one in carriers.codes_of]
    coders: dict[str, int] = {}
    seen: set[Quoted] = set()
    here = ("", "")
    for span in spans:
        segment = carriers.number.get(span.segment)
        if segment is None:
            continue
        if span.code not in counts_as:
            above = codebook.ancestors(span.code) if span.code in codebook else ()
            ids = (span.code, *(one.id for one in above))
            counts_as[span.code] = tuple(at[one] for one in ids if one in at)
        if here != (span.segment, span.coder):
            here = (span.segment, span.coder)
            seen.clear()
        coder = coders.setdefault(span.coder, len(coders))
        for code in counts_as[span.code]:
            quoted = Quoted(segment, coder, span.start, span.end, code)
            if code in carried[segment] and quoted not in seen:
                seen.add(quoted)
                yield quoted


def _near(frame: Frame, carriers: Carriers, window: int) -> Meetings:
    places = segment_places(frame.connection, frame.eyes, frame.everything, frame.rule)
    sources: dict[str, int] = {}
    rows = []
    for number, unit in enumerate(carriers.units):
        place = places[unit]
        source = sources.setdefault(place.source, len(sources))
        rows.append(Placed(number, source, place.number, carriers.codes_of[number]))
    found = near(sorted(rows, key=lambda one: (one.source, one.place)), window)
    reach = csr_array(
        (np.ones(len(found.unit), np.int64), (found.unit, found.code)),
        shape=(len(carriers.units), len(carriers.codes)),
    )
    marks = carriers.marks
    within = np.asarray((reach.T @ marks.by_scope).todense())
    return Meetings(
        lambda: cooccurrence.within_units(marks, reach),
        f"{window} segments",
        directed=True,
        reach=within[:, marks.scope_of].T,
    )
