"""What a key costs, counted and not timed: the same in a long text as in a short one.

How many milliseconds that is on a machine, tests/benchmarks/coding_screen.py prints.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from textual import events
from textual.geometry import Region
from textual.pilot import Pilot

from qualcode.domain.span import Span
from qualcode.study import open_study
from qualcode.tui.codes import Codes
from qualcode.tui.coding.own_work import OwnWork
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.looks.inks import DARK
from qualcode.tui.screens import coding
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.widgets.docview import DocView
from tests.support.counting_calls import calls
from tests.support.large_studies import SOURCE, large_study
from tests.tui.sitting import at_source, press, screen

SHORT, LONG = (8_000, 400), (80_000, 4_000)
MOVES = ("l", "w", ")", "j", "k", "pagedown", "pageup", "shift+right", "G")


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Give a short and a long transcript under codings of the same density."""
    home = tmp_path_factory.mktemp("costs")
    return [large_study(home / str(words), words, spans) for words, spans in (SHORT, LONG)]


async def _settled(pilot: Pilot[None]) -> tuple[CodingScreen, DocView]:
    shown = screen(pilot)
    text = shown.query_one(DocView)
    while not (text.rows.complete and shown.bench.work.complete):
        await pilot.pause(0.01)
    await pilot.pause()
    return shown, text


def _key(name: str) -> events.Key:
    return events.Key(name, name if len(name) == 1 else None)


