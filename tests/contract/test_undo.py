"""Undo and redo walk the journal, across sessions, for everything that can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode import Study, open_study
from qualcode.domain.codebook import Code
from qualcode.domain.coding import LookState, MemoSubject
from qualcode.domain.errors import Refused
from qualcode.domain.events import EventKind
from qualcode.domain.span import Span
from qualcode.study.own_deeds import at_the_screen
from tests.support.disputing import coded
from tests.support.studies import ROWS, segments, small_survey, state, write_survey


def code(study: Study) -> None:
    segment = segments(study)[2]
    study.codings.apply("law", segment, Span(segment.span.start, segment.span.start + 5))


def uncode(study: Study) -> None:
    study.codings.remove(study.codings.all()[0])


def look(study: Study) -> None:
    study.codings.look([one.id for one in segments(study)[1:4]], LookState.DONE)


def flag(study: Study) -> None:
    study.flags.put([one.id for one in segments(study)[1:4]])


def write_memo(study: Study) -> None:
    study.memos.write(MemoSubject.SEGMENT, segments(study)[0].id, "Ask about this again.")


def rewrite_memo(study: Study) -> None:
    study.memos.rewrite(study.memos.all()[0], "Asked: they meant the police.")


def take_memo_away(study: Study) -> None:
    study.memos.rewrite(study.memos.all()[0], "")


def rename_source(study: Study) -> None:
    study.sources.rename(study.sources.all()[0].name, "The first")


def remove_source(study: Study) -> None:
    study.sources.remove(study.sources.all()[0].name)


def rename_participant(study: Study) -> None:
    study.participants.rename("R2", "Blackbird")


def remove_participant(study: Study) -> None:
    study.participants.remove("R2")


def leave_participant_uncounted(study: Study) -> None:
    study.participants.keep_out_of_counts("R1")


def extend_codebook(study: Study) -> None:
    study.catalogue.add_codes([Code("trust", "Trust")])


def import_text(study: Study) -> None:
    assert study.folder is not None
    path = study.folder.parent / "interview.txt"
    path.write_text("Interviewer: Why?\n\nDara: Because we never hear back.\n\nInterviewer: Ah.\n")
    study.import_files(path, kind="interview", moderators=("Interviewer",))


def import_grown_survey(study: Study) -> None:
    assert study.folder is not None
    rows = [["R1", "investigator", "Training helps us all.", "Reports come late."], *ROWS[1:]]
    small_survey(study, study.folder.parent / "grown", [*rows, ["R5", "analyst", "Lists.", "No."]])


DEEDS = [
    code,
    uncode,
    look,
    flag,
    write_memo,
    rewrite_memo,
    take_memo_away,
    rename_source,
    remove_source,
    rename_participant,
    remove_participant,
    leave_participant_uncounted,
    extend_codebook,
    import_text,
    import_grown_survey,
]


@pytest.fixture
def worked_on(surveyed: Study) -> Study:
    surveyed.codings.apply("time", segments(surveyed)[0])
    surveyed.memos.write(MemoSubject.STUDY, "", "Begun.")
    return surveyed


@pytest.mark.parametrize("do", DEEDS)
def test_each_deed_is_undone_and_redone_in_another_session(
    worked_on: Study, tmp_path: Path, do: Callable[[Study], None]
) -> None:
    before = state(worked_on)
    do(worked_on)
    after = state(worked_on)
    assert after != before
    with open_study(tmp_path / "study", "Ana") as again:
        again.history.undo()
        assert state(again) == before
    with open_study(tmp_path / "study", "Ana") as again:
        again.history.redo()
        assert state(again) == after
        again.history.undo()
        assert state(again) == before
        assert again.check() == []


def test_all_deeds_in_a_row_are_undone_and_redone(worked_on: Study) -> None:
    states = [state(worked_on)]
    for do in (code, look, write_memo, rename_source, extend_codebook, import_text, remove_source):
        do(worked_on)
        states.append(state(worked_on))
    for expected in reversed(states[:-1]):
        worked_on.history.undo()
        assert state(worked_on) == expected
    for expected in states[1:]:
        worked_on.history.redo()
        assert state(worked_on) == expected
    with pytest.raises(Refused, match="nothing to redo"):
        worked_on.history.redo()
    assert worked_on.check() == []


def test_a_new_deed_ends_redo(worked_on: Study) -> None:
    code(worked_on)
    worked_on.history.undo()
    write_memo(worked_on)
    with pytest.raises(Refused, match="nothing to redo"):
        worked_on.history.redo()


def test_everybody_undoes_their_own_deeds(worked_on: Study) -> None:
    ben = worked_on.acting_as("Ben")
    with pytest.raises(Refused, match="nothing to undo"):
        ben.history.undo()
    code(ben)
    look(worked_on)
    expected = [one.coder for one in worked_on.codings.all() if one.coder != ben.coder.id]
    ben.history.undo()
    assert [one.coder for one in worked_on.codings.all()] == expected


def test_undo_refuses_what_was_changed_since(worked_on: Study) -> None:
    remove_source(worked_on)
    (removed,) = {one.name for one in worked_on.sources} ^ {row[0] for row in ROWS}
    ben = worked_on.acting_as("Ben")
    ben.participants.rename("R3", "Starling")
    worked_on.history.undo()
    assert removed in {one.name for one in worked_on.sources}
    rename_source(worked_on)
    ben.sources.rename("The first", "The very first")
    with pytest.raises(Refused, match="changed again"):
        worked_on.history.undo()
    ben.history.undo()
    worked_on.history.undo()
    assert {one.name for one in worked_on.sources} == {row[0] for row in ROWS}


def test_a_participant_heard_elsewhere_does_not_vanish_with_an_import(
    study: Study, tmp_path: Path
) -> None:
    small_survey(study, tmp_path / "one")
    rows = [["R1", "Lists of what to look for help."], ["R9", "Nothing helps at all."]]
    later = write_survey(tmp_path / "later.csv", rows, "id", "What else helps?")
    study.acting_as("Ben").import_files(later, id_column="id", text_columns=("What else helps?",))
    before = state(study)
    with pytest.raises(Refused, match="imported later"):
        study.history.undo()
    assert state(study) == before


def test_a_codebook_in_use_is_not_taken_back(surveyed: Study) -> None:
    extend_codebook(surveyed)
    surveyed.acting_as("Ben").codings.apply("trust", segments(surveyed)[0])
    with pytest.raises(Refused, match="'trust' was used since"):
        surveyed.history.undo()
    assert "trust" in surveyed.catalogue.codebook


def test_the_codebook_file_follows_undo(surveyed: Study, tmp_path: Path) -> None:
    written = tmp_path / "study" / "codebook.yaml"
    before = written.read_text()
    extend_codebook(surveyed)
    assert "trust" in written.read_text()
    surveyed.history.undo()
    assert written.read_text() == before
    assert surveyed.catalogue.file.diff() == ""


def test_a_name_that_was_taken_since_bars_undo(surveyed: Study) -> None:
    surveyed.sources.remove("R1")
    surveyed.acting_as("Ben").sources.rename("R2", "R1")
    before = state(surveyed)
    with pytest.raises(Refused, match="clash"):
        surveyed.history.undo()
    assert state(surveyed) == before


def test_what_only_happens_forwards_does_not_bar_undo(worked_on: Study) -> None:
    before = state(worked_on)
    code(worked_on)
    worked_on.publishing.note_transfer("codings", 1, "exports/codings.csv")
    worked_on.team.add("Cyd")
    worked_on.entitle("Another title")
    worked_on.history.undo()
    assert state(worked_on) == before
    worked_on.publishing.note_transfer("codings", 0, "exports/codings.csv")
    assert worked_on.history.redo().kinds[EventKind.CODING] == 1


def test_the_screen_does_not_take_back_an_import(surveyed: Study) -> None:
    with pytest.raises(Refused, match="qualcode undo"):
        surveyed.history.undo(at_the_screen)
    code(surveyed)
    assert EventKind.CODING in surveyed.history.undo(at_the_screen).kinds


def test_the_screen_takes_back_neither_codings_from_a_file_nor_a_take_over(
    surveyed: Study, tmp_path: Path
) -> None:
    code(surveyed)
    done = surveyed.codings.all()
    label, made = segments(surveyed)[0].label, "2026-03-01T10:00:00+00:00"
    # As qualcode exported it: one's own, by hand, of another day.
    table = tmp_path / "codings.csv"
    table.write_text(
        f"source,segment,code,coder,created,origin\nR1,{label},time,Ana,{made},human\n"
    )
    assert surveyed.import_codings(table).added == 1
    with pytest.raises(Refused, match="not made here; to undo it: qualcode undo"):
        surveyed.history.undo(at_the_screen)
    surveyed.history.undo()
    with pytest.raises(Refused, match="not made here; to redo it: qualcode undo --redo"):
        surveyed.history.redo(at_the_screen)
    coded(surveyed, segments(surveyed), "", {"Ben": {4: ["time"]}, "Cyd": {4: ["time"]}})
    assert surveyed.adjudication.take_over_agreed() == 1
    with pytest.raises(Refused, match="not made here"):
        surveyed.history.undo(at_the_screen)
    surveyed.history.undo()
    # What was done at the screen goes and comes as often as one likes.
    for _ in range(2):
        surveyed.history.undo(at_the_screen)
        assert not set(done) & set(surveyed.codings.all())
        surveyed.history.redo(at_the_screen)
        assert set(done) <= set(surveyed.codings.all())


def test_moments_of_another_zone_do_not_bar_undo(surveyed: Study, tmp_path: Path) -> None:
    table = tmp_path / "codings.csv"
    table.write_text(
        "source,segment,code,coder,created\n"
        f"R1,{segments(surveyed)[0].label},time,Ana,2026-03-01T10:00:00+05:30\n"
    )
    assert surveyed.import_codings(table).added == 1
    after = state(surveyed)
    uncode(surveyed)
    surveyed.history.undo()
    assert state(surveyed) == after
    surveyed.history.undo()
    assert surveyed.codings.all() == []
