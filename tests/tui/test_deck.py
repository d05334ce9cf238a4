"""The survey deck: each key does what help says, in one deed, and one undo takes it back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import MouseScrollDown, MouseScrollUp, Paste
from textual.pilot import Pilot

from qualcode.domain.coding import LookState
from qualcode.domain.errors import StoreUnavailable
from qualcode.study import Study, open_study
from qualcode.tui.app import CodingApp
from qualcode.tui.deck.bench import DeckBench
from qualcode.tui.deck.order import Order
from qualcode.tui.registry.deck import DECK
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.deck import DeckScreen
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.screens.home import HomeScreen
from tests.tui.sitting import NARROW, WIDE, at_home, at_question, kept, press, quotations
from tests.tui.terminal import Terminal
from tests.tui.test_look import compared

QUESTION = "what-helped"


@asynccontextmanager
async def at_deck(
    study: Study, size: tuple[int, int] = WIDE, at: int | None = None
) -> AsyncIterator[Pilot[None]]:
    app = CodingApp(study, study.desk.question_page(QUESTION), at, as_deck=True)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def deck(pilot: Pilot[None]) -> DeckScreen:
    shown = pilot.app.screen
    assert isinstance(shown, DeckScreen)
    return shown


def bench(pilot: Pilot[None]) -> DeckBench:
    return deck(pilot).bench


def seen(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def order(pilot: Pilot[None]) -> list[str]:
    """Return who is shown, from the top."""
    return [bench(pilot).answers[row].who for row in bench(pilot).rows.shown]


def chosen(pilot: Pilot[None]) -> list[str]:
    return [bench(pilot).answers[row].who for row in bench(pilot).rows.chosen]


def coded(study: Study) -> list[tuple[str, str]]:
    """Return (participant, code) of anna's codings of answers, as the store has them."""
    who = {one.segment.id: one.segment.participant for one in study.sources.passages()}
    names = {one.id: one.name for one in study.participants}
    return sorted((names[who[one.segment] or one.id], one.code) for one in kept(study))


def looked(study: Study) -> dict[str, LookState]:
    entries = study.desk.question_page(QUESTION).entries
    known = study.desk.work(one.segment.id for one in entries).looks
    return {
        one.participant.name: known[one.segment.id]
        for one in entries
        if one.participant and one.segment.id in known
    }


def deeds(study: Study) -> int:
    return len({event.deed for event in study.history.latest(None)})


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_the_deck_at_two_sizes(study: Study, name: str, size: tuple[int, int]) -> None:
    async with at_deck(study, size) as pilot:
        await press(
            pilot, "space", "space", "1", "3", "escape", "G", "N", "k", "s", "s", "j", "v", "j"
        )
        compared(seen(pilot), f"deck-{name}")


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_the_definition_stands_beside_the_code_that_is_picked(
    study: Study, name: str, size: tuple[int, int]
) -> None:
    async with at_deck(study, size) as pilot:
        await press(pilot, "A", "c", *"mon")
        assert "Money is named." in seen(pilot)
        assert "on “4 answers”" in seen(pilot)
        compared(seen(pilot), f"deck-picking-{name}")


async def test_a_digit_codes_the_row_and_one_undo_takes_it_back(study: Study) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "j", "2")
        assert coded(study) == [("P2", "office")]
        assert quotations(study) == [("office", bench(pilot).answers[1].words)]
        assert looked(study) == {"P2": LookState.SEEN}
        assert "Public office put on P2" in seen(pilot)
        assert "saved" in seen(pilot)
        await press(pilot, "u")
        assert kept(study) == []
        assert "undone: Public office put on P2" in seen(pilot)
        assert looked(study) == {}
        await press(pilot, "ctrl+r")
        assert coded(study) == [("P2", "office")]
        assert "done again: Public office put on P2" in seen(pilot)
        await press(pilot, "9")
        assert "No code is pinned to this digit." in seen(pilot)


