"""Comparing codings that were made with hints in sight and without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Codebook, compared_on
from qualcode.domain.coding import Coding, Origin
from qualcode.domain.errors import InputError
from qualcode.domain.estimate import Estimate
from qualcode.domain.influence import CodeInfluence, CoderInfluence, InfluenceReport, OrderUsed
from qualcode.domain.proportions import newcombe
from qualcode.domain.provenance import WorkOrder
from qualcode.store import codebooks, codings, people, readings
from qualcode.study.questions import require_question
from qualcode.study.session import Session
from qualcode.study.suggestions.influence_told import notes
from qualcode.study.suggestions.readings_by_hint import (
    HintReading,
    readings_of,
    side,
    without_code,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight


class Influence:
    """Compares, for the person at work, what they may see."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def compared(
        self, question: str | None = None, n: int = 1000, seed: int = 0
    ) -> InfluenceReport:
        """Return codings with hints in sight beside codings without.

        Taken are codings that coders made here, outside rounds and in them; not imported ones, and
        not those of consensus. `n` resamples of sources are drawn from `seed` for the intervals of
        agreement.

        Raises:
            InputError: if `n` or `seed` is not usable.
            NotFound: if the question is not known.
        """
        if n < 1:
            raise InputError(f"The bootstrap needs at least one resample, not {n}.")
        if seed < 0:
            raise InputError(f"A seed is a whole number from 0 up, not {seed}.")
        with self._session.reading() as connection:
            require_question(connection, question)
            evidence = _read(connection, self._session.sight(connection), question)
        return _report(evidence, question, n, seed)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the report is made of; `names` are the coders without consensus."""

    made: Sequence[Coding]
    empty: int
    grounds: Sequence[readings.Ground]
    names: Mapping[str, str]
    book: Codebook
    notice: str


def _read(connection: Connection, eyes: Sight, question: str | None) -> _Evidence:
    grounds = readings.grounds(connection, question)
    here = {one.segment for one in grounds}
    names = {str(one.id): one.name for one in people.coders(connection) if not one.is_consensus}
    made = [
        one
        for one in codings.everything(connection, eyes, question)
        if one.segment in here and one.coder in names
    ]
    looks = [
        one for one in codings.looks(connection, eyes) if one.segment in here and one.coder in names
    ]
    book = codebooks.codebook(connection)
    return _Evidence(made, without_code(looks, made), grounds, names, book, eyes.notice)


def _report(evidence: _Evidence, question: str | None, n: int, seed: int) -> InfluenceReport:
    # Agreement loads numpy and what is around it; a study without hints never needs that.
    from qualcode.study.suggestions.agreement_by_hint import agreement

    grounds, names = evidence.grounds, evidence.names
    found = readings_of(evidence.made)
    hinted = [one for one in found if one.hinted]
    bare = [one for one in found if not one.hinted]
    report = InfluenceReport(
        question=question,
        with_hints=side(hinted),
        without_hints=side(bare),
        second_look=sum(one.second_look for one in hinted),
        empty=evidence.empty,
        imported=sum(one.origin is Origin.IMPORTED for one in evidence.made),
        coders=tuple(_by_coder(hinted, bare, names)),
        codes=tuple(_by_code(hinted, bare, grounds, evidence.book)),
        agreement_with=agreement(hinted, grounds, names, n, seed),
        agreement_without=agreement(bare, grounds, names, n, seed),
        mixed=_mixed(hinted, bare),
        orders=tuple(_orders(hinted, bare)),
        resamples=n,
        seed=seed,
    )
    return notes(report, evidence.notice)


def _by_coder(
    hinted: Sequence[HintReading], bare: Sequence[HintReading], names: Mapping[str, str]
) -> Iterator[CoderInfluence]:
    for coder, name in names.items():
        with_hints = side([one for one in hinted if one.coder == coder])
        without = side([one for one in bare if one.coder == coder])
        if with_hints.segments or without.segments:
            yield CoderInfluence(name, with_hints, without)


def _by_code(
    hinted: Sequence[HintReading],
    bare: Sequence[HintReading],
    grounds: Sequence[readings.Ground],
    book: Codebook,
) -> Iterator[CodeInfluence]:
    questions = {one.segment: one.question for one in grounds}
    given = {code for one in (*hinted, *bare) for code in one.codes}
    for code in book.codes:
        if code.id in given:
            asked = book.asked(code.id)
            with_hints = [one for one in hinted if compared_on(asked, questions[one.segment])]
            without = [one for one in bare if compared_on(asked, questions[one.segment])]
            yield _code(code.id, code.name, with_hints, without)


def _code(
    code: str, name: str, hinted: Sequence[HintReading], bare: Sequence[HintReading]
) -> CodeInfluence:
    carry, carry_bare = (sum(code in one.codes for one in part) for part in (hinted, bare))
    return CodeInfluence(
        code, name, carry, len(hinted), carry_bare, len(bare),
        _difference(carry, len(hinted), carry_bare, len(bare)),
    )  # fmt: skip


def _difference(count: int, base: int, other: int, other_base: int) -> Estimate:
    interval = newcombe(count, base, other, other_base)
    if interval is None:
        return Estimate(n=base + other_base, reason="only one side has segments")
    return Estimate(count / base - other / other_base, *interval, base + other_base)


def _mixed(hinted: Sequence[HintReading], bare: Sequence[HintReading]) -> int:
    sides = [{(one.segment, one.round) for one in part} for part in (hinted, bare)]
    return len(sides[0] & sides[1])


def _orders(hinted: Sequence[HintReading], bare: Sequence[HintReading]) -> Iterator[OrderUsed]:
    counts = [
        Counter(one.provenance.order for reading in part for one in reading.codings)
        for part in (hinted, bare)
    ]
    for order in WorkOrder:
        if any(count[order] for count in counts):
            yield OrderUsed(order.value, order.steered, counts[0][order], counts[1][order])
