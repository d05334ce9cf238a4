"""What a trial on a study learns from and tests, on both databases."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from qualcode import Study
from qualcode.domain.coding import LookState
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.people import CONSENSUS
from qualcode.domain.provenance import Provenance
from qualcode.study.suggestions.finished_texts import FinishedText, finished_texts
from qualcode.study.suggestions.options import LearnFrom
from tests.support import blind
from tests.support.studies import segments, small_survey

TAKEN = Provenance(True, 1, 1.5, 0.8, "0123456789abcdef")
SAID = {"data": "Reports come late and incomplete, data is missing.",
        "privacy": "The privacy law forbids sharing of files.",
        "time": "There is never enough time in a day."}  # fmt: skip


@pytest.fixture
def answered(study: Study, tmp_path: Path) -> Study:
    """Give a study with two answers of each of twelve people."""
    said = list(SAID.values())
    rows = [(f"R{n}", "a", f"{said[n % 3]} {n}", f"{said[(n + 1) % 3]} {n}") for n in range(12)]
    small_survey(study, tmp_path / "in", rows)
    return study


def done(study: Study, places: Iterable[int], code: str | None = None) -> None:
    """Let the person at work code segments to the end, with what they say or another code."""
    here = segments(study)
    text = {one.segment.id: one.text for one in study.sources.passages()}
    for place in places:
        one = here[place]
        right = next(code for code, words in SAID.items() if words in text[one.id])
        study.codings.apply(code or right, one)
        study.codings.look([one.id], LookState.DONE)


def read(
    study: Study, whose: LearnFrom = LearnFrom.OWN, question: str | None = None
) -> list[FinishedText]:
    session = study._session
    with session.reading() as connection:
        eyes = session.sight(connection)
        return finished_texts(connection, eyes, session.person.id, whose, None)


def test_own_finished_texts_count_and_those_only_seen_do_not(answered: Study) -> None:
    done(answered, range(3))
    here = segments(answered)
    answered.codings.apply("time", here[4], provenance=TAKEN)
    answered.codings.look([here[5].id], LookState.NOTHING)
    done(answered.acting_as("Ben"), range(6, 9))
    found = read(answered)
    assert [len(one.codes) for one in found] == [1, 1, 1, 0]
    assert not any(one.hinted for one in found)
    people = {one.id for one in answered.participants}
    assert {one.speaker for one in found} <= people
    answered.codings.look([here[4].id], LookState.DONE)
    assert [one.hinted for one in read(answered)] == [False, False, False, True, False]


def test_what_was_decided_together_prevails(answered: Study) -> None:
    done(answered, range(2))
    answered.team.add(CONSENSUS)
    done(answered.acting_as(CONSENSUS), range(1), "privacy")
    first, second = read(answered)
    assert first.codes == {"privacy"}
    assert second.codes != {"privacy"} or SAID["privacy"] in second.text


def test_of_the_team_half_is_enough(answered: Study) -> None:
    answered.team.add("Cyd")
    for name, code in (("Ana", "data"), ("Ben", "data"), ("Cyd", "time")):
        done(answered.acting_as(name), range(1), code)
    for name, code in (("Ana", "data"), ("Ben", "time")):
        done(answered.acting_as(name), range(1, 2), code)
    first, second = read(answered, LearnFrom.TEAM)
    assert first.codes == {"data"}
    assert second.codes == {"data", "time"}


def test_what_is_hidden_is_not_tried(answered: Study) -> None:
    drawn = blind.begin(answered, "Ana", "Ben", size=4)
    inside = answered.acting_as("Ben").in_round(blind.ROUND)
    inside.codings.apply("data", drawn[0])
    inside.codings.look([drawn[0].id], LookState.DONE)
    assert read(answered, LearnFrom.TEAM) == []
    blind.end(answered)
    assert len(read(answered, LearnFrom.TEAM)) == 1


def test_a_trial_of_a_study(answered: Study) -> None:
    done(answered, range(24))
    here = segments(answered)
    ben = answered.acting_as("Ben")
    ben.codings.apply("time", here[0], provenance=TAKEN)
    ben.suggestions.reject("data", here[1].id, TAKEN)
    told: list[str] = []
    trial = answered.suggestions.trial(
        folds=2, n=20, progress=lambda _a, _b, what: told.append(what)
    )
    assert (trial.texts, trial.groups, trial.grouped_by) == (24, 12, "participant")
    assert told[0] == "reading the texts"
    assert (trial.suggester.precision_at_1.value or 0) > 0.9
    figures = {one.code: one for one in trial.codes}
    assert "old" not in figures
    assert "barriers" not in figures
    assert (figures["time"].accepted.value, figures["time"].accepted.n) == (1, 1)
    assert sum(one.accepted.n for one in trial.codes) == 2
    half = answered.suggestions.trial(here[0].question, folds=2, n=20)
    assert (half.texts, half.question) == (12, here[0].question)
    assert f"12 answers to the question “{here[0].question}” from 12" in half.paragraph


def test_what_cannot_be_tried_is_refused(answered: Study) -> None:
    with pytest.raises(Refused, match="none here"):
        answered.suggestions.trial()
    done(answered, range(1))
    with pytest.raises(Refused, match="at least two participants"):
        answered.suggestions.trial()
    with pytest.raises(NotFound):
        answered.suggestions.trial("no such question")
    with pytest.raises(InputError, match="two folds"):
        answered.suggestions.trial(folds=1)
