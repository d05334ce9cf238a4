"""The list of one's flags: going there, taking off, taking that back."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.study import Study, open_study
from qualcode.tui.registry.flags import FLAGS
from qualcode.tui.screens.flags import FlagsScreen
from tests.tui.sitting import NARROW, WIDE, at_home, bench, press, seen
from tests.tui.test_look import compared

at_two_sizes = pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])


@pytest.fixture
def flagged(study: Study, folder: Path) -> Study:
    """Give the study with two flags of anna's and one of ben's."""
    entries = study.desk.question_page("what-helped").entries
    talk = study.desk.source_page("talk").entries
    study.flags.put([entries[0].segment.id, talk[3].segment.id])
    with open_study(folder, "ben") as other:
        other.flags.put([entries[1].segment.id])
    return study


def steady(shown: str, study: Study) -> str:
    """Return a screen without the moments of this very run."""
    for one in study.flags.all():
        shown = shown.replace(f"{one.moment.astimezone():%Y-%m-%d %H:%M}", "date time       ")
    return shown


@at_two_sizes
async def test_flags_at_two_sizes(flagged: Study, name: str, size: tuple[int, int]) -> None:
    async with at_home(flagged, size) as pilot:
        await press(pilot, "g", "f", "G")
        compared(steady(seen(pilot), flagged), f"flags-{name}")


async def test_every_action_can_be_done(flagged: Study) -> None:
    async with at_home(flagged) as pilot:
        await press(pilot, "g", "f")
        screen = pilot.app.screen
        assert isinstance(screen, FlagsScreen)
        assert {*screen.verbs(), *screen._shared()} == set(FLAGS.by_id)


async def test_only_ones_own_are_there_and_enter_goes_there(flagged: Study) -> None:
    async with at_home(flagged) as pilot:
        await press(pilot, "g", "f")
        shown = seen(pilot)
        assert "Flags  2" in shown
        assert "soup [y] and" in shown
        assert "Nobody came" not in shown
        await press(pilot, "G", "enter")
        assert bench(pilot).page.title == "talk"
        assert bench(pilot).entry.segment.id == flagged.flags.all()[-1].spot.segment
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, FlagsScreen)


async def test_d_takes_off_and_u_takes_that_back(flagged: Study) -> None:
    first = flagged.flags.all()[0]
    async with at_home(flagged) as pilot:
        await press(pilot, "g", "f", "d")
        assert "flag taken off P1 what-helped" in seen(pilot)
        assert first.spot not in [one.spot for one in flagged.flags.all()]
        await press(pilot, "u")
        assert "undone: 1 flag removed" in seen(pilot)
        assert flagged.flags.all()[0].spot == first.spot
        await press(pilot, "d", "d")
        assert "No flags yet" in seen(pilot)
        await press(pilot, "d", "enter")
        assert flagged.flags.all() == []


async def test_nothing_to_undo_is_said(study: Study) -> None:
    async with at_home(study) as pilot:
        await press(pilot, "g", "f", "u")
        assert "not made here" in seen(pilot) or "nothing to undo" in seen(pilot)
