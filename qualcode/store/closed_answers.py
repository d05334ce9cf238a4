"""Answers to closed questions, as they were given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualcode.domain.counting import CoderRule, Scope
from qualcode.store import schema
from qualcode.store.eligible import Groups, answers_of
from qualcode.store.sight import Sight

_ANSWER = schema.answer.c


@dataclass(frozen=True, slots=True)
class Response:
    """What one participant of a group answered to a closed question, at one place of it.

    `value` is None where the participant was asked and left it blank.
    """

    participant: str
    group: tuple[str, ...]
    place: str
    value: str | None
    number: float | None


def responses(
    connection: Connection, sight: Sight, rule: CoderRule, scope: Scope, by: Sequence[str] = ()
) -> list[Response]:
    """Return the answers to the question of a scope, those left blank too.

    `rule` says whose codings count where the scope's filter asks for codes.
    """
    groups = Groups(_ANSWER.participant, by)
    query = select(
        _ANSWER.participant, _ANSWER.place, _ANSWER.value, _ANSWER.number, *groups.columns
    )
    query = groups.joined(answers_of(query, sight, rule, scope))
    return [
        Response(person, tuple(group), place, value, number)
        for person, place, value, number, *group in connection.execute(query)
    ]
