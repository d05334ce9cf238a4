"""Keys typed ahead of the screens, and a study that changes or breaks under the hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.domain.codebook_changes import RetireCode
from qualcode.domain.errors import StoreUnavailable
from qualcode.study import Study, open_study
from qualcode.tui.app import CodingApp
from qualcode.tui.goings import GOINGS
from qualcode.tui.habits.going_on import page_to_go_on
from qualcode.tui.habits.outset import Outset
from qualcode.tui.habits.sitting_state import Sitting
from qualcode.tui.registry.home import HOME
from qualcode.tui.screens.help import HelpScreen
from tests.tui.sitting import (
    ANSWERS,
    at_home,
    at_question,
    at_source,
    bench,
    press,
    quotations,
    screen,
    seen,
)


@pytest.mark.parametrize("name", [*GOINGS])
async def test_a_screen_may_be_left_before_it_is_there(study: Study, name: str) -> None:
    async with at_home(study) as pilot:
        app = pilot.app
        assert isinstance(app, CodingApp)
        for _ in range(2):
            app.go_to(name)
            app.change_colours()
            app.go_back()
            app.go_to(name)
            app.go_to("settings")
            app.show_home()
            await pilot.pause()
            assert app.screen.name == "home"


async def test_help_asked_for_twice_comes_once(study: Study) -> None:
    async with at_home(study) as pilot:
        app = pilot.app
        assert isinstance(app, CodingApp)
        for _ in range(2):
            app.show_help(HOME)
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await press(pilot, "x")
        assert app.screen.name == "home"


async def test_leaving_is_possible_from_help(study: Study) -> None:
    async with at_home(study) as pilot:
        await press(pilot, "?")
        assert isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, "ctrl+q")
    assert not pilot.app.is_running


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (9, 4), (300, 80)])
async def test_any_size_will_do(study: Study, size: tuple[int, int]) -> None:
    async with at_question(study, size) as pilot:
        await press(pilot, "1", "g", "d", "1", "q", "?", "x")
        assert len(quotations(study)) >= 1


async def test_what_a_screen_cannot_read_when_it_comes_back_is_told(
    study: Study, folder: Path
) -> None:
    async with at_home(study) as pilot:
        await press(pilot, "g", "c", "g", "m")
        (folder / "codebook.yaml").unlink()
        (folder / "codebook.yaml").mkdir()
        await press(pilot, "q")
        assert "codebook.yaml cannot be read" in seen(pilot)
        await press(pilot, "j")
        assert pilot.app.screen.name == "codebook"


async def test_what_nothing_can_be_shown_after_ends_the_sitting(study: Study) -> None:
    app = CodingApp(study)
    async with app.run_test() as pilot:
        await pilot.pause()
        app._handle_exception(StoreUnavailable("The disk is gone."))
        await pilot.pause()
    assert app.return_code == StoreUnavailable.exit_code
    assert app._exception is None


async def test_a_code_retired_meanwhile_is_not_put_on(study: Study, folder: Path) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "c", *"money")
        with open_study(folder, "anna") as other:
            other.codes.change(RetireCode("money"))
        await press(pilot, "enter")
        assert bench(pilot).told.failed
        assert quotations(study) == []
        await press(pilot, "escape", "1")
        assert quotations(study) == [("neighbours", ANSWERS[0][2])]


async def test_a_source_removed_meanwhile_takes_no_more(study: Study, folder: Path) -> None:
    async with at_question(study) as pilot:
        with open_study(folder, "anna") as other:
            other.sources.remove("P1")
        await press(pilot, "1")
        assert "P1 is no longer in the study" in screen(pilot).bench.told.text
        assert quotations(study) == []
        await press(pilot, "j", "1")
        assert [code for code, _ in quotations(study)] == ["neighbours"]
        assert study.check() == []


async def test_a_round_closed_meanwhile_takes_no_more(study: Study, folder: Path) -> None:
    study.rounds.create("trial", ["anna", "ben"], question="what-helped", seed=1)
    app = CodingApp(study, study.in_round("trial").desk.round_page())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        with open_study(folder, "anna") as other:
            other.rounds.close("trial")
        await press(pilot, "1")
        assert screen(pilot).bench.told.failed
        assert "closed" in screen(pilot).bench.told.text
        assert quotations(study) == []


def test_a_state_of_the_wrong_kinds_is_left_alone(study: Study) -> None:
    from qualcode.tui.habits.going_on import going_on

    place = {"kind": "questions", "id": "what-helped", "number": 9, "offset": 0, "deck": True}
    sitting = Sitting(None, {"place": place, "deck": {
        "page": ["questions", "what-helped"], "codes": 3, "order": [],
    }})  # fmt: skip
    going = going_on(study, sitting)
    assert going is not None
    assert page_to_go_on(study, going) is not None
    app = CodingApp(study, outset=Outset(sitting=sitting), resume=True)
    assert app._pages.going(going, sitting) is not None


async def test_a_memo_may_be_about_what_has_brackets_in_its_name(study: Study) -> None:
    study.sources.rename("talk", "[/] talk")
    async with at_source(study, "[/] talk") as pilot:
        await press(pilot, "M")
        assert "memo on" in seen(pilot)
        assert "[/] talk · Esc keeps it" in seen(pilot)
