"""Theme frequencies and distributions of closed answers, with their base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from qualcode.analysis.frequencies import row
from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.counting import CoderRule, Scope, coder_rule
from qualcode.domain.errors import NotFound
from qualcode.domain.instrument import Question
from qualcode.domain.people import CONSENSUS
from qualcode.domain.source import SourceKind
from qualcode.domain.tables import Row, Table, Unit, in_order
from qualcode.store import codebooks, people, tabulate
from qualcode.study.questions import known_questions, require_question
from qualcode.study.session import Session


class Counting:
    """How many participants, segments or sources carry each code."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def frequencies(
        self,
        question: str | None = None,
        by: str | None = None,
        unit: Unit | str = Unit.PARTICIPANT,
        rule: str | None = None,
        kind: SourceKind | str | None = None,
    ) -> Table:
        """Count by code and group.

        Without a question, each code is counted among those who were asked its questions. `rule`
        is any, all, majority, consensus or a coder's name; left out, it is consensus where that
        exists, else any. A closed question gives the distribution of its answers instead.

        Raises:
            NotFound: if the question, attribute or coder is not known.
        """
        with self._session.reading() as connection:
            codebook = codebooks.codebook(connection)
            instrument = codebooks.instrument(connection)
            known = people.attribute_names(connection)
            require_question(connection, question)
        if by is not None and by not in known:
            raise NotFound("attribute", by, known)
        asked = instrument.by_id.get(question or "")
        if asked is not None and not asked.is_open:
            return self._closed(asked, by)
        wanted = Scope((question,) if question else (), SourceKind(kind) if kind else None)
        return self._coded(codebook, wanted, Unit(unit), by, rule)

    def _coded(
        self, codebook: Codebook, wanted: Scope, unit: Unit, by: str | None, rule: str | None
    ) -> Table:
        chosen = self._rule(wanted, rule)
        rows: list[Row] = []
        without_base: list[Code] = []
        scopes = _scopes(codebook, wanted)
        for scope, codes in scopes.items():
            roll_up = {code.id: codebook.roll_up(code.id) for code in codes}
            with self._session.reading() as connection:
                counts = tabulate.count(connection, scope, roll_up, chosen, unit, by)
            rows.extend(_rows(codebook, codes, counts, keep_empty=not wanted.questions))
            without_base.extend(codes if not counts.base else ())
        order = {code.id: place for place, code in enumerate(codebook.codes)}
        rows.sort(key=lambda one: (order[one.code], in_order(one.group)))
        with self._session.reading() as connection:
            waiting = tabulate.waiting(connection, _together(scopes, wanted), chosen, unit)
        notes = _notes(waiting, bool(rows))
        if rows:
            notes = (*notes, *self._left_out(codebook, without_base))
        return Table(
            unit, _base_in_words(unit, wanted, codebook), chosen.label, by, tuple(rows), notes
        )

    def _left_out(self, codebook: Codebook, without_base: list[Code]) -> Iterator[str]:
        with self._session.reading() as connection:
            known = known_questions(connection)
        lost = [
            code.name
            for code in without_base
            if (asked := codebook.asked(code.id)) and not known.intersection(asked)
        ]
        if lost:
            yield f"Not counted, as the study has no question that they are for: {'; '.join(lost)}."
        if unread := len(without_base) - len(lost):
            codes = "1 code" if unread == 1 else f"{unread} codes"
            yield (
                f"No row for {codes}: nobody whose codings count has looked at the answers in "
                "question."
            )

    def _rule(self, scope: Scope, name: str | None) -> CoderRule:
        with self._session.reading() as connection:
            coders = people.coders(connection)
            if name is not None:
                return coder_rule(name, coders)
            for coder in coders:
                if coder.is_consensus and tabulate.scope_has_looks(connection, scope, coder.id):
                    return coder_rule(CONSENSUS, coders)
        return coder_rule("any", coders)

    def _closed(self, question: Question, by: str | None) -> Table:
        with self._session.reading() as connection:
            given = tabulate.responses(connection, question.id, by)
        counted, base = _participants(question, given)
        rows = [
            row(
                _answer_code(place, value), _answer_name(question, place, value), 0, group, n, whole
            )
            for place, value, group, n, whole in _answered(question, counted, base)
        ]
        words = "participants who answered the question"
        return Table(Unit.PARTICIPANT, words, "", by, tuple(rows))


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


def _participants(
    question: Question, given: Iterable[tabulate.Response]
) -> tuple[dict[tuple[str, str, str], int], dict[tuple[str, str], int]]:
    """Count distinct participants by place, answer and group, and those who answered at all."""
    with_answer: dict[tuple[str, str, str], set[str]] = {}
    with_any: dict[tuple[str, str], set[str]] = {}
    for one in given:
        with_any.setdefault((one.place, one.group), set()).add(one.participant)
        for answer in question.counts_as(one.value, one.number):
            key = (one.place, answer, one.group)
            with_answer.setdefault(key, set()).add(one.participant)
    return (
        {key: len(participants) for key, participants in with_answer.items()},
        {key: len(participants) for key, participants in with_any.items()},
    )


def _answered(
    question: Question,
    counted: Mapping[tuple[str, str, str], int],
    base: Mapping[tuple[str, str], int],
) -> list[tuple[str, str, str, int, int]]:
    found = [
        (place, value, group, counted.get((place, value, group), 0), whole)
        for (place, group), whole in base.items()
        for value in _values(question, place, counted)
    ]
    slots = list(question.slots)
    return sorted(
        found,
        key=lambda one: (
            slots.index(one[0]) if one[0] in slots else len(slots),
            _values(question, one[0], counted).index(one[1]),
            in_order(one[2]),
        ),
    )


def _values(
    question: Question, place: str, counted: Mapping[tuple[str, str, str], int]
) -> list[str]:
    given = {value for at, value, _ in counted if at == place}
    if question.low is not None and question.high is not None:
        offered = [str(point) for point in range(question.low, question.high + 1)]
    else:
        offered = list(question.choices)
    return offered + sorted(given - set(offered), key=in_order)


def _answer_code(place: str, value: str) -> str:
    return f"{place}={value}" if place else value


def _answer_name(question: Question, place: str, value: str) -> str:
    words = {item.id: item.text for item in (*question.items, *question.parts)}
    name = value
    if question.anchors and value.isdigit() and int(value) in question.anchors:
        name = f"{value} {question.anchors[int(value)]}"
    return f"{words.get(place, place)}: {name}" if place else name
