"""Quotations for a report: typical ones, of those alone that somebody passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualcode.domain.quotation import Quotation, QuoteOrder
from qualcode.reports.contents import Passage
from qualcode.study.findings.quotations import Quotations, Wanted
from qualcode.study.releasing.passing import PassedQuotation, Passing
from qualcode.study.reporting.asked import ReportAsked
from qualcode.study.session import Session

_MOST_A_CODE = 2


class Quoting:
    """The passed quotations of a study, each printed once."""

    def __init__(self, session: Session, asked: ReportAsked) -> None:
        self._session = session
        self._asked = asked
        self._passed: dict[tuple[str, int, int, str], PassedQuotation] = {
            (one.source, one.span.start, one.span.end, one.code): one
            for one in Passing(session).passed()
        }

    def of(
        self, codes: Iterable[str], question: str | None = None, kind: str | None = None
    ) -> tuple[Passage, ...]:
        """Return up to two quotations of each code, the most typical first.

        They are attributed as they were passed; what was printed before is left out.
        """
        waiting = {one.code for one in self._passed.values()}
        wanted = Wanted(
            question=question, kind=kind, coder_rule=self._asked.coder_rule,
            where=self._asked.where, order=QuoteOrder.TYPICAL.value,
        )  # fmt: skip
        return tuple(
            passage
            for code in codes
            if code in waiting
            for passage in self._printed(Quotations(self._session).find(code, wanted))
        )

    def _printed(self, found: Iterable[Quotation]) -> Iterator[Passage]:
        taken = 0
        for one in found:
            key = (one.spot.source, one.spot.span.start, one.spot.span.end, one.code)
            if taken < _MOST_A_CODE and key in self._passed:
                passed = self._passed.pop(key)
                taken += 1
                where = f"{passed.code_name}: {passed.attribution}"
                yield Passage(where, passed.words)