async def test_all_selected_rows_are_coded_in_one_deed(study: Study) -> None:
    done = deeds(study)
    async with at_deck(study) as pilot:
        await press(pilot, "space", "space", "j", "space", "1")
        assert coded(study) == [("P1", "neighbours"), ("P2", "neighbours"), ("P4", "neighbours")]
        assert deeds(study) == done + 1
        assert "Neighbours put on 3 answers" in seen(pilot)
        assert chosen(pilot) == ["P1", "P2", "P4"]
        await press(pilot, "A", "1")
        assert "Neighbours put on P3; 3 had it already" in seen(pilot)
        await press(pilot, "1")
        assert "Neighbours is on 4 answers already" in seen(pilot)
        await press(pilot, "u", "ctrl+z")
        assert kept(study) == []
        assert "undone: Neighbours put on 3 answers" in seen(pilot)
        assert bench(pilot).rows.codes_in(range(4)) == {}
        await press(pilot, "ctrl+y")
        assert len(kept(study)) == 3


async def test_rows_are_selected_singly_in_ranges_all_and_inverted(study: Study) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "space")
        assert (chosen(pilot), bench(pilot).rows.place) == (["P1"], 1)
        await press(pilot, "k", "space")
        assert chosen(pilot) == []
        await press(pilot, "v", "j")
        assert chosen(pilot) == ["P2", "P3"]
        await press(pilot, "escape")
        assert chosen(pilot) == []
        await press(pilot, "v", "k", "v", "G")
        assert chosen(pilot) == ["P2", "P3"]
        await press(pilot, "I")
        assert chosen(pilot) == ["P1", "P4"]
        await press(pilot, "A")
        assert chosen(pilot) == ["P1", "P2", "P3", "P4"]
        await press(pilot, "escape")
        assert chosen(pilot) == []
        await press(pilot, "g", "g", "shift+down", "shift+down", "shift+up")
        assert chosen(pilot) == ["P1", "P2"]
        await press(pilot, "escape", "escape")
        assert "q goes back" in seen(pilot)


async def test_the_picker_codes_and_stays_for_another(study: Study) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "A", "c", *"mon", "tab", *"weath", "enter")
        assert len(kept(study)) == 8
        assert {one.code for one in kept(study)} == {"money", "weather"}
        await press(pilot, "escape", "g", "g", "c", "escape", "u", ".")
        assert "Weather put on P1" in seen(pilot)


async def test_a_code_is_taken_off_and_of_several_a_list_asks_which(study: Study) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "d")
        assert "No code of yours is on this." in seen(pilot)
        await press(pilot, ".")
        assert "No code was used yet." in seen(pilot)
        await press(pilot, "A", "1", "d")
        assert kept(study) == []
        assert "Neighbours taken off 4 answers" in seen(pilot)
        await press(pilot, "1", "escape", "g", "g", "2", "A", "d")
        assert "take off" in seen(pilot)
        await press(pilot, *"neigh", "enter")
        assert coded(study) == [("P1", "office")]
        await press(pilot, "u")
        assert len(kept(study)) == 5
        await press(pilot, "d", "escape")
        assert len(kept(study)) == 5


async def test_done_and_nothing_applies_for_many(study: Study) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "space", "space", "N")
        assert looked(study) == {"P1": LookState.NOTHING, "P2": LookState.NOTHING}
        assert "2 answers: nothing applies" in seen(pilot)
        await press(pilot, "u")
        assert looked(study) == {}
        assert "undone: 'nothing applies' of 2 answers" in seen(pilot)
        await press(pilot, "escape", "1", "A", "ctrl+n")
        assert "NOT SAVED: P3 has codes of yours" in seen(pilot)
        assert looked(study) == {"P3": LookState.SEEN}
        await press(pilot, "D")
        assert set(looked(study).values()) == {LookState.DONE}
        assert "4/4 done" in seen(pilot)


async def test_rows_are_sorted_each_way(study: Study) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "s", "l")
        assert order(pilot) == ["P2", "P1", "P3", "P4"]
        assert bench(pilot).answer is bench(pilot).answers[0]
        await press(pilot, "s", "l")
        assert order(pilot) == ["P4", "P3", "P1", "P2"]
        assert "shortest first" in seen(pilot)
        await press(pilot, "s", "p")
        assert order(pilot) == ["P1", "P2", "P3", "P4"]
        await press(pilot, "s", "t", "s", "t")
        assert order(pilot) == ["P4", "P3", "P2", "P1"]
        await press(pilot, "g", "g", "1", "s", "u")
        assert order(pilot) == ["P1", "P2", "P3", "P4"]
        await press(pilot, "s", "t", "g", "g", "s", "s")
        assert order(pilot)[:2] == ["P1", "P2"]
        assert "most alike first, to P1" in seen(pilot)
        assert "1.00" in seen(pilot)


