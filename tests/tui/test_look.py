"""How the screen looks at two sizes, and that no text can harm it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qualcode.study import Study
from qualcode.tui.app import CodingApp
from qualcode.tui.registry.coding import CODING
from qualcode.tui.screens.help import HelpScreen
from tests.tui.sitting import (
    NARROW,
    WIDE,
    at_question,
    at_source,
    bench,
    press,
    screen,
    seen,
)

GOLDEN = Path(__file__).parent / "golden"


def compared(shown: str, name: str) -> None:
    """Compare a screen with the golden one; a missing one is written, and fails."""
    steady = re.sub(r"saved \d\d:\d\d:\d\d", "saved hh:mm:ss", shown)
    path = GOLDEN / f"{name}.txt"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(steady + "\n", encoding="utf-8")
        pytest.fail(f"{path} was missing and is written now: look at it and keep it.")
    assert steady + "\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_a_question_at_two_sizes(study: Study, name: str, size: tuple[int, int]) -> None:
    async with at_question(study, size) as pilot:
        await press(pilot, "1", "w", "v", "w", "2", "j", "D", "k")
        compared(seen(pilot), f"question-{name}")


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_an_interview_at_two_sizes(study: Study, name: str, size: tuple[int, int]) -> None:
    async with at_source(study, size=size) as pilot:
        await press(pilot, "j", "c", *"mon", "enter", "c", "n")
        compared(seen(pilot), f"interview-{name}")


async def test_every_row_is_exactly_as_wide_as_the_text(study: Study) -> None:
    for size in (NARROW, WIDE, (200, 20), (40, 12)):
        async with at_question(study, size) as pilot:
            await press(pilot, "1", "v", "w", "j", "j", "w", "2")
            text = screen(pilot)._text
            for row in range(len(text.rows)):
                assert text._strip(row).cell_length == text.size.width


async def test_markup_and_escapes_in_a_source_are_only_shown(study: Study) -> None:
    async with at_source(study) as pilot:
        await press(pilot, "G")
        shown = seen(pilot)
        assert "[bold]Honestly[/bold]" in shown
        assert "·]0;owned·" in shown
        strips = pilot.app.screen._compositor.render_strips()
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", "".join(strip.text for strip in strips))


async def test_brackets_of_markup_stay_in_every_part_of_the_screen(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "m", *"[b]x[/b]", "escape", "c")
        assert "[b]x[/b]" in seen(pilot)
        assert "soup [y] and" in seen(pilot)


async def test_a_change_of_size_keeps_the_cursor_in_sight(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "G")
        for size in (NARROW, (60, 14), WIDE):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "▸" in seen(pilot)
            assert "It snowed" in seen(pilot)


async def test_the_tree_shows_what_is_asked_then_all_then_nothing(study: Study) -> None:
    async with at_question(study, NARROW) as pilot:
        assert "CODES FOR THIS QUESTION" not in seen(pilot)
        await press(pilot, "t")
        assert "Public office" in seen(pilot)
        assert "Weather" not in seen(pilot)
        await press(pilot, "t")
        assert "CODEBOOK" in seen(pilot)
        assert "Weather" in seen(pilot)
        await press(pilot, "escape")
        assert "CODEBOOK" not in seen(pilot)


async def test_find_shows_places_goes_round_and_comes_back(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "/", *"CAME")
        assert bench(pilot).cursor.position == 15
        await press(pilot, "enter", "n")
        assert bench(pilot).cursor.segment == 1
        await press(pilot, "n", "p")
        assert bench(pilot).cursor.segment == 1
        await press(pilot, "/", *"zzz")
        assert "Not found" in seen(pilot)
        await press(pilot, "escape")
        assert bench(pilot).cursor.segment == 1
        assert not bench(pilot).finder.seeks


async def test_help_lists_every_action(study: Study) -> None:
    async with at_question(study, (140, 60)) as pilot:
        await press(pilot, "?")
        assert isinstance(pilot.app.screen, HelpScreen)
        words = " ".join(
            "".join(segment.text for segment in line) for line in pilot.app.screen._lines()
        )
        for action in CODING.actions:
            assert " ".join(action.help.split()[:4]) in words
        await press(pilot, "escape")
        assert screen(pilot)


async def test_every_action_of_the_registry_can_be_done(study: Study) -> None:
    async with at_question(study) as pilot:
        assert {*screen(pilot).verbs(), *screen(pilot)._shared()} == set(CODING.by_id)


async def test_the_palette_does_an_action(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "ctrl+p", *"nothing applies")
        await pilot.app.workers.wait_for_complete()
        await press(pilot, "enter")
        await pilot.pause()
        assert bench(pilot).cursor.segment == 1


async def test_light_and_dark_and_no_colour(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_question(study) as pilot:
        dark = seen(pilot)
        await press(pilot, "f3")
        assert pilot.app.theme == "light"
        assert seen(pilot) == dark
    monkeypatch.setenv("NO_COLOR", "1")
    app = CodingApp(study, study.desk.question_page("what-helped"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        for strip in screen(pilot)._text.render_lines(screen(pilot)._text.size.region):
            for segment in strip:
                colour = segment.style and segment.style.color
                if colour is not None and colour.triplet is not None:
                    assert len(set(colour.triplet)) == 1


async def test_a_long_question_is_told_rather_than_the_name_of_the_study(study: Study) -> None:
    async with at_question(study, (140, 30)) as pilot:
        assert "Winter ▸ what-helped" in seen(pilot)
    async with at_question(study, (30, 30)) as pilot:
        assert seen(pilot).startswith(" what-helped")
