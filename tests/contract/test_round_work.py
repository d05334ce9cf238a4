"""Coding inside a round, on both databases: whose, under what name, and until when."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import Study, open_study
from qualcode.domain.codebook import Code
from qualcode.domain.coding import LookState, MemoSubject
from qualcode.domain.errors import NotFound, Refused
from qualcode.domain.identity import Id
from tests.support.rounds import FIRST, at_work, finish, queue, queues, segments, twenty
from tests.support.studies import write_survey


@pytest.fixture
def surveyed(study: Study, tmp_path: Path) -> Study:
    """Give the study with twenty respondents."""
    return twenty(study, tmp_path / "incoming")


def test_coding_in_a_round_carries_its_name_and_the_frozen_revision(surveyed: Study) -> None:
    frozen = surveyed.catalogue.codebook.revision
    surveyed.rounds.create("pilot", ["Ana", "Ben"], sample=4)
    surveyed.catalogue.add_codes([Code("later", "Later")])
    assert surveyed.catalogue.codebook.revision != frozen
    inside = at_work(surveyed, "pilot")
    assert inside.catalogue.codebook.revision == frozen
    first, second, *_ = queue(inside)
    coding = inside.codings.apply("time", first)
    assert coding is not None
    assert (coding.round, coding.revision) == ("pilot", frozen)
    with pytest.raises(NotFound, match="'later'"):
        inside.codings.apply("later", first)
    with pytest.raises(Refused, match="frozen"):
        inside.catalogue.add_codes([Code("now", "Now")])
    inside.codings.look([second.id], LookState.NOTHING)
    looks = {(one.segment, one.round): one.state for one in surveyed.codings.looks()}
    assert looks == {
        (first.id, "pilot"): LookState.SEEN,
        (second.id, "pilot"): LookState.NOTHING,
    }


def test_only_the_own_queue_of_an_open_round_is_coded(surveyed: Study) -> None:
    surveyed.team.add("Cem")
    surveyed.rounds.create("pilot", ["Ana", "Ben"], sample=10, overlap=0.0)
    inside = at_work(surveyed, "pilot")
    (other, *_) = queue(at_work(surveyed, "pilot", "Ben"))
    for deed in (
        lambda: inside.codings.apply("time", other),
        lambda: inside.codings.look([other.id], LookState.DONE),
        lambda: inside.codings.look([queue(inside)[0].id, other.id], LookState.SEEN),
    ):
        with pytest.raises(Refused, match="not in your queue of the round 'pilot'"):
            deed()
    with pytest.raises(Refused, match="'Cem' does not code in the round"):
        at_work(surveyed, "pilot", "Cem")
    with pytest.raises(NotFound, match="Did you mean 'pilot'"):
        at_work(surveyed, "pilo")
    assert surveyed.codings.all() == []


def test_the_desk_in_a_round_shows_its_work_only(surveyed: Study) -> None:
    surveyed.rounds.create("pilot", ["Ana", "Ben"], sample=5)
    inside = at_work(surveyed, "pilot")
    first = queue(inside)[0]
    surveyed.codings.apply("data", first)
    surveyed.memos.write(MemoSubject.SEGMENT, first.id, "from before")
    work = inside.desk.work([first.id])
    assert (work.codings, work.looks) == ((), {})
    finish(inside, first, "time")
    at_work(surveyed, "pilot", "Ben").codings.apply("law", first)
    work = inside.desk.work([first.id])
    assert [one.code for one in work.codings] == ["time"]
    assert work.looks == {first.id: LookState.DONE}
    assert inside.desk.code_counts() == {"time": 1}
    # Outside, the work of an open round does not show; that of a closed one does.
    assert [one.code for one in surveyed.desk.work([first.id]).codings] == ["data"]
    assert surveyed.desk.code_counts() == {"data": 1}
    (line,) = surveyed.desk.rounds()
    assert (line.progress.segments, line.progress.finished, line.progress.coded) == (5, 1, 1)
    surveyed.rounds.close("pilot")
    shown = surveyed.desk.work([first.id])
    assert sorted(one.code for one in shown.codings) == ["data", "time"]
    assert shown.looks == {first.id: LookState.DONE}
    assert surveyed.desk.code_counts() == {"data": 1, "time": 1}
    assert surveyed.desk.rounds() == []
    asked = {one.question.id: one.progress for one in surveyed.desk.questions()}
    assert asked[first.question or ""].finished == 1
    assert surveyed.codings.apply("time", first) is None


def test_memos_from_before_a_round_do_not_show_in_it(surveyed: Study) -> None:
    (one, *_) = segments(surveyed).values()
    surveyed.memos.write(MemoSubject.SEGMENT, one.id, "coded as time")
    surveyed.rounds.create("pilot", ["Ana"])
    inside = at_work(surveyed, "pilot")
    assert inside.desk.work([one.id]).memos == {}
    inside.memos.write(MemoSubject.SEGMENT, one.id, "second thoughts")
    assert inside.desk.work([one.id]).memos[one.id].text == "second thoughts"


def test_a_closed_round_takes_nothing_more(surveyed: Study) -> None:
    surveyed.rounds.create("pilot", ["Ana", "Ben"], sample=5)
    inside = at_work(surveyed, "pilot")
    (first, second, *_) = queue(inside)
    coding = inside.codings.apply("time", first)
    assert coding is not None
    with pytest.raises(Refused, match="qualcode code --round pilot"):
        surveyed.codings.remove(coding)
    closed = surveyed.rounds.close("pilot")
    assert not closed.is_open
    assert closed.closed is not None
    for deed in (
        lambda: inside.codings.apply("time", second),
        lambda: inside.codings.remove(coding),
        lambda: surveyed.codings.remove(coding),
        lambda: inside.codings.look([second.id], LookState.DONE),
        lambda: inside.desk.round_page(),
        lambda: at_work(surveyed, "pilot"),
        lambda: surveyed.rounds.close("pilot"),
        lambda: surveyed.rounds.assign("pilot", more=1),
        lambda: surveyed.history.undo(),
        lambda: inside.history.undo(),
    ):
        with pytest.raises(Refused, match="closed"):
            deed()
    assert [one.code for one in surveyed.codings.all()] == ["time"]
    assert surveyed.check() == []


def test_undo_in_a_round_takes_back_only_what_was_done_in_it(surveyed: Study) -> None:
    (before, *_) = segments(surveyed).values()
    surveyed.codings.apply("data", before)
    surveyed.rounds.create("pilot", ["Ana"])
    inside = at_work(surveyed, "pilot")
    inside.codings.apply("time", before)
    inside.history.undo()
    assert inside.desk.work([before.id]).codings == ()
    with pytest.raises(Refused, match="not done in the round 'pilot'"):
        inside.history.undo()
    inside.history.redo()
    assert [one.code for one in inside.desk.work([before.id]).codings] == ["time"]
    assert surveyed.check() == []


def test_the_codes_of_a_round_are_not_undone_away(surveyed: Study) -> None:
    surveyed.catalogue.add_codes([Code("fresh", "Fresh")])
    surveyed.rounds.create("pilot", ["Ana"])
    with pytest.raises(Refused, match="The round 'pilot' is coded with codes"):
        surveyed.history.undo()


def test_a_table_adds_nothing_to_a_closed_round(surveyed: Study, tmp_path: Path) -> None:
    surveyed.rounds.create("pilot", ["Ana", "Ben"])
    inside = at_work(surveyed, "pilot")
    first = next(one for one in queue(inside) if one.question == FIRST)
    finish(inside, first, "time")
    surveyed.rounds.close("pilot")
    before = surveyed.codings.all(), surveyed.codings.looks()
    who = next(one.source.name for one in surveyed.sources.passages() if one.segment == first)
    heads = "source", "segment", "code", "coder", "round"
    again = write_survey(tmp_path / "again.csv", [(who, FIRST, "Time", "Ana", "pilot")], *heads)
    assert surveyed.import_codings(again).added == 0
    new = write_survey(tmp_path / "new.csv", [(who, FIRST, "Law", "Ben", "pilot")], *heads)
    with pytest.raises(Refused, match="no codings can be added"):
        surveyed.import_codings(new)
    assert (surveyed.codings.all(), surveyed.codings.looks()) == before


def test_two_code_the_same_round_at_once(surveyed: Study) -> None:
    surveyed.rounds.create("pilot", ["Ana", "Ben"], sample=6, blind=True)
    place = surveyed.folder
    assert place is not None
    with open_study(place, "Ben") as other:
        ana, ben = at_work(surveyed, "pilot"), other.in_round("pilot")
        for mine, theirs in zip(queue(ana), queue(ben), strict=True):
            finish(ana, mine, "time")
            finish(ben, theirs, "data")
        assert [one.code for one in ben.codings.all()] == ["data"] * 6
        assert surveyed.rounds.status("pilot").compared == 6
        surveyed.rounds.close("pilot")
        with pytest.raises(Refused, match="closed"):
            ben.codings.apply("time", segments(ben)[queue_ids(surveyed)[0]])
        assert len(other.codings.all()) == 12


def queue_ids(study: Study) -> list[Id]:
    """Return the segments of the round in somebody's queue."""
    return [one.segment for one in queues(study, "pilot")["Ben"]]
