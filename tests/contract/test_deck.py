"""Many answers coded at once: one deed, one undo, in and outside rounds, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import Study
from qualcode.domain.coding import LookState
from qualcode.domain.errors import NotFound, Refused
from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from qualcode.study.deck import answers
from qualcode.study.own_deeds import at_the_screen
from tests.support.rounds import FIRST, at_work, twenty
from tests.support.studies import small_survey, state


def first_answers(study: Study) -> list[Segment]:
    return [one.segment for one in answers(study.desk.question_page(FIRST))]


def codes_on(study: Study, segment: Segment) -> set[str]:
    return {one.code for one in study.desk.work([segment.id]).codings}


def looks(study: Study, segments: list[Segment]) -> list[LookState | None]:
    known = study.desk.work(one.id for one in segments).looks
    return [known.get(one.id) for one in segments]


def deeds(study: Study) -> int:
    return len({event.deed for event in study.history.latest(None)})


def test_the_rows_of_a_question_say_who_answered_what(surveyed: Study) -> None:
    rows = answers(surveyed.desk.question_page(FIRST))
    assert [(row.number, row.who, row.attributes["position"]) for row in rows] == [
        (0, "R1", "analyst"), (1, "R2", "analyst"), (2, "R3", "prosecutor"),
        (3, "R4", "prosecutor"),
    ]  # fmt: skip
    assert rows[2].words == "A good summary helps."


def test_a_code_on_many_answers_is_one_deed_and_one_undo_takes_it_back(surveyed: Study) -> None:
    some = first_answers(surveyed)[:3]
    surveyed.codings.look([some[1].id], LookState.NOTHING)
    surveyed.codings.look([some[2].id], LookState.DONE)
    before, done = state(surveyed), deeds(surveyed)
    new = surveyed.codings.apply_to_all("time", some)
    assert [(one.segment, one.span, one.code) for one in new] == [
        (one.id, one.span, "time") for one in some
    ]
    assert deeds(surveyed) == done + 1
    assert looks(surveyed, some) == [LookState.SEEN, LookState.SEEN, LookState.DONE]
    after = state(surveyed)
    surveyed.history.undo(at_the_screen)
    assert state(surveyed) == before
    surveyed.history.redo(at_the_screen)
    assert state(surveyed) == after


def test_what_has_the_code_already_is_passed_over(surveyed: Study) -> None:
    some = first_answers(surveyed)
    surveyed.codings.apply("time", some[0])
    part = Span(some[1].span.start, some[1].span.start + 4)
    surveyed.codings.apply("time", some[1], part)
    new = surveyed.codings.apply_to_all("time", [*some, *some])
    assert [one.segment for one in new] == [one.id for one in some[1:]]
    done = deeds(surveyed)
    assert surveyed.codings.apply_to_all("time", some) == []
    assert surveyed.codings.apply_to_all("time", []) == []
    assert deeds(surveyed) == done


def test_a_code_is_taken_off_many_answers_and_their_parts_in_one_deed(surveyed: Study) -> None:
    some = first_answers(surveyed)
    surveyed.codings.apply_to_all("time", some[:2])
    surveyed.codings.apply_to_all("law", some)
    surveyed.codings.apply("time", some[0], Span(some[0].span.start, some[0].span.start + 4))
    other = surveyed.acting_as("Ben").codings.apply("time", some[0])
    before, done = state(surveyed), deeds(surveyed)
    gone = surveyed.codings.take_off("time", [one.id for one in some])
    assert len(gone) == 3
    assert deeds(surveyed) == done + 1
    assert [codes_on(surveyed, one) for one in some] == [{"law"}] * 4
    assert other in surveyed.codings.all()
    surveyed.history.undo(at_the_screen)
    assert state(surveyed) == before
    assert surveyed.codings.take_off("data", [some[0].id]) == []


@pytest.mark.parametrize(("code", "error"), [("nope", NotFound), ("old", Refused),
                                             ("barriers", Refused)])  # fmt: skip
def test_a_code_that_cannot_be_put_on_codes_nothing(
    surveyed: Study, code: str, error: type[Exception]
) -> None:
    before = state(surveyed)
    with pytest.raises(error):
        surveyed.codings.apply_to_all(code, first_answers(surveyed))
    assert state(surveyed) == before


def test_nothing_applies_to_many_is_one_deed_and_refused_as_a_whole(surveyed: Study) -> None:
    some, done = first_answers(surveyed), deeds(surveyed)
    surveyed.codings.look([one.id for one in some], LookState.NOTHING)
    assert deeds(surveyed) == done + 1
    surveyed.history.undo(at_the_screen)
    assert looks(surveyed, some) == [None] * 4
    surveyed.codings.apply("time", some[3])
    with pytest.raises(Refused):
        surveyed.codings.look([one.id for one in some], LookState.NOTHING)
    assert looks(surveyed, some) == [None, None, None, LookState.SEEN]


def test_more_answers_than_one_statement_takes(study: Study, tmp_path: Path) -> None:
    small_survey(study, tmp_path, [(f"R{n}", "analyst", f"Help {n}.", "") for n in range(600)])
    many = first_answers(study)
    assert len(study.codings.apply_to_all("time", many)) == len(many)
    study.codings.look([one.id for one in many], LookState.DONE)
    assert len(study.codings.take_off("time", [one.id for one in many])) == len(many)
    for _ in range(3):
        study.history.undo(at_the_screen)
    assert study.desk.work(one.id for one in many).looks == {}


def test_in_a_round_many_are_coded_under_its_name_and_outside_it_nothing_shows(
    study: Study, tmp_path: Path
) -> None:
    twenty(study, tmp_path)
    study.rounds.create("pilot", ["Ana", "Ben"], sample=6)
    inside = at_work(study, "pilot")
    rows = [row.segment for row in answers(inside.desk.round_page())]
    new = inside.codings.apply_to_all("time", rows)
    assert {one.round for one in new} == {"pilot"}
    assert looks(inside, rows) == [LookState.SEEN] * len(rows)
    assert looks(study, rows) == [None] * len(rows)
    bens = at_work(study, "pilot", "Ben")
    assert bens.desk.marks(row.segment.id for row in answers(bens.desk.round_page())).codings == []
    assert bens.codings.take_off("time", [one.id for one in rows]) == []
    assert inside.desk.marks(one.id for one in rows).codings != []
    inside.history.undo(at_the_screen)
    assert inside.desk.marks(one.id for one in rows).codings == []


def test_one_answer_outside_the_queue_or_of_a_closed_round_refuses_all(
    study: Study, tmp_path: Path
) -> None:
    twenty(study, tmp_path)
    study.rounds.create("pilot", ["Ana", "Ben"], sample=6)
    inside = at_work(study, "pilot")
    queue = [row.segment for row in answers(inside.desk.round_page())]
    known = {one.id for one in queue}
    others = [one for one in first_answers(study) if one.id not in known]
    before = state(study)
    with pytest.raises(Refused, match="not in your queue"):
        inside.codings.apply_to_all("time", [*queue, others[0]])
    assert state(study) == before
    inside.codings.apply_to_all("time", queue)
    study.codings.apply_to_all("time", others)
    study.rounds.close("pilot")
    before = state(study)
    with pytest.raises(Refused, match="closed"):
        inside.codings.apply_to_all("law", queue)
    with pytest.raises(Refused, match="closed"):
        study.codings.take_off("time", [*known, others[0].id])
    assert state(study) == before
