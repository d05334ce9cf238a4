"""The tables of analysts on the screen: their figures are the study's, charts say the same."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from qualcode.domain.associations import AssociationRow
from qualcode.domain.events import EventKind
from qualcode.domain.scales import MeanRow
from qualcode.study import Study, open_study
from qualcode.tui.app import CodingApp
from qualcode.tui.looks.braille import Canvas
from qualcode.tui.looks.inks import COLOURS
from qualcode.tui.registry.tables import TABLES
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.tables import TablesScreen
from qualcode.tui.screens.theme_quotes import ThemeQuotesScreen
from qualcode.tui.tables.associations_painting import interval
from qualcode.tui.tables.grid import GridView
from qualcode.tui.tables.scales_painting import on_scale
from tests.tui.sitting import NARROW, WIDE, press, seen
from tests.tui.tabulated import tabulate
from tests.tui.test_agreement_screen import settled
from tests.tui.test_look import compared


@pytest.fixture
def many(study: Study, folder: Path) -> Study:
    """Give the study with many more people, coded by anna."""
    return tabulate(study, folder)


@asynccontextmanager
async def at_tables(
    study: Study, *keys: str, size: tuple[int, int] = WIDE
) -> AsyncIterator[Pilot[None]]:
    async with CodingApp(study).run_test(size=size) as pilot:
        await press(pilot, "g", "T")
        for key in keys:
            await press(pilot, key)
        await settled(pilot)
        yield pilot


def shown(pilot: Pilot[None]) -> TablesScreen:
    on_top = pilot.app.screen
    assert isinstance(on_top, TablesScreen)
    return on_top


async def behind(pilot: Pilot[None]) -> list[Any]:
    """Go to the quotations behind the chosen row, and come back."""
    await press(pilot, "enter")
    await settled(pilot)
    on_top = pilot.app.screen
    assert isinstance(on_top, ThemeQuotesScreen)
    found = list(on_top.list.all)
    await press(pilot, "q")
    await settled(pilot)
    return found


def line_of(pilot: Pilot[None], name: str) -> str:
    return next(line for line in seen(pilot).splitlines() if f" {name} " in line)


async def test_codes_together_lead_to_the_quotations_of_both(many: Study) -> None:
    made = many.together.cooccurrence()
    cells = {(one.code, one.other): one for one in made}
    async with at_tables(many) as pilot:
        view = shown(pilot).bench.view
        assert isinstance(view, GridView)
        for row in view.rows:
            for column in range(view.columns):
                one = view.cell(row, column)
                told = "" if one is None else "held" if one.n is None else str(one.n)
                assert told in line_of(pilot, row.name)
        names = [row.code for row in view.rows]
        at, to = names.index("neighbours"), names.index("money")
        await press(pilot, *["j"] * at, *["right"] * to)
        pair = cells.get(("neighbours", "money")) or cells[("money", "neighbours")]
        assert f"{pair.n} segments carry both" in " ".join(seen(pilot).split())
        found = await behind(pilot)
        assert {one.code for one in found} == {"neighbours", "money"}
        assert len({one.spot.segment for one in found}) == pair.n
        await press(pilot, *["left"] * to, *["right"] * at)
        assert len(await behind(pilot)) == cells[("neighbours", "neighbours")].n
        await press(pilot, "m")
        assert "Jaccard index" in seen(pilot)


async def test_small_cells_show_for_the_lead_only_and_the_journal_notes_it(
    many: Study, folder: Path
) -> None:
    def noted() -> int:
        return sum(one.kind is EventKind.RELEASE for one in many.history.latest(None))

    async with at_tables(many) as pilot:
        assert "held" in seen(pilot)
        await press(pilot, "S")
        await settled(pilot)
        assert "small cells shown" in seen(pilot)
        assert "held" not in line_of(pilot, "Weather")
        assert noted() == 1
        await behind(pilot)
        assert noted() == 1
        await press(pilot, "S")
        await settled(pilot)
        assert "small cells shown" not in seen(pilot)
    with open_study(folder, "ben") as other:
        async with at_tables(other, "S") as pilot:
            assert "lead of the study only" in seen(pilot)
            await settled(pilot)
            assert "held" in seen(pilot)


async def test_each_table_shows_what_the_study_computes(many: Study) -> None:
    async with at_tables(many, "3") as pilot:
        told = " ".join(seen(pilot).split())
        table = many.associations.table(by="position=nurse")
        row = next(row for row in table if row.code == "neighbours")
        assert row.odds_ratio is not None
        assert row.reading.split(";")[0] not in told
        await press(pilot, "/", *"neigh", "tab")
        assert " ".join(row.reading.split(";")[0].split()[:4]) in " ".join(seen(pilot).split())
        assert f"{row.both}/{(row.both or 0) + (row.value_only or 0)}" in seen(pilot)
        await press(pilot, "4")
        await settled(pilot)
        for one in many.scales.answers():
            assert f"{one.n}/{one.base}" in line_of(pilot, f"{one.name}  ")
        await press(pilot, "enter")
        assert "there are no quotations" in seen(pilot)
        await press(pilot, "b", "right", "enter")
        await settled(pilot)
        assert shown(pilot).bench.asked.group == "position"
        await press(pilot, "o", "up", "m", "enter")
        await settled(pilot)
        means = {one.group: one for one in many.scales.means(by="position")}
        for group in ("driver", "nurse"):
            assert f"{means[group].mean:.2f}" in line_of(pilot, group)
        await press(pilot, "5")
        await settled(pilot)
        first = many.saturation.table().rows[0]
        assert f"{first.expected:.1f}" in seen(pilot)
        stop = next(
            one
            for one in many.saturation.stops()
            if (one.base, one.run, one.threshold) == (4, 2, 0.05)
        )
        assert f"stop {stop.told}" in seen(pilot)
        await press(pilot, "6", "c", "p", "enter")
        await settled(pilot)
        assert shown(pilot).bench.asked.of == "office"
        words = many.typical_words.table("office").rows
        assert [row.word for row in shown(pilot).list.all] == [row.word for row in words]
        found = await behind(pilot)
        assert found
        assert all((words[0].word or "") in one.words.casefold() for one in found)
        await press(pilot, "2")
        await settled(pilot)
        assert "No coded segment follows another" in " ".join(seen(pilot).split())
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_every_action_can_be_done_in_every_window(many: Study) -> None:
    async with at_tables(many) as pilot:
        assert {*shown(pilot).verbs(), *shown(pilot)._shared()} == set(TABLES.by_id)
        await press(pilot, "b")
        assert "no such setting" in seen(pilot)
        before = seen(pilot)
        for _ in COLOURS:
            await press(pilot, "f3")
        assert seen(pilot).splitlines()[:9] == before.splitlines()[:9]
        for size in ((60, 16), (200, 60), (40, 12)):
            await pilot.resize_terminal(*size)
            for key in "3456":
                await press(pilot, key)
                await settled(pilot)
                await press(pilot, "j", "G", "right")
            assert "TYPICAL WORDS" in seen(pilot)
            await press(pilot, "enter")
            await settled(pilot)
            await press(pilot, "q")


async def test_what_cannot_be_computed_is_told(study: Study) -> None:
    async with at_tables(study, size=NARROW) as pilot:
        for key in "123456":
            await press(pilot, key)
            await settled(pilot)
            assert seen(pilot).splitlines()[2].strip()
            await press(pilot, "enter", "right", "m", "G")
        assert isinstance(pilot.app.screen, TablesScreen)


def row(ratio: float | None, low: float | None, high: float | None) -> AssociationRow:
    return AssociationRow("c", "C", 0, "a", "v", "others", 40, odds_ratio=ratio, low=low, high=high)


def test_an_interval_is_drawn_on_a_log_scale_with_arrows_beyond_it() -> None:
    assert interval(row(1, 0.25, 4), 17) == "    ├───●───┤    "
    assert interval(row(4, 2, 8), 17) == "        │ ├─●─┤  "
    assert interval(row(0.01, 0.001, 0.25), 17) == "◂───┤   │        "
    assert interval(row(100, 8, None), 17) == "        │     ├─▸"
    assert interval(row(None, None, None), 17) == "        │        "


def test_a_mean_is_drawn_on_its_scale() -> None:
    one = MeanRow("q", "", "Q", "", 9, 0, 0, 3.0, 2.0, 4.0, 1.0, 3.0, 1.0, 5.0)
    assert on_scale(one, (1, 5), 9) == "[·├─●─┤·]"


def test_curves_join_their_points() -> None:
    canvas = Canvas(2, 1)
    canvas.curve([(0, 0), (3, 3)])
    assert canvas.rows() == ["⡠⠊"]
    canvas.dot(9, 9)
    assert canvas.rows() == ["⡠⠊"]


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_how_they_look_at_two_sizes(many: Study, name: str, size: tuple[int, int]) -> None:
    async with at_tables(many, size=size) as pilot:
        await press(pilot, "j", "right", "right")
        compared(seen(pilot), f"tables-together-{name}")
        for key, table in (("3", "associations"), ("4", "scales"), ("5", "saturation")):
            await press(pilot, key)
            await settled(pilot)
            await press(pilot, "j")
            compared(seen(pilot), f"tables-{table}-{name}")
