"""Working through the queue of a round at the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.domain.coding import LookState
from qualcode.study import Study, open_study
from qualcode.tui.app import CodingApp
from tests.tui.sitting import NARROW, at_home, bench, kept, press, seen
from tests.tui.terminal import Terminal


@pytest.fixture
def given(study: Study) -> Study:
    """Give the study with a blind round of everything that can be coded."""
    study.rounds.create("pilot", ["anna", "ben"], blind=True, seed=2)
    return study


async def test_the_list_begins_with_open_rounds_and_enter_opens_the_queue(given: Study) -> None:
    async with at_home(given, NARROW) as pilot:
        text = seen(pilot)
        assert text.index("ROUNDS") < text.index("QUESTIONS")
        assert "pilot  blind" in text
        assert "0/6" in text
        await press(pilot, "enter")
        page = bench(pilot).page
        assert page.round == "pilot"
        assert "0/6 done" in seen(pilot)


async def test_what_is_coded_belongs_to_the_round(given: Study) -> None:
    made = given.rounds.find("pilot")
    async with at_home(given, NARROW) as pilot:
        await press(pilot, "enter", "c", "m", "o", "n", "e", "enter", "D", "N")
        first, second = (entry.segment.id for entry in bench(pilot).page.entries[:2])
        assert "2/6 done" in seen(pilot)
        await press(pilot, "q")
        assert "2/6" in seen(pilot)
    (coding,) = kept(given)
    assert (coding.code, coding.segment) == ("money", first)
    assert (coding.round, coding.revision) == ("pilot", made.revision)
    looks = {one.segment: (one.round, one.state) for one in given.codings.looks()}
    assert looks == {first: ("pilot", LookState.DONE), second: ("pilot", LookState.NOTHING)}


async def test_a_queue_is_taken_up_where_it_was_left(given: Study) -> None:
    inside = given.in_round("pilot")
    page = inside.desk.round_page()
    inside.codings.look([entry.segment.id for entry in page.entries[:3]], LookState.DONE)
    async with CodingApp(given, page).run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert bench(pilot).cursor.segment == 3


async def test_the_codes_for_the_question_that_is_read_come_first(given: Study) -> None:
    page = given.in_round("pilot").desk.round_page()
    asked = [number for number, one in enumerate(page.entries) if one.segment.question]
    other = [number for number, one in enumerate(page.entries) if not one.segment.question]
    async with CodingApp(given, page).run_test(size=NARROW) as pilot:
        await pilot.pause()
        bench(pilot).go_to_segment(asked[0])
        assert bench(pilot).codes.pinned == ["neighbours", "office"]
        await press(pilot, "1")
        bench(pilot).go_to_segment(other[-1])
        await press(pilot, "1")
        assert bench(pilot).codes.pinned == ["neighbours", "office", "money", "weather"]
    assert [one.code for one in kept(given)] == ["neighbours"] * 2


async def test_an_interviewers_words_are_read_and_never_marked(given: Study) -> None:
    page = given.in_round("pilot").desk.round_page()
    asks = [number for number, entry in enumerate(page.entries) if entry.asks]
    assert len(asks) == 2
    async with CodingApp(given, page, asks[0]).run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "How was it?" in seen(pilot)
        await press(pilot, "j", "j", "D")
        await press(pilot, "q")
        assert "ROUNDS" in seen(pilot)
    queue = {entry.segment.id for entry in page.entries if not entry.asks}
    assert {one.segment for one in given.codings.looks()} <= queue


async def test_done_goes_on_to_what_is_to_be_coded(given: Study) -> None:
    page = given.in_round("pilot").desk.round_page()
    asks = [number for number, entry in enumerate(page.entries) if entry.asks]
    async with CodingApp(given, page, asks[0] + 1).run_test(size=NARROW) as pilot:
        await pilot.pause()
        await press(pilot, "D")
        assert bench(pilot).cursor.segment == asks[1] + 1
        await press(pilot, "D")
        assert bench(pilot).cursor.segment == asks[1] + 1
        assert bench(pilot).progress == (2, 6)


async def test_coding_an_interviewers_words_says_why_not(given: Study) -> None:
    page = given.in_round("pilot").desk.round_page()
    asks = next(number for number, entry in enumerate(page.entries) if entry.asks)
    async with CodingApp(given, page, asks).run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        await press(pilot, "D")
        assert "not in your queue of the round 'pilot'" in seen(pilot)
    assert given.codings.looks() == []


async def test_nothing_from_outside_the_round_shows_or_is_undone(
    given: Study, folder: Path
) -> None:
    page = given.in_round("pilot").desk.round_page()
    given.codings.apply("weather", page.entries[0].segment)
    with open_study(folder, "ben") as other:
        other.in_round("pilot").codings.apply("office", page.entries[0].segment)
    async with CodingApp(given, page).run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        assert bench(pilot).here == []
        await press(pilot, "u")
        assert "not done in the round 'pilot'" in seen(pilot)
        await press(pilot, "c", "m", "o", "n", "e", "enter", "u")
        assert "undone" in seen(pilot)
    assert [one.code for one in kept(given)] == ["weather"]


async def test_a_round_that_closes_meanwhile_takes_nothing_and_says_so(
    given: Study, folder: Path
) -> None:
    async with at_home(given) as pilot:
        await press(pilot, "enter", "D")
        with open_study(folder, "anna") as other:
            other.rounds.close("pilot")
        await press(pilot, "D")
        assert "NOT SAVED: The round 'pilot' is closed" in seen(pilot)
        assert bench(pilot).progress == (1, 6)


async def test_a_round_that_closed_since_the_list_was_made(given: Study, folder: Path) -> None:
    async with at_home(given, NARROW) as pilot:
        with open_study(folder, "anna") as other:
            other.rounds.close("pilot")
        await press(pilot, "enter")
        assert "The round 'pilot' is closed" in seen(pilot)


async def test_closed_work_shows_outside_and_stays(given: Study) -> None:
    inside = given.in_round("pilot")
    entry = next(
        one for one in inside.desk.round_page().entries if one.segment.question == "what-helped"
    )
    inside.codings.apply("money", entry.segment)
    given.rounds.close("pilot")
    page = given.desk.question_page("what-helped")
    at = [one.segment.id for one in page.entries].index(entry.segment.id)
    async with CodingApp(given, page, at).run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        assert [one.code for one in bench(pilot).here] == ["money"]
        await press(pilot, "d")
        assert "which is closed: it stays" in seen(pilot)
    assert [one.code for one in kept(given)] == ["money"]


def test_a_queue_opens_from_the_command_line_and_a_power_cut_loses_nothing(
    given: Study, folder: Path
) -> None:
    words = ("-C", folder, "--as", "anna", "code", "--round", "pilot")
    terminal = Terminal(*words, size=NARROW)
    terminal.until("0/6 done")
    terminal.press("D")
    terminal.until("1/6 done")
    terminal.press("N")
    terminal.until("2/6 done")
    terminal.kill()
    states = {one.state for one in given.codings.looks() if one.round == "pilot"}
    assert states == {LookState.DONE, LookState.NOTHING}
    again = Terminal(*words, size=NARROW)
    again.until("2/6 done")
    again.until(" 3/8 ")
    again.press("q")
    again.until("ROUNDS")
    again.press("q")
    assert again.end() == 0
    assert given.check() == []
