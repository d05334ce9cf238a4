"""Closed items: answers and means by group, correlations, and differences between groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from qualcode.domain.errors import InputError
from qualcode.domain.instrument import AnswerType
from qualcode.domain.scales import AnswerRow, CorrelationRow, DifferenceRow, MeanRow
from qualcode.domain.tables import Table, TableRow, Unit
from qualcode.domain.weighted import Weighting
from qualcode.privacy.release import Release
from qualcode.store import people
from qualcode.study.counts.asking import attributes_of
from qualcode.study.counts.sample_design import DrawnSample, sample
from qualcode.study.findings.answer_table import AnswerTable
from qualcode.study.findings.closed_items import (
    CLOSED,
    NUMBERS,
    SCALES,
    ClosedItems,
    closed_items,
)
from qualcode.study.findings.mean_table import MeanTable
from qualcode.study.findings.scale_tests import correlations, group_differences
from qualcode.study.queries import resolve
from qualcode.study.releasing.gate import Gate
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

R = TypeVar("R", bound=TableRow)

By = str | Sequence[str] | None


class Scales:
    """Tables of closed items; reversed scales are turned, so that high is most."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def answers(
        self,
        questions: Sequence[str] = (),
        by: By = None,
        where: str = "",
        weighting: Weighting | None = None,
        unsuppressed: bool = False,
    ) -> Release[AnswerRow]:
        """Count who gave which answer, among those who answered, with the two upper points added.

        Without questions: all closed ones. Numbers are counted in classes.

        Raises:
            NotFound: if a question or attribute is not known.
            InputError: if a question is open, or naming who has no usable weight.
        """
        with self._session.reading() as connection:
            found = self._found(connection, questions, CLOSED, by, where)
            drawn = _drawn(connection, found, weighting)
            table = AnswerTable(found, drawn)
            for item in found.items:
                table.add(item)
            base = "participants who answered the question"
            notes = (*found.notes(), *_weights_told(drawn, "shares"))
            made = _table(base, table.rows, "answers", questions, found, where, weighting, notes)
            return Gate(self._session).release(connection, made, table.guard(), unsuppressed)

    def means(
        self,
        questions: Sequence[str] = (),
        by: By = None,
        where: str = "",
        weighting: Weighting | None = None,
        unsuppressed: bool = False,
    ) -> Release[MeanRow]:
        """Return mean, spread and quartiles of scales and numbers, and who did not answer.

        Raises:
            NotFound: if a question or attribute is not known.
            InputError: if a question is neither, or naming who has no usable weight.
        """
        with self._session.reading() as connection:
            found = self._found(connection, questions, NUMBERS, by, where)
            drawn = _drawn(connection, found, weighting)
            table = MeanTable(found, drawn)
            for item in found.items:
                table.add(item)
            base = "participants who answered the question"
            notes = (*found.notes(), *_weights_told(drawn, "means"))
            made = _table(base, table.rows, "means", questions, found, where, weighting, notes)
            return Gate(self._session).release(connection, made, table.guard(), unsuppressed)

    def correlations(
        self, questions: Sequence[str] = (), where: str = "", unsuppressed: bool = False
    ) -> Release[CorrelationRow]:
        """Return how far each two scales rise together; without questions, of all scales.

        Raises:
            NotFound: if a question is not known.
            InputError: if a question is no scale, or only one is named.
        """
        if len(questions) == 1:
            raise InputError("One scale has nothing to go with.", fix="Name two or more.")
        with self._session.reading() as connection:
            found = self._found(connection, questions, SCALES, None, where)
            rows, guard = correlations(found)
            notes = (
                *found.notes(),
                "Spearman's rho and Kendall's tau-b with 95 % intervals (Bonett and Wright 2000); "
                "each p stands for itself and is not adjusted for how many there are.",
            )
            base = "participants who answered both questions"
            made = _table(base, rows, "correlations", questions, found, where, None, notes)
            return Gate(self._session).release(connection, made, guard, unsuppressed)

    def differences(
        self,
        questions: Sequence[str] = (),
        by: By = None,
        where: str = "",
        unsuppressed: bool = False,
    ) -> Release[DifferenceRow]:
        """Test whether groups answer scales and numbers differently.

        Two groups: Welch's t with the difference of means, Mann-Whitney with the shift of Hodges
        and Lehmann and the rank-biserial correlation. More: Kruskal-Wallis with epsilon squared.

        Raises:
            NotFound: if a question or attribute is not known.
            InputError: if there is no grouping, or a question is neither.
        """
        if not by:
            raise InputError("Differences are between groups.", fix="Name the attribute: --by NAME")
        with self._session.reading() as connection:
            found = self._found(connection, questions, NUMBERS, by, where)
            rows, guard, left_out = group_differences(found)
            notes = (
                *found.notes(),
                *left_out,
                "Each p stands for itself and is not adjusted for how many there are.",
            )
            base = "participants who answered the question and are of a group"
            made = _table(base, rows, "differences", questions, found, where, None, notes)
            return Gate(self._session).release(connection, made, guard, unsuppressed)

    def _found(
        self,
        connection: Connection,
        questions: Sequence[str],
        types: frozenset[AnswerType],
        by: By,
        where: str,
    ) -> ClosedItems:
        named = (by,) if isinstance(by, str) else tuple(by or ())
        return closed_items(
            connection,
            self._session.sight(connection),
            questions,
            types,
            attributes_of(named, people.attribute_names(connection)),
            resolve(self._session, connection, where),
        )


def _drawn(
    connection: Connection, found: ClosedItems, weighting: Weighting | None
) -> DrawnSample | None:
    if weighting is None:
        return None
    answered = {who for item in found.items for who in item.answers}
    return sample(connection, weighting, answered)


def _weights_told(drawn: DrawnSample | None, what: str) -> tuple[str, ...]:
    if drawn is None:
        return ()
    told = f"Weighted {what} with design-based intervals (Taylor linearisation); n is not weighted."
    if what == "means":
        told += " Spread and quartiles would not be weighted and are left out."
    return (told, *drawn.notes)


def _table(
    base: str,
    rows: Sequence[R],
    form: str,
    questions: Sequence[str],
    found: ClosedItems,
    where: str,
    weighting: Weighting | None,
    notes: Sequence[str],
) -> Table[R]:
    query: dict[str, object] = {"form": form, "questions": list(questions)}
    if found.by:
        query["by"] = list(found.by)
    if where:
        query["where"] = where
    query |= weighting.named if weighting else {}
    named = ", ".join(found.by) or None
    told = base + (f", where {where}" if where else "")
    return Table(
        "scales", Unit.PARTICIPANT, told, "", tuple(rows), named, tuple(notes), query=query
    )