async def test_rows_are_filtered_by_words_attribute_code_and_uncoded(study: Study) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "/", *"CAME")
        assert order(pilot) == ["P1", "P2"]
        await press(pilot, *" soup", "enter")
        assert order(pilot) == ["P1"]
        assert "1 of 4 shown" in seen(pilot)
        await press(pilot, "/", "escape")
        assert len(order(pilot)) == 4
        await press(pilot, "f", "a", *"nur", "enter")
        assert order(pilot) == ["P1", "P3"]
        assert "position: nurse" in seen(pilot)
        await press(pilot, "1", "f", "u")
        assert order(pilot) == ["P3"]
        await press(pilot, "f", "u", "f", "a", "tab")
        assert len(order(pilot)) == 4
        assert "position: driver or nurse" in seen(pilot)
        await press(pilot, "down", "tab", "escape")
        assert order(pilot) == ["P2", "P4"]
        await press(pilot, "f", "f", "f", "c", "enter")
        assert order(pilot) == ["P1"]
        await press(pilot, "f", "f")
        assert order(pilot) == ["P1", "P2", "P3", "P4"]


async def test_what_the_filter_hides_is_never_touched(study: Study) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "A", "/", *"snowed", "enter")
        assert "(3 selected ones are not)" in seen(pilot)
        await press(pilot, "1")
        assert coded(study) == [("P4", "neighbours")]
        await press(pilot, "/", *"zzz", "enter", "1", "d", "N", "c", "space", "v", "enter", "J")
        assert "No answer" in seen(pilot)
        await press(pilot, "s", "s", "A", "I", "shift+down", "G", "z")
        assert coded(study) == [("P4", "neighbours")]


async def test_rows_stay_where_they_are_until_they_are_sorted_anew(study: Study) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "f", "u", "1", "2")
        assert order(pilot) == ["P1", "P2", "P3", "P4"]
        assert len(kept(study)) == 2
        await press(pilot, "r")
        assert order(pilot) == ["P2", "P3", "P4"]
        await press(pilot, "u", "u")
        assert order(pilot) == ["P2", "P3", "P4"]
        await press(pilot, "r")
        assert order(pilot) == ["P1", "P2", "P3", "P4"]


async def test_the_next_uncoded_row_in_the_order_shown(study: Study) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "j", "1", "j", "N", "k", "k", "]", "u")
        assert bench(pilot).rows.place == 3
        await press(pilot, "]", "u")
        assert "no uncoded answer below" in seen(pilot)
        await press(pilot, "[", "u")
        assert bench(pilot).rows.place == 0
        await press(pilot, "[", "u")
        assert "no uncoded answer above" in seen(pilot)
        await press(pilot, "pagedown")
        assert bench(pilot).rows.place == 3
        await press(pilot, "pageup")
        assert bench(pilot).rows.place == 0


async def test_the_way_to_the_text_and_back(study: Study) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "j", "j", "enter")
        shown = pilot.app.screen
        assert isinstance(shown, CodingScreen)
        assert shown.bench.cursor.segment == 2
        await press(pilot, "1", "k", "g", "d")
        assert bench(pilot).rows.place == 1
        assert bench(pilot).codes_on(2) == {"neighbours"}
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_the_deck_is_as_it_was_after_a_look_at_the_text(study: Study) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "s", "l", "f", "a", *"driv", "enter", "g", "g")
        await press(pilot, "space", "enter", "g", "d")
        assert order(pilot) == ["P2", "P4"]
        assert chosen(pilot) == ["P2"]
        assert bench(pilot).answer is bench(pilot).answers[3]
        await press(pilot, "q", "D")
        assert len(order(pilot)) == 4


async def test_home_opens_the_deck_of_a_question_and_of_a_source(study: Study) -> None:
    async with at_home(study) as pilot:
        await press(pilot, "D")
        assert deck(pilot).bench.page.title == QUESTION
        await press(pilot, "q", "j", "D")
        assert [answer.who for answer in bench(pilot).answers] == ["Mara", "Mara"]
        await press(pilot, "A", "c", *"mon", "enter")
        assert "Money put on 2 segments" in seen(pilot)


