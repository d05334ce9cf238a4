"""What the mouse does on the coding screen, and the suggestions' keys, on the real store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from qualcode.domain.suggestion import Suggestion
from qualcode.study import Study
from qualcode.tui.widgets.docview import DocView
from qualcode.tui.widgets.inspector import Inspector
from qualcode.tui.widgets.minimap import Minimap
from tests.tui.sitting import (
    NARROW,
    at_question,
    at_source,
    bench,
    press,
    quotations,
    screen,
    seen,
)
from tests.tui.stored_hints import StoredHints, at_page


async def told(pilot: Pilot[None], message: Any) -> None:
    """Tell the screen what a widget saw."""
    screen(pilot)._text.post_message(message)
    await pilot.pause()


async def test_a_double_click_selects_the_word_that_a_code_is_put_on(study: Study) -> None:
    async with at_question(study) as pilot:
        shown = screen(pilot)._text
        at, row = shown._parts.text_at, shown.rows.cell_of(0).row
        await pilot.click(shown, offset=(at + 5, row), times=2)
        await pilot.pause()
        await press(pilot, "1")
        assert quotations(study) == [("neighbours", "neighbours")]


async def test_the_right_button_opens_the_picker_for_what_is_selected(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "w", "v", "w")
        await told(pilot, DocView.Asked(6))
        await press(pilot, *"mon", "enter")
        assert quotations(study) == [("money", "neighbours came")]
        await press(pilot, "escape")
        await told(pilot, DocView.Asked(bench(pilot).units.segments[2].start))
        await press(pilot, *"mon", "enter")
        assert quotations(study)[-1] == ("money", "邻居们每天都来。 Money helped.")


async def test_a_click_on_a_stripe_or_a_listed_coding_shows_it(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "2", "j")
        here = bench(pilot)
        keys = [one.key for one in here.work.stripes(0, 10)]
        await told(pilot, DocView.StripePointed(keys))
        assert here.focused == keys[0]
        await told(pilot, DocView.StripePointed(keys))
        assert here.focused == keys[1]
        await told(pilot, DocView.StripePointed(keys))
        assert here.focused == keys[0]
        await told(pilot, Inspector.CodingPointed(keys[1]))
        assert here.focused == keys[1]
        assert here.cursor.segment == 0


async def test_a_click_on_the_map_goes_there(study: Study) -> None:
    async with at_question(study) as pilot:
        await told(pilot, Minimap.Sought(3))
        assert bench(pilot).cursor.segment == 3


async def test_keys_and_clicks_accept_and_reject_suggestions(study: Study) -> None:
    page = study.desk.question_page("what-helped")
    ids = [entry.segment.id for entry in page.entries]
    hints = StoredHints([
        Suggestion("neighbours", 0.9, segment=ids[0]),
        Suggestion("office", 0.8, segment=ids[1]),
        Suggestion("money", 0.7, segment=ids[2]),
        Suggestion("weather", 0.6, segment=ids[3]),
    ])  # fmt: skip
    async with at_page(study, page, hints) as pilot:
        here = bench(pilot)
        await press(pilot, "a")
        assert quotations(study)[0][0] == "neighbours"
        assert here.cursor.segment == 1
        await press(pilot, "x")
        assert here.cursor.segment == 2
        await press(pilot, "]", "s")
        assert here.cursor.segment == 3
        await press(pilot, "[", "s")
        assert here.cursor.segment == 2
        await told(pilot, Inspector.SuggestionPointed(0, True))
        assert [code for code, _ in quotations(study)] == ["neighbours", "money"]
        await told(pilot, Inspector.SuggestionPointed(0, False))
        assert len(hints.rejected) == 2
        await press(pilot, "a")
        assert "No suggestion" in seen(pilot)
        await press(pilot, "u")
        assert hints.rejected == [hints.stored[1]]
        assert "undone: Weather not wanted on P4" in seen(pilot)
        await press(pilot, "u")
        assert [code for code, _ in quotations(study)] == ["neighbours"]


async def test_everything_is_reached_from_code_mode_by_the_palette(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "C")
        screen(pilot).do("edges")
        await pilot.pause()
        assert "No coding here" in seen(pilot)
        await press(pilot, "m")
        screen(pilot).do("edges")
        await press(pilot, "w", "h", "n")
        assert "While edges are moved" in seen(pilot)
        await press(pilot, "enter")
        assert quotations(study)[0][1].endswith("heater")
        assert " CODE " in seen(pilot)
        screen(pilot).do("highlighter")
        await press(pilot, "2", "down", "enter", "escape", "m", "escape")
        assert [code for code, _ in quotations(study)] == ["money", "office", "money"]


async def test_a_click_elsewhere_leaves_the_edges_as_they_were(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "C", "m")
        screen(pilot).do("edges")
        await press(pilot, "b")
        await told(pilot, DocView.Pointed(bench(pilot).units.segments[1].start, dragged=False))
        assert bench(pilot).edges is None
        await press(pilot, "w")
        assert [code for code, _ in quotations(study)] == ["money", "weather"]


async def test_the_text_stays_where_it_is_under_the_mouse(study: Study, tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    turn = "Mara: " + "It was cold and we had no wood. " * 30
    long.write_text(f"{turn}\n\nInterviewer: And then?\n\n{turn}\n", encoding="utf-8")
    study.import_files(long, kind="interview", moderators=("Interviewer",))
    async with at_source(study, "long", NARROW) as pilot:
        await press(pilot, "}", "pagedown", "j")
        shown, here = screen(pilot)._text, bench(pilot)
        top = shown.scroll_offset.y
        assert top > 0
        position = shown.rows.row_span(top + 1)[0]
        await told(pilot, DocView.Pointed(position, dragged=False))
        assert shown.scroll_offset.y == top
        await told(pilot, DocView.Pointed(position + 20, dragged=True))
        assert shown.scroll_offset.y == top
        assert here.cursor.selection is not None
        assert len(here.cursor.selection) < 40
        await press(pilot, "1")
        assert shown.scroll_offset.y == top


async def test_a_click_forgets_what_was_told_of_the_key_before(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1")
        assert "put on P1" in seen(pilot)
        await told(pilot, Minimap.Sought(2))
        assert "put on P1" not in seen(pilot)
