"""Suggestions have a layer and a pane of their own, and become codings only by a coder's deed."""

from __future__ import annotations

import pytest

from qualcode.domain.coding import LookState
from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Reason, Suggestion
from qualcode.study import Study
from qualcode.study.desk import Page
from qualcode.tui.coding.columns import columns
from qualcode.tui.coding.painting import Painter
from qualcode.tui.coding.suggesting import MOST
from qualcode.tui.looks.inks import DARK
from qualcode.tui.page.rows import Rows
from tests.support import blind
from tests.tui.arbitrary_pages import page_of
from tests.tui.sitting import NARROW, WIDE, bench, kept, press, quotations, screen, seen
from tests.tui.stored_hints import StoredHints, at_page, workbench
from tests.tui.test_look import compared


@pytest.fixture
def page(study: Study) -> Page:
    """Give all answers to the question."""
    return study.desk.question_page("what-helped")


def suggested(
    page: Page,
    number: int,
    code: str,
    score: float = 0.5,
    at: tuple[int, int] | None = None,
    probability: float | None = None,
    evidence: tuple[Reason, ...] = (),
) -> Suggestion:
    """Return a suggestion for a segment, or for a stretch of it."""
    segment = page.entries[number].segment
    span = Span(*at).shifted(segment.span.start) if at else None
    return Suggestion(code, score, probability, evidence, segment=segment.id, span=span)


def some(page: Page) -> list[Suggestion]:
    """Return two suggestions for the first answer, one each for the second and the last."""
    soup = (Reason("soup", 0.1), Reason("neighbours", 0.4))
    return [
        suggested(page, 0, "neighbours", 0.86, (0, 20), 0.86, soup),
        suggested(page, 0, "weather", 0.31),
        suggested(page, 1, "office", 0.7, (20, 30)),
        suggested(page, 3, "weather", 0.9),
    ]


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_suggestions_at_two_sizes(
    study: Study, page: Page, name: str, size: tuple[int, int]
) -> None:
    async with at_page(study, page, StoredHints(some(page)), size) as pilot:
        await press(pilot, "w", "v", "w", "2", "escape")
        compared(seen(pilot), f"suggestions-{name}")


async def test_a_suggestion_is_dotted_and_never_tinted(study: Study, page: Page) -> None:
    hints = StoredHints(some(page))
    async with at_page(study, page, hints) as pilot:
        text = screen(pilot)._text
        await press(pilot, "j", "j")
        row = text.rows.cell_of(0).row
        strip = text._painter.strip(row)
        dotted = next(one for one in strip if "┊" in one.text)
        assert dotted.style is not None
        words = next(one for one in strip if "The neighbours" in one.text)
        assert words.style is not None
        assert words.style.bgcolor == dotted.style.bgcolor
        assert not any(glyph in strip.text for glyph in "▌█")


async def test_accepting_makes_an_own_coding_and_goes_on(study: Study, page: Page) -> None:
    hints = StoredHints(some(page))
    async with at_page(study, page, hints) as pilot:
        desk = bench(pilot)
        desk.offers.accept()
        assert quotations(study) == [("neighbours", "The neighbours came.")]
        assert hints.accepted == [hints.stored[0]]
        assert "Neighbours put on P1" in desk.told.text
        assert desk.cursor.segment == 0
        desk.offers.accept()
        assert desk.cursor.segment == 1
        assert page.text[desk.cursor.position :].startswith("the office")
        desk.offers.accept()
        desk.offers.accept()
        assert [code for code, _ in quotations(study)][1:] == ["weather", "office", "weather"]
        assert desk.cursor.segment == 3
        assert "no suggestion after it" in desk.told.text
        desk.offers.accept()
        assert len(kept(study)) == 4
        desk.undo()
        assert len(kept(study)) == 3
        assert desk.suggestions.at_hand(3) is not None


async def test_what_is_rejected_does_not_come_again(study: Study, page: Page) -> None:
    hints = StoredHints(some(page))
    async with at_page(study, page, hints) as pilot:
        desk = bench(pilot)
        desk.offers.reject()
        screen(pilot).show_now()
        assert kept(study) == []
        assert hints.rejected == [hints.stored[0]]
        assert [one.suggestion.code for one in desk.suggestions.on(0)] == ["weather"]
        assert "not wanted" in desk.told.text
        desk.offers.reject()
        assert desk.cursor.segment == 1
        assert desk.suggestions.on(0) == []
        screen(pilot).show_now()
        assert "┊" not in screen(pilot)._text._painter.strip(1).text


