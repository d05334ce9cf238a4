"""What stands beside the text: times, stripes of any depth, the map of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.style import Style

from qualcode.domain.coding import LookState, MemoSubject
from qualcode.domain.span import Span
from qualcode.study import Study, open_study
from qualcode.tui.coding.columns import LANES
from qualcode.tui.coding.labels import clock
from qualcode.tui.coding.painting import Painter
from qualcode.tui.looks.inks import DARK, MONO, TERMINAL, Inks
from qualcode.tui.page.units import Step
from qualcode.tui.widgets.minimap import Minimap
from tests.support.counting_calls import calls
from tests.support.large_studies import SOURCE, large_study
from tests.tui.arbitrary_pages import Painted, page_of
from tests.tui.sitting import NARROW, WIDE, at_question, at_source, bench, screen, seen

VTT = """\
WEBVTT

00:00:05.000 --> 00:00:09.000
<v Mara>It was cold.

01:02:33.500 --> 01:02:40.000
<v Ines>How did you manage?
"""


@pytest.mark.parametrize(
    ("milliseconds", "told"),
    [(0, "00:00"), (754_999, "12:34"), (3_599_999, "59:59"), (3_753_000, "1:02:33")],
)
def test_a_time_is_told_as_players_do(milliseconds: int, told: str) -> None:
    assert clock(milliseconds) == told


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_recording_has_its_times_in_the_margin(
    study: Study, tmp_path: Path, size: tuple[int, int]
) -> None:
    file = tmp_path / "walk.vtt"
    file.write_text(VTT, encoding="utf-8")
    study.import_files(file, kind="interview")
    async with at_source(study, "walk", size) as pilot:
        rows = seen(pilot).splitlines()
        assert any("00:05 Mara" in row and "It was cold." in row for row in rows)
        assert any("1:02:33 Ines" in row for row in rows)
    async with at_source(study, "talk", size) as pilot:
        assert "00:" not in seen(pilot)


def test_a_segment_without_a_time_leaves_its_place_blank(study: Study) -> None:
    painted = Painted(study, page_of(["one", "two"], times=[61_000, None]), 100)
    first, second = (painted.painter.strip(row).text for row in (0, 1))
    assert "01:01" in first
    assert second.index("two") == first.index("one")


def test_a_header_tells_who_answered_at_any_width(study: Study) -> None:
    page = study.desk.question_page("what-helped")
    for width in (50, 79, 107, 139):
        assert "P1 · nurse" in Painted(study, page, width).painter.strip(0).text


def test_stripes_beyond_the_columns_are_counted(study: Study) -> None:
    painted = Painted(study, page_of(["word " * 10]), 80)
    keys = [painted.code(0, 0, 49 - number) for number in range(LANES)]
    lanes = slice(painted.parts.margin, painted.parts.margin + LANES)
    assert painted.painter.strip(0).text[lanes] == "▌▌▌▌"
    keys += [painted.code(0, 0, 30 - number) for number in range(3)]
    assert painted.painter.strip(0).text[lanes] == "▌▌+5"
    cells = [painted.painter.stripes_at(0, painted.parts.margin + one) for one in range(-1, 5)]
    assert [len(one) for one in cells] == [0, 1, 1, 5, 5, 0]
    assert {one.key for one in cells[3]} | {one.key for one in cells[1] + cells[2]} == set(keys)
    for number in range(20):
        painted.code(0, number, 40)
    assert painted.painter.strip(0).text[lanes] == "▌▌++"


async def test_the_pane_lists_every_coding_of_a_deep_overlap(study: Study) -> None:
    segment = study.desk.question_page("what-helped").entries[0].segment
    for code in ("neighbours", "office", "money", "weather"):
        study.codings.apply(code, segment)
        study.codings.apply(code, segment, Span(0, 20).shifted(segment.span.start))
    async with at_question(study) as pilot:
        shown = seen(pilot)
        assert "▌▌+6" in shown
        assert "CODINGS HERE  8" in shown
        for name in ("Neighbours", "Public office", "Money", "Weather"):
            assert len(re.findall(f"▌[a-z]+ {name}\n", shown)) >= 2
    async with at_question(study, NARROW) as pilot:
        assert " here 8 " in seen(pilot)


def test_the_focused_coding_is_underlined_and_no_other(study: Study) -> None:
    painted = Painted(study, page_of(["one two three"]), 100)
    painted.code(0, 0, 7)
    painted.bench.focus(painted.code(0, 4, 13))
    underlined = [one.text for one in painted.painter.strip(0) if one.style and one.style.underline]
    assert "".join(underlined) == "two three"


def test_a_target_smaller_than_the_segment_has_a_ground(study: Study) -> None:
    painted = Painted(study, page_of(["It was cold. We had no wood."]), 100)
    assert _grounded(painted) == "It was cold. We had no wood."
    painted.bench.manner.unit = Step.SENTENCE
    assert _grounded(painted) == "It was cold."
    painted.bench.manner.unit = Step.WORD
    assert _grounded(painted) == "It"


def _grounded(painted: Painted) -> str:
    ground = Style(bgcolor=DARK.target).bgcolor
    row = painted.painter.strip(0).crop(painted.parts.text_at)
    return "".join(one.text for one in row if one.style and one.style.bgcolor == ground).strip()


def test_jump_labels_lie_over_the_words(study: Study) -> None:
    painted = Painted(study, page_of(["one 漢字 two"]), 100)
    painted.bench.labels = {0: "a", 4: "s", 7: "df"}
    text = painted.painter.strip(0).crop(painted.parts.text_at, 60).text
    assert text.rstrip() == "ane s 字 dfo"


@pytest.mark.parametrize("inks", [MONO, TERMINAL])
def test_without_own_colours_jump_labels_are_turned_round(study: Study, inks: Inks) -> None:
    painted = Painted(study, page_of(["one 漢字 two"]), 100)
    painted.bench.labels = {7: "df"}
    painter = Painter(painted.bench, painted.rows, painted.parts, inks)
    turned = [one.text for one in painter.strip(0) if one.style and one.style.reverse]
    assert "df" in turned


def test_a_flag_has_a_sign_here_and_elsewhere(study: Study) -> None:
    page = study.desk.question_page("what-helped")
    study.flags.put([page.entries[number].segment.id for number in (0, 1)])
    painted = Painted(study, page, 100, lazily=False)
    first, second, third = (painted.painter.strip(row) for row in (1, 3, 5))
    assert first.text.startswith("!·   1")
    assert second.text.startswith("!·   2")
    assert third.text.startswith(" ·   3")
    ink, other = next(iter(first)).style, next(iter(second)).style
    assert ink is not None
    assert other is not None
    assert (bool(ink.reverse), bool(other.reverse)) == (True, False)


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Give a study with a long transcript."""
    folder = large_study(tmp_path_factory.mktemp("map") / "long", 40_000, 2_000)
    with open_study(folder, "anna") as study:
        yield study


