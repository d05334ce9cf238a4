"""A blind round that is open, and what its coders do in it while nobody may look."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime

from qualcode import Study
from qualcode.domain.coding import Coding, Flag, Look, LookState, Memo, MemoSubject
from qualcode.domain.events import EventKind
from qualcode.domain.identity import Id, new_id
from qualcode.domain.provenance import Provenance
from qualcode.domain.rejection import Rejection, StruckWord
from qualcode.domain.rounds import Assignment, Decision, Round, RoundState, Sampling, Verdict
from qualcode.domain.source import Segment
from qualcode.store import codings, decisions, flags, memos, rejections, rounds, struck_words
from qualcode.store.journal import Deed
from qualcode.store.progress import Scope
from tests.support.studies import segments

ROUND = "pilot"
SENTINEL = "xylophone"
"""Stands in every memo and reason that is written in secret, and nowhere else."""

TAKEN = Provenance(hint_visible=True, rank=1, score=0.5)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def begin(study: Study, *names: str, size: int = 4, name: str = ROUND) -> list[Segment]:
    """Open a blind round of the first segments for some coders; return those segments."""
    people = [study.team.find(one).id for one in names]
    drawn = segments(study)[:size]
    with _deed(study, names[0]) as deed:
        revision = study.catalogue.codebook.revision
        rounds.put(deed, Round(name, tuple(people), True, Sampling(), revision, NOON))
        rounds.assign(
            deed,
            [
                Assignment(name, coder, segment.id, place)
                for coder in people
                for place, segment in enumerate(drawn)
            ],
        )
    return drawn


def end(study: Study, name: str = ROUND) -> None:
    """Close the round."""
    with _deed(study, study.team.all()[0].name) as deed:
        one = rounds.find(deed.connection, name)
        assert one is not None
        rounds.put(deed, replace(one, state=RoundState.CLOSED, closed=deed.moment))


def work_inside(study: Study, name: str, drawn: list[Segment], round_: str = ROUND) -> list[Coding]:
    """Let one coder of the round do every kind of work in it."""
    who = study.team.find(name).id
    with _deed(study, name) as deed:
        made = [
            _coding(who, code, one, round_) for code, one in zip(_codes(study), drawn, strict=False)
        ]
        _do(deed, made, round_)
        _note(deed, who, MemoSubject.CODING, made[0].id)
        _note(deed, who, MemoSubject.SEGMENT, drawn[1].id)
        _note(deed, who, MemoSubject.SOURCE, drawn[0].source)
        decisions.decide(
            deed,
            Decision(round_, drawn[0].id, Verdict.BOTH, (made[0].code,), who, NOON, (), SENTINEL),
        )
        deed.record(EventKind.TRANSFER, "codings", None, {"rows": 777, "to": "stdout"})
    with _deed(study, name) as deed:
        codings.remove(deed, made[1:2])
        _note(deed, who, MemoSubject.CODING, made[1].id)
    return [made[0], *made[2:]]


def work_beside(study: Study, name: str, drawn: list[Segment]) -> None:
    """Let somebody code the round's segments outside of it, and write about them."""
    who = study.team.find(name).id
    with _deed(study, name) as deed:
        _do(deed, [_coding(who, _codes(study)[-1], one, "") for one in drawn[2:4]], "")
        _note(deed, who, MemoSubject.SEGMENT, drawn[2].id)
        deed.record(EventKind.TRANSFER, "looks", None, {"rows": 777, "to": "stdout"})


def write_elsewhere(study: Study, name: str) -> None:
    """Let somebody write memos and strike words that are not about the round."""
    who = study.team.find(name).id
    with _deed(study, name) as deed:
        _note(deed, who, MemoSubject.CODE, _codes(study)[0])
        _note(deed, who, MemoSubject.STUDY, "")
        struck_words.strike(deed, [StruckWord(who, _codes(study)[0], SENTINEL, NOON)])


def _codes(study: Study) -> list[str]:
    codes = [one.id for one in study.catalogue.codebook.codes if one.applicable]
    return [*codes[::-1], *codes]


def _deed(study: Study, name: str) -> AbstractContextManager[Deed]:
    who = study.team.find(name).id
    return study._session.store.deed(who, datetime.now(UTC))


def _coding(who: Id, code: str, segment: Segment, round_: str) -> Coding:
    return Coding(
        new_id(), who, code, segment.source, segment.id, segment.span, NOON, round_, revision="r"
    )


def _do(deed: Deed, made: list[Coding], round_: str) -> None:
    codings.add(deed, made)
    done = [Look(one.coder, one.segment, LookState.DONE, NOON, round_) for one in made]
    codings.put_looks(deed, done)
    refused = [
        Rejection(made[0].coder, made[0].code, one.segment, NOON, TAKEN, round_) for one in made[1:]
    ]
    where = [one.segment for one in refused]
    scope = Scope(only=round_)
    if not rejections.own_on(deed.connection, made[0].coder, where, scope):
        rejections.put(deed, refused)
    flag = Flag(made[0].coder, made[0].segment, NOON, round_)
    if flags.subject_of(flag) not in flags.every_subject(deed.connection):
        flags.put(deed, [flag])


def _note(deed: Deed, who: Id, kind: MemoSubject, subject: str) -> None:
    memos.write(deed, Memo(new_id(), kind, subject, who, f"{SENTINEL} {kind.value}", NOON))
