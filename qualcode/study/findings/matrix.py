"""The framework matrix: cases or groups by themes, with summaries that analysts write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Memo, MemoSubject
from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.errors import NotFound
from qualcode.domain.identity import new_id
from qualcode.domain.matrix import (
    BY_PARTICIPANT,
    BY_SOURCE,
    Column,
    Line,
    Matrix,
    MatrixCell,
    MatrixPlace,
    Summary,
)
from qualcode.domain.quotation import Quotation
from qualcode.domain.source import SourceKind
from qualcode.domain.tables import Unit, in_order
from qualcode.store import codebooks, memos, people, settings, sources
from qualcode.store.quoted import read_segments
from qualcode.study.counts.asking import chosen_rule, scopes_of
from qualcode.study.findings.quotations import Quotations
from qualcode.study.queries import resolve
from qualcode.study.questions import require_question

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight
    from qualcode.study.session import Session

RowOf = Callable[[str, str], str]
"""Gives the key of the row that a person and a source stand in, by their ids."""


class Matrices:
    """Framework matrices of a study."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def matrix(
        self,
        by: str = BY_SOURCE,
        codes: Sequence[str] = (),
        question: str | None = None,
        coder_rule: str | None = None,
        kind: str | None = None,
        where: str = "",
    ) -> Matrix:
        """Return the matrix of cases (`by` participant or source) or groups (an attribute).

        The columns are the codes that are named, else every theme that has a quotation.

        Raises:
            NotFound: if the attribute, a code, the question or the coder rule is not known.
        """
        with self._session.reading() as connection:
            require_question(connection, question)
            codebook = codebooks.codebook(connection)
            eyes = self._session.sight(connection)
            scope = Scope(
                (question,) if question else (),
                SourceKind(kind) if kind else None,
                resolve(self._session, connection, where) if where else None,
            )
            rule = chosen_rule(connection, eyes, scope, coder_rule)
            row_of = _rows_by(connection, by)
            columns = _columns(codebook, codes)
            found = Quotations(self._session).counted(
                connection, codebook, [one.code for one in columns], scope, rule, Unit.SEGMENT
            )
            if not codes:
                columns = [one for one in columns if found[one.code]]
            read = _read(connection, eyes, codebook, columns, scope, rule, row_of)
            keys = {row for rows in read.values() for row in rows}
            rows = _lines(connection, by, keys)
            places = [MatrixPlace(by, row.key, one.code) for row in rows for one in columns]
            written = self._written(connection, eyes, places)
        groups = {
            one.code: _grouped(found[one.code], lambda q: row_of(q.person, q.spot.source))
            for one in columns
        }
        cells = tuple(
            _cell(
                place,
                written.get(place, ()),
                groups[place.code].get(place.row, ()),
                place.row in read[place.code],
            )
            for place in places
        )
        notes = (eyes.notice,) if eyes.notice else ()
        return Matrix(by, tuple(rows), tuple(columns), cells, rule.label, notes)

    def summarise(self, place: MatrixPlace, text: str) -> Memo:
        """Write one's own summary into a cell in place of the former; an empty text takes it away.

        Raises:
            NotFound: if there is no such code or attribute.
        """
        person, moment = self._session.person, self._session.clock()
        with self._session.deed() as deed:
            codebook = codebooks.codebook(deed.connection)
            _require_code(codebook, place.code)
            _require_grouping(deed.connection, place.by)
            own = memos.own(deed.connection, person.id, MemoSubject.CELL, [place.subject])
            identity = own[-1].id if own else new_id()
            memo = Memo(identity, MemoSubject.CELL, place.subject, person.id, text.strip(), moment)
            memos.write(deed, memo)
        return memo

    def write(self, matrix: Matrix, target: Path) -> None:
        """Write a matrix as HTML, DOCX, MD or XLSX; a working copy, noted in the journal.

        Raises:
            InputError: if no matrix has this ending.
            StoreUnavailable: if the file cannot be written; then nothing is.
        """
        from qualcode.reports.forms import SUFFIXES, written
        from qualcode.reports.matrix_document import matrix_document
        from qualcode.reports.matrix_workbook import matrix_workbook
        from qualcode.study.reporting.writing import noted, put_in_place, suffix_of

        suffix = suffix_of(target, SUFFIXES)
        made = self._session.clock()
        with self._session.reading() as connection:
            subject = settings.get(connection, "title") or ""
        if suffix == ".xlsx":
            files = {target: matrix_workbook(matrix, made)}
        else:
            files = written(matrix_document(matrix, subject, made), target)
        number = sum(len(one.quotations) for one in matrix.cells)
        put_in_place(files, noted(self._session, "framework matrix", number, target))

    def _written(
        self, connection: Connection, eyes: Sight, places: Iterable[MatrixPlace]
    ) -> dict[MatrixPlace, tuple[Summary, ...]]:
        by_subject = {one.subject: one for one in places}
        names = {one.id: one.name for one in people.coders(connection)}
        made: dict[MatrixPlace, tuple[Summary, ...]] = {}
        found = memos.about(connection, eyes, MemoSubject.CELL, list(by_subject))
        # By id is as they were first written: a summary that is changed keeps its place.
        for memo in sorted(found, key=lambda one: one.id):
            place = by_subject[memo.subject]
            summary = Summary(memo, names.get(memo.coder, ""))
            made[place] = (*made.get(place, ()), summary)
        return made


