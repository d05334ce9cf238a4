"""The state of the agreement dashboard: what is compared, which cell, which passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from qualcode.domain.agreement_report import AgreementReport, CodeFigures, PairFigures
from qualcode.domain.agreement_table import names_of
from qualcode.domain.codebook import Codebook
from qualcode.domain.disagreements import Disagreement, worst_first
from qualcode.domain.errors import Refused
from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.domain.spot import Spot
from qualcode.study import Study
from qualcode.study.reliability.reliability import Asked
from qualcode.tui.agreement.dials import Dial
from qualcode.tui.agreement.reports import Reports, asking_dials, command, file_name
from qualcode.tui.lists.listing import Listing

_CONFIDENTIAL = "a confidential working document: it holds what respondents said"


class Order(StrEnum):
    """In which order the codes stand."""

    WORST = "worst first"
    OFTEN = "most used first"
    CODEBOOK = "codebook"


@dataclass(frozen=True, slots=True)
class Cell:
    """The agreement on one code, of all coders or of a pair; `reason` where there is no figure."""

    value: float | None
    reason: str = ""
    few: bool = False


class AgreementBench:
    """A table of figures to go around in; there is none before the first report has arrived.

    `column` 0 is that of all coders, the others are the pairs. `inside` says that the keys are
    about the passages of the chosen cell.
    """

    def __init__(self, study: Study, reports: Reports) -> None:
        self._study = study
        self._reports = reports
        self._codebook: Codebook = study.catalogue.codebook
        self.report: AgreementReport | None = None
        self.refused = ""
        self.order = Order.WORST
        self.column = 0
        self.inside = False
        self.place = 0
        self.explained = False
        self._names: Mapping[str, str] = {}
        self._passages: dict[str, list[Disagreement]] = {}
        self.codes: Listing[CodeFigures] = Listing((), self.name)

    @property
    def asked(self) -> Asked:
        """Return what is compared."""
        return self._reports.asked

    def compute(self) -> AgreementReport:
        """Return the report on what is compared; this takes a while and is done in a thread."""
        return self._reports.report(self.asked)

    def take(self, report: AgreementReport) -> None:
        """Show a report, at the code and passage where one was."""
        if report is self.report:
            return
        here, place = self.code, self.place
        self.report, self.refused = report, ""
        self._codebook = self._study.catalogue.codebook
        self._names = names_of(report.codes)
        self._passages = {}
        for one in report.disagreements:
            self._passages.setdefault(one.code, []).append(one)
        self.column = min(self.column, len(report.pairs))
        self._arrange(here.code if here else "")
        self._stand(place if self.inside else 0)

    def refuse(self, sentence: str) -> None:
        """Show why there is no report."""
        self.report, self.refused, self.inside = None, sentence, False
        self._passages = {}
        self.codes.renew(())

    def change(self, changed: Mapping[str, Any]) -> None:
        """Compare something else."""
        self._reports.asked = replace(self.asked, **changed)

    def name(self, one: CodeFigures) -> str:
        """Return what a code is called."""
        return self._names.get(one.code, one.name)

    def name_of(self, code: str) -> str:
        """Return what a code is called, by its id."""
        return self._names.get(code, code)

    def theme(self, one: CodeFigures) -> str:
        """Return the theme under which a code stands where the order is that of the codebook."""
        if self.order is not Order.CODEBOOK or one.code not in self._codebook:
            return ""
        top = [*self._codebook.ancestors(one.code)][-1:]
        return top[0].name if top else one.name

    @property
    def code(self) -> CodeFigures | None:
        """Return the code of the chosen cell."""
        return self.codes.row

    @property
    def pairs(self) -> Sequence[PairFigures]:
        """Return the pairs of coders, each a column."""
        return self.report.pairs if self.report is not None else ()

    @property
    def pair(self) -> PairFigures | None:
        """Return the pair of the chosen cell; None in the column of all coders."""
        return self.pairs[self.column - 1] if self.column else None

    def cell(self, code: CodeFigures, column: int) -> Cell:
        """Return one figure of the table."""
        few = "too few" in code.flags
        if not column:
            return Cell(code.alpha, code.reason or "", few)
        pair = self.pairs[column - 1]
        value = pair.kappas.get(code.code)
        unused = not any(code.n_by_coder.get(one) for one in (pair.first, pair.second))
        why = "not comparable" if not pair.n_units else "not used" if unused else "no variation"
        return Cell(value, why if value is None else "", few)

    @property
    def passages(self) -> list[Disagreement]:
        """Return where coders disagree on the code of the chosen cell."""
        found = self._passages.get(self.code.code, []) if self.code is not None else []
        pair = self.pair
        if pair is None:
            return found
        sides = [({pair.first}, {pair.second}), ({pair.second}, {pair.first})]
        return [
            one
            for one in found
            if any(a <= {*one.used_by} and b <= {*one.not_used_by} for a, b in sides)
        ]

    @property
    def passage(self) -> Disagreement | None:
        """Return the passage that is chosen, once the keys are about passages."""
        return self.passages[self.place] if self.inside and self.passages else None

    @property
    def confused(self) -> list[tuple[str, int]]:
        """Return (code, times) of what stood where the chosen code did not, the most first."""
        if self.code is None or self.report is None:
            return []
        mine = self.code.code
        found = [
            (one.second if one.first == mine else one.first, one.n)
            for one in self.report.confusion
            if mine in (one.first, one.second) and one.first != one.second
        ]
        return sorted(found, key=lambda pair: -pair[1])

    @property
    def course(self) -> list[tuple[str, float | None]]:
        """Return (group, alpha) of the chosen code for each week, question or source."""
        return self.course_of(self.code) if self.code is not None else []

    def course_of(self, code: CodeFigures) -> list[tuple[str, float | None]]:
        """Return (group, alpha) of a code for each week, question or source."""
        groups = self.report.groups if self.report is not None else ()
        return [
            (group.group, next((one.alpha for one in group.codes if one.code == code.code), None))
            for group in groups
        ]

    def move(self, rows: int, columns: int = 0) -> None:
        """Go to another cell, or to another passage while the keys are about those."""
        if self.inside:
            self._stand(self.place + rows)
            return
        self.codes.move(rows)
        self.column = max(0, min(self.column + columns, len(self.pairs)))
        self.place = 0

    def _stand(self, place: int) -> None:
        self.place = max(0, min(place, len(self.passages) - 1))
        self.inside = self.inside and bool(self.passages)

    def go(self, row: int, column: int | None = None) -> None:
        """Go to a cell, or to a passage while the keys are about those."""
        if self.inside:
            self._stand(row)
            return
        self.codes.go(row)
        self.column = self.column if column is None else max(0, min(column, len(self.pairs)))
        self.place = 0

    def enter(self) -> bool:
        """Let the keys be about the passages of the cell; say whether there are any."""
        self.inside = bool(self.passages)
        self._stand(self.place)
        return self.inside

    def step_back(self) -> bool:
        """Leave what was begun last; say whether there was anything."""
        if self.codes.end():
            return True
        begun, self.inside, self.explained = self.inside or self.explained, False, False
        return begun

    def next_order(self) -> None:
        """Put the codes in the next order."""
        known = list(Order)
        self.order = known[(known.index(self.order) + 1) % len(known)]
        if self.report is not None:
            self._arrange(self.code.code if self.code else "")

    def _arrange(self, stay: str) -> None:
        codes = {one.code: one for one in self.report.codes} if self.report is not None else {}
        order = list(codes)
        if self.order is Order.WORST:
            order = worst_first({code: one.alpha for code, one in codes.items()})
        elif self.order is Order.OFTEN:
            order.sort(key=lambda code: -codes[code].n_positive)
        self.codes.renew([codes[code] for code in order])
        self.codes.choose(lambda one: one.code == stay)

    def spot(self) -> Spot | None:
        """Return the place of the chosen passage in the texts.

        Raises:
            NotFound: if its source is gone.
        """
        one = self.passage
        if one is None:
            return None
        source = self._study.sources.find(one.source)
        whole = one.start == one.end
        span = Span(0, source.length) if whole else Span(one.start, one.end)
        segment = Id(one.segment_id) if one.segment_id else None
        return Spot(source.id, source.name, segment, one.segment, span)

    def dials(self) -> list[Dial]:
        """Return what can be set, as it is set now."""
        return asking_dials(self._study, self.asked)

    @property
    def command(self) -> str:
        """Return the command that writes the same report."""
        return command(self.asked, "report.html")

    def write(self) -> str:
        """Write the report as a web page into the study's folder; return what is to be told.

        Raises:
            Refused: if there is no report, or the study has no folder.
            StoreUnavailable: if the file cannot be written.
        """
        if self.report is None:
            raise Refused("There is no report to write yet.")
        if self._study.folder is None:
            raise Refused(f"The study has no folder here; write it with: {self.command}")
        target = Path("exports") / f"agreement-{file_name(self.asked)}.html"
        self._study.write_report(self.report, self._study.folder / target)
        return f"Written: {target}, {_CONFIDENTIAL}"
