"""Recounts the figures of a report or a table from the raw codings, and says which differ."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode._version import __version__
from qualcode.domain.agreement_report import AgreementReport
from qualcode.domain.errors import InputError, NotFound, Place
from qualcode.domain.tables import Table
from qualcode.domain.verification import Difference, TablesVerified, Verification
from qualcode.store.raw_rows import RawRows, raw_rows
from qualcode.study.questions import require_question
from qualcode.study.reliability.reliability import Asked, Reliability
from qualcode.study.rounds.rounds import Rounds
from qualcode.study.session import Session

if TYPE_CHECKING:
    from qualcode.audit.request import Request

Progress = Callable[[int, int, str], None]
Report = AgreementReport | Table[Any] | Mapping[str, Any] | str | Path

_TOLD_APART = ("software", "notice")
_CIRCUMSTANCES = ("codebook › ", "sampling › blind", "sampling › closed", "sampling › unblinded")
_TRIES = 3


def _silent(_done: int, _total: int, _what: str) -> None:
    """Tell nobody."""


class Verifying:
    """The second route: nothing of it comes from the statistics of the first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def report(
        self, report: Report, unblind: bool = False, progress: Progress = _silent
    ) -> Verification:
        """Recount a report on agreement, or a table that an analyst command made.

        It is given itself, as its JSON, or as the JSON file it was written to, and recounted from
        today's codings.

        Raises:
            InputError: if it is neither, or the file cannot be read.
            NotFound: if the study knows a coder, the question or another name no more.
            Refused: if the round is blind and open.
            Confidential: if a table shows small figures, and somebody other than the lead asks.
        """
        from qualcode.audit.request import read_request
        from qualcode.audit.tables.query import is_table

        name, content = _content(report)
        if is_table(content):
            from qualcode.study.reliability.verified_tables import verified_table

            return verified_table(self._session, name, content)
        request = read_request(content, Place(name) if name else None)
        if unblind and request.round:
            Rounds(self._session).unblind(request.round)
        rows = self._rows(request.round, unblind)
        self._require(request, rows)
        return _verified(name, content, request, rows, progress)

    def agreement(self, progress: Progress = _silent, **options: Any) -> Verification:
        """Make a report on agreement and recount it, both from the same codings.

        `options` are those of `Study.agreement`.

        Raises:
            InputError, NotFound, Refused: as making the report does.
        """
        from qualcode.audit.request import read_request

        coders = options.pop("coders", None)
        asked = Asked(coders=None if coders is None else tuple(coders), **options)
        # Somebody may code while the report is made: then it is made again.
        for _ in range(_TRIES):
            before = self._rows(asked.round, asked.unblind)
            _, content = _content(Reliability(self._session).agreement(asked))
            rows = self._rows(asked.round, asked.unblind)
            if rows == before:
                break
        return _verified("", content, read_request(content), rows, progress)

    def tables(self, unsuppressed: bool = False, progress: Progress = _silent) -> TablesVerified:
        """Make the tables that the analyst commands usually show and recount each.

        Raises:
            Confidential: if small figures are asked for by somebody other than the lead.
        """
        from qualcode.study.reliability.verified_tables import verified_tables

        return verified_tables(self._session, unsuppressed, progress)

    def _rows(self, round_: str, unblind: bool) -> RawRows:
        """Return the rows that the person at work may see."""
        with self._session.reading() as connection:
            eyes = self._session.sight(connection)
            eyes = eyes.without(round_) if unblind else eyes
            eyes.require_open_eyes(round_)
            return raw_rows(connection, eyes)

    def _require(self, request: Request, rows: RawRows) -> None:
        """Make sure that the study knows what the report is about."""
        names = [one["name"] for one in rows.coders]
        for coder in request.coders:
            if coder not in names:
                raise NotFound("coder", coder, names)
        with self._session.reading() as connection:
            require_question(connection, request.question)
        known = {one["name"] for one in rows.rounds} | {one["round"] for one in rows.looks}
        if request.round and request.round not in known:
            raise NotFound("round", request.round, sorted(known - {""}))


def _verified(
    name: str, content: Mapping[str, Any], request: Request, rows: RawRows, progress: Progress
) -> Verification:
    from qualcode.audit.agreement import verify_agreement
    from qualcode.audit.evidence import Evidence

    evidence = Evidence(**{table: getattr(rows, table) for table in RawRows.__slots__})
    made = verify_agreement(content, request, evidence, progress)
    changed = [one for one in made.differences if one.place.startswith(_CIRCUMSTANCES)]
    return Verification(
        report=name,
        figures=made.figures,
        texts=made.texts,
        differences=tuple(one for one in made.differences if one not in changed),
        left=tuple(one for one in made.left if one.place not in _TOLD_APART),
        changes=(*_software(content), *_notice(content), *map(_changed, changed)),
    )


def _content(report: Report) -> tuple[str, Any]:
    """Return the file of a report, if it has one, and its content as JSON has it."""
    if isinstance(report, str | Path):
        return str(report), _read(Path(report))
    if not isinstance(report, Mapping):
        report = report.to_json()
    try:
        return "", json.loads(json.dumps(report))
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError("This is no report on agreement, and no table.") from error


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}.", Place(str(path))) from error
    except json.JSONDecodeError as error:
        where = Place(str(path), error.lineno, error.colno)
        fix = "Give a report written with: qualcode agreement --json -o report.json"
        raise InputError(f"this is no JSON ({error.msg}).", where, fix) from error
    except (ValueError, RecursionError) as error:
        told = "this is no report on agreement, and no table."
        raise InputError(told, Place(str(path))) from error


def _software(content: Mapping[str, Any]) -> list[str]:
    written, here = content.get("software"), f"qualcode {__version__}"
    if written == here:
        return []
    return [f"The report was written by {written or 'an unknown program'}; this is {here}."]


def _notice(content: Mapping[str, Any]) -> list[str]:
    told = content.get("notice")
    return [f"The report was written when it could not show everything. {told}"] if told else []


def _changed(one: Difference) -> str:
    return f"{one.place} was {one.reported} when the report was written; it is {one.recounted}."
