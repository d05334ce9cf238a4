"""One's own coding gets another code: the same coding, one deed, one undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import create_study
from qualcode.domain.coding import MemoSubject
from qualcode.domain.errors import NotFound, Refused
from qualcode.domain.people import Role
from qualcode.study import Study
from qualcode.study.own_deeds import at_the_screen
from tests.support.studies import CODES, segments, small_survey


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """Give a study with codes, a survey and two coders."""
    made = create_study(tmp_path / "study", coder="Ana")
    made.team.add("Ben", Role.CODER)
    made.catalogue.add_codes(CODES)
    small_survey(made, tmp_path)
    return made


def test_a_coding_stays_the_same_under_another_code(study: Study) -> None:
    coding = study.codings.apply("data", segments(study)[0])
    assert coding is not None
    memo = study.memos.write(MemoSubject.CODING, coding.id, "why so")
    recoded = study.codings.recode(coding, "time")
    assert recoded is not None
    assert (recoded.id, recoded.code) == (coding.id, "time")
    assert study.codings.all() == [recoded]
    assert [one.id for one in study.memos.about(MemoSubject.CODING, [coding.id])] == [memo.id]
    study.history.undo(at_the_screen)
    assert study.codings.all() == [coding]


def test_where_the_code_stands_already_one_coding_is_left(study: Study) -> None:
    segment = segments(study)[0]
    coding, other = study.codings.apply_several(["data", "time"], segment)
    assert study.codings.recode(coding, "time") is None
    assert study.codings.all() == [other]
    study.history.undo(at_the_screen)
    assert {one.code for one in study.codings.all()} == {"data", "time"}


def test_to_the_code_that_it_has_already_changes_nothing(study: Study) -> None:
    coding = study.codings.apply("data", segments(study)[0])
    assert coding is not None
    known = len(study.history.latest(None))
    assert study.codings.recode(coding, "data") == coding
    assert study.codings.all() == [coding]
    assert len(study.history.latest(None)) == known


def test_what_may_not_be_recoded(study: Study) -> None:
    coding = study.codings.apply("data", segments(study)[0])
    assert coding is not None
    with pytest.raises(NotFound):
        study.codings.recode(coding, "nowhere")
    for code in ("old", "barriers"):
        with pytest.raises(Refused):
            study.codings.recode(coding, code)
    with pytest.raises(Refused, match="another coder"):
        study.acting_as("Ben").codings.recode(coding, "time")
    study.codings.remove(coding)
    with pytest.raises(Refused, match="meanwhile"):
        study.codings.recode(coding, "time")
