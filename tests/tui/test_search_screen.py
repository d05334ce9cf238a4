"""Searching all texts: results while typing, going there, coding many of them at once."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.domain.coding import LookState
from qualcode.study import Study
from qualcode.tui.lists.excerpts import around_the_hit, marked, parts_of
from qualcode.tui.registry.search import SEARCH
from qualcode.tui.screens.search import SearchScreen
from tests.tui.sitting import NARROW, WIDE, at_home, bench, kept, press, quotations, seen
from tests.tui.test_look import compared

at_two_sizes = pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])


async def look_for(pilot: Pilot[None], words: str, *then: str) -> SearchScreen:
    """Search for words and go on to other keys."""
    if pilot.app.screen.name != "search":
        await press(pilot, "g", "/")
    screen = pilot.app.screen
    assert isinstance(screen, SearchScreen)
    await press(pilot, *words)
    await pilot.pause(screen.REST + 0.1)
    await press(pilot, *then)
    return screen


def places(screen: SearchScreen) -> list[str]:
    return [f"{one.source.name} {one.segment.label}" for one in screen.list.shown]


@at_two_sizes
async def test_search_at_two_sizes(study: Study, name: str, size: tuple[int, int]) -> None:
    study.codings.apply("weather", study.desk.question_page("what-helped").entries[0].segment)
    async with at_home(study, size) as pilot:
        await look_for(pilot, "came", "tab", "space", "j")
        compared(seen(pilot), f"search-{name}")


async def test_whoever_comes_back_from_a_place_is_in_the_list(study: Study) -> None:
    async with at_home(study) as pilot:
        shown = await look_for(pilot, "came", "enter")
        assert pilot.app.screen is not shown
        await press(pilot, "q")
        assert pilot.app.screen is shown
        await press(pilot, "q")
        assert pilot.app.screen.name == "home"
        await look_for(pilot, "nowhere", "enter", "x")
        assert "nowherex▏" in seen(pilot)


async def test_every_action_can_be_done(study: Study) -> None:
    async with at_home(study) as pilot:
        await press(pilot, "ctrl+f")
        screen = pilot.app.screen
        assert isinstance(screen, SearchScreen)
        assert {*screen.verbs(), *screen._shared()} == set(SEARCH.by_id)


async def test_results_come_while_one_types_and_the_last_word_may_be_a_beginning(
    study: Study,
) -> None:
    async with at_home(study) as pilot:
        screen = await look_for(pilot, "neighb")
        assert places(screen) == ["P1 what-helped", "talk 4"]
        await look_for(pilot, "ours br")
        assert places(screen) == ["P1 what-helped"]
        await press(pilot, "ctrl+u", *"neighb ")
        await pilot.pause(screen.REST + 0.1)
        assert "Nothing found" in seen(pilot)
        await press(pilot, "ctrl+u", *'"no money"')
        await pilot.pause(screen.REST + 0.1)
        assert places(screen) == ["talk 2"]


async def test_enter_goes_to_the_hit_and_q_comes_back(study: Study) -> None:
    async with at_home(study) as pilot:
        await look_for(pilot, "heater", "enter")
        assert bench(pilot).page.title == "P1"
        assert bench(pilot).page.text[bench(pilot).cursor.position :].startswith("heater")
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, SearchScreen)
        await press(pilot, "escape", "escape")
        assert "QUESTIONS" in seen(pilot)


async def test_enter_right_after_typing_searches_first(study: Study) -> None:
    async with at_home(study) as pilot:
        await press(pilot, "g", "/", *"snowed", "enter")
        assert bench(pilot).page.title == "P4"


async def test_many_results_are_coded_in_one_deed_and_undone_in_one(study: Study) -> None:
    async with at_home(study) as pilot:
        screen = await look_for(pilot, "came", "tab", "A", "c", *"mon")
        assert "3 segments" in seen(pilot)
        await press(pilot, "enter")
        assert "Money put on 3 segments" in seen(pilot)
        assert [one.code for one in kept(study)] == ["money"] * 3
        assert screen.bench.codes_on(screen.list.shown[0]) == ["money"]
        await press(pilot, "u")
        assert "undone: 3 codings added" in seen(pilot)
        assert kept(study) == []


async def test_some_are_selected_and_the_last_code_goes_on_again(study: Study) -> None:
    async with at_home(study) as pilot:
        screen = await look_for(pilot, "came", "tab", "space", "space", "c", *"wea", "tab")
        assert "Weather put on 2 segments" in seen(pilot)
        await press(pilot, "escape", "escape")
        assert screen.bench.selected == {}
        await press(pilot, "G", ".")
        assert "Weather put on talk 4" in seen(pilot)
        await press(pilot, ".")
        assert "Weather is on talk 4 already" in seen(pilot)
        assert len(quotations(study)) == 3
        await press(pilot, "A", ".")
        assert "is on 3 segments already" in seen(pilot)
        await press(pilot, "A")
        assert screen.bench.selected == {}


async def test_last_code_without_any_says_what_to_do(study: Study) -> None:
    async with at_home(study) as pilot:
        await look_for(pilot, "came", "tab", ".")
        assert "c chooses one" in seen(pilot)


async def test_undo_tells_of_nothing_to_undo(study: Study) -> None:
    async with at_home(study) as pilot:
        await look_for(pilot, "came", "tab", "u")
        assert "NOT SAVED" in seen(pilot)


async def test_marks_of_passing_by_outlive_an_undo(study: Study) -> None:
    entries = study.desk.question_page("what-helped").entries
    study.codings.apply("money", entries[3].segment)
    study.codings.look([entries[1].segment.id], LookState.SEEN)
    async with at_home(study) as pilot:
        await look_for(pilot, "came", "tab", "u")
        assert kept(study) == []
    assert [one.segment for one in study.codings.looks()] == [entries[1].segment.id]


async def test_more_is_looked_for_as_one_goes_down(study: Study, tmp_path: Path) -> None:
    with (tmp_path / "more.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [(f"Q{number:03}", f"snow number {number}") for number in range(250)]
        csv.writer(file).writerows([("id", "more"), *rows])
    study.import_files(tmp_path / "more.csv", id_column="id", text_columns=("more",))
    async with at_home(study, NARROW) as pilot:
        screen = await look_for(pilot, "snow ", "tab")
        assert len(screen.list.shown) == 100
        assert "100+ found" in seen(pilot)
        await press(pilot, "G", "G", "G")
        assert len(screen.list.shown) == 251
        assert "251 found" in seen(pilot)
        await press(pilot, "/", "ctrl+u", *"number ", "7")
        await pilot.pause(screen.REST + 0.1)
        assert screen.list.place == 0


async def test_words_and_marks_of_others_are_only_shown(study: Study) -> None:
    async with at_home(study) as pilot:
        await look_for(pilot, "honestly", "tab")
        shown = seen(pilot)
        assert "[bold]Honestly[/bold]" in shown
        assert "·]0;owned·" in shown
        assert "\x02" not in shown
        await press(pilot, "/", "ctrl+u", *"soup")
        await pilot.pause(0.3)
        assert "soup [y] and" in seen(pilot)


async def test_mouse_wheel_and_click(study: Study) -> None:
    async with at_home(study) as pilot:
        screen = await look_for(pilot, "came", "tab")
        await pilot.click("#list", offset=(30, 1))
        assert screen.list.place == 1
        await pilot.click("#list", offset=(30, 2), times=2)
        await pilot.pause()
        assert bench(pilot).page.title == "talk"


def test_hits_are_parted_and_kept_in_sight() -> None:
    excerpt = "one two three four five six \x02seven\x03 eight \x02nine\x03"
    assert parts_of(excerpt) == [
        ("one two three four five six ", False),
        ("seven", True),
        (" eight ", False),
        ("nine", True),
    ]
    near = around_the_hit(parts_of(excerpt), 30)
    assert near[0] == ("…six ", False)
    assert around_the_hit(parts_of("\x02a\x03 b"), 3) == [("a", True), (" b", False)]
    assert marked("Came he came.", ["came", "Came"]) == [
        ("Came", True),
        (" he ", False),
        ("came", True),
        (".", False),
    ]
    assert parts_of("no mark\x03 at all") == [("no mark\x03 at all", False)]