def _signs(minimap: Minimap) -> list[str]:
    return [line[0].text for line in minimap._lines]


async def test_the_map_has_a_sign_for_everything_and_one_row_for_each_segment(
    study: Study,
) -> None:
    second = study.desk.question_page("what-helped").entries[1].segment
    study.memos.write(MemoSubject.SEGMENT, second.id, "why?")
    async with at_question(study) as pilot:
        minimap, desk = pilot.app.screen.query_one(Minimap), bench(pilot)
        desk.go_to_segment(2)
        desk.look(LookState.DONE)
        desk.go_to_segment(0)
        desk.find("money")
        while desk.finder.count_on():
            pass
        seen(pilot)
        signs = _signs(minimap)
        height = len(signs)
        assert [signs[number * height // 4] for number in range(4)] == ["◂", "m", "*", "·"]
        assert signs.count(" ") == height - 4
        desk.find("")
        seen(pilot)
        assert _signs(minimap)[2 * height // 4] == " "


async def test_the_map_marks_what_is_in_sight_without_colour(talk: Study) -> None:
    async with at_source(talk, SOURCE) as pilot:
        shown = screen(pilot)
        while not (shown._text.rows.complete and shown.bench.work.complete):
            await pilot.pause(0.01)
        minimap, text = shown.query_one(Minimap), shown._text
        shown.bench.go_to_segment(len(shown.bench.page.entries) // 2)
        shown.show_now()
        minimap.show(shown.bench, DARK, *text.in_sight)
        turned = [
            y for y, line in enumerate(minimap._lines) if line[0].style and line[0].style.reverse
        ]
        assert turned
        assert turned == list(range(turned[0], turned[-1] + 1))
        assert _signs(minimap).index("◂") in turned
        first, last = text.in_sight
        assert first <= shown.bench.cursor.segment < last


async def test_the_map_costs_no_more_for_a_long_text(talk: Study, tmp_path: Path) -> None:
    costs = []
    with open_study(large_study(tmp_path / "short", 4_000, 200), "anna") as short:
        for study in (short, talk):
            async with at_source(study, SOURCE) as pilot:
                shown = screen(pilot)
                while not (shown._text.rows.complete and shown.bench.work.complete):
                    await pilot.pause(0.01)
                shown.bench.find("work")
                minimap = shown.query_one(Minimap)
                minimap.show(shown.bench, DARK)
                with calls() as counted:
                    minimap.show(shown.bench, DARK, *shown._text.in_sight)
                costs.append(counted[0])
    # A binary search takes a few steps more among ten times as many.
    assert costs[1] <= 1.5 * costs[0], costs


async def test_a_click_on_the_map_tells_the_segment(talk: Study) -> None:
    async with at_source(talk, SOURCE) as pilot:
        seen(pilot)
        minimap = pilot.app.screen.query_one(Minimap)
        said: list[int] = []
        post = minimap.post_message
        minimap.post_message = lambda one: (  # type: ignore[method-assign]
            said.append(one.number) if isinstance(one, Minimap.Sought) else None,
            post(one),
        )[1]
        await pilot.mouse_down(minimap, offset=(0, minimap.size.height // 2))
        await pilot.hover(minimap, offset=(1, minimap.size.height - 1))
        await pilot.mouse_up(minimap, offset=(1, minimap.size.height - 1))
        await pilot.hover(minimap, offset=(1, 0))
        segments = len(bench(pilot).page.entries)
        assert said[0] == (minimap.size.height // 2) * segments // minimap.size.height
        assert said[-1] >= segments * (minimap.size.height - 1) // minimap.size.height - 1
