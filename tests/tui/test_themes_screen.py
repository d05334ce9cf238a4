"""The themes screen: its counts are the study's, and each leads to its quotations."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from qualcode.domain.quotation import QuoteOrder
from qualcode.domain.tables import Row, Table
from qualcode.study import Study
from qualcode.tui.app import CodingApp
from qualcode.tui.looks.inks import COLOURS
from qualcode.tui.quoting.behind import behind_count
from qualcode.tui.registry.themes import THEME_QUOTES, THEMES
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.theme_quotes import ThemeQuotesScreen
from qualcode.tui.screens.themes import ThemesScreen
from qualcode.tui.themes.bench import ThemesBench
from tests.support.counts import counted
from tests.support.disputing import begun, closed, coded
from tests.support.studies import segments
from tests.tui.sitting import NARROW, WIDE, press, screen, seen
from tests.tui.tabulated import tabulate
from tests.tui.test_agreement_screen import settled, stands_at
from tests.tui.test_look import compared

ANNA = {0: [("neighbours", 4, 19), "money"], 1: ["office"], 2: ["money"], 3: ["weather"],
        5: ["money"]}  # fmt: skip
BEN = {0: [("neighbours", 4, 19)], 1: ["neighbours"], 2: ["money"], 3: [], 5: ["money"]}


@pytest.fixture
def twice(study: Study) -> Study:
    """Give the study with what two coders coded outside rounds."""
    coded(study, segments(study), "", {"anna": ANNA, "ben": BEN})
    return study


@asynccontextmanager
async def at_themes(
    study: Study, size: tuple[int, int] = WIDE, everything: bool = True
) -> AsyncIterator[Pilot[None]]:
    """Open the screen, with the figures that a study of five people would keep back."""
    async with CodingApp(study).run_test(size=size) as pilot:
        await press(pilot, "f6")
        await settled(pilot)
        if everything:
            await press(pilot, "S")
            await settled(pilot)
        yield pilot


def shown(pilot: Pilot[None]) -> ThemesScreen:
    on_top = pilot.app.screen
    assert isinstance(on_top, ThemesScreen)
    return on_top


def quotes(pilot: Pilot[None]) -> ThemeQuotesScreen:
    on_top = pilot.app.screen
    assert isinstance(on_top, ThemeQuotesScreen)
    return on_top


def line_of(pilot: Pilot[None], name: str) -> str:
    lines = seen(pilot).splitlines()
    return next(line for line in lines if re.match(rf"[ ▌▾▸]*{re.escape(name)} ", line))


def told(row: Row) -> str:
    return f"{row.n}/{row.base}"


async def go_to_code(pilot: Pilot[None], code: str) -> None:
    place = [one.row.code for one in shown(pilot).list.shown].index(code)
    await press(pilot, "g", "g", *["j"] * place)


async def choose(pilot: Pilot[None], key: str, *keys: str) -> None:
    """Open a setting with its key, turn it, and take it."""
    await press(pilot, key, *keys, "enter")
    await settled(pilot)


def the_rows(table: Table) -> dict[str, Row]:
    return {row.code: row for row in table.rows}


async def test_small_cells_are_withheld_on_the_screen_too(twice: Study) -> None:
    async with at_themes(twice, everything=False) as pilot:
        for row in counted(twice):
            line = line_of(pilot, row.name)
            assert re.search(rf"{row.name} +withheld +–", line)
        await choose(pilot, "b", "p")
        assert "Withheld: " in re.sub(r"\s+", " ", seen(pilot))
        await go_to_code(pilot, "money")
        await press(pilot, "enter")
        await settled(pilot)
        assert "withheld" in seen(pilot)


async def test_the_counts_shown_are_those_of_the_study(twice: Study) -> None:
    async with at_themes(twice) as pilot:
        rows = the_rows(counted(twice))
        assert set(rows) == {"help", "neighbours", "office", "money", "weather"}
        for row in rows.values():
            line = line_of(pilot, row.name)
            assert told(row) in line
            assert f"{row.percent:.0f} %" in line
        assert "coders: any" in seen(pilot)
        await go_to_code(pilot, "money")
        row = rows["money"]
        assert f"[{row.low:.0f}, {row.high:.0f}]" in seen(pilot)


@pytest.mark.parametrize(
    ("key", "turned", "asked"),
    [
        ("b", ["p"], {"by": "position"}),
        ("Q", ["right"], {"question": "what-helped"}),
        ("n", ["right"], {"unit": "segment"}),
        ("n", ["s", "s"], {"unit": "source"}),
        ("o", ["down", "down", "down", "a", "a"], {"coder_rule": "all"}),
        ("o", ["up", "i"], {"kind": "interview"}),
    ],
)
async def test_what_is_counted_is_chosen(
    twice: Study, key: str, turned: list[str], asked: dict[str, Any]
) -> None:
    async with at_themes(twice) as pilot:
        await choose(pilot, key, *turned)
        held = shown(pilot).bench.counted
        assert held is not None
        whole = {name: value for name, value in asked.items() if name != "by"}
        assert held.whole.rows == counted(twice, **whole).rows
        for row in held.whole.rows:
            if not row.is_apart:
                assert told(row) in line_of(pilot, row.name)


async def test_each_value_of_an_attribute_gets_a_column(twice: Study) -> None:
    async with at_themes(twice) as pilot:
        await choose(pilot, "b", "p")
        table = counted(twice, by="position")
        heading = seen(pilot).splitlines()[1]
        assert heading.index("driver") < heading.index("nurse")
        money = {row.group: row for row in table.rows if row.code == "money"}
        line = line_of(pilot, "Money")
        ends = [heading.index(group) + len(group) for group in ("driver", "nurse")]
        for end, group in zip(ends, ("driver", "nurse"), strict=True):
            assert line[:end].endswith(f"{money[group].percent:.0f} %")
        await go_to_code(pilot, "money")
        assert told(money["nurse"]) in seen(pilot)


async def test_themes_fold_and_the_most_frequent_come_first(twice: Study) -> None:
    async with at_themes(twice) as pilot:

        def codes() -> list[str]:
            return [one.row.code for one in shown(pilot).list.shown]

        assert codes() == ["help", "neighbours", "office", "money", "weather"]
        await press(pilot, "j", "left")
        assert shown(pilot).list.row is not None
        assert shown(pilot).list.row.row.code == "help"
        await press(pilot, "left")
        assert codes() == ["help", "money", "weather"]
        await press(pilot, "right")
        assert len(codes()) == 5
        await press(pilot, "z")
        assert codes() == ["help", "money", "weather"]
        await press(pilot, "z", "s")
        counts = the_rows(counted(twice))
        found = codes()
        assert found.index("neighbours") < found.index("office")
        tops = [counts[code].n for code in found if code in ("help", "money", "weather")]
        assert tops == sorted(tops, reverse=True)
        await press(pilot, "s", "/", *"off")
        assert codes() == ["office"]
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_count_leads_to_its_quotations_and_those_to_the_text(twice: Study) -> None:
    async with at_themes(twice) as pilot:
        await go_to_code(pilot, "neighbours")
        await press(pilot, "enter")
        await settled(pilot)
        await press(pilot, "s")
        await settled(pilot)
        await press(pilot, "g", "g")
        found = quotes(pilot).list.all
        assert [(one.words, one.coders) for one in found] == [
            ("neighbours came", ("anna", "ben")),
            ("Nobody came at all; the office 👩‍👩‍👧 was shut e\u0301te\u0301 long.", ("ben",)),
        ]
        row = the_rows(counted(twice))["neighbours"]
        assert len({one.participant for one in found}) == row.n
        assert "“neighbours came”" in seen(pilot)
        await press(pilot, "enter")
        at = screen(pilot).bench
        assert at.entry.segment.id == found[0].spot.segment
        assert stands_at(pilot) == found[0].spot.span.start
        await press(pilot, "q")
        await settled(pilot)
        await press(pilot, "/", *"shut", "enter")
        assert screen(pilot).bench.entry.segment.id == found[1].spot.segment
        await press(pilot, "q", "escape", "q")
        await settled(pilot)
        assert shown(pilot).list.row is not None
        assert shown(pilot).list.row.row.code == "neighbours"


async def test_a_theme_has_the_quotations_of_what_it_holds_as_they_are_counted(
    twice: Study,
) -> None:
    async with at_themes(twice) as pilot:
        for code, row in the_rows(counted(twice)).items():
            await go_to_code(pilot, code)
            await press(pilot, "enter")
            await settled(pilot)
            found = quotes(pilot).list.all
            assert len({one.participant for one in found}) == row.n
            await press(pilot, "q")
            await settled(pilot)
        await choose(pilot, "o", "down", "down", "down", "b")
        await go_to_code(pilot, "help")
        await press(pilot, "enter")
        await settled(pilot)
        assert {one.coders for one in quotes(pilot).list.all} == {("ben",)}


@pytest.mark.parametrize("rule", ["any", "majority", "all", "anna", "ben"])
@pytest.mark.parametrize("unit", ["participant", "segment"])
def test_quotations_follow_the_coder_rule_as_the_count_does(
    twice: Study, rule: str, unit: str
) -> None:
    coded(twice, segments(twice), "", {"cleo": {0: ["money"], 1: ["neighbours"], 2: []}})
    bench = ThemesBench(twice)
    bench.change({"rule": rule, "unit": unit, "everything": True})
    held = bench.compute()
    for row in held.whole.rows:
        if row.is_apart:
            continue
        found = behind_count(twice, held, row).find(QuoteOrder.TEXT)
        units = {one.participant if unit == "participant" else one.spot.segment for one in found}
        assert len(units) == row.n


async def test_what_a_blind_round_keeps_back_is_said_and_kept_back(study: Study) -> None:
    begun(study, segments(study), "pilot", {"anna": {0: ["money"]}, "ben": {0: ["office"]}})
    async with at_themes(study) as pilot:
        told = "Left out is what others do in a round that is blind and open: 'pilot'"
        assert told in seen(pilot)
        assert seen(pilot).count("Left out") == 1
        for code in ("money", "office", "help"):
            await go_to_code(pilot, code)
            await press(pilot, "enter")
            await settled(pilot)
            whose = {name for one in quotes(pilot).list.all for name in one.coders}
            assert whose == ({"anna"} if code == "money" else set())
            await press(pilot, "q")
            await settled(pilot)


async def test_quotations_are_passed_for_the_outside_and_withdrawn(
    study: Study, folder: Path
) -> None:
    tabulate(study, folder)
    async with at_themes(study, everything=False) as pilot:
        await go_to_code(pilot, "money")
        await press(pilot, "enter")
        await settled(pilot)
        found = quotes(pilot).list.all
        assert "most typical first" in seen(pilot)
        assert [one.typicality for one in found] == sorted(
            (one.typicality or 0 for one in found), reverse=True
        )
        await press(pilot, "p")
        await settled(pilot)
        (passed,) = study.passing.passed("money")
        assert passed.coding in found[0].codings
        assert f"attributed to {passed.attribution}" in seen(pilot)
        assert seen(pilot).count("✓ passed") == 2
        await press(pilot, "x")
        await settled(pilot)
        assert "Withdrawn" in seen(pilot)
        assert study.passing.passed("money") == []
        await press(pilot, "q")
        await settled(pilot)
        await go_to_code(pilot, "weather")
        await press(pilot, "enter")
        await settled(pilot)
        await press(pilot, "p")
        assert "fewer than 10 persons" in seen(pilot)
        orders = []
        for _ in range(4):
            await press(pilot, "s")
            await settled(pilot)
            orders.append([len(one.words) for one in quotes(pilot).list.all])
        assert orders[1] == sorted(orders[0], reverse=True)
        assert orders[2] == sorted(orders[0])


async def test_consensus_is_counted_where_it_is_and_refused_where_not(study: Study) -> None:
    some = segments(study)
    closed(study, some, "pilot", {"anna": {0: ["money"], 2: ["money"]}, "ben": {0: [], 2: []}})
    async with at_themes(study) as pilot:
        assert "coders: any" in seen(pilot)
        for one in study.adjudication.queue("pilot"):
            study.adjudication.decide(one, "both")
        await press(pilot, "q", "g", "t")
        await settled(pilot)
        assert "coders: consensus" in seen(pilot)
        await go_to_code(pilot, "money")
        await press(pilot, "enter")
        await settled(pilot)
        assert {one.coders for one in quotes(pilot).list.all} == {("consensus",)}


async def test_nobody_has_looked_yet(study: Study) -> None:
    async with at_themes(study, NARROW) as pilot:
        assert "Nobody whose codings count has looked" in re.sub(r"\s+", " ", seen(pilot))
        for key in ("left", "right", "z", "s", "enter", "G"):
            await press(pilot, key)
        assert isinstance(pilot.app.screen, ThemesScreen)


async def test_every_action_can_be_done(twice: Study) -> None:
    async with at_themes(twice) as pilot:
        on_top = shown(pilot)
        assert {*on_top.verbs(), *on_top._shared()} == set(THEMES.by_id)
        await press(pilot, "b", "escape", "Q", "escape", "n", "escape", "o")
        assert "WHAT IS COUNTED" in seen(pilot)
        await press(pilot, "escape", "enter")
        await settled(pilot)
        quoted = quotes(pilot)
        assert {*quoted.verbs(), *quoted._shared()} == set(THEME_QUOTES.by_id)


async def test_every_set_of_colours_and_small_windows(twice: Study) -> None:
    async with at_themes(twice) as pilot:
        await press(pilot, "g", "g")
        before = seen(pilot)
        for _ in COLOURS:
            await press(pilot, "f3")
            assert seen(pilot) == before
        for size in (NARROW, (60, 16), (200, 60), (40, 12)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            assert "THEMES" in seen(pilot)


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_how_it_looks_at_two_sizes(twice: Study, name: str, size: tuple[int, int]) -> None:
    async with at_themes(twice, size) as pilot:
        await choose(pilot, "b", "p")
        await go_to_code(pilot, "neighbours")
        compared(seen(pilot), f"themes-{name}")
        await press(pilot, "enter")
        await settled(pilot)
        compared(seen(pilot), f"theme-quotes-{name}")
