"""Home: where to go on, what to do next, how far everybody is."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.domain.coding import LookState
from qualcode.study import Study, create_study, open_study
from qualcode.tui.app import CodingApp
from qualcode.tui.registry.home import HOME
from qualcode.tui.screens.home import HomeScreen
from tests.tui.sitting import NARROW, WIDE, at_home, bench, press, seen
from tests.tui.test_look import compared

at_two_sizes = pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])


def close_a_round(study: Study, folder: Path) -> None:
    """Let two coders code a round, each in their own way, and close it."""
    study.rounds.create("trial", ["anna", "ben"], question="what-helped", seed=1)
    for name, code in (("anna", "money"), ("ben", "weather")):
        with open_study(folder, name) as one:
            inside = one.in_round("trial")
            entries = sorted(inside.desk.round_page().entries, key=lambda one: one.source.name)
            inside.codings.apply(code, entries[0].segment)
            inside.codings.look([entry.segment.id for entry in entries], LookState.DONE)
    study.rounds.close("trial")


@pytest.fixture
def busy(study: Study, folder: Path) -> Study:
    """Give the study with a closed round, an open blind one, and work of both coders."""
    close_a_round(study, folder)
    study.rounds.create("pilot", ["anna", "ben"], blind=True, seed=2)
    with open_study(folder, "ben") as other:
        inside = other.in_round("pilot")
        inside.codings.look([inside.desk.round_page().entries[0].segment.id], LookState.DONE)
    return study


@at_two_sizes
async def test_home_at_two_sizes(busy: Study, name: str, size: tuple[int, int]) -> None:
    async with at_home(busy, size) as pilot:
        compared(seen(pilot), f"home-{name}")


@at_two_sizes
async def test_home_of_a_coder_at_two_sizes(
    busy: Study, folder: Path, name: str, size: tuple[int, int]
) -> None:
    with open_study(folder, "ben") as study:
        async with at_home(study, size) as pilot:
            compared(seen(pilot), f"home-coder-{name}")


async def test_every_action_can_be_done(study: Study) -> None:
    async with at_home(study) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, HomeScreen)
        assert {*screen.verbs(), *screen._shared()} == set(HOME.by_id)


async def test_what_comes_next_is_the_round_then_the_question_then_a_text(busy: Study) -> None:
    async with at_home(busy) as pilot:
        assert "pilot  your queue in this round has 6 left" in seen(pilot)
        await press(pilot, "enter")
        assert bench(pilot).page.round == "pilot"
        await press(pilot, "q")
        busy.rounds.close("pilot")
        await press(pilot, "g", "s", "q")
        assert "what-helped  4 answers to finish" not in seen(pilot)  # those of trial count
        assert "talk  2 segments to finish" in seen(pilot)


async def test_enter_on_the_first_line_goes_on_where_one_was(study: Study) -> None:
    async with at_home(study) as pilot:
        await press(pilot, "/", *"talk", "enter", "j", "j", "q", "g", "g")
        assert "talk  where you were: segment 3" in seen(pilot)
        assert "what-helped  4 answers to finish" in seen(pilot)
        await press(pilot, "enter")
        assert bench(pilot).page.title == "talk"
        assert bench(pilot).cursor.segment == 2


async def test_who_leads_sees_how_far_all_are_and_a_coder_only_themselves(
    busy: Study, folder: Path
) -> None:
    async with at_home(busy) as pilot:
        shown = seen(pilot)
        assert "ROUND PILOT (BLIND)" in shown
        assert "1/6" in shown
    with open_study(folder, "ben") as study:
        async with at_home(study) as pilot:
            beside = [line[94:] for line in seen(pilot).splitlines()]
            at = next(i for i, line in enumerate(beside) if "PILOT" in line)
            assert "ben" in beside[at + 1]
            assert "anna" not in beside[at + 2]


async def counted(study: Study) -> str:
    """Ask for the agreement and return the screen once it is counted."""
    async with at_home(study) as pilot:
        await press(pilot, "a")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        return seen(pilot)


async def test_agreement_is_counted_when_asked_for_and_when_it_may_be_told(
    study: Study, folder: Path
) -> None:
    close_a_round(study, folder)
    async with at_home(study) as pilot:
        assert "a counts it" in seen(pilot)
        assert "the round trial is closed" in seen(pilot)
    shown = await counted(study)
    assert "alpha" in shown
    assert "1 disagreement to settle" in shown
    study.rounds.create("pilot", ["anna", "ben"], blind=True, seed=2)
    assert "alpha" not in await counted(study)


async def test_who_leads_goes_to_what_is_left_to_settle(study: Study, folder: Path) -> None:
    close_a_round(study, folder)
    async with at_home(study) as pilot:
        pilot.app.screen.list.choose(lambda row: row.name == "adjudication")
        await press(pilot, "enter")
        assert pilot.app.screen.name == "adjudication"
    with open_study(folder, "ben") as other:
        async with at_home(other) as pilot:
            assert "the round trial is closed" not in seen(pilot)


async def test_who_leads_is_told_to_close_a_round_that_everybody_has_finished(
    busy: Study, folder: Path
) -> None:
    command = "qualcode round close pilot"
    for name in ("anna", "ben"):
        async with at_home(busy) as pilot:
            assert command not in seen(pilot)
        with open_study(folder, name) as one:
            inside = one.in_round("pilot")
            entries = inside.desk.round_page().entries
            drawn = [entry.segment.id for entry in entries if not entry.asks]
            inside.codings.look(drawn, LookState.DONE)
    async with at_home(busy, NARROW) as pilot:
        assert f"pilot  everybody has finished this round: {command}" in seen(pilot)
        pilot.app.screen.list.choose(lambda row: row.name == "pilot")
        await press(pilot, "enter")
        assert f"On the command line: {command}" in seen(pilot)
    with open_study(folder, "ben") as study:
        async with at_home(study) as pilot:
            assert command not in seen(pilot)


async def test_stepping_back_once_too_often_does_not_leave(study: Study) -> None:
    async with at_home(study, NARROW) as pilot:
        await press(pilot, "g", "j", "escape", "escape", "escape")
        assert pilot.app.screen.name == "home"
        assert pilot.app.is_running
        assert "This is the first screen; q leaves." in seen(pilot)
        await press(pilot, "q")
        assert not pilot.app.is_running


async def test_agreement_of_no_round_is_none(study: Study) -> None:
    async with at_home(study, NARROW) as pilot:
        await press(pilot, "a")
        assert "No round is closed yet" in seen(pilot)


async def test_an_empty_study_says_how_to_begin(tmp_path: Path) -> None:
    with create_study(tmp_path / "new", "New", "anna") as study:
        async with CodingApp(study).run_test(size=NARROW) as pilot:
            await pilot.pause()
            assert "qualcode import FILE" in seen(pilot)
            await press(pilot, "enter", "D")
            assert "qualcode import FILE" in seen(pilot)


async def test_a_study_without_codes_goes_to_the_codebook_first(tmp_path: Path) -> None:
    with create_study(tmp_path / "new", "New", "anna") as study:
        (tmp_path / "a.txt").write_text("Some words.\n\nAnd more.", encoding="utf-8")
        study.import_files(tmp_path / "a.txt")
        async with CodingApp(study).run_test(size=NARROW) as pilot:
            await pilot.pause()
            assert "there are no codes yet" in seen(pilot)
            await press(pilot, "enter")
            assert pilot.app.screen.name == "codebook"
