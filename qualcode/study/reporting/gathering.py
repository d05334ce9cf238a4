"""Gathers the findings of a study: each question with its figures, groups and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.domain.associations import AssociationRow
from qualcode.domain.disclosure import DisclosureRule
from qualcode.domain.errors import Refused
from qualcode.domain.instrument import AnswerType, Instrument, Question
from qualcode.domain.source import SourceKind
from qualcode.domain.tables import Row, Unit
from qualcode.privacy.release import Release
from qualcode.reports.findings import Asked, Findings, More, told_of_size
from qualcode.store import codebooks, people, settings, sources
from qualcode.study.questions import require_question
from qualcode.study.reporting.asked import ReportAsked
from qualcode.study.reporting.methods import methods
from qualcode.study.reporting.moment import last_change
from qualcode.study.reporting.quoting import Quoting
from qualcode.study.reporting.tables import Tables

if TYPE_CHECKING:
    from qualcode.study.session import Session

_KINDS = {
    SourceKind.INTERVIEW: "Interviews", SourceKind.FORUM: "Forums", SourceKind.CASE: "Cases",
    SourceKind.SURVEY: "Surveys",
}  # fmt: skip


class Gathering:
    """Puts together what a report tells; `tables` keeps what left the study with it."""

    def __init__(self, session: Session, asked: ReportAsked) -> None:
        self._session = session
        self._asked = asked
        self.tables = Tables(session, asked)
        self._quoting = Quoting(session, asked)

    def findings(self) -> Findings:
        """Return everything that the report tells.

        Raises:
            NotFound: if a question, the attribute or the coder rule is not known.
            Refused: if the study has nothing yet that could be counted.
        """
        with self._session.reading() as connection:
            for question in self._asked.questions:
                require_question(connection, question)
            instrument = codebooks.instrument(connection)
            answered = people.questions(connection)
            listed = sources.listing(connection)
            everybody = [one for one in people.participants(connection) if one.counted]
            title = settings.get(connection, "title") or ""
            made = last_change(connection, self._session.sight(connection))
        questions = self._asked.questions or _questions(instrument, answered)
        found = [*self._of_questions(instrument, questions)]
        if not self._asked.questions:
            found += self._of_kinds({one.kind for one in listed}, bool(found))
        if not found:
            raise Refused("Nothing has been coded or answered yet, so there is nothing to report.")
        rule = found[0].whole.rule
        return Findings(
            subject=title,
            made=made,
            headline=told_of_size(len(everybody), len(listed), len(questions)),
            facts=tuple(self._facts(rule)),
            asked=tuple(found),
            more=self._more(instrument, questions),
            methods=methods(self._session, self._asked, rule),
            threshold=rule.threshold,
            unsuppressed=self._asked.unsuppressed,
        )

    def _facts(self, rule: DisclosureRule) -> Iterator[tuple[str, str]]:
        if self._asked.where:
            yield "Only", self._asked.where
        if self._asked.by:
            yield "Groups", f"by {self._asked.by}"
        if self._asked.coder_rule:
            yield "Coder rule", self._asked.coder_rule
        if rule.reason:
            yield "Threshold", f"{rule.threshold} persons: {rule.reason}"

    def _of_questions(self, instrument: Instrument, questions: Iterable[str]) -> Iterator[Asked]:
        for place, name in enumerate(questions, start=1):
            question = instrument.by_id.get(name)
            if question is not None and question.type is AnswerType.NUMBER:
                continue
            whole = self.tables.counted(question=name)
            if not whole.rows:
                continue
            closed = question is not None and not question.is_open
            by = self._asked.by
            groups = self.tables.counted(question=name, by=by) if by else None
            yield Asked(
                title=question.text if question and question.text else name,
                anchor=_anchor(f"q{place}", name),
                told=(_told(name, question),),
                whole=whole,
                groups=groups,
                ordered=closed,
                drawn=_drawn(question),
                differences=None if closed else self._differences(name, groups),
                quotations=() if closed else self._quoting.of(_codes(whole), name),
            )

    def _differences(
        self, question: str, groups: Release[Row] | None
    ) -> Release[AssociationRow] | None:
        """Test the groups of one attribute; several at once are shown, and not tested."""
        found = {len(row.groups) for row in groups.rows} if groups is not None else set()
        if groups is None or not groups.by or found != {1}:
            return None
        return self.tables.associations(question, groups.by)

    def _of_kinds(self, kinds: Iterable[SourceKind], besides: bool) -> Iterator[Asked]:
        for kind in (one for one in _KINDS if one in set(kinds)):
            if kind is SourceKind.SURVEY and besides:
                continue
            whole = self.tables.counted(kind=kind)
            if not any(row.base for row in whole.rows):
                whole = self.tables.counted(kind=kind, unit=Unit.SOURCE)
            rows = tuple(row for row in whole.rows if row.n != 0 and not row.is_apart)
            if rows:
                yield Asked(
                    title=_KINDS[kind],
                    anchor=kind.value,
                    told=("Codes that were given at least once, under their themes.",),
                    whole=replace(whole, rows=rows),
                    drawn=frozenset(row.code for row in rows if row.level == 0),
                    quotations=self._quoting.of(_codes(whole), kind=kind.value),
                )

    def _more(self, instrument: Instrument, questions: Iterable[str]) -> More:
        """Ask for what is told of all questions together, unless single ones were named."""
        asked = [instrument.by_id[one] for one in questions if one in instrument.by_id]
        scales = [one.id for one in asked if one.type is AnswerType.SCALE]
        numbers = [one.id for one in asked if one.type is AnswerType.NUMBER]
        closed = [*scales, *numbers]
        several = len(scales) > 1
        more = More(
            means=self.tables.means(closed) if closed else None,
            correlations=self.tables.correlations(scales) if several else None,
            differences=self.tables.differences(closed) if closed and self._asked.by else None,
        )
        if self._asked.questions:
            return more
        return replace(
            more,
            together=self.tables.together(),
            saturation=self.tables.saturation(),
            sample=self.tables.sample(),
        )


def _codes(release: Release[Row]) -> list[str]:
    return [row.code for row in release.rows if row.n and not row.is_apart]


def _questions(instrument: Instrument, answered: Iterable[str]) -> tuple[str, ...]:
    """Return the questions that were answered: the instrument's in its order, then others."""
    given = set(answered)
    known = [one.id for one in instrument.questions if one.id in given]
    return (*known, *sorted(given - set(known)))


def _anchor(place: str, name: str) -> str:
    plain = "".join(mark if mark.isascii() and mark.isalnum() else "-" for mark in name)
    return f"{place}-{plain[:40].strip('-').lower()}".rstrip("-")


def _told(name: str, question: Question | None) -> str:
    if question is None or question.is_open:
        return f"Answers to the question {name}, coded."
    told = f"Answers to the closed question {name}"
    if question.anchors:
        ends = "; ".join(f"{point} = {words}" for point, words in sorted(question.anchors.items()))
        told += f", on a scale: {ends}"
    elif question.items:
        told += f", item by item; the chart shows who said “{question.choices[0]}”"
    return f"{told}."


def _drawn(question: Question | None) -> frozenset[str]:
    """Return the answers that a chart shows: of a grid, its first choice for each item."""
    if question is None or not question.items or not question.choices:
        return frozenset()
    return frozenset(f"{one.id}={question.choices[0]}" for one in question.items)
