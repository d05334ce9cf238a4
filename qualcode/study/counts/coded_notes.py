"""What must be known of counts of codes: what is left out, and what the codings were made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.tables import Unit
from qualcode.store import tabulate
from qualcode.study.counts.asking import together
from qualcode.study.counts.coded_counts import CodedCounts
from qualcode.study.counts.suggested import suggestion_notes
from qualcode.study.counts.tallied import Figure
from qualcode.study.questions import known_questions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight


def coded_notes(
    connection: Connection,
    eyes: Sight,
    counts: CodedCounts,
    figures: Iterable[Figure],
    wanted: Scope,
    unit: Unit,
    rule: CoderRule,
) -> Iterator[str]:
    """Yield the notes of a table of codes, in the order in which they are read."""
    shown = {one.subject for one in figures}
    scopes = counts.scopes
    waiting = tabulate.waiting(connection, eyes, together(scopes, wanted), rule, unit)
    if not shown:
        yield "Nobody whose codings count has looked at any of these segments."
    elif waiting:
        segments = "1 segment that nobody looked at is"
        if waiting > 1:
            segments = f"{waiting} segments that nobody looked at are"
        yield f"{segments} left out."
    if shown:
        unread = [
            code
            for codes in scopes.values()
            if not shown.intersection(code.id for code in codes)
            for code in codes
        ]
        yield from _left_out(counts.codebook, unread, known_questions(connection))
    members = {
        scope: {one for code in codes for one in counts.codebook.roll_up(code.id)}
        for scope, codes in scopes.items()
    }
    yield from suggestion_notes(connection, eyes, members, rule, unit)
    if eyes.notice:
        yield eyes.notice


def _left_out(codebook: Codebook, without_base: list[Code], questions: set[str]) -> Iterator[str]:
    lost = [
        code.name
        for code in without_base
        if (asked := codebook.asked(code.id)) and not questions.intersection(asked)
    ]
    if lost:
        yield f"Not counted, as the study has no question that they are for: {'; '.join(lost)}."
    if unread := len(without_base) - len(lost):
        codes = "1 code" if unread == 1 else f"{unread} codes"
        yield (
            f"No row for {codes}: nobody whose codings count has looked at the answers in question."
        )