async def test_next_and_previous_go_through_all(study: Study, page: Page) -> None:
    desk = workbench(study, page, StoredHints(some(page)))
    seen_on = []
    for _ in range(4):
        offer = desk.suggestions.at_hand(desk.cursor.segment)
        assert offer is not None
        seen_on.append(offer.suggestion.code)
        desk.offers.next()
    assert seen_on == ["neighbours", "weather", "office", "weather"]
    assert "No suggestion after this one" in desk.told.text
    desk.offers.previous()
    desk.offers.previous()
    offer = desk.suggestions.at_hand(0)
    assert (desk.cursor.segment, offer and offer.suggestion.code) == (0, "weather")
    assert desk.work.state(page.entries[0].segment.id) is None
    desk.note_passed()
    assert desk.work.state(page.entries[0].segment.id) is LookState.SEEN


async def test_a_second_look_waits_for_the_coders_own_choice(study: Study, page: Page) -> None:
    hints = StoredHints(some(page), second_look=True)
    async with at_page(study, page, hints) as pilot:
        desk = bench(pilot)
        assert "┊" not in seen(pilot)
        assert hints.asked == []
        desk.offers.next()
        assert "they wait for your own choice" in desk.told.text
        assert desk.offers.wanted() is None
        assert "after your own first choice" in desk.told.text
        desk.apply("money")
        screen(pilot).show_now()
        assert "┊" in seen(pilot)
        assert set(hints.asked) == {page.entries[0].segment.id}
        desk.go_to_segment(3)
        desk.look(LookState.NOTHING)
        assert [one.suggestion.code for one in desk.suggestions.on(3)] == ["weather"]


def test_at_most_three_and_none_that_one_has(study: Study, page: Page) -> None:
    codes = ("neighbours", "office", "money", "weather")
    hints = StoredHints([suggested(page, 0, code) for code in codes])
    desk = workbench(study, page, hints)
    assert len(desk.suggestions.on(0)) == MOST == 3
    desk.apply("office")
    here = [one.suggestion.code for one in desk.suggestions.on(0)]
    assert here == ["neighbours", "money", "weather"]


def test_a_blind_round_shows_none(study: Study, page: Page) -> None:
    blind.begin(study, "anna")
    inside = study.in_round(blind.ROUND)
    queue = inside.desk.round_page()
    hints = StoredHints([suggested(queue, number, "money") for number in range(2)])
    desk = workbench(inside, queue, hints)
    desk.offers.next()
    desk.offers.accept()
    assert not desk.suggestions.possible
    assert hints.asked == []
    assert kept(study) == []


def test_hints_are_asked_about_what_is_in_sight_and_the_rest_in_slices(study: Study) -> None:
    page = page_of(["It was cold."] * 300)
    money = [Suggestion("money", 1.0, segment=one.segment.id) for one in page.entries]
    hints = StoredHints(money)
    desk = workbench(study, page, hints)
    rows = Rows(page.text, page.entries.spans, 60)
    painter = Painter(desk, rows, columns(desk, 80), DARK)
    assert all("┊" in painter.strip(row).text for row in range(20))
    assert set(hints.asked) == set(page.entries.outline.ids[:20])
    hints.asked.clear()
    desk.suggestions.read_on()
    assert 0 < len(hints.asked) <= 32
    while not desk.suggestions.complete:
        desk.suggestions.read_on()
    assert desk.suggestions.among(0, 300)
    assert not set(hints.asked) & set(page.entries.outline.ids[:20])


async def test_what_comes_to_be_known_later_is_painted(study: Study, page: Page) -> None:
    hints = StoredHints([])
    async with at_page(study, page, hints) as pilot:
        assert "┊" not in seen(pilot)
        hints.stored = some(page)
        hints.revision += 1
        assert "┊" in seen(pilot)


def test_what_lies_beyond_its_segment_is_not_shown(study: Study, page: Page) -> None:
    beyond = Suggestion("money", 1.0, segment=page.entries[0].segment.id, span=Span(900, 950))
    elsewhere = Suggestion("money", 1.0, segment=Id("gone"))
    placeless = Suggestion("money", 1.0)
    hints = StoredHints([beyond, elsewhere, placeless])
    assert workbench(study, page, hints).suggestions.on(0) == []
