"""Changing the codebook on both databases: what follows, what is told, and the way back."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import Study, create_study, open_study
from qualcode.domain.codebook_changes import (
    Change,
    EditCode,
    MergeCodes,
    MoveCode,
    NewCode,
    RetireCode,
    ReviveCode,
    SplitCode,
)
from qualcode.domain.coding import MemoSubject
from qualcode.domain.errors import InputError, NotFound, QualcodeError, Refused
from qualcode.domain.instrument import Instrument, Question
from qualcode.domain.people import Role
from qualcode.domain.rounds import Verdict
from qualcode.domain.span import Span
from qualcode.study.own_deeds import at_the_codebook, at_the_screen
from tests.support import blind
from tests.support.disputing import coded
from tests.support.studies import CODES, segments, small_survey, state

CHANGES: list[Change] = [
    NewCode("Trust", "barriers", values={"short": "In whom.", "key": "t"}),
    EditCode("time", {"name": "Hours", "definition": "As felt.", "include": ("late",)}),
    MoveCode("law", None, 0),
    MergeCodes("data", "time"),
    SplitCode("time", ("Felt time", "Clock time"), True),
    RetireCode("law", ("time",), "too broad"),
    ReviveCode("old"),
]
each_change = pytest.mark.parametrize("change", CHANGES, ids=lambda one: type(one).__name__)


@pytest.fixture
def worked_on(surveyed: Study) -> Study:
    """Give the survey coded by two: `data` by both, twice where Ana has `time` already."""
    first, second, third, *_ = segments(surveyed)
    surveyed.codings.apply_several(["data", "time"], first)
    surveyed.codings.apply("data", second, Span(second.span.start, second.span.start + 3))
    ben = surveyed.acting_as("Ben")
    ben.codings.apply("data", first)
    ben.codings.apply("law", third)
    return surveyed


def facts(study: Study) -> set[tuple[str, str, str, Span]]:
    names = study.team.names()
    return {(names[one.coder], one.code, one.segment, one.span) for one in study.codings.all()}


def commented(text: str) -> str:
    """Return the text of a codebook file with a comment above each code and beside it."""
    marked = re.sub(r"^( *)- id: (\S+)$", r"\1# on \2\n\1- id: \2  # by \2", text, flags=re.M)
    return f"{marked}# on all\n# by all\n"


def comments(text: str) -> set[str]:
    """Return what stands commented as above; each code by its own comments."""
    found = re.findall(r"# on (\S+)\n(?: *- id: \1  )?# by \1$", text, flags=re.M)
    assert len(found) == len(set(found)) == text.count("# on ") == text.count("# by ")
    return set(found)


@each_change
def test_a_change_is_one_deed_that_is_undone_in_another_session(
    worked_on: Study, tmp_path: Path, change: Change
) -> None:
    file, before = tmp_path / "study" / "codebook.yaml", state(worked_on)
    ids = list(worked_on.catalogue.codebook.by_id)
    file.write_text(commented(file.read_text()))
    worked_on.catalogue.apply_edits()
    deeds = len(worked_on.history.deeds(1000))
    done = worked_on.codes.change(change)
    after = state(worked_on)
    assert after["codebook"] == done.codebook.revision != before["codebook"]
    assert len(worked_on.history.deeds(1000)) == deeds + 1
    assert comments(file.read_text()) == {*ids, "all"}
    assert worked_on.catalogue.file.read() == done.codebook == worked_on.catalogue.codebook
    with open_study(tmp_path / "study", "Ana") as again:
        again.history.undo(at_the_codebook)
        assert state(again) == before
        assert again.catalogue.file.read().revision == before["codebook"]
        assert comments(file.read_text()) == {*ids, "all"}
        again.history.redo(at_the_codebook)
        assert state(again) == after
        assert again.check() == []
    assert not worked_on.catalogue.file.edited


@each_change
def test_the_preview_tells_what_then_happens(worked_on: Study, change: Change) -> None:
    before = state(worked_on)
    preview = worked_on.codes.preview(change)
    assert state(worked_on) == before
    done = worked_on.codes.change(change, worked_on.catalogue.codebook)
    assert (preview.codes, preview.codebook) == (done.codes, done.codebook)
    assert preview.forbidding == ()
    expected = {
        "NewCode": (0, 0, ()),
        "EditCode": (1, 1, ("Ana",)),
        "MoveCode": (1, 1, ("Ben",)),
        "MergeCodes": (3, 2, ("Ana", "Ben")),
        "SplitCode": (1, 1, ("Ana",)),
        "RetireCode": (1, 1, ("Ben",)),
        "ReviveCode": (0, 0, ()),
    }
    told = (preview.codings, preview.segments, preview.coders)
    assert told == expected[type(change).__name__]


def test_in_a_merge_all_codings_follow_and_none_stands_twice(worked_on: Study) -> None:
    first, second, *_ = segments(worked_on)
    (kept,) = [one for one in worked_on.codings.all() if one.segment == second.id]
    worked_on.memos.write(MemoSubject.CODING, kept.id, "Hm.")
    before = facts(worked_on)
    done = worked_on.codes.change(MergeCodes("data", "time"))
    assert (done.recoded, done.undecided) == (3, ())
    assert facts(worked_on) == {(who, "time" if code == "data" else code, segment, span)
                                for who, code, segment, span in before}  # fmt: skip
    assert sum(one.segment == first.id for one in worked_on.codings.all()) == 2
    (line,) = worked_on.memos.lines()
    assert line.about.endswith(": time")
    retired = worked_on.catalogue.code("data").retired
    assert retired is not None
    assert retired.use == ("time",)
    assert worked_on.check() == []


CODED = st.sets(
    st.tuples(
        st.sampled_from(["Ana", "Ben"]),
        st.sampled_from(["data", "time", "law"]),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=14,
)


@settings(max_examples=20)
@given(wanted=CODED)
def test_a_merge_of_any_codings_is_what_a_set_of_them_says(
    wanted: set[tuple[str, str, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as home:
        study = create_study(Path(home) / "study", coder="Ana")
        study.team.add("Ben")
        study.catalogue.add_codes(CODES)
        small_survey(study, Path(home) / "in")
        known = segments(study)
        for who, code, place, end in sorted(wanted):
            start = known[place].span.start
            span = Span(start, start + 1 + end)
            assert study.acting_as(who).codings.apply(code, known[place], span)
        before, whole = facts(study), state(study)
        study.codes.change(MergeCodes("data", "time"))
        after = state(study)
        assert facts(study) == {
            (who, "time" if code == "data" else code, segment, span)
            for who, code, segment, span in before
        }
        assert len(study.codings.all()) == len(facts(study))
        for _ in range(2):
            study.history.undo()
            assert state(study) == whole
            study.history.redo()
            assert state(study) == after
        assert study.check() == []
        study.close()


@st.composite
def changes(draw: st.DrawFn, ids: list[str]) -> Change:
    """Draw a change of a codebook with these codes, which may make no sense."""
    code, place = st.sampled_from(ids), st.none() | st.integers(0, 3)
    return draw(
        st.one_of(
            st.builds(NewCode, st.sampled_from(["Nüw", "New: one"]), st.none() | code,
                      st.just(""), place),
            st.builds(EditCode, code, st.fixed_dictionaries(
                {"name": st.sampled_from(["Data quality", "No", "# 1"])},
                optional={"key": st.sampled_from(["", "k"]), "include": st.just(("a: b",))},
            )),
            st.builds(MoveCode, code, st.none() | code, place),
            st.builds(MergeCodes, code, code),
            st.builds(SplitCode, code, st.just(("One", "Two")), st.booleans()),
            st.builds(RetireCode, code),
            st.builds(ReviveCode, code),
        )
    )  # fmt: skip


@settings(max_examples=15)
@given(data=st.data())
def test_rows_of_changes_go_back_and_forth_and_the_file_goes_with_them(
    data: st.DataObject,
) -> None:
    with tempfile.TemporaryDirectory() as home:
        study = create_study(Path(home) / "study", coder="Ana")
        study.catalogue.add_codes(CODES)
        small_survey(study, Path(home) / "in")
        for code, one in zip(("data", "law", "time", "privacy"), segments(study), strict=False):
            study.codings.apply(code, one)
        states, file = [state(study)], study.catalogue.file
        for _ in range(data.draw(st.integers(1, 6))):
            change = data.draw(changes(list(study.catalogue.codebook.by_id)))
            try:
                done = study.codes.change(change)
            except QualcodeError:
                assert state(study) == states[-1]
                continue
            assert file.read() == done.codebook
            if state(study) != states[-1]:
                states.append(state(study))
        for expected in reversed(states[:-1]):
            study.history.undo()
            assert state(study) == expected
            assert file.read() == study.catalogue.codebook
        for expected in states[1:]:
            study.history.redo()
            assert state(study) == expected
            assert file.read() == study.catalogue.codebook
        assert not file.edited
        assert study.check() == []
        study.close()


def test_a_split_leaves_codings_and_returns_those_to_be_decided(worked_on: Study) -> None:
    before = worked_on.codings.all()
    done = worked_on.codes.change(SplitCode("data", ("Late", "Incomplete"), retire=True))
    assert worked_on.codings.all() == before
    assert set(done.undecided) == {one for one in before if one.code == "data"}
    assert {"late", "incomplete"} <= done.codebook.by_id.keys()
    with pytest.raises(Refused, match="Use 'late' or 'incomplete'"):
        worked_on.codings.apply("data", segments(worked_on)[3])


def test_a_merge_is_for_the_lead_and_other_changes_are_for_all(worked_on: Study) -> None:
    ben = worked_on.acting_as("Ben")
    with pytest.raises(Refused, match="for the lead"):
        ben.codes.change(MergeCodes("data", "time"))
    ben.codes.change(NewCode("Trust"))
    assert "trust" in worked_on.catalogue.codebook


def test_ids_are_made_of_names_and_never_twice(worked_on: Study) -> None:
    worked_on.codes.change(NewCode("Old days"))
    worked_on.codes.change(NewCode("Old", "barriers"))
    worked_on.codes.change(NewCode("Zürich › é!"))
    assert [one.id for one in worked_on.catalogue.codebook.codes if one.parent is None][-2:] == [
        "old-days", "zurich-e",
    ]  # fmt: skip
    assert worked_on.catalogue.codebook.children("barriers")[-1].id == "old-2"


def test_what_the_file_would_not_take_is_refused(worked_on: Study) -> None:
    change = worked_on.codes.change
    change(EditCode("law", {"key": "l"}))
    with pytest.raises(InputError, match="The key 'l' clashes with 'l' of 'law'"):
        change(EditCode("time", {"key": "l"}))
    with pytest.raises(InputError, match="'color' must be"):
        change(EditCode("time", {"color": "red"}))
    with pytest.raises(InputError, match="The name 'law' stands twice at one place"):
        change(NewCode("law", "barriers"))
    with pytest.raises(InputError, match="no code 'nowhere'"):
        change(EditCode("time", {"see": ("nowhere",)}))
    worked_on.catalogue.adopt_instrument(Instrument("I", questions=(Question("q1", "Why?"),)))
    change(EditCode("time", {"asked": ("q1",)}))
    with pytest.raises(NotFound, match="question 'q2'"):
        change(EditCode("time", {"asked": ("q2",)}))


def test_changes_meet_edits_by_hand_and_colleagues(worked_on: Study, tmp_path: Path) -> None:
    known = worked_on.catalogue.codebook
    worked_on.acting_as("Ben").codes.change(NewCode("Trust"))
    with pytest.raises(Refused, match="Somebody else changed the codebook"):
        worked_on.codes.change(NewCode("Doubt"), known)
    file = tmp_path / "study" / "codebook.yaml"
    file.write_text(file.read_text().replace("name: Trust", "name: Faith"))
    before = state(worked_on)
    with pytest.raises(Refused, match="edited by hand"):
        worked_on.codes.change(MergeCodes("data", "time"))
    assert state(worked_on) == before


def test_a_merge_waits_for_open_rounds_and_follows_in_closed_ones(worked_on: Study) -> None:
    worked_on.rounds.create("pilot", ["Ana", "Ben"])
    merge = MergeCodes("data", "time")
    assert worked_on.codes.preview(merge).forbidding == ("pilot",)
    inside = worked_on.in_round("pilot")
    inside.codings.apply("data", segments(worked_on)[0])
    before = state(worked_on)
    with pytest.raises(Refused, match="'pilot' is open and coded with 'data': close it first"):
        worked_on.codes.change(merge)
    assert state(worked_on) == before
    with pytest.raises(Refused, match="Inside a round"):
        inside.codes.change(NewCode("Trust"))
    for change in (NewCode("Trust"), RetireCode("law"), EditCode("data", {"name": "Quality"})):
        worked_on.codes.change(change)
    assert inside.catalogue.code("data").name == "Data quality"
    with pytest.raises(Refused, match="not done in the round 'pilot'"):
        inside.history.undo()
    worked_on.rounds.close("pilot")
    before = state(worked_on)
    assert worked_on.codes.preview(merge).rounds == ("pilot",)
    worked_on.codes.change(merge)
    assert "data" not in {one.code for one in worked_on.codings.all()}
    worked_on.history.undo()
    assert state(worked_on) == before


def test_an_open_round_that_does_not_have_the_code_forbids_nothing(worked_on: Study) -> None:
    worked_on.codes.change(RetireCode("data"))
    worked_on.rounds.create("pilot", ["Ana", "Ben"])
    worked_on.codes.change(NewCode("Later"))
    for code in ("data", "later"):
        assert worked_on.codes.preview(MergeCodes(code, "time")).forbidding == ()
        worked_on.codes.change(MergeCodes(code, "time"))


def test_decisions_follow_a_merge(surveyed: Study) -> None:
    coded(surveyed, segments(surveyed), "", {"Ana": {0: ["data"]}, "Ben": {0: ["law"]}})
    (dispute,) = surveyed.adjudication.disputes("")
    surveyed.adjudication.decide(dispute, Verdict.BOTH, reason="Both hold.")
    decided = surveyed.adjudication.decisions("")
    before = state(surveyed)
    surveyed.codes.change(MergeCodes("law", "data"))
    (now,) = surveyed.adjudication.decisions("")
    assert set(decided[0].codes) == {"data", "law"}
    assert now.codes == ("data",)
    assert (now.reason, now.readings) == (decided[0].reason, decided[0].readings)
    surveyed.history.undo(at_the_codebook)
    assert surveyed.adjudication.decisions("") == decided
    assert state(surveyed) == before


def test_what_a_blind_round_hides_follows_and_is_not_told(worked_on: Study) -> None:
    worked_on.team.add("Cyd", Role.LEAD)
    blind.begin(worked_on, "Ben", "Cyd")
    worked_on.codes.change(NewCode("Late", id="late"))
    cyd = worked_on.acting_as("Cyd")
    merge = MergeCodes("late", "time")
    told = []
    for work in (False, True):
        if work:
            (made,) = worked_on.codings.apply_several(["late"], segments(worked_on)[3])
        preview = cyd.codes.preview(merge)
        told.append((preview.codings, preview.segments, preview.coders, preview.rounds))
        done = cyd.codes.change(merge)
        told.append((done.recoded, done.undecided))
        if not work:
            cyd.history.undo()
    assert told[:2] == told[2:] == [(None, None, None, None), (None, ())]
    (coding,) = [one for one in worked_on.codings.all() if one.id == made.id]
    assert coding.code == "time"
    assert made.id not in str(cyd.history.latest(None))
    assert "coding" not in cyd.history.deeds(1)[0].told
    assert set(cyd.history.undo().kinds) == {"codebook"}
    split = cyd.codes.change(SplitCode("late", ("A bit", "Much")))
    assert made.id not in {one.id for one in split.undecided}


def test_each_screen_takes_back_what_was_done_at_it(worked_on: Study) -> None:
    worked_on.codes.change(NewCode("Trust"))
    worked_on.history.undo(at_the_screen)
    worked_on.history.redo(at_the_codebook)
    for change in CHANGES[1:]:
        worked_on.codes.change(change)
        with pytest.raises(Refused, match="not made here"):
            worked_on.history.undo(at_the_screen)
        worked_on.history.undo(at_the_codebook)
    worked_on.codings.apply("time", segments(worked_on)[5])
    with pytest.raises(Refused, match="not made here"):
        worked_on.history.undo(at_the_codebook)


def test_the_first_code_of_all_gets_a_codebook_with_the_studys_title(tmp_path: Path) -> None:
    with create_study(tmp_path / "study", "Winter", coder="Ana") as study:
        study.codes.change(NewCode("Trust"))
        assert study.catalogue.file.read().title == "Winter"
        study.history.undo()
        assert study.catalogue.codebook.codes == ()
