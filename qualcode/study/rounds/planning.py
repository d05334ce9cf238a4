"""Plans how much more must be coded twice, from what was coded so far."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import TYPE_CHECKING

from qualcode.domain.codebook import compared_on
from qualcode.domain.errors import NotFound, Refused
from qualcode.domain.identity import Id
from qualcode.domain.planning import Plan, PlanLine, more_units
from qualcode.store import codebooks, people, progress, readings, rounds
from qualcode.store.sight import Sight
from qualcode.study.rounds import rules as round_rules
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.agreement import CodeAgreement
    from qualcode.domain.codebook import Codebook


class Planning:
    """Reads the intervals of the codes and works out what narrower ones take."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def plan(self, name: str | None, code: str | None, width: float, unblind: bool) -> Plan:
        """Return what one code, or each of the codebook, takes.

        Raises:
            NotFound: if the round or the code is not known.
            Refused: if the round is blind and open and not to be unblinded, or if no two coders
                looked at the same segment.
        """
        from qualcode.agreement import agreement_by_code

        with self._session.reading() as connection:
            if name is not None:
                _refuse_if_blind(connection, name, unblind)
            codebook = codebooks.codebook(connection)
            wanted = _codes(codebook, code)
            sight = self._session.sight(connection)
            seen = sight if name is None else sight.without(name)
            outline = progress.outline(connection)
            looked = _looked(connection, seen, name or "")
        double = {segment for segment, coders in looked.items() if len(coders) > 1}
        compared = [row for row in outline if Id(row.id) in double]
        if not compared:
            raise Refused(
                f"Nothing can be planned {_where(name)}: no two coders have looked at the same "
                "segment there yet. Let them code some first; 20 to 50 segments tell a little."
            )
        lines: dict[str, PlanLine] = {}
        for asked, codes in codebook.by_questions(wanted).items():
            among = [row for row in outline if compared_on(asked, row.question)]
            units = [
                (row.source, _plain(looked[Id(row.id)])) for row in among if Id(row.id) in double
            ]
            found = agreement_by_code(units, codes)
            left = len(among) - len(units)
            lines |= {str(row.code): _line(row, codebook, width, left) for row in found.codes}
        return Plan(
            name or "",
            width,
            0.95,
            units=len(compared),
            documents=len({row.source for row in compared}),
            lines=tuple(lines[code] for code in wanted),
        )


def _where(name: str | None) -> str:
    return f"from the round '{name}'" if name else "from what was coded outside rounds"


def _refuse_if_blind(connection: Connection, name: str, unblind: bool) -> None:
    one = round_rules.found(connection, name)
    if one.blind and one.is_open and not unblind:
        raise Refused(
            f"The round '{name}' is blind and open; a plan would tell its figures. Close it "
            "first, or ask with --unblind, which the journal notes."
        )


def _codes(codebook: Codebook, code: str | None) -> list[str]:
    if code is None:
        return [one.id for one in codebook.codes if one.applicable]
    found = codebook.find(code)
    if found is None:
        raise NotFound("code", code, [one.id for one in codebook.codes])
    return [found.id]


def _looked(connection: Connection, sight: Sight, name: str) -> dict[Id, dict[Id, set[str]]]:
    """Map segments to {coder: codes} of who looked in one round; "" is outside any.

    As in the report, what was coded again as a repeat is compared with nobody.
    """
    found = rounds.find(connection, name) if name else None
    everybody = [one.id for one in people.coders(connection) if not one.is_consensus]
    judges, again = set(found.coders if found else everybody), rounds.repeated(connection, name)
    looked: dict[Id, dict[Id, set[str]]] = {}
    for look in readings.looks(connection, sight, name):
        if look.coder in judges and (look.coder, look.segment) not in again:
            looked.setdefault(Id(look.segment), {}).setdefault(Id(look.coder), set())
    for coding in readings.codings(connection, sight, name):
        by_coder = looked.get(Id(coding.segment), {})
        if coding.coder in by_coder:
            by_coder[Id(coding.coder)].add(coding.code)
    return looked


def _plain(codes: dict[Id, set[str]]) -> dict[Hashable, Collection[Hashable]]:
    return {coder: frozenset[Hashable](used) for coder, used in codes.items()}


def _line(row: CodeAgreement, codebook: Codebook, width: float, left: int) -> PlanLine:
    alpha, code = row.alpha, str(row.code)
    more, reason = None, alpha.reason.value if alpha.reason else ""
    if alpha.low is not None and alpha.high is not None:
        more = more_units(row.n_units, alpha.high - alpha.low, width)
        # With no disagreement yet every resample is 1: that width is none of the code's.
        if alpha.low == alpha.high:
            more, reason = None, "no disagreement so far"
    elif not reason:
        reason = "too little used for an interval"
    return PlanLine(
        code,
        codebook.by_id[code].name,
        alpha.value,
        alpha.low,
        alpha.high,
        row.n_units,
        left,
        more,
        reason,
    )
