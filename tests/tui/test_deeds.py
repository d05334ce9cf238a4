"""Looks, memos, undo and redo: what is shown is what is kept."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from textual.events import Key

from qualcode.domain.coding import LookState
from qualcode.domain.errors import StoreUnavailable
from qualcode.study import Study, open_study
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.home import HomeScreen
from tests.tui.sitting import (
    at_home,
    at_question,
    bench,
    kept,
    make_study,
    press,
    quotations,
    screen,
    seen,
)


def looks(study: Study) -> list[LookState | None]:
    """Return how far anna looked at the answers, in order."""
    ids = [entry.segment.id for entry in study.desk.question_page("what-helped").entries]
    found = study.desk.work(ids).looks
    return [found.get(one) for one in ids]


async def test_done_and_nothing_applies_are_stored_and_go_on(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "D", "N", "enter")
        assert looks(study) == [LookState.DONE, LookState.NOTHING, LookState.DONE, None]
        assert bench(pilot).cursor.segment == 3
        assert "3/4 done" in seen(pilot)


async def test_nothing_applies_is_refused_where_one_has_coded(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "N")
        assert looks(study)[0] is LookState.SEEN
        assert bench(pilot).told.failed
        assert "NOT SAVED: You have coded this segment" in seen(pilot)


async def test_moving_on_counts_as_seen_but_jumping_does_not(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "j", "k", "G", "g", "g")
        assert looks(study) == [None] * 4
        bench(pilot).note_passed()
        assert looks(study) == [LookState.SEEN, None, None, None]


async def test_what_was_passed_is_kept_before_leaving(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "j", "j", "q")
        assert isinstance(pilot.app.screen, HomeScreen)
    assert looks(study) == [LookState.SEEN, LookState.SEEN, None, None]


async def test_the_next_uncoded_segment_is_neither_coded_nor_finished(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "j", "1", "j", "D", "g", "g", "]", "u")
        assert bench(pilot).cursor.segment == 3
        await press(pilot, "]", "u")
        assert "No uncoded segment after" in seen(pilot)
        await press(pilot, "[", "u")
        assert bench(pilot).cursor.segment == 0
        await press(pilot, "C", "]")
        assert bench(pilot).cursor.segment == 3


async def test_a_memo_is_kept_shown_changed_and_taken_away(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "m", *"soup", "escape")
        assert [memo.text for memo in study.memos.all()] == ["soup"]
        assert "MEMO" in seen(pilot)
        assert "soup" in seen(pilot)
        await press(pilot, "m", *"!", "escape")
        assert [memo.text for memo in study.memos.all()] == ["soup!"]
        await press(pilot, "m", *["backspace"] * 5, "escape")
        assert study.memos.all() == []
        await press(pilot, "u")
        assert [memo.text for memo in study.memos.all()] == ["soup!"]
        assert bench(pilot).told.text == "undone: memo taken from P1"


async def test_a_memo_under_the_pen_is_kept_when_one_quits(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "m", *"soup", "ctrl+q")
    assert [memo.text for memo in study.memos.all()] == ["soup"]


async def test_undo_and_redo_say_what_they_did(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "j", "2", "k", "u")
        assert quotations(study)[0][0] == "neighbours"
        assert len(kept(study)) == 1
        assert bench(pilot).told.text == "undone: Public office put on P2"
        assert bench(pilot).cursor.segment == 1
        await press(pilot, "ctrl+r")
        assert [code for code, _ in quotations(study)] == ["neighbours", "office"]
        assert bench(pilot).told.text == "done again: Public office put on P2"
        await press(pilot, "u", "u", "u")
        assert kept(study) == []
        assert "nothing to undo" in bench(pilot).told.text or bench(pilot).told.failed


async def test_undo_and_redo_reach_over_a_restart(tmp_path: Path) -> None:
    make_study(tmp_path / "s")
    with open_study(tmp_path / "s", "anna") as study:
        async with at_question(study) as pilot:
            await press(pilot, "1", "2")
    with open_study(tmp_path / "s", "anna") as study:
        async with at_question(study) as pilot:
            await press(pilot, "ctrl+z")
            assert [code for code, _ in quotations(study)] == ["neighbours"]
    with open_study(tmp_path / "s", "anna") as study:
        async with at_question(study) as pilot:
            await press(pilot, "ctrl+y")
            assert [code for code, _ in quotations(study)] == ["neighbours", "office"]


async def test_marks_of_passing_by_are_no_steps_of_undo_or_redo(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "j", "j")
        bench(pilot).note_passed()
        assert looks(study)[:2] == [LookState.SEEN, LookState.SEEN]
        await press(pilot, "u")
        assert kept(study) == []
        assert bench(pilot).told.text == "undone: Neighbours put on P1"
        bench(pilot).note_passed()
        await press(pilot, "ctrl+r")
        assert [code for code, _ in quotations(study)] == ["neighbours"]
        await press(pilot, "j", "q")
    assert looks(study)[:2] == [LookState.SEEN, LookState.SEEN]


async def test_an_import_is_not_undone_at_the_screen(study: Study) -> None:
    async with at_question(study) as pilot:
        before = len(study.sources.all())
        await press(pilot, "u")
        assert len(study.sources.all()) == before
        assert bench(pilot).told.failed


@pytest.mark.parametrize("keys", [("1",), ("D",), ("m", "x", "escape")])
async def test_what_the_disk_refuses_is_never_shown_as_saved(
    study: Study, keys: tuple[str, ...]
) -> None:
    async with at_question(study) as pilot:
        full = StoreUnavailable("The disk is full; the last deed was not saved.")
        with patch.object(study._session.store.__class__, "deed", side_effect=full):
            await press(pilot, *keys)
            assert "NOT SAVED: The disk is full" in seen(pilot)
            assert "saved 1" not in seen(pilot)
            assert bench(pilot).here == []
            assert bench(pilot).work.looks == {}
            assert bench(pilot).cursor.segment == 0
        if keys[0] == "m":
            assert screen(pilot)._memo.display
            await press(pilot, "escape")
            assert [memo.text for memo in study.memos.all()] == ["x"]


async def test_the_list_opens_questions_and_sources_and_shows_progress(study: Study) -> None:
    async with at_home(study) as pilot:
        shown = seen(pilot)
        assert "QUESTIONS" in shown
        assert "talk" in shown
        assert "0/4" in shown
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CodingScreen)
        await press(pilot, "D", "q")
        assert "1/4" in seen(pilot)
        await press(pilot, "/", *"talk", "enter")
        assert bench(pilot).page.title == "talk"
        await press(pilot, "q", "q")
    assert pilot.app.return_code == 0


async def test_keys_typed_ahead_reach_the_screen_that_comes(study: Study) -> None:
    async with at_home(study) as pilot:
        pilot.app.post_message(Key("enter", None))
        for letter in "1j2":
            pilot.app.post_message(Key(letter, letter))
        await pilot.pause()
        await pilot.pause()
        assert [code for code, _ in quotations(study)] == ["neighbours", "office"]
        for letter in "qq":
            pilot.app.post_message(Key(letter, letter))
        await pilot.pause()
    assert pilot.app.return_code == 0


async def test_a_memo_typed_ahead_is_no_command(study: Study) -> None:
    async with at_question(study) as pilot:
        for letter in "mdN soup":
            pilot.app.post_message(Key("space" if letter == " " else letter, letter))
        await pilot.pause()
        await pilot.pause()
        await press(pilot, "left", "!", "escape")
        assert [memo.text for memo in study.memos.all()] == ["dN sou!p"]
        assert study.codings.looks() == []
