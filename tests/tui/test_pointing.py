"""The mouse on the text, and where the terminal's own cursor stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.pilot import Pilot

from qualcode.domain.span import Span
from qualcode.study import Study, open_study
from qualcode.tui.looks.safe_text import cells
from qualcode.tui.page.units import Step
from qualcode.tui.widgets.docview import DocView
from qualcode.tui.widgets.picker import Picker
from tests.support.large_studies import SOURCE, large_study
from tests.tui.sitting import NARROW, at_question, at_source, bench, press, screen, seen

FIRST = 1
"""The row of the first answer, below its heading."""


@pytest.fixture
def long(tmp_path: Path) -> Iterator[Study]:
    """Give a study with an answer of several screens."""
    with open_study(large_study(tmp_path / "long", 6_000, 50), "anna") as study:
        file = tmp_path / "one.txt"
        file.write_text("Mara: " + "and then we went on to the next town. " * 300, "utf-8")
        study.import_files(file, kind="interview")
        yield study


def heard(text: DocView) -> list[Any]:
    """Return the list that fills with what the text tells."""
    found: list[Any] = []
    post = text.post_message

    def keep(message: Message) -> bool:
        found.append(message)
        return post(message)

    text.post_message = keep  # type: ignore[method-assign]
    return found


def told(found: list[Any], kind: type[Message]) -> list[Any]:
    """Return the messages of one kind."""
    return [one for one in found if isinstance(one, kind)]


async def test_two_clicks_mean_a_word_and_three_a_sentence(study: Study) -> None:
    async with at_question(study) as pilot:
        text = screen(pilot)._text
        found, there = heard(text), (text._parts.text_at + 6, FIRST)
        await pilot.click(text, offset=there, times=2)
        assert [(one.position, one.step) for one in told(found, DocView.Picked)] == [(6, Step.WORD)]
        await pilot.click(text, offset=there, times=3)
        assert told(found, DocView.Picked)[-1].step is Step.SENTENCE
        await pilot.click(text, offset=(2, FIRST), times=2)
        assert told(found, DocView.Picked)[-1].position == 6


async def test_a_click_on_a_stripe_names_its_coding(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "2")
        text, found = screen(pilot)._text, heard(screen(pilot)._text)
        keys = [one.id for one in bench(pilot).here]
        clicked = set()
        for lane in (0, 1):
            await pilot.click(text, offset=(text._parts.margin + lane, FIRST))
            clicked |= set(told(found, DocView.StripePointed)[-1].keys)
        assert clicked == set(keys)
        assert not told(found, DocView.Pointed)
        await pilot.click(text, offset=(text._parts.margin + 2, FIRST))
        assert told(found, DocView.Pointed)


async def test_the_right_button_asks_for_a_code_there(study: Study) -> None:
    async with at_question(study) as pilot:
        text = screen(pilot)._text
        found = heard(text)
        await pilot.click(text, offset=(text._parts.text_at + 2, 3), button=3)
        asked = told(found, DocView.Asked)
        assert [bench(pilot).units.segment_index(one.position) for one in asked] == [1]
        assert not told(found, DocView.Pointed)


async def test_shift_and_a_click_extend_from_where_one_began(study: Study) -> None:
    async with at_question(study) as pilot:
        desk = bench(pilot)
        desk.go(4)
        desk.select_to(17)
        assert desk.cursor.selection == Span(4, 19)
        desk.select_to(0)
        assert (desk.cursor.selection, desk.cursor.position) == (Span(0, 14), 0)
        desk.select_to(30)
        assert desk.cursor.selection == Span(4, 33)
        text = screen(pilot)._text
        found = heard(text)
        await pilot.click(text, offset=(text._parts.text_at + 30, FIRST), shift=True)
        assert [one.dragged for one in told(found, DocView.Pointed)] == [True]


async def test_a_selection_never_leaves_the_segment_where_it_began(study: Study) -> None:
    async with at_question(study) as pilot:
        desk = bench(pilot)
        second = desk.units.segments[1]
        desk.go(second.start + 8)
        desk.select_to(0)
        assert desk.cursor.selection is not None
        assert desk.cursor.selection.start == second.start
        desk.select_to(len(desk.page.text))
        assert second.contains(desk.cursor.selection)


async def test_a_drag_beyond_the_edge_goes_on_while_it_is_held(long: Study) -> None:
    async with at_source(long, "one", NARROW) as pilot:
        text = screen(pilot)._text
        bottom = text.size.height - 1
        await pilot.mouse_down(text, offset=(text._parts.text_at, 2))
        # A mouse that is held down over another widget is still told to the one that caught it.
        await pilot._post_mouse_events([events.MouseMove], "#status", offset=(9, 0), button=1)
        for _ in range(40):
            await pilot.pause(0.05)
            if text.scroll_offset.y > 3:
                break
        assert text.scroll_offset.y > 3
        selection = bench(pilot).cursor.selection
        assert selection is not None
        assert text.rows.row_of(selection.end - 1) > bottom + 3
        await pilot.mouse_up("#status")
        await pilot.pause()
        top = text.scroll_offset.y
        await pilot.pause(0.2)
        assert text.scroll_offset.y == top
        assert text._pulling is None or not text._beyond(text._held)  # type: ignore[arg-type]


def _pointed(pilot: Pilot[None]) -> Offset:
    """Return where the terminal's cursor is expected: at the letter under the cursor."""
    text, position = screen(pilot)._text, bench(pilot).cursor.position
    place = text.rows.cell_of(position)
    y = place.row - text.scroll_offset.y
    return text.region.offset + Offset(text._parts.text_at + place.cell, y)


