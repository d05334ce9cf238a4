"""Nothing that a participant said may be printed before somebody passed it, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete

from qualcode import Study
from qualcode.domain.coding import Coding
from qualcode.domain.errors import Confidential, NotFound
from qualcode.domain.events import EventKind
from qualcode.domain.identity import Id
from qualcode.domain.source import Segment
from qualcode.store import schema
from tests.support import blind
from tests.support.releasing import coded_survey, promise
from tests.support.studies import segments


@pytest.fixture
def coded(study: Study, tmp_path: Path) -> Study:
    """Give a study of 29 people, three of them chiefs, in which Ana put law and time."""
    coded_survey(study, tmp_path / "in")
    return study


def coding_of(study: Study, respondent: str, code: str = "law") -> Coding:
    source = study.sources.find(respondent).id
    (found,) = [one for one in study.codings.all() if (one.source, one.code) == (source, code)]
    return found


def test_what_waits_has_its_words_and_a_safe_attribution(coded: Study) -> None:
    waiting = coded.passing.queue("law")
    assert [one.coding.code for one in waiting] == ["law"] * 29
    first, last = waiting[0], waiting[-1]
    assert first.words == "What 0 says of the law."
    assert (first.attributes, first.attribution) == (
        ("position",), "a participant (position: analyst)",
    )  # fmt: skip
    assert (last.attributes, last.attribution) == ((), "a participant")
    assert {one.problem for one in waiting} == {""}
    assert len(coded.passing.queue()) == 58
    assert coded.passing.queue("barriers") == waiting
    with pytest.raises(NotFound):
        coded.passing.queue("nothing")


def test_a_passed_quotation_may_be_printed_until_it_is_withdrawn(coded: Study) -> None:
    one = coding_of(coded, "R03")
    assert coded.passing.passed() == []
    coded.passing.pass_quotation(one.id)
    (found,) = coded.passing.passed("law")
    assert (found.words, found.code_name, found.passed_by) == (
        "What 3 says of the law.", "Law", "Ana",
    )  # fmt: skip
    assert found.attribution == "a participant (position: analyst)"
    assert coded.passing.passed("time") == []
    assert one.id not in {each.coding.id for each in coded.passing.queue()}
    coded.passing.withdraw(one.id)
    assert coded.passing.passed() == []
    with pytest.raises(NotFound, match="not passed"):
        coded.passing.withdraw(one.id)
    assert coded.check() == []


def test_it_is_a_deed_without_words_that_can_be_undone(coded: Study) -> None:
    one = coding_of(coded, "R03")
    coded.passing.pass_quotation(one.id)
    (event,) = coded.history.latest(1)
    assert event.kind is EventKind.PASSED_QUOTATION
    assert "says of" not in str(event)
    assert coded.history.deeds(1)[0].told == "1 passed quotation added"
    coded.history.undo()
    assert coded.passing.passed() == []
    coded.history.redo()
    assert len(coded.passing.passed()) == 1
    assert coded.check() == []


def test_too_small_a_group_is_not_named(coded: Study) -> None:
    chief = coding_of(coded, "R28")
    with pytest.raises(Confidential, match="tell less"):
        coded.passing.pass_quotation(chief.id, ["position"])
    with pytest.raises(Confidential, match="'region'"):
        coded.passing.pass_quotation(chief.id, ["region"])
    assert coded.passing.pass_quotation(chief.id).attribution == "a participant"
    analyst = coding_of(coded, "R00")
    assert coded.passing.pass_quotation(analyst.id, []).attribution == "a participant"


def test_it_may_not_be_what_makes_a_figure_large_enough(coded: Study) -> None:
    for number in range(10, 29):
        coded.codings.remove(coding_of(coded, f"R{number:02}", "time"))
    last = coding_of(coded, "R05", "time")
    assert coded.frequencies().withheld == ()
    with pytest.raises(Confidential, match="Without this passage fewer than 10"):
        coded.passing.pass_quotation(last.id)
    assert coded.passing.offer(last.id).problem
    first = coding_of(coded, "R05", "law")
    coded.codings.apply("time", segment_of(coded, first))
    assert coded.passing.pass_quotation(last.id).problem == ""


def segment_of(study: Study, coding: Coding) -> Segment:
    (found,) = [one for one in segments(study) if one.id == coding.segment]
    return found


def test_less_is_told_once_a_group_has_become_small(coded: Study) -> None:
    coded.passing.pass_quotation(coding_of(coded, "R20").id)
    (found,) = coded.passing.passed()
    assert found.attribution == "a participant (position: prosecutor)"
    for number in (14, 15, 16):
        coded.participants.remove(f"R{number:02}")
    (found,) = coded.passing.passed()
    assert found.attribution == "a participant"


def test_what_stands_no_more_is_not_printed(coded: Study) -> None:
    one = coding_of(coded, "R03")
    coded.passing.pass_quotation(one.id)
    coded.codings.remove(one)
    assert coded.passing.passed() == []
    with pytest.raises(NotFound):
        coded.passing.withdraw(one.id)
    coded.history.undo()
    assert len(coded.passing.passed()) == 1
    coded.sources.remove("R03")
    assert coded.passing.passed() == []


def test_attributes_that_are_kept_out_are_never_told(coded: Study) -> None:
    promise(coded, 'never_tabulate = ["position"]')
    one = coding_of(coded, "R03")
    assert coded.passing.offer(one.id).attribution == "a participant"
    with pytest.raises(Confidential):
        coded.passing.pass_quotation(one.id, ["position"])


def test_a_coding_that_is_not_there_cannot_be_passed(coded: Study) -> None:
    with pytest.raises(NotFound):
        coded.passing.pass_quotation(Id("nothing"))


def test_who_codes_blind_is_not_told_what_was_passed_on_these_segments(coded: Study) -> None:
    coded.passing.pass_quotation(coding_of(coded, "R03").id)
    coded.team.add("Cyd")
    cyd = coded.acting_as("Cyd")
    assert len(cyd.passing.passed()) == 1
    coded.rounds.create(blind.ROUND, ["Ben", "Cyd"], blind=True)
    assert cyd.passing.passed() == []
    assert not any(one.kind is EventKind.PASSED_QUOTATION for one in cyd.history.latest(None))
    assert len(coded.passing.passed()) == 1


def test_check_finds_one_that_was_lost(coded: Study) -> None:
    coded.passing.pass_quotation(coding_of(coded, "R03").id)
    with coded._session.deed() as deed:
        deed.connection.execute(delete(schema.passed_quotation))
    (problem,) = coded.check()
    assert "passed quotation" in problem
