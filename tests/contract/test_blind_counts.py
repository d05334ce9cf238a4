"""Figures while a blind round is open are those of a study in which nobody had coded in it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import Study
from qualcode.domain.coding import Coding, Look, LookState
from qualcode.domain.counting import Scope, coder_rule
from qualcode.domain.identity import Id, new_id
from qualcode.domain.rounds import Round, Sampling
from qualcode.domain.tables import Unit
from qualcode.store import codings, people, rounds, sight
from qualcode.store.journal import Deed
from qualcode.study.counts.asking import Asked
from qualcode.study.counts.coded_counts import CodedCounts
from qualcode.study.counts.coded_notes import coded_notes
from tests.support.blind import NOON, begin
from tests.support.studies import segments, small_survey

PEOPLE = ("Ana", "Ben", "Cyd", "consensus")
ROUNDS = ("", "pilot", "other", "plain")
"""Outside any round, two blind rounds that are open, and a round that is not blind."""


@dataclass(frozen=True)
class Act:
    """Somebody looked at a segment, and perhaps put a code on it."""

    coder: str
    segment: int
    code: str | None
    round: str


ACTS = st.lists(
    st.builds(
        Act,
        st.sampled_from(PEOPLE),
        st.integers(0, 6),
        st.sampled_from([None, "data", "law", "privacy", "time"]),
        st.sampled_from(ROUNDS),
    ),
    max_size=25,
)

INSIDE = {"pilot": ({"Ben", "Cyd"}, {0, 1, 2, 3}), "other": ({"Ana", "Ben"}, {0, 1})}
"""Who codes in which round, and which segments."""


def is_seen(act: Act, viewer: str) -> bool:
    """Say in plain words of Python whether the viewer may know of an act."""
    if act.coder == viewer:
        return True
    own = [drawn for coders, drawn in INSIDE.values() if viewer in coders]
    return act.round not in INSIDE and not any(act.segment in drawn for drawn in own)


class _Over(Exception):
    """Ends a deed so that nothing of it is kept."""


@pytest.fixture
def team(study: Study, tmp_path: Any) -> Study:
    """Give a study with two open blind rounds and an open one that hides nothing."""
    small_survey(study, tmp_path / "incoming")
    study.team.add("Cyd")
    study.team.consensus()
    begin(study, "Ben", "Cyd", size=4, name="pilot")
    begin(study, "Ana", "Ben", size=2, name="other")
    with study._session.deed() as deed:
        rounds.put(deed, Round("plain", (study.coder.id,), False, Sampling(), "r", NOON))
    return study


@settings(max_examples=40)
@given(acts=ACTS, viewer=st.sampled_from([*PEOPLE, None]), unit=st.sampled_from(list(Unit)),
       by=st.sampled_from([None, "position"]),
       rule=st.sampled_from(["any", "majority", "all", "Ben", "consensus"]))  # fmt: skip
def test_hidden_codings_count_as_if_they_had_never_been_made(
    team: Study, acts: list[Act], viewer: str | None, unit: Unit, by: str | None, rule: str
) -> None:
    known = {one.name: one.id for one in team.team}
    seen = [act for act in acts if is_seen(act, viewer or "")]
    with_all = figures(team, known, acts, known[viewer] if viewer else None, unit, by, rule)
    without = figures(team, known, seen, None, unit, by, rule, eyes=sight.EVERYTHING)
    assert with_all == without


def figures(
    team: Study, known: dict[str, Id], acts: list[Act], viewer: Id | None, unit: Unit,
    by: str | None, rule: str, eyes: sight.Sight | None = None,
) -> Any:  # fmt: skip
    """Do the acts, count, list what is seen, and leave no trace."""
    found: list[Any] = []
    with suppress(_Over), team._session.store.deed(known["Ana"], datetime.now(UTC)) as deed:
        do(deed, team, known, acts)
        connection = deed.connection
        looking = eyes or sight.of(connection, viewer)
        rules = coder_rule(rule, people.coders(connection))
        question = segments(team)[0].question
        for scope in (Scope(), Scope((str(question),))):
            asked = Asked(str(question), (by,) if by else (), unit)
            counts = CodedCounts(connection, looking, asked, scope, rules)
            figures = counts.figures(connection)
            notes = coded_notes(connection, looking, counts, figures, scope, unit, rules)
            found.append((figures, set(notes) - {looking.notice}, counts.persons(connection)))
        found.append({act_of(one) for one in codings.everything(connection, looking)})
        found.append({look_of(one) for one in codings.looks(connection, looking)})
        found.append(codings.who_looked(connection, looking))
        found.append(set(codings.rounds(connection, looking)))
        raise _Over
    return found


def act_of(one: Coding) -> tuple[str, ...]:
    return one.coder, one.segment, one.code, one.round


def look_of(one: Look) -> tuple[str, ...]:
    return one.coder, one.segment, one.round


def do(deed: Deed, team: Study, known: dict[str, Id], acts: list[Act]) -> None:
    drawn = segments(team)
    for act in acts:
        segment, coder = drawn[act.segment], known[act.coder]
        codings.put_looks(deed, [Look(coder, segment.id, LookState.DONE, NOON, act.round)])
        if act.code:
            span, source = segment.span, segment.source
            one = Coding(
                new_id(), coder, act.code, source, segment.id, span, NOON, act.round, revision="r"
            )
            codings.add(deed, [one])
