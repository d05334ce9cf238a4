"""The state of a list of quotations: what was found, in which order, what was passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.domain.identity import Id
from qualcode.domain.quotation import Quotation, QuoteOrder
from qualcode.study import Study
from qualcode.tui.quoting.behind import Behind

_NEXT = {
    QuoteOrder.TYPICAL: QuoteOrder.TEXT,
    QuoteOrder.TEXT: QuoteOrder.LONGEST,
    QuoteOrder.LONGEST: QuoteOrder.SHORTEST,
    QuoteOrder.SHORTEST: QuoteOrder.TYPICAL,
}
_IN_WORDS = {
    QuoteOrder.TYPICAL: "most typical first",
    QuoteOrder.TEXT: "as in the texts",
    QuoteOrder.LONGEST: "longest first",
    QuoteOrder.SHORTEST: "shortest first",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Quotations, and how those of them that are passed are attributed, by the coding's id."""

    quotations: Sequence[Quotation] = ()
    passed: Mapping[Id, str] | None = None


class QuotesBench:
    """Quotations behind one figure."""

    def __init__(self, study: Study, behind: Behind) -> None:
        self._study = study
        self.behind = behind
        self.order = QuoteOrder.TYPICAL
        self.found = Found()
        self.refused = ""

    @property
    def order_told(self) -> str:
        """Return in words how they stand."""
        return _IN_WORDS[self.order]

    def next_order(self) -> None:
        """Put them in the next order."""
        self.order = _NEXT[self.order]

    def compute(self) -> Found:
        """Return the quotations; this takes a while and is done in a thread.

        Raises:
            NotFound: if a code is gone.
            Refused: if nobody's codings count.
        """
        passing = self._study.passing
        passed = {
            one.coding: one.attribution
            for code in self.behind.codes
            for one in passing.passed(code)
        }
        return Found(self.behind.find(self.order), passed)

    def take(self, found: Found, refused: str = "") -> None:
        """Show quotations, or why there are none."""
        self.found, self.refused = found, refused

    def attribution(self, one: Quotation) -> str:
        """Return how a passed quotation is attributed; empty if it was not passed."""
        passed = self.found.passed or {}
        return next((passed[act] for act in one.codings if act in passed), "")

    def group(self, one: Quotation) -> str:
        """Return the value of the attribute that is told of each."""
        return one.attributes.get(self.behind.by, "") if self.behind.by else ""

    def pass_on(self, one: Quotation) -> str:
        """Let a quotation be printed outside; return what is to be told.

        Raises:
            Confidential: if it would tell who spoke.
        """
        candidate = self._study.passing.pass_quotation(one.codings[0])
        return f"Passed for the outside, attributed to {candidate.attribution}; x takes it back."

    def withdraw(self, one: Quotation) -> str:
        """Take back that a quotation may be printed outside; return what is to be told.

        Raises:
            NotFound: if it was not passed.
        """
        passed = self.found.passed or {}
        act = next((act for act in one.codings if act in passed), one.codings[0])
        self._study.passing.withdraw(act)
        return "Withdrawn: it may not be printed outside any more."