def _columns(codebook: Codebook, codes: Sequence[str]) -> list[Column]:
    for code in codes:
        _require_code(codebook, code)
    wanted = codes or [one.id for one in codebook.codes if codebook.level(one.id) == 0]
    return [Column(code, codebook.by_id[code].name) for code in dict.fromkeys(wanted)]


def _require_code(codebook: Codebook, code: str) -> None:
    if code not in codebook:
        raise NotFound("code", code, [one.id for one in codebook.codes])


def _require_grouping(connection: Connection, by: str) -> None:
    known = people.attribute_names(connection)
    if by not in (BY_PARTICIPANT, BY_SOURCE, *known):
        raise NotFound("attribute", by, [BY_PARTICIPANT, BY_SOURCE, *known])


def _rows_by(connection: Connection, by: str) -> RowOf:
    _require_grouping(connection, by)
    if by == BY_SOURCE:
        return lambda _, source: source
    if by == BY_PARTICIPANT:
        return lambda person, _: person
    values: dict[str, str] = {
        one.id: str(one.attributes[by])
        for one in people.participants(connection)
        if by in one.attributes
    }
    return lambda person, _: values.get(person, "")


def _lines(connection: Connection, by: str, keys: Iterable[str]) -> list[Line]:
    names: dict[str, str] = {}
    if by in (BY_PARTICIPANT, BY_SOURCE):
        # A record without a participant stands for its case.
        names = {one.id: one.name for one in sources.listing(connection)}
        names |= {one.id: one.name for one in people.participants(connection)}
    made = [Line(key, names.get(key, key)) for key in keys]
    return sorted(made, key=lambda one: in_order(one.name))


def _read(
    connection: Connection,
    eyes: Sight,
    codebook: Codebook,
    columns: Sequence[Column],
    scope: Scope,
    rule: CoderRule,
    row_of: RowOf,
) -> dict[str, frozenset[str]]:
    """Map each column to the rows of which something was looked at that it is asked about."""
    wanted = {one.code for one in columns}
    found: dict[str, frozenset[str]] = {code: frozenset() for code in wanted}
    for within, members in scopes_of(codebook, scope).items():
        codes = wanted.intersection(one.id for one in members)
        if codes:
            read = read_segments(connection, eyes, within, rule, Unit.SEGMENT)
            rows = frozenset(row_of(person, source) for person, source in read)
            found |= dict.fromkeys(codes, rows)
    return found


def _grouped(
    found: Iterable[Quotation], row_of: Callable[[Quotation], str]
) -> dict[str, tuple[Quotation, ...]]:
    made: dict[str, list[Quotation]] = {}
    for one in found:
        made.setdefault(row_of(one), []).append(one)
    return {row: tuple(quotations) for row, quotations in made.items()}


def _cell(
    place: MatrixPlace, written: tuple[Summary, ...], found: tuple[Quotation, ...], looked: bool
) -> MatrixCell:
    return MatrixCell(place, written, found, len({one.person for one in found}), looked)
