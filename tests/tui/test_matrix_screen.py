"""The framework matrix on the screen: its cells lead to quotations, summaries are written there."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from qualcode.study import Study, open_study
from qualcode.tui.app import CodingApp
from qualcode.tui.looks.inks import COLOURS
from qualcode.tui.matrix.bench import MatrixBench
from qualcode.tui.registry.matrix import MATRIX
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.matrix import MatrixScreen
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.screens.theme_quotes import ThemeQuotesScreen
from tests.support.disputing import coded
from tests.support.studies import segments
from tests.tui.sitting import NARROW, WIDE, press, screen, seen
from tests.tui.test_agreement_screen import settled
from tests.tui.test_look import compared

ANNA = {0: [("neighbours", 4, 19), "money"], 1: ["office"], 2: ["money"], 3: ["weather"],
        5: ["money"]}  # fmt: skip
SUMMARY = "Money is [b]short[/b] with drivers."


@pytest.fixture
def read(study: Study) -> Study:
    """Give the study with what anna coded."""
    coded(study, segments(study), "", {"anna": ANNA})
    return study


@asynccontextmanager
async def at_matrix(study: Study, size: tuple[int, int] = WIDE) -> AsyncIterator[Pilot[None]]:
    async with CodingApp(study).run_test(size=size) as pilot:
        await press(pilot, "g", "M")
        await settled(pilot)
        yield pilot


def shown(pilot: Pilot[None]) -> MatrixScreen:
    on_top = pilot.app.screen
    assert isinstance(on_top, MatrixScreen)
    return on_top


def bench(pilot: Pilot[None]) -> MatrixBench:
    return shown(pilot).bench


def at(pilot: Pilot[None]) -> tuple[str, str]:
    """Return row and theme of the chosen cell."""
    row = shown(pilot).list.row
    assert row is not None
    return row.row.key, bench(pilot).cell(row).place.code


async def go_to(pilot: Pilot[None], row: str, code: str) -> None:
    """Step to a cell with the arrows."""
    matrix = bench(pilot).matrix
    assert matrix is not None
    rows, codes = [one.key for one in matrix.rows], [one.code for one in matrix.columns]
    down, right = rows.index(row), codes.index(code)
    if bench(pilot).is_grid:
        await press(pilot, "g", "g", *["left"] * len(codes), *["down"] * down, *["right"] * right)
    else:
        await press(pilot, "g", "g", *["down"] * right, *["right"] * down)
    assert at(pilot) == (row, code)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_each_cell_counts_and_leads_to_its_quotations(
    read: Study, size: tuple[int, int]
) -> None:
    whole = read.matrices.matrix("position")
    async with at_matrix(read, size) as pilot:
        assert bench(pilot).matrix == whole
        for cell in whole.cells:
            await go_to(pilot, cell.place.row, cell.place.code)
            number = len(cell.quotations)
            told = f"{number} quotation{'s' * (number != 1)} of {cell.people} person"
            assert told in seen(pilot) or not cell.looked
            if not number:
                await press(pilot, "enter")
                assert "no quotation in this cell" in seen(pilot)
        await go_to(pilot, "nurse", "money")
        await press(pilot, "enter")
        await settled(pilot)
        quoted = pilot.app.screen
        assert isinstance(quoted, ThemeQuotesScreen)
        assert {one.words for one in quoted.list.all} == {
            one.words for one in whole.cell("nurse", "money").quotations
        }
        await press(pilot, "enter")
        assert screen(pilot).bench.entry.segment.id == quoted.list.all[0].spot.segment
        await press(pilot, "q", "q")
        await settled(pilot)
        assert at(pilot) == ("nurse", "money")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_ones_own_summary_is_written_kept_and_taken_back(
    read: Study, size: tuple[int, int]
) -> None:
    def written() -> list[str]:
        cell = read.matrices.matrix("position").cell("driver", "money")
        return [one.memo.text for one in cell.summaries]

    async with at_matrix(read, size) as pilot:
        await go_to(pilot, "driver", "weather")
        await go_to(pilot, "driver", "money")
        await press(pilot, "e", *SUMMARY, "escape")
        assert written() == [SUMMARY]
        assert "summary kept" in seen(pilot)
        assert "Money is [b]s" in seen(pilot)
        await press(pilot, "e", "escape")
        assert written() == [SUMMARY]
        await press(pilot, "e", *"!", "escape")
        assert written() == [SUMMARY + "!"]
        await press(pilot, "u")
        await settled(pilot)
        assert written() == [SUMMARY]
        assert at(pilot) == ("driver", "money")
        assert SUMMARY + "!" not in seen(pilot)
        await press(pilot, "g", "m")
        assert isinstance(pilot.app.screen, MemosScreen)
        assert "driver: money" in seen(pilot)
        await press(pilot, "q")
        await settled(pilot)
        await press(pilot, "e", *["backspace"] * len(SUMMARY), "escape")
        assert written() == []


async def test_summaries_of_others_stand_beside_ones_own(read: Study) -> None:
    with open_study(read.folder, "ben") as other:
        place = other.matrices.matrix("position").cell("nurse", "money").place
        other.matrices.summarise(place, "Nurses can pay.")
    async with at_matrix(read) as pilot:
        await go_to(pilot, "nurse", "money")
        assert "Nurses can pay." in seen(pilot)
        assert re.search(r"ben, \d{4}-", seen(pilot))
        await press(pilot, "e")
        assert shown(pilot)._editor.text == ""
        await press(pilot, *"Mine.", "escape")
        cell = read.matrices.matrix("position").cell("nurse", "money")
        assert [one.author for one in cell.summaries] == ["ben", "anna"]


async def test_what_the_rows_are_is_chosen_and_cells_stay_when_the_window_changes(
    read: Study,
) -> None:
    async with at_matrix(read) as pilot:
        await press(pilot, "b", "s", "enter")
        await settled(pilot)
        assert bench(pilot).matrix == read.matrices.matrix("source")
        await go_to(pilot, shown(pilot).list.all[-1].row.key, "weather")
        here = at(pilot)
        for size in (NARROW, (60, 16), (200, 60), (40, 12), WIDE):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            assert at(pilot) == here
            assert "MATRIX" in seen(pilot)
        before = seen(pilot)
        for _ in COLOURS:
            await press(pilot, "f3")
            assert seen(pilot) == before


async def test_every_action_can_be_done(read: Study) -> None:
    async with at_matrix(read) as pilot:
        assert {*shown(pilot).verbs(), *shown(pilot)._shared()} == set(MATRIX.by_id)
        await press(pilot, "o")
        assert "WHAT THE MATRIX IS OF" in seen(pilot)
        await press(pilot, "escape", "R")
        await settled(pilot)
        assert "Written: exports/matrix-by-position.html" in seen(pilot)
        assert read.folder is not None
        assert (read.folder / "exports" / "matrix-by-position.html").exists()
        await press(pilot, "/", *"nur", "tab")
        assert at(pilot)[0] == "nurse"
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_nothing_is_coded_yet(study: Study) -> None:
    async with at_matrix(study, NARROW) as pilot:
        assert "No theme has a quotation" in seen(pilot)
        await press(pilot, "e", "enter", "right", "left", "G")
        assert isinstance(pilot.app.screen, MatrixScreen)


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_how_it_looks_at_two_sizes(read: Study, name: str, size: tuple[int, int]) -> None:
    async with at_matrix(read, size) as pilot:
        await go_to(pilot, "driver", "help")
        compared(seen(pilot), f"matrix-{name}")
