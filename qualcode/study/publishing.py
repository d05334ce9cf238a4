"""Working copies for the team: codings and who looked where, as tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qualcode.domain.coding import Memo, MemoSubject, Origin
from qualcode.domain.events import EventKind
from qualcode.domain.identity import Id
from qualcode.domain.people import Participant
from qualcode.exchange import provenance_cells
from qualcode.store import codebooks, codings, memos, people, sources
from qualcode.study.questions import require_question
from qualcode.study.session import Session
from qualcode.study.workbooks import Cell, write_workbook

_CODING_COLUMNS = (
    "source", "segment", "participant", "start", "end", "quotation", "code", "code_name",
    "code_path", "coder", "round", "origin", "memo", "created",
    *provenance_cells.COLUMNS,
)  # fmt: skip
_LOOK_COLUMNS = ("source", "segment", "participant", "coder", "round", "state", "moment")


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """A table for the team; it holds what respondents said and must stay with the team."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Publishing:
    """What leaves a study, with a note of it in the journal."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def codings(
        self,
        question: str | None = None,
        coder: str | None = None,
        without_accepted: bool = False,
    ) -> WorkingCopy:
        """Return one row for each coding, then one column for each attribute.

        Suggestions that were taken as they were can be left out.

        Raises:
            NotFound: if the question is not known.
        """
        with self._session.reading() as connection:
            require_question(connection, question)
            eyes = self._session.sight(connection)
            names = {one.id: one.name for one in people.coders(connection)}
            found = [
                one
                for one in codings.everything(connection, eyes, question)
                if coder in (None, names[one.coder])
                and not (without_accepted and one.origin is Origin.ACCEPTED)
            ]
            codebook = codebooks.codebook(connection)
            segments = {one.id: one for one in sources.all_segments(connection, question)}
            ids = list(dict.fromkeys(one.source for one in found))
            known, texts = sources.by_id(connection, ids), sources.texts(connection, ids)
            persons = {one.id: one for one in people.participants(connection)}
            attributes = people.attribute_names(connection)
            subjects: list[str] = [one.id for one in found]
            notes = _notes(memos.about(connection, eyes, MemoSubject.CODING, subjects))
        rows: list[tuple[Cell, ...]] = []
        for one in found:
            segment = segments[one.segment]
            person = persons.get(segment.participant) if segment.participant else None
            code = codebook.by_id.get(one.code)
            rows.append(
                (
                    known[one.source].name,
                    segment.label,
                    person.name if person else "",
                    one.span.start,
                    one.span.end,
                    one.span.of(texts[one.source]),
                    one.code,
                    code.name if code else "",
                    codebook.path(one.code) if code else "",
                    names[one.coder],
                    one.round,
                    one.origin.value,
                    notes.get(one.id, ""),
                    _told(one.created),
                    *provenance_cells.cells(one.provenance),
                    *_values(person, attributes),
                )
            )
        rows.sort(key=lambda row: (str(row[0]), row[3], row[4], str(row[6]), str(row[9])))
        return WorkingCopy((*_CODING_COLUMNS, *attributes), tuple(rows))

    def looks(self, question: str | None = None, coder: str | None = None) -> WorkingCopy:
        """Return one row for each segment that a coder looked at.

        Raises:
            NotFound: if the question is not known.
        """
        with self._session.reading() as connection:
            require_question(connection, question)
            names = {one.id: one.name for one in people.coders(connection)}
            segments = {one.id: one for one in sources.all_segments(connection, question)}
            known = {one.id: one for one in sources.listing(connection)}
            persons = {one.id: one.name for one in people.participants(connection)}
            found = codings.looks(connection, self._session.sight(connection))
        rows = [
            (
                known[segments[one.segment].source].name,
                segments[one.segment].label,
                persons.get(segments[one.segment].participant or Id(""), ""),
                names[one.coder],
                one.round,
                one.state.value,
                _told(one.moment),
            )
            for one in found
            if one.segment in segments and coder in (None, names[one.coder])
        ]
        return WorkingCopy(_LOOK_COLUMNS, tuple(sorted(rows)))

    def write_workbook(self, target: Path, title: str, copy: WorkingCopy) -> int:
        """Write a working copy as an XLSX file and return how many cells had to be cut.

        Raises:
            StoreUnavailable: if the file cannot be written.
        """
        return write_workbook(target, title, copy.columns, copy.rows)

    def note_transfer(self, what: str, rows: int, to: str) -> None:
        """Write into the journal that a working copy was made."""
        actor = self._session.coder.id if self._session.coder else Id("")
        with self._session.store.deed(actor, self._session.clock()) as deed:
            deed.record(EventKind.TRANSFER, what, None, {"rows": rows, "to": to})


def _notes(found: list[Memo]) -> dict[str, str]:
    texts: dict[str, list[str]] = {}
    for memo in found:
        texts.setdefault(memo.subject, []).append(memo.text)
    return {subject: "\n".join(lines) for subject, lines in texts.items()}


def _values(person: Participant | None, attributes: list[str]) -> list[Cell]:
    return [person.attributes.get(name) if person else None for name in attributes]


def _told(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
