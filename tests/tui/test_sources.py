"""The list of sources: what it tells of each, in which orders, and the ways from there."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.domain.coding import LookState
from qualcode.study import Study, create_study
from qualcode.tui.app import CodingApp
from qualcode.tui.registry.sources import SOURCES
from qualcode.tui.screens.deck import DeckScreen
from qualcode.tui.screens.sources import SourcesScreen
from tests.tui.sitting import NARROW, WIDE, at_home, bench, press, seen
from tests.tui.test_look import compared

at_two_sizes = pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])


def names(pilot) -> list[str]:
    screen = pilot.app.screen
    assert isinstance(screen, SourcesScreen)
    return [row.source.name for row in screen.list.shown]


def steady(shown: str, study: Study) -> str:
    """Return a screen without the dates of this very run."""
    moment = study.sources.find("talk").imported.astimezone()
    return shown.replace(f"{moment:%Y-%m-%d %H:%M}", "date time       ").replace(
        f"{moment:%Y-%m-%d}", "date      "
    )


@at_two_sizes
async def test_sources_at_two_sizes(study: Study, name: str, size: tuple[int, int]) -> None:
    segment = study.desk.source_page("P1").entries[0].segment
    study.codings.apply("money", segment)
    study.codings.look([segment.id], LookState.DONE)
    async with at_home(study, size) as pilot:
        await press(pilot, "g", "s", "j")
        compared(steady(seen(pilot), study), f"sources-{name}")


async def test_every_action_can_be_done(study: Study) -> None:
    async with at_home(study) as pilot:
        await press(pilot, "g", "s")
        screen = pilot.app.screen
        assert isinstance(screen, SourcesScreen)
        assert {*screen.verbs(), *screen._shared()} == set(SOURCES.by_id)


async def test_orders_and_their_turning_round_keep_the_row(study: Study) -> None:
    talk = study.desk.source_page("talk").entries
    study.codings.look([one.segment.id for one in talk if not one.asks], LookState.DONE)
    async with at_home(study) as pilot:
        await press(pilot, "g", "s")
        assert names(pilot) == ["talk", "P1", "P2", "P3", "P4"]
        assert "INTERVIEWS" in seen(pilot)
        await press(pilot, "s", "n")
        assert names(pilot) == ["P1", "P2", "P3", "P4", "talk"]
        assert pilot.app.screen.list.row.source.name == "talk"
        assert "INTERVIEWS" not in seen(pilot)
        await press(pilot, "s", "n")
        assert names(pilot) == ["talk", "P4", "P3", "P2", "P1"]
        assert "turned round" in seen(pilot)
        await press(pilot, "s", "l")
        assert names(pilot)[0] == "talk"
        await press(pilot, "s", "d")
        assert names(pilot)[0] == "talk"
        await press(pilot, "s", "p")
        assert names(pilot)[-1] == "talk"
        await press(pilot, "s", "k")
        assert names(pilot)[0] == "talk"


async def test_enter_opens_and_comes_back_and_d_makes_rows(study: Study) -> None:
    async with at_home(study) as pilot:
        await press(pilot, "g", "s", "j", "enter")
        assert bench(pilot).page.title == "P1"
        await press(pilot, "D", "q")
        assert isinstance(pilot.app.screen, SourcesScreen)
        assert pilot.app.screen.list.row.progress.finished == 1
        await press(pilot, "D")
        assert isinstance(pilot.app.screen, DeckScreen)
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, SourcesScreen)
        await press(pilot, "q")
        assert "QUESTIONS" in seen(pilot)


async def test_letters_narrow_and_tab_gives_them_their_meaning_back(study: Study) -> None:
    async with at_home(study) as pilot:
        await press(pilot, "g", "s", "/", *"survey")
        assert names(pilot) == ["P1", "P2", "P3", "P4"]
        await press(pilot, "tab", "j", "s", "n")
        assert pilot.app.screen.list.row.source.name == "P2"
        assert "only: survey" in seen(pilot) or "sorted by name" in seen(pilot)
        await press(pilot, "/", *" P3", "enter")
        assert bench(pilot).page.title == "P3"
        await press(pilot, "q", "escape")
        assert len(names(pilot)) == 5


async def test_the_mouse_chooses_and_opens(study: Study) -> None:
    async with at_home(study) as pilot:
        await press(pilot, "g", "s")
        await pilot.click("#list", offset=(10, 5))
        assert pilot.app.screen.list.row.source.name == "P2"
        await pilot.click("#list", offset=(10, 3))
        assert pilot.app.screen.list.row.source.name == "P2"
        await pilot.click("#list", offset=(10, 6), times=2)
        await pilot.pause()
        assert bench(pilot).page.title == "P3"


async def test_what_is_known_of_a_source_says_how_to_rename_and_remove(study: Study) -> None:
    async with at_home(study) as pilot:
        await press(pilot, "g", "s", "j")
        shown = seen(pilot)
        for told in ("survey.csv", "nurse", "qualcode source rename P1 NEW", "soup [y]"):
            assert told in shown


async def test_a_study_without_sources_says_what_to_do(tmp_path) -> None:
    with create_study(tmp_path / "new", "New", "anna") as study:
        async with CodingApp(study).run_test(size=NARROW) as pilot:
            await pilot.pause()
            await press(pilot, "g", "s")
            assert "qualcode import FILE" in seen(pilot)
            await press(pilot, "enter", "D", "j", "G")
            assert "qualcode import FILE" in seen(pilot)


async def test_where_nobody_is_known_to_speak_no_participants_are_headed(
    study: Study, tmp_path: Path
) -> None:
    (tmp_path / "case.txt").write_text("They were cold.", encoding="utf-8")
    study.import_files(tmp_path / "case.txt", kind="case")
    async with at_home(study) as pilot:
        await press(pilot, "g", "s")
        for name, headed in (("talk", True), ("case", False)):
            pilot.app.screen.list.choose(lambda row, name=name: row.source.name == name)
            pilot.app.screen.show_now()
            await pilot.pause()
            assert ("PARTICIPANTS" in seen(pilot)) == headed