async def _costs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[int]]:
    """Return how many calls each key takes to be heard and painted, in the middle of the text."""
    monkeypatch.setattr(coding, "CALM", 600.0)
    monkeypatch.setattr(coding, "_REST", 600.0)
    costs: dict[str, list[int]] = {}
    with open_study(folder, "anna") as study:
        async with at_source(study, SOURCE) as pilot:
            shown, text = await _settled(pilot)
            for name in (*MOVES, *"12"):
                shown.bench.go_to_segment(len(shown.bench.page.entries) // 2)
                shown.show_now()
                text.render_lines(Region(0, 0, *text.size))
                costs[name] = []
                for _ in range(6):
                    with calls() as counted:
                        shown.on_key(_key(name))
                        text.render_lines(Region(0, 0, *text.size))
                    costs[name].append(counted[0])
                shown.bench.step_back()
    return costs


async def test_a_key_costs_no_more_in_a_long_text(
    studies: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    short, long = [await _costs(folder, monkeypatch) for folder in studies]
    for name, counts in long.items():
        # Rows differ from text to text; what grows with the text would be ten times as much.
        assert sum(counts) <= 1.3 * sum(short[name]), (name, short[name], counts)


async def test_a_move_asks_the_store_at_most_for_the_segments_in_sight(
    studies: list[Path],
) -> None:
    asked: list[str] = []
    with open_study(studies[1], "anna") as study:
        async with at_source(study, SOURCE) as pilot:
            shown, text = await _settled(pilot)
            shown.bench.go_to_segment(500)
            shown.show_now()
            text.render_lines(Region(0, 0, *text.size))
            engine = study._session.store._engine
            event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
            for name in ("l", "w", ")", "j", "k"):
                shown.on_key(_key(name))
                text.render_lines(Region(0, 0, *text.size))
            queries = [one for one in asked if one.startswith("SELECT")]
            assert len(queries) <= 1, queries


async def test_a_key_makes_one_frame_and_paints_no_row_twice(
    studies: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coding, "CALM", 600.0)
    monkeypatch.setattr(coding, "_REST", 600.0)
    with open_study(studies[1], "anna") as study:
        async with at_source(study, SOURCE) as pilot:
            shown, text = await _settled(pilot)
            await press(pilot, "j")
            frames: list[object] = []
            display = pilot.app._display

            def counted(on: Any, picture: Any) -> None:
                if picture is not None:
                    frames.append(picture)
                display(on, picture)

            monkeypatch.setattr(pilot.app, "_display", counted)
            painted: list[int] = []
            paint = text._painter.strip
            monkeypatch.setattr(
                text._painter, "strip", lambda row: (painted.append(row), paint(row))[1]
            )
            for name in ("l", "w", ")", "j", "k", "pagedown", "pageup", "1"):
                frames.clear()
                painted.clear()
                await press(pilot, name)
                assert len(frames) == 1, name
                assert len(painted) == len(set(painted)) <= text.size.height, (name, painted)
            painted.clear()
            await press(pilot, "l")
            here = text.rows.row_of(shown.bench.entry.span.end - 1)
            first = text.rows.first_row(shown.bench.cursor.segment)
            assert set(painted) <= set(range(first, here + 1))


async def test_the_next_screen_is_painted_ahead_while_no_key_comes(
    studies: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_study(studies[1], "anna") as study:
        async with at_source(study, SOURCE) as pilot:
            _, text = await _settled(pilot)
            monkeypatch.setattr(coding, "CALM", 600.0)
            await press(pilot, "j")
            while text.prepare():
                pass
            ahead = [strip.text for strip in map(text._strip, _screen_below(text))]
            painted: list[int] = []
            paint = text._painter.strip
            monkeypatch.setattr(
                text._painter, "strip", lambda row: (painted.append(row), paint(row))[1]
            )
            assert [paint(row).text for row in _screen_below(text)] == ahead
            await press(pilot, "pagedown")
            assert len(painted) < text.size.height // 2


def _screen_below(text: DocView) -> range:
    below = text.scroll_offset.y + text.size.height
    return range(below, below + text.size.height)


async def test_opening_lays_out_and_reads_the_first_part_only(studies: list[Path]) -> None:
    with open_study(studies[1], "anna") as study:
        page = study.desk.source_page(SOURCE)
        bench = Workbench(study, page, Codes(study.catalogue.codebook))
        text = DocView(bench, DARK)
        for row in range(60):
            text._painter.strip(row)
        assert not bench.work.complete
        assert not text.rows.complete
        assert len(text.rows) < 1_000
        assert page.entries.kept <= 128


async def test_work_that_was_read_here_and_there_is_all_that_the_store_has(
    studies: list[Path],
) -> None:
    with open_study(studies[1], "anna") as study:
        page = study.desk.source_page(SOURCE)
        whole, sliced = OwnWork(page, study.desk), OwnWork(page, study.desk)
        whole.reach(len(page.entries))
        assert whole.complete
        end = len(page.text)
        assert sliced.stripes(end - 5_000, end) == whole.stripes(end - 5_000, end)
        assert sliced.stripes(end // 2, end // 2 + 900) == whole.stripes(end // 2, end // 2 + 900)
        assert not sliced.complete
        while not sliced.complete:
            sliced.read_on()
        kept = {(one.span.start, one.span.end, one.id, one.code) for one in study.codings.all()}
        assert {tuple(stripe) for stripe in whole.stripes(0, end)} == kept
        assert sliced.stripes(0, end) == whole.stripes(0, end)
        assert sliced.lanes.within(0, end) == whole.lanes.within(0, end)
        coded = {one.segment for one in study.codings.all()}
        numbers = range(len(page.entries))
        still_open = [one for one in numbers if page.entries[one].segment.id not in coded]
        still_open = [one for one in still_open if not page.entries[one].asks]
        assert [one for one in numbers if sliced.next_open(one) == one] == still_open
        assert sliced.last_open(len(page.entries)) == still_open[-1]
        assert sliced.coded_among(0, len(page.entries)) == len(coded)


async def test_the_end_of_a_long_text_is_shown_without_reading_all_before_it(
    studies: list[Path],
) -> None:
    asked: list[str] = []
    with open_study(studies[1], "anna") as study:
        page = study.desk.source_page(SOURCE)
        engine = study._session.store._engine
        work = OwnWork(page, study.desk)
        event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        work.stripes(len(page.text) - 2_000, len(page.text))
        work.last_open(len(page.entries))
        assert sum(one.startswith("SELECT coding") for one in asked) <= 2
        assert not work.complete


def test_undo_asks_as_little_behind_many_deeds_that_were_undone(studies: list[Path]) -> None:
    asked: list[str] = []
    with open_study(studies[0], "anna") as study:
        segments = [entry.segment for entry in study.desk.source_page(SOURCE).entries[:30]]
        event.listen(
            study._session.store._engine,
            "before_cursor_execute",
            lambda *args: asked.append(args[2]),
        )
        first = segments[0].span.start
        for length in (1, 2, 3):
            study.codings.apply("code-07", segments[0], Span(first, first + length))
        costs = []
        for _ in range(2):
            for segment in segments:
                study.codings.apply(
                    "code-08", segment, Span(segment.span.end - 1, segment.span.end)
                )
                study.history.undo()
            asked.clear()
            study.history.undo()
            costs.append(len(asked))
        assert costs[0] == costs[1]


def test_a_page_opens_without_what_only_other_work_needs(studies: list[Path]) -> None:
    opening = f"""
import sys
from qualcode.study import open_study
from qualcode.tui.app import CodingApp
from qualcode.tui.screens.coding import CodingScreen
study = open_study({str(studies[0])!r}, "anna")
page = study.desk.source_page({SOURCE!r})
CodingApp(study, page)
print(*sys.modules)
"""
    shown = subprocess.run(
        [sys.executable, "-c", opening], check=True, capture_output=True, text=True
    )
    loaded = set(shown.stdout.split())
    assert "qualcode.study.desk" in loaded
    assert not loaded & {
        "alembic",
        "numpy",
        "lxml",
        "openpyxl",
        "yaml",
        "qualcode.domain.agreement_report",
        "qualcode.domain.codebook_changes",
        "qualcode.study.adjudication.adjudication",
        "qualcode.study.imports.importing",
        "qualcode.study.reliability.verifying",
        "qualcode.study.rounds.rounds",
        "qualcode.tui.screens.help",
        "qualcode.tui.screens.home",
        "textual.widgets._text_area",
    }
