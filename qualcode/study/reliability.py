"""How far the coders of a study agree, on the segments that they looked at."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.domain.agreement_report import AgreementReport, CodeFigures, Disagreement, Overall
from qualcode.domain.codebook import Codebook
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.identity import Id
from qualcode.domain.people import Coder
from qualcode.domain.source import Segment
from qualcode.store import codebooks, codings, people, sources
from qualcode.study.questions import require_question
from qualcode.study.session import Session

if TYPE_CHECKING:
    from qualcode.agreement import AgreementByCode, CodeAgreement
    from qualcode.agreement.coded import Unit


@dataclass(frozen=True, slots=True)
class _Looked:
    """A segment and the codes that each coder who looked at it used there."""

    segment: Segment
    codes: Mapping[str, frozenset[str]]


class Reliability:
    """Agreement of the independent codings of a study."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def agreement(
        self,
        round: str = "",
        unit: str = "segment",
        coders: Iterable[str] | None = None,
        question: str | None = None,
    ) -> AgreementReport:
        """Compare coders on the segments that at least two of them looked at.

        A code that is for certain questions is compared on their answers, and on text that answers
        no question. `consensus` is never compared.

        Raises:
            InputError: if the unit is not one that can be compared yet.
            NotFound: if a coder, the question or the round is not known.
            Refused: if there are fewer than two coders to compare.
        """
        from qualcode.agreement import agreement_by_code

        if unit != "segment":
            raise InputError(f"Agreement is compared by segment; '{unit}' is not known.")
        with self._session.reading() as connection:
            require_question(connection, question)
            _require_round(round, codings.rounds(connection))
            chosen = _chosen(people.coders(connection), coders, codings.who_looked(connection))
            codebook = codebooks.codebook(connection)
        looked = self._looked(chosen, question, round)
        everything = agreement_by_code(_units(looked))
        rows: dict[str, CodeFigures] = {}
        for asked, codes in _by_questions(codebook).items():
            among = [one for one in looked if _belongs(one.segment, asked)]
            table = agreement_by_code(_units(among), codes)
            rows.update((str(row.code), _figures(row, codebook)) for row in table.codes)
        return AgreementReport(
            unit="segment",
            level="leaf",
            round=round,
            coders=tuple(coder.name for coder in chosen),
            units=everything.n_units,
            left_out=everything.n_left_out,
            documents=everything.n_documents,
            resampled=everything.resampled,
            overall=_overall(everything),
            codes=tuple(rows[code.id] for code in codebook.codes if code.id in rows),
            disagreements=tuple(self._disagreements(looked, codebook)),
            flags=tuple(flag.value for flag in everything.flags),
        )

    def _looked(self, chosen: Sequence[Coder], question: str | None, round: str) -> list[_Looked]:
        names = {coder.id: coder.name for coder in chosen}
        with self._session.reading() as connection:
            segments = sources.all_segments(connection, question)
            counted = {one.id for one in people.participants(connection) if one.counted}
            looks = codings.looks(connection)
            used = codings.everything(connection, question)
        by_segment: dict[Id, dict[str, set[str]]] = {}
        for look in looks:
            if look.coder in names and look.round == round:
                by_segment.setdefault(look.segment, {}).setdefault(names[look.coder], set())
        for coding in used:
            if coding.coder in names and coding.round == round:
                codes = by_segment.setdefault(coding.segment, {})
                codes.setdefault(names[coding.coder], set()).add(coding.code)
        return [
            _Looked(one, {name: frozenset(codes) for name, codes in by_segment[one.id].items()})
            for one in segments
            if one.id in by_segment and (one.participant is None or one.participant in counted)
        ]

    def _disagreements(self, looked: list[_Looked], codebook: Codebook) -> list[Disagreement]:
        disputed = [
            (code, one)
            for one in looked
            for code in sorted(set().union(*one.codes.values()))
            if any(code not in codes for codes in one.codes.values())
        ]
        ids = list(dict.fromkeys(one.segment.source for _, one in disputed))
        with self._session.reading() as connection:
            known = sources.by_id(connection, ids)
            texts = sources.texts(connection, ids)
        order = {code.id: place for place, code in enumerate(codebook.codes)}
        disputed.sort(key=lambda pair: order.get(pair[0], len(order)))
        return [
            Disagreement(
                code,
                known[one.segment.source].name,
                one.segment.label,
                tuple(sorted(name for name, codes in one.codes.items() if code in codes)),
                tuple(sorted(name for name, codes in one.codes.items() if code not in codes)),
                one.segment.span.of(texts[one.segment.source]),
            )
            for code, one in disputed
        ]


def _chosen(known: list[Coder], names: Iterable[str] | None, looked: set[Id]) -> list[Coder]:
    people_who_code = [one for one in known if not one.is_consensus and one.id in looked]
    if names is not None:
        by_name = {coder.name: coder for coder in known}
        wanted = list(names)
        for name in wanted:
            if name not in by_name:
                raise NotFound("coder", name, list(by_name))
        people_who_code = [by_name[name] for name in wanted]
    if len(people_who_code) < 2:
        raise Refused(
            "Agreement needs two coders who looked. Add one with: qualcode coder add NAME, "
            "or bring in their codings with: qualcode import --codings FILE --coder NAME"
        )
    return people_who_code


def _require_round(name: str, known: list[str]) -> None:
    if name and name not in known:
        raise NotFound("round", name, known)


def _units(looked: Iterable[_Looked]) -> list[Unit]:
    units: list[Unit] = []
    for one in looked:
        codes: dict[Hashable, Collection[Hashable]] = dict(one.codes.items())
        units.append((one.segment.source, codes))
    return units


def _belongs(segment: Segment, asked: tuple[str, ...]) -> bool:
    return not asked or segment.question is None or segment.question in asked


def _by_questions(codebook: Codebook) -> dict[tuple[str, ...], list[str]]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for code in codebook.codes:
        if code.codable:
            groups.setdefault(codebook.asked(code.id), []).append(code.id)
    return groups


def _figures(row: CodeAgreement, codebook: Codebook) -> CodeFigures:
    return CodeFigures(
        code=str(row.code),
        name=codebook.by_id[str(row.code)].name,
        alpha=row.alpha.value,
        low=row.alpha.low,
        high=row.alpha.high,
        percent=row.percent.value,
        percent_low=row.percent.low,
        percent_high=row.percent.high,
        kappa=row.kappa.value,
        kappa_low=row.kappa.low,
        kappa_high=row.kappa.high,
        ac1=row.ac1.value,
        n_by_coder={str(name): n for name, n in row.n_by_coder.items()},
        n_units=row.n_units,
        reason=row.alpha.reason.value if row.alpha.reason else None,
        flags=tuple(flag.value for flag in row.flags),
    )


def _overall(table: AgreementByCode) -> Overall:
    one = table.overall
    reason = one.reason.value if one.reason else None
    return Overall(one.name, one.value, one.low, one.high, reason)