async def test_marks_of_passing_by_are_no_steps_of_undo(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "j", "j", "g", "d")
        assert looked(study) == dict.fromkeys(("P1", "P2"), LookState.SEEN)
        await press(pilot, "u")
        assert kept(study) == []
        assert "undone: Neighbours put on P1" in seen(pilot)
        await press(pilot, "q")
    assert looked(study) == {"P2": LookState.SEEN}


async def test_undo_tells_of_a_deed_on_another_text(study: Study) -> None:
    talk = [one.segment for one in study.sources.passages() if one.source.name == "talk"]
    study.codings.apply_to_all("money", talk[1:2])
    async with at_deck(study) as pilot:
        await press(pilot, "u")
        assert "undone: Money put on 1 of another text" in seen(pilot)
        assert kept(study) == []


async def test_a_failure_shows_that_nothing_was_saved(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_deck(study) as pilot:

        def full(*_: object) -> None:
            raise StoreUnavailable("The disk is full.")

        monkeypatch.setattr(study.codings, "apply_to_all", full)
        await press(pilot, "A", "1")
        assert "NOT SAVED: The disk is full." in seen(pilot)
        assert bench(pilot).rows.codes_in(range(4)) == {}
        assert bench(pilot).saved is None


async def test_in_a_round_only_the_own_queue_and_own_work_show(folder: Path) -> None:
    with open_study(folder, "anna") as study:
        study.rounds.create("blind", ["anna", "ben"], question=QUESTION, sample=4)
        before = study.desk.question_page(QUESTION).entries[0].segment
        study.codings.apply("weather", before)
        bens = study.acting_as("ben").in_round("blind")
        first = bens.desk.round_page().entries[0].segment
        bens.codings.apply("money", first)
        app = CodingApp(study, study.in_round("blind").desk.round_page(), as_deck=True)
        async with app.run_test(size=WIDE) as pilot:
            await pilot.pause()
            assert "ROUND DECK" in seen(pilot)
            assert "▌" not in "".join(seen(pilot).splitlines()[2:-3])
            assert bench(pilot).rows.codes_in(range(4)) == {}
            await press(pilot, "A", "1")
            assert "Neighbours put on 4 answers" in seen(pilot)
            rounds = {one.round for one in kept(study) if one.code == "neighbours"}
            assert rounds == {"blind"}
            await press(pilot, "u")
            assert [one.code for one in kept(study)] == ["weather"]


async def test_home_opens_the_deck_of_a_round(folder: Path) -> None:
    with open_study(folder, "anna") as study:
        study.rounds.create("blind", ["anna", "ben"], question=QUESTION, sample=3)
        async with at_home(study) as pilot:
            await press(pilot, "D")
            assert bench(pilot).page.round == "blind"
            await press(pilot, "2", "enter", "g", "d")
            assert bench(pilot).codes_on(0) == {"office"}
        assert {one.round for one in kept(study)} == {"blind"}


def test_a_batch_that_was_shown_outlives_the_process(folder: Path) -> None:
    terminal = Terminal("-C", folder, "code", "--coder", "anna", "--question", QUESTION, "--deck")
    terminal.until("It snowed")
    terminal.press("A2")
    terminal.until("Public office put on 4 answers")
    terminal.kill()
    with open_study(folder, "anna") as study:
        assert [one.code for one in kept(study)] == ["office"] * 4
    terminal = Terminal("-C", folder, "code", "--coder", "anna", "--question", QUESTION, "--deck")
    terminal.until("It snowed")
    terminal.press("u")
    terminal.until("undone: Public office put on 4 answers")
    terminal.press("\x11")
    assert terminal.end() == 0
    with open_study(folder, "anna") as study:
        assert kept(study) == []


async def test_what_was_done_is_there_after_the_deck_is_left(folder: Path) -> None:
    with open_study(folder, "anna") as study:
        async with at_deck(study) as pilot:
            await press(pilot, "A", "1")
    with open_study(folder, "anna") as study:
        assert len(kept(study)) == 4
        async with at_deck(study) as pilot:
            await press(pilot, "u")
            assert "undone: Neighbours put on 4 answers" in seen(pilot)
        assert kept(study) == []


async def test_markup_and_escapes_are_only_shown(study: Study) -> None:
    app = CodingApp(study, study.desk.source_page("talk"), as_deck=True)
    for size in (WIDE, NARROW, (60, 12)):
        async with app.run_test(size=size) as pilot:
            await press(pilot, "G", "z")
            shown = seen(pilot)
            assert "·]0;owned·" in shown
            assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
            for strip in pilot.app.screen._compositor.render_strips():
                assert strip.cell_length == size[0]
        app = CodingApp(study, study.desk.source_page("talk"), as_deck=True)


async def test_a_long_answer_is_shown_whole_by_scrolling(study: Study) -> None:
    async with at_deck(study, (60, 14)) as pilot:
        long = bench(pilot).answers[1].words
        text = " ".join(seen(pilot).split())
        await press(pilot, "j")
        parts = [seen(pilot)]
        for _ in range(6):
            await press(pilot, "J")
            parts.append(seen(pilot))
        assert "long." in "".join(parts)
        assert long[:20] in "".join(parts)
        await press(pilot, "K", "K", "K", "K", "K", "K")
        assert long[:20] in seen(pilot)
        assert text


async def test_the_mouse_goes_selects_and_scrolls(study: Study) -> None:
    async with at_deck(study) as pilot:
        await pilot.click("#rows", offset=(30, 4))
        assert bench(pilot).rows.place == 2
        await pilot.click("#rows", offset=(1, 0))
        assert chosen(pilot) == ["P1"]
        assert await pilot._post_mouse_events([MouseScrollDown], "#rows", offset=(30, 4), button=0)
        await pilot.pause()
        assert bench(pilot).rows.place == 3
        assert await pilot._post_mouse_events([MouseScrollUp], "#rows", offset=(30, 4), button=0)
        await pilot.pause()
        assert bench(pilot).rows.place == 0
        assert await pilot._post_mouse_events([MouseScrollDown], "#beside", button=0)
        await pilot.pause()
        assert bench(pilot).rows.place == 0
        await pilot.double_click("#rows", offset=(30, 5))
        await pilot.pause()
        assert isinstance(pilot.app.screen, CodingScreen)
        assert pilot.app.screen.bench.cursor.segment == 2


async def test_one_line_or_two_and_light_or_dark(study: Study) -> None:
    async with at_deck(study) as pilot:
        two = seen(pilot)
        await press(pilot, "z")
        assert seen(pilot) != two
        await press(pilot, "z", "f3")
        assert seen(pilot) == two
        assert pilot.app.theme == "light"
        await pilot.resize_terminal(*NARROW)
        await press(pilot, "j")
        assert "▸" in seen(pilot)


async def test_a_chord_that_waits_shows_what_it_may_become(study: Study) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "s")
        deck(pilot).show_hint()
        await pilot.pause()
        assert "sort by similarity" in seen(pilot)
        await press(pilot, "escape", "l")
        assert "sort by similarity" not in seen(pilot)
        assert bench(pilot).rows.order is Order.TEXT