@pytest.mark.parametrize("size", [NARROW, (140, 40)])
async def test_the_terminals_cursor_stands_at_the_letter(
    study: Study, size: tuple[int, int]
) -> None:
    async with at_question(study, size) as pilot:
        for key in ("l", "l", "w", "j", "w", "w", "w", "j", "l", "l", "l", "w", "w"):
            await press(pilot, key)
            assert pilot.app.cursor_position == _pointed(pilot)
        wide = bench(pilot).page.text.index("邻居们") + 2
        bench(pilot).go(wide)
        screen(pilot).show_now()
        text = screen(pilot)._text
        assert pilot.app.cursor_position.x == text.region.x + text._parts.text_at + 4


async def test_the_terminals_cursor_follows_scrolling_and_stays_inside(long: Study) -> None:
    async with at_source(long, SOURCE, NARROW) as pilot:
        text = screen(pilot)._text
        while not text.rows.complete:
            await pilot.pause(0.01)
        for key in ("pagedown", "j", "G", "pageup", "gg"[0]):
            await press(pilot, key)
            assert pilot.app.cursor_position == _pointed(pilot)
        await press(pilot, "g", "g")
        before = pilot.app.cursor_position
        found = heard(text)
        text._on_mouse_scroll_down(_Wheel())  # type: ignore[arg-type]
        await pilot.pause()
        assert text.scroll_offset.y > 0
        assert told(found, DocView.Scrolled)
        assert (
            pilot.app.cursor_position.y < before.y or pilot.app.cursor_position.y == text.region.y
        )
        for _ in range(30):
            text._on_mouse_scroll_down(_Wheel())  # type: ignore[arg-type]
        await pilot.pause()
        assert text.region.contains_point(tuple(pilot.app.cursor_position))


class _Wheel:
    """As much of a notch of the wheel as the text asks about."""

    ctrl = shift = False

    def stop(self) -> None:
        """Let nobody else have it."""


async def test_the_terminals_cursor_stands_in_the_line_that_is_typed(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "c")
        await press(pilot, *"漢n")
        picker = pilot.app.screen.query_one(Picker)
        line = picker.render_line(0).text
        assert pilot.app.cursor_position == picker.region.offset + Offset(len(" code ") + 3, 0)
        assert "漢n" in line
        await press(pilot, "escape")
        seen(pilot)
        assert pilot.app.cursor_position == _pointed(pilot)


async def test_the_terminals_cursor_stands_behind_what_is_sought(study: Study) -> None:
    async with at_question(study, NARROW) as pilot:
        await press(pilot, "/", *"é漢")
        row = seen(pilot).splitlines()[pilot.app.cursor_position.y]
        assert "find: é漢" in row
        assert cells(row[: row.index("漢") + 1]) == pilot.app.cursor_position.x
