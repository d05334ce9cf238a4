"""What is done with suggestions is stored with how it came about, and undo takes it back."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from qualcode.domain.coding import Coding, Origin
from qualcode.domain.provenance import PLAIN, Provenance, WorkOrder
from qualcode.domain.suggestion import Reason, ReasonKind, Suggestion
from qualcode.study import Study
from qualcode.study.desk import Page
from tests.tui.sitting import bench, kept, press, quotations, seen
from tests.tui.stored_hints import StoredHints, at_page
from tests.tui.test_deck_hints import at_deck

NEIGHBOURS, OFFICE, MONEY, WEATHER = "neighbours", "office", "money", "weather"
PUT_MONEY, PUT_WEATHER = ("c", *"mon", "enter"), ("c", *"wea", "enter")


@pytest.fixture
def page(study: Study) -> Page:
    """Give all answers to the question."""
    return study.desk.question_page("what-helped")


def suggested(page: Page, number: int, code: str, probability: float | None = None) -> Suggestion:
    segment = page.entries[number].segment.id
    reasons = (
        Reason("soup", 0.4),
        Reason("came", 0.1),
        Reason("They brought soup too.", 0.9, ReasonKind.REPEAT),
    )
    return Suggestion(code, 0.7, probability, reasons, segment=segment)


def two(page: Page) -> StoredHints:
    return StoredHints(
        [
            suggested(page, 0, NEIGHBOURS, 0.86),
            suggested(page, 0, WEATHER),
            suggested(page, 1, OFFICE, 0.6),
        ]
    )


def only(study: Study) -> Coding:
    (coding,) = kept(study)
    return coding


def rejected(study: Study) -> list[tuple[str, Provenance]]:
    return [(one.code, one.provenance) for one in study.suggestions.rejections()]


async def test_an_accepted_one_keeps_rank_score_probability_and_model(
    study: Study, page: Page
) -> None:
    async with at_page(study, page, two(page)) as pilot:
        await press(pilot, "a")
    one = only(study)
    assert one.origin is Origin.ACCEPTED
    assert one.provenance == Provenance(True, 1, 0.7, 0.86, "stored")


async def test_the_second_one_has_rank_two(study: Study, page: Page) -> None:
    async with at_page(study, page, two(page)) as pilot:
        await press(pilot, "]", "s", "a")
    assert only(study).code == WEATHER
    assert only(study).provenance == Provenance(True, 2, 0.7, None, "stored")


async def test_what_one_codes_beside_a_suggestion_says_that_it_was_seen(
    study: Study, page: Page
) -> None:
    async with at_page(study, page, two(page)) as pilot:
        await press(pilot, *PUT_MONEY, "j", "j", *PUT_MONEY)
    first, second = kept(study)
    assert (first.origin, first.provenance) == (Origin.HUMAN, Provenance(hint_visible=True))
    assert (second.origin, second.provenance) == (Origin.HUMAN, PLAIN)


async def test_with_a_second_look_only_the_later_codes_were_seen_beside_one(
    study: Study, page: Page
) -> None:
    hints = two(page)
    hints.second_look = True
    async with at_page(study, page, hints) as pilot:
        await press(pilot, *PUT_MONEY, *PUT_WEATHER)
    assert [one.provenance.hint_visible for one in kept(study)] == [False, True]


async def test_edges_that_are_moved_make_it_edited(study: Study, page: Page) -> None:
    async with at_page(study, page, two(page)) as pilot:
        await press(pilot, "Y")
        assert "EDGES" in seen(pilot)
        await press(pilot, "b", "enter")
        assert only(study).origin is Origin.EDITED
        assert only(study).provenance.rank == 1
        await press(pilot, "u")
        assert only(study).origin is Origin.ACCEPTED
        await press(pilot, "u")
        assert kept(study) == []


async def test_another_code_instead_makes_it_edited(study: Study, page: Page) -> None:
    async with at_page(study, page, two(page)) as pilot:
        await press(pilot, "R", *"mon", "enter")
        assert "Money put on P1 instead of Neighbours" in seen(pilot)
        assert (only(study).code, only(study).origin) == (MONEY, Origin.EDITED)
        assert only(study).provenance.rank == 1
        await press(pilot, "u")
        assert "undone: Money put on P1" in seen(pilot)
        assert kept(study) == []


async def test_the_same_code_instead_is_just_accepted(study: Study, page: Page) -> None:
    async with at_page(study, page, two(page)) as pilot:
        await press(pilot, "R", *"nei", "enter")
    assert (only(study).code, only(study).origin) == (NEIGHBOURS, Origin.ACCEPTED)


@pytest.mark.parametrize("key", ["a", "x"])
async def test_what_was_settled_and_is_taken_back_is_at_hand_again(
    study: Study, page: Page, key: str
) -> None:
    async with at_page(study, page, two(page)) as pilot:
        await press(pilot, "]", "s", key, "u")
        assert bench(pilot).offers.at_hand is not None
        assert bench(pilot).offers.at_hand.suggestion.code == WEATHER
        assert (kept(study), rejected(study)) == ([], [])


async def test_after_the_last_one_those_before_it_on_the_segment_are_at_hand(
    study: Study, page: Page
) -> None:
    async with at_page(study, page, StoredHints(two(page).stored[:2])) as pilot:
        await press(pilot, "]", "s", "x")
        assert "no suggestion after it" not in seen(pilot)
        await press(pilot, "x")
        assert "Neighbours not wanted on P1; no suggestion after it" in seen(pilot)
    assert [code for code, _ in rejected(study)] == [WEATHER, NEIGHBOURS]


async def test_what_was_coded_in_another_order_stands_on_the_page_one_comes_back_to(
    study: Study, page: Page
) -> None:
    async with at_page(study, page, two(page)) as pilot:
        await press(pilot, *PUT_MONEY)
        steered = study.desk.steered_page(WorkOrder.AUDIT, [page.entries[0].segment.id])
        pilot.app.push_screen(pilot.app._pages.coding(steered))
        await press(pilot, *PUT_WEATHER, "q")
        assert {one.code for one in bench(pilot).here} == {MONEY, WEATHER}
        assert bench(pilot).codes.counts[WEATHER] == 1


async def test_a_rejection_is_stored_and_undo_brings_the_suggestion_back(
    study: Study, page: Page
) -> None:
    hints = two(page)
    async with at_page(study, page, hints) as pilot:
        await press(pilot, "x")
        assert rejected(study) == [(NEIGHBOURS, Provenance(True, 1, 0.7, 0.86, "stored"))]
        assert [one.suggestion.code for one in bench(pilot).suggestions.on(0)] == [WEATHER]
        await press(pilot, "u")
        assert "undone: Neighbours not wanted on P1" in seen(pilot)
        assert rejected(study) == []
        assert bench(pilot).suggestions.on(0)[0].suggestion.code == NEIGHBOURS
        assert hints.followed == 2
        await press(pilot, "x", "U")
        assert "Neighbours not wanted on P1" in seen(pilot)


async def test_why_lists_the_reasons_and_strikes_a_word_out(study: Study, page: Page) -> None:
    async with at_page(study, page, two(page)) as pilot:
        await press(pilot, "y")
        shown = seen(pilot)
        assert "“They brought soup too.”" in shown
        assert "the same words, which have the code, strongly" in shown
        assert "in this text, somewhat" in shown
        await press(pilot, "x")
        assert study.suggestions.struck() == []
        await press(pilot, "j", "x")
        assert [(one.code, one.word) for one in study.suggestions.struck()] == [
            (NEIGHBOURS, "soup")
        ]
        assert "struck out by you" in seen(pilot)
        assert "“soup” is no reason any more for Neighbours" in seen(pilot)
        await press(pilot, "G", "j", "j", "x")
        assert study.suggestions.struck() == []
        await press(pilot, "escape", "u")
        assert "undone: word counts again for Neighbours" in seen(pilot)
        assert len(study.suggestions.struck()) == 1
        await press(pilot, "y", "a")
        assert only(study).code == NEIGHBOURS


async def test_why_says_where_there_is_nothing_to_tell(study: Study, page: Page) -> None:
    async with at_page(study, page, two(page)) as pilot:
        await press(pilot, "G", "y")
        assert "No suggestion on this segment." in seen(pilot)
        await press(pilot, "R")
        assert "No suggestion on this segment." in seen(pilot)


async def test_where_none_fits_the_pane_says_so(study: Study, page: Page) -> None:
    hints = two(page)
    hints.none = {page.entries[0].segment.id}
    async with at_page(study, page, hints) as pilot:
        assert "rather none of these" in seen(pilot)
    async with at_deck(study, page, hints) as pilot:
        assert "rather none of these" in "\n".join(seen_on_deck(pilot))


def seen_on_deck(pilot: Pilot[None]) -> list[str]:
    return [strip.text for strip in pilot.app.screen._compositor.render_strips()]


async def test_what_is_hardly_probable_is_not_shown(study: Study, page: Page) -> None:
    hints = StoredHints([suggested(page, 0, MONEY, 0.049), suggested(page, 0, OFFICE, 0.05)])
    async with at_page(study, page, hints) as pilot:
        assert [one.suggestion.code for one in bench(pilot).suggestions.on(0)] == [OFFICE]
    async with at_deck(study, page, hints) as pilot:
        await press(pilot, "a", "a")
    assert [code for code, _ in quotations(study)] == [OFFICE]


async def test_a_steered_page_says_its_order_and_leaves_it_with_what_is_coded(
    study: Study, page: Page
) -> None:
    ids = [page.entries[number].segment.id for number in (2, 0)]
    steered = study.desk.steered_page(WorkOrder.RARE, ids)
    async with at_page(study, steered, two(page)) as pilot:
        assert "rare codes first" in seen(pilot)
        await press(pilot, *PUT_WEATHER, "j", "a")
    assert [one.provenance.order for one in kept(study)] == [WorkOrder.RARE] * 2


async def test_the_deck_keeps_the_same_with_its_order(study: Study, page: Page) -> None:
    async with at_deck(study, page, two(page)) as pilot:
        await press(pilot, "x", "a", *PUT_MONEY)
        assert rejected(study) == [(NEIGHBOURS, Provenance(True, 1, 0.7, 0.86, "stored"))]
        await press(pilot, "j", "s", "c", *PUT_MONEY)
    accepted, beside, late = kept(study)
    assert (accepted.origin, accepted.provenance.rank) == (Origin.ACCEPTED, 1)
    assert beside.origin is Origin.HUMAN
    assert late.provenance == Provenance(True, order=WorkOrder.UNCERTAIN)


async def test_on_the_deck_undo_brings_a_rejected_one_back(study: Study, page: Page) -> None:
    hints = two(page)
    async with at_deck(study, page, hints) as pilot:
        await press(pilot, "x", "u")
        assert rejected(study) == []
        assert hints.rejected == []
        await press(pilot, "y", "j", "x", "escape")
        assert [one.word for one in study.suggestions.struck()] == ["soup"]
        await press(pilot, "R", *"mon", "enter")
    assert (only(study).code, only(study).origin) == (MONEY, Origin.EDITED)


async def test_each_answer_that_is_coded_at_once_says_whether_it_showed_a_suggestion(
    study: Study, page: Page
) -> None:
    async with at_deck(study, page, two(page)) as pilot:
        await press(pilot, "A", *PUT_MONEY)
        assert len(kept(study)) == len(page.entries) > 2
        seen_beside = {one.segment for one in kept(study) if one.provenance.hint_visible}
        assert seen_beside == {page.entries[number].segment.id for number in (0, 1)}
        await press(pilot, "u")
    assert kept(study) == []


async def test_another_code_instead_is_one_deed_on_the_deck_too(study: Study, page: Page) -> None:
    async with at_deck(study, page, two(page)) as pilot:
        await press(pilot, "R", *"mon", "enter")
        assert "Money put on P1 instead of Neighbours" in "\n".join(seen_on_deck(pilot))
        assert (only(study).code, only(study).origin) == (MONEY, Origin.EDITED)
        await press(pilot, "u")
    assert kept(study) == []