async def test_pasted_letters_are_typed(study: Study) -> None:
    async with at_deck(study) as pilot:
        for key, name in (("/", ""), ("c", "picker"), ("f a", "chooser")):
            await press(pilot, *key.split(" "))
            deck(pilot).on_paste(Paste("nur"))
            assert name != "chooser" or len(deck(pilot)._choices.chooser.found) == 1
            await press(pilot, "escape")
        assert kept(study) == []


async def test_help_lists_every_action_and_the_palette_does_one(study: Study) -> None:
    async with at_deck(study, (140, 60)) as pilot:
        await press(pilot, "?")
        assert isinstance(pilot.app.screen, HelpScreen)
        words = " ".join(
            "".join(segment.text for segment in line) for line in pilot.app.screen._lines()
        )
        for action in DECK.actions:
            assert " ".join(action.help.split()[:4]) in words
        await press(pilot, "x", "ctrl+p", *"sort by length")
        await pilot.app.workers.wait_for_complete()
        await press(pilot, "enter")
        await pilot.pause()
        assert bench(pilot).rows.order is Order.LENGTH
        await press(pilot, "ctrl+q")
    assert not pilot.app.is_running


async def test_every_action_can_be_done(study: Study) -> None:
    async with at_deck(study) as pilot:
        assert {*deck(pilot).verbs(), *deck(pilot)._shared()} == set(DECK.by_id)
