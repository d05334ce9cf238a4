"""Flags on both databases: one's own, undone like codings, kept apart in rounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete

from qualcode import Study, open_study
from qualcode.domain.errors import Refused
from qualcode.domain.events import EventKind
from qualcode.store import schema
from qualcode.study.own_deeds import at_the_screen
from tests.support.studies import ROWS, segments, small_survey


def test_flags_are_listed_with_their_place_and_words(surveyed: Study, tmp_path: Path) -> None:
    known = segments(surveyed)
    surveyed.flags.put([known[3].id, known[0].id, known[3].id])
    with open_study(tmp_path / "study", "Ana") as again:
        assert again.flags.of_segments([one.id for one in known]) == {known[0].id, known[3].id}
        first, second = again.flags.all()
        assert (first.spot.segment, first.spot.span) == (known[0].id, known[0].span)
        assert first.spot.source_name == "R1"
        assert first.words == ROWS[0][2]
        assert second.spot.segment == known[3].id
        again.flags.take_off([one.id for one in known])
        assert again.flags.all() == []
        assert again.check() == []


def test_a_flag_is_nobody_elses(surveyed: Study) -> None:
    ids = [one.id for one in segments(surveyed)]
    surveyed.flags.put(ids[:2])
    ben = surveyed.acting_as("Ben")
    assert ben.flags.all() == []
    assert ben.flags.of_segments(ids) == set()
    ben.flags.put(ids[1:3])
    ben.flags.take_off(ids)
    assert surveyed.flags.of_segments(ids) == set(ids[:2])


def test_the_screen_takes_flags_back_and_forth(surveyed: Study) -> None:
    ids = [one.id for one in segments(surveyed)]
    surveyed.flags.put(ids[:2])
    surveyed.flags.put(ids[:3])
    surveyed.flags.take_off(ids[:1])
    steps = [set(ids[1:3]), set(ids[:3]), set(ids[:2]), set()]
    for expected in steps[1:]:
        assert surveyed.history.undo(at_the_screen).kinds.keys() == {EventKind.FLAG}
        assert surveyed.flags.of_segments(ids) == expected
    for expected in reversed(steps[:-1]):
        surveyed.history.redo(at_the_screen)
        assert surveyed.flags.of_segments(ids) == expected
    assert surveyed.check() == []


def test_what_stands_already_is_no_deed(surveyed: Study) -> None:
    ids = [one.id for one in segments(surveyed)]
    surveyed.flags.put(ids[:1])
    known = len(surveyed.history.latest(None))
    surveyed.flags.put(ids[:1])
    surveyed.flags.take_off(ids[1:])
    assert len(surveyed.history.latest(None)) == known


def test_in_a_round_one_sees_the_flags_put_in_it(surveyed: Study) -> None:
    ids = [one.id for one in segments(surveyed)]
    surveyed.flags.put(ids[:1])
    surveyed.rounds.create("pilot", ["Ana", "Ben"], blind=True)
    inside = surveyed.in_round("pilot")
    assert inside.flags.all() == []
    inside.flags.put(ids[1:2])
    assert inside.flags.of_segments(ids) == {ids[1]}
    assert surveyed.flags.of_segments(ids) == {ids[0]}
    inside.history.undo(at_the_screen)
    with pytest.raises(Refused, match="not done in the round"):
        inside.history.undo(at_the_screen)
    inside.history.redo(at_the_screen)
    surveyed.rounds.close("pilot")
    assert surveyed.flags.of_segments(ids) == set(ids[:2])
    surveyed.flags.take_off(ids)
    assert surveyed.flags.all() == []
    surveyed.history.undo()
    assert surveyed.flags.of_segments(ids) == set(ids[:2])


def test_in_a_round_only_the_own_queue_is_flagged(surveyed: Study) -> None:
    surveyed.rounds.create("pilot", ["Ana", "Ben"], overlap=0.0)
    ana, ben = surveyed.in_round("pilot"), surveyed.acting_as("Ben").in_round("pilot")
    (entry, *_) = ben.desk.round_page().entries
    with pytest.raises(Refused, match="not in your queue"):
        ana.flags.put([entry.segment.id])
    ben.flags.put([entry.segment.id])


def test_flags_go_along_with_a_changed_text(surveyed: Study, tmp_path: Path) -> None:
    known = segments(surveyed)
    surveyed.flags.put([known[0].id, known[2].id])
    before = surveyed.flags.all()
    rows = [("R1", "analyst", "Training helps us a lot.", ROWS[0][3]), *ROWS[1:]]
    small_survey(surveyed.acting_as("Ben"), tmp_path / "later", rows)
    words = {one.words for one in surveyed.flags.all()}
    assert words == {"Training helps us a lot.", before[1].words}
    assert surveyed.check() == []
    surveyed.acting_as("Ben").history.undo()
    assert [one.spot for one in surveyed.flags.all()] == [one.spot for one in before]
    assert surveyed.check() == []


def test_flags_of_a_removed_source_are_not_listed(surveyed: Study) -> None:
    surveyed.flags.put([segments(surveyed)[0].id])
    surveyed.sources.remove("R1")
    assert surveyed.flags.all() == []
    surveyed.history.undo()
    assert len(surveyed.flags.all()) == 1


def test_check_finds_a_flag_that_was_lost(surveyed: Study) -> None:
    surveyed.flags.put([segments(surveyed)[0].id])
    with surveyed._session.deed() as deed:
        deed.connection.execute(delete(schema.flag))
    (problem,) = surveyed.check()
    assert "flag on segment" in problem
