"""How many units carry each code, each code among the segments that it is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from qualcode.analysis.frequencies import row
from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.source import SourceKind
from qualcode.domain.tables import Row, Table, Unit, in_order
from qualcode.store import codebooks, tabulate
from qualcode.study.counts.suggested import suggestion_notes
from qualcode.study.questions import known_questions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight


def coded_counts(
    connection: Connection,
    eyes: Sight,
    wanted: Scope,
    unit: Unit,
    by: str | None,
    rule: CoderRule,
) -> Table[Row]:
    """Count by code and group what `eyes` may see, all from one state of the study."""
    codebook = codebooks.codebook(connection)
    rows: list[Row] = []
    without_base: list[Code] = []
    scopes = _scopes(codebook, wanted)
    for scope, codes in scopes.items():
        roll_up = {code.id: codebook.roll_up(code.id) for code in codes}
        counts = tabulate.count(connection, eyes, scope, roll_up, rule, unit, by)
        rows.extend(_rows(codebook, codes, counts, keep_empty=not wanted.questions))
        without_base.extend(codes if not counts.base else ())
    order = {code.id: place for place, code in enumerate(codebook.codes)}
    rows.sort(key=lambda one: (order[one.code], in_order(one.group)))
    waiting = tabulate.waiting(connection, eyes, _together(scopes, wanted), rule, unit)
    notes = _notes(waiting, bool(rows))
    if rows:
        questions = known_questions(connection)
        notes = (*notes, *_left_out(codebook, without_base, questions))
    members = {
        scope: {one for code in codes for one in codebook.roll_up(code.id)}
        for scope, codes in scopes.items()
    }
    notes = (*notes, *suggestion_notes(connection, eyes, members, rule, unit))
    if eyes.notice:
        notes = (*notes, eyes.notice)
    base = _base_in_words(unit, wanted, codebook)
    return Table(
        "frequencies", unit, base, rule.label, tuple(rows), by, notes, rule.without_accepted
    )


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


def _notes(waiting: int, counted: bool) -> tuple[str, ...]:
    if not counted:
        return ("Nobody whose codings count has looked at any of these segments.",)
    if not waiting:
        return ()
    segments = "1 segment that nobody looked at is"
    if waiting > 1:
        segments = f"{waiting} segments that nobody looked at are"
    return (f"{segments} left out.",)


def _scopes(codebook: Codebook, wanted: Scope) -> Mapping[Scope, list[Code]]:
    """Group the codes by the segments among which each is counted."""
    groups: dict[Scope, list[Code]] = {}
    for code in codebook.codes:
        scope = wanted
        asked = codebook.asked(code.id)
        if wanted.questions:
            if asked and not set(asked) & set(wanted.questions):
                continue
        elif wanted.kind in (None, SourceKind.SURVEY):
            scope = Scope(asked, wanted.kind)
        groups.setdefault(scope, []).append(code)
    return groups


def _together(scopes: Iterable[Scope], wanted: Scope) -> Scope:
    """Return what the scopes cover between them; one without questions covers every segment."""
    asked = [scope.questions for scope in scopes]
    if not all(asked):
        return wanted
    return Scope(tuple(sorted({one for questions in asked for one in questions})), wanted.kind)


def _rows(
    codebook: Codebook, codes: Iterable[Code], counts: tabulate.Counts, keep_empty: bool
) -> list[Row]:
    found: list[Row] = []
    for code in codes:
        hits = {group: counts.hits.get((code.id, group), 0) for group in counts.base}
        scoped = bool(codebook.asked(code.id))
        if not any(hits.values()) and not (keep_empty or scoped):
            continue
        level = codebook.level(code.id)
        found.extend(
            row(code.id, code.name, level, group, hits[group], base)
            for group, base in counts.base.items()
        )
    return found


def _base_in_words(unit: Unit, scope: Scope, codebook: Codebook) -> str:
    where = f" in sources of kind {scope.kind.value}" if scope.kind else ""
    if unit is not Unit.PARTICIPANT:
        return f"{unit.value}s that were looked at{where}"
    if scope.questions:
        return f"participants who were asked the question{where}"
    for_questions = any(code.asked for code in codebook.codes)
    if scope.kind not in (None, SourceKind.SURVEY) or not for_questions:
        return f"participants whose words were looked at{where}"
    return f"participants who were asked a question of the code{where}"
