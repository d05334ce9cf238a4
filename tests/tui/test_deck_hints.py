"""Suggestions in the deck: seen where a row is seen, accepted as own codings, sorted by doubt."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.domain.coding import LookState
from qualcode.domain.errors import StoreUnavailable
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Reason, Suggestion
from qualcode.study import Study, open_study
from qualcode.study.desk import Page
from qualcode.tui.app import CodingApp
from qualcode.tui.codes import Codes
from qualcode.tui.deck.bench import DeckBench
from qualcode.tui.deck.order import Order
from qualcode.tui.deck.painting import RowPainter
from qualcode.tui.deck.rows import DeckRows
from qualcode.tui.deck.unsure import UnsureOrder
from qualcode.tui.looks.inks import DARK
from qualcode.tui.screens.deck import DeckScreen
from tests.tui.sitting import NARROW, WIDE, kept, press, quotations
from tests.tui.stored_hints import StoredHints
from tests.tui.test_deck import QUESTION, bench, chosen, coded, deck, deeds, looked, order, seen
from tests.tui.test_look import compared


@pytest.fixture
def page(study: Study) -> Page:
    """Give all answers to the question."""
    return study.desk.question_page(QUESTION)


def suggested(
    page: Page,
    number: int,
    code: str,
    probability: float | None,
    at: tuple[int, int] | None = None,
    evidence: tuple[Reason, ...] = (),
) -> Suggestion:
    segment = page.entries[number].segment
    span = Span(*at).shifted(segment.span.start) if at else None
    return Suggestion(
        code, probability or 0.7, probability, evidence, segment=segment.id, span=span
    )


def some(page: Page) -> list[Suggestion]:
    """Return two suggestions for P1, one for P2 and P4, none for P3."""
    soup = (Reason("soup", 0.1), Reason("neighbours", 0.4))
    return [
        suggested(page, 0, "neighbours", 0.86, (0, 20), soup),
        suggested(page, 0, "weather", 0.31),
        suggested(page, 1, "office", 0.55),
        suggested(page, 3, "weather", 0.09),
    ]


def deck_bench(study: Study, page: Page, hints: StoredHints) -> DeckBench:
    return DeckBench(study, page, Codes(study.catalogue.codebook, QUESTION), hints=hints)


@asynccontextmanager
async def at_deck(
    study: Study, page: Page, hints: StoredHints, size: tuple[int, int] = WIDE
) -> AsyncIterator[Pilot[None]]:
    app = CodingApp(study)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.switch_screen(DeckScreen(deck_bench(study, page, hints), app.frame))
        await pilot.pause()
        yield pilot


def rows_seen(pilot: Pilot[None]) -> list[str]:
    """Return the lines of the rows, without what stands beside them."""
    return [line[: WIDE[0] - 46] for line in seen(pilot).splitlines()[2:10]]


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_suggestions_in_the_deck_at_two_sizes(
    study: Study, page: Page, name: str, size: tuple[int, int]
) -> None:
    async with at_deck(study, page, StoredHints(some(page)), size) as pilot:
        await press(pilot, "j", "1", "!", "k")
        compared(seen(pilot), f"deck-hints-{name}")


async def test_a_row_shows_one_suggestion_dotted_and_in_no_colour(study: Study, page: Page) -> None:
    bench = deck_bench(study, page, StoredHints(some(page)))
    for width, two in ((80, False), (140, True)):
        lines = RowPainter(bench).lines(0, DARK, width, two)
        text = "".join(one.text for line in lines for one in line)
        assert "┊ Neighbours .86" in text
        assert "Weather" not in text
        assert "▌" not in text
        colours = {one.style.color for line in lines for one in line if one.style}
        grounds = {one.style.bgcolor for line in lines for one in line if one.style}
        own = bench.codes.colour("neighbours").lower()
        assert own not in {colour.name.lower() for colour in colours if colour}
        assert len(grounds) == 1
    narrow = RowPainter(bench).lines(0, DARK, 40, two=False)
    assert "┊" not in "".join(one.text for one in narrow[0])


async def test_a_score_that_is_no_probability_is_not_shown(study: Study, page: Page) -> None:
    async with at_deck(study, page, StoredHints([suggested(page, 2, "money", None)])) as pilot:
        await press(pilot, "j", "j")
        assert "┊ Money " in "\n".join(rows_seen(pilot))
        assert "┊ Money ." not in seen(pilot)
        assert "0.70" not in seen(pilot)
        assert " %" not in seen(pilot)


async def test_only_rows_in_sight_are_asked_about(study: Study, page: Page) -> None:
    hints = StoredHints(some(page))
    ids = [one.segment.id for one in page.entries]
    async with at_deck(study, page, hints, (80, 12)) as pilot:
        fit = deck(pilot)._panes.page
        assert 0 < fit < 4
        assert set(hints.asked) == set(ids[:fit])
        await press(pilot, "G")
        assert len(hints.asked) == len(set(hints.asked))
        assert ids[3] in hints.asked


async def test_accepting_makes_an_own_coding_that_one_undo_takes_back(
    study: Study, page: Page
) -> None:
    hints = StoredHints(some(page))
    done = deeds(study)
    async with at_deck(study, page, hints) as pilot:
        await press(pilot, "a")
        assert quotations(study) == [("neighbours", "The neighbours came.")]
        assert hints.accepted == [hints.stored[0]]
        assert "Neighbours put on P1, 20 characters" in seen(pilot)
        assert "saved" in seen(pilot)
        assert deeds(study) == done + 1
        assert looked(study) == {"P1": LookState.SEEN}
        await press(pilot, "a")
        assert [code for code, _ in quotations(study)] == ["neighbours", "weather"]
        assert quotations(study)[1][1] == bench(pilot).answers[0].words
        await press(pilot, "a")
        assert "No suggestion on this answer." in seen(pilot)
        await press(pilot, "u", "u")
        assert kept(study) == []
        assert "undone: Neighbours put on P1" in seen(pilot)
        assert looked(study) == {}
        assert "┊ Neighbours .86" in seen(pilot)


async def test_only_the_answer_at_the_cursor_is_accepted_whatever_is_selected(
    study: Study, page: Page
) -> None:
    async with at_deck(study, page, StoredHints(some(page))) as pilot:
        await press(pilot, "A", "j", "a")
        assert coded(study) == [("P2", "office")]
        assert len(chosen(pilot)) == 4


async def test_what_is_rejected_does_not_come_again(study: Study, page: Page) -> None:
    hints = StoredHints(some(page))
    async with at_deck(study, page, hints) as pilot:
        await press(pilot, "x")
        assert hints.rejected == [hints.stored[0]]
        assert "Neighbours not wanted on P1" in seen(pilot)
        assert "┊ Weather .31" in "\n".join(rows_seen(pilot))
        await press(pilot, "x", "x")
        assert "No suggestion on this answer." in seen(pilot)
        assert kept(study) == []


async def test_a_code_that_is_on_the_words_is_not_suggested(study: Study, page: Page) -> None:
    async with at_deck(study, page, StoredHints(some(page))) as pilot:
        await press(pilot, "1")
        assert "┊ Neighbours" not in seen(pilot)
        assert "┊ Weather .31" in seen(pilot)


async def test_accepting_what_cannot_be_saved_leaves_the_suggestion(
    study: Study, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    hints = StoredHints(some(page))
    async with at_deck(study, page, hints) as pilot:

        def full(*_: object, **__: object) -> None:
            raise StoreUnavailable("The disk is full.")

        monkeypatch.setattr(study.codings, "apply", full)
        await press(pilot, "a")
        assert "NOT SAVED: The disk is full." in seen(pilot)
        assert hints.accepted == []
        assert "┊ Neighbours .86" in seen(pilot)


async def test_a_second_look_waits_for_the_coders_own_choice(study: Study, page: Page) -> None:
    hints = StoredHints(some(page), second_look=True)
    async with at_deck(study, page, hints) as pilot:
        await press(pilot, "a")
        assert "after your own first choice" in seen(pilot)
        await press(pilot, "s", "c")
        assert "after your own first choice" in seen(pilot)
        assert bench(pilot).rows.order is Order.TEXT
        assert "┊" not in seen(pilot)
        assert hints.asked == []
        await press(pilot, "c", *"mon", "enter")
        assert "┊ Neighbours .86" in seen(pilot)
        assert set(hints.asked) == {page.entries[0].segment.id}
        await press(pilot, "u")
        assert "┊" not in seen(pilot)


@pytest.mark.parametrize("blind", [True, False])
async def test_in_a_round_there_are_suggestions_unless_it_is_blind(
    folder: Path, blind: bool
) -> None:
    with open_study(folder, "anna") as study:
        study.rounds.create("first", ["anna", "ben"], question=QUESTION, sample=4, blind=blind)
        inside = study.in_round("first")
        page = inside.desk.round_page()
        hints = StoredHints(some(page))
        async with at_deck(inside, page, hints) as pilot:
            assert ("┊" in seen(pilot)) is not blind
            await press(pilot, "a", "s", "c")
            assert ("No suggestions in a blind round" in seen(pilot)) is blind
            assert bool(hints.asked) is not blind
            assert [one.code for one in kept(study)] == ([] if blind else ["neighbours"])


async def test_the_least_certain_come_first(study: Study, page: Page) -> None:
    async with at_deck(study, page, StoredHints(some(page))) as pilot:
        await press(pilot, "s", "c")
        assert order(pilot) == ["P2", "P1", "P4", "P3"]
        assert bench(pilot).answer is bench(pilot).answers[0]
        assert "sorted: least certain first" in seen(pilot)
        assert "1 without a probable suggestion" in seen(pilot)
        await press(pilot, "s", "c")
        assert order(pilot) == ["P4", "P1", "P2", "P3"]
        assert "sorted: most certain first" in seen(pilot)
        await press(pilot, "s", "c", "g", "g", "x")
        assert order(pilot) == ["P2", "P1", "P4", "P3"]
        await press(pilot, "r")
        assert order(pilot) == ["P1", "P4", "P2", "P3"]


async def test_without_suggestions_the_order_says_so_and_stays(study: Study, page: Page) -> None:
    async with at_deck(study, page, StoredHints([suggested(page, 2, "money", None)])) as pilot:
        await press(pilot, "s", "l", "s", "c")
        assert "No suggestions to sort by as yet: none says how probable it is." in seen(pilot)
        assert bench(pilot).rows.order is Order.LENGTH
        assert "sorted: longest first" in seen(pilot)


async def test_a_long_deck_is_asked_about_in_slices_and_esc_ends_it(
    study: Study, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.tui.deck.unsure._AT_ONCE", 1)
    monkeypatch.setattr("qualcode.tui.deck.unsure._SECONDS", -1)
    monkeypatch.setattr("qualcode.tui.screens.deck._SOON", 60)
    async with at_deck(study, page, StoredHints(some(page))) as pilot:
        await press(pilot, "s", "c")
        assert "asking for suggestions, 1 of 4…" in seen(pilot)
        assert order(pilot) == ["P1", "P2", "P3", "P4"]
        deck(pilot)._ask_on()
        await press(pilot, "j")
        assert "2 of 4…" in seen(pilot)
        await press(pilot, "escape")
        assert "The order stays." in seen(pilot)
        assert "asking" not in seen(pilot)
        await press(pilot, "s", "c", "s", "l")
        assert "asking" not in seen(pilot)
        await press(pilot, "s", "c")
        for _ in range(3):
            deck(pilot)._ask_on()
        assert order(pilot) == ["P2", "P1", "P4", "P3"]
        assert bench(pilot).answer is bench(pilot).answers[1]


async def test_an_order_kept_from_an_earlier_sitting_is_worked_out_or_given_up(
    study: Study, page: Page
) -> None:
    for hints, expected in ((StoredHints(some(page)), Order.UNCERTAIN), (None, Order.TEXT)):
        made = (
            deck_bench(study, page, hints)
            if hints
            else DeckBench(study, page, Codes(study.catalogue.codebook, QUESTION))
        )
        made.rows.order = Order.UNCERTAIN
        UnsureOrder(made).take_up()
        assert made.rows.order is expected
    again = DeckRows(made.answers, made.codes_on, made.is_open)
    again.order, again.certainty = Order.UNCERTAIN, [None, 0.4, None, 0.1]
    again.renew()
    assert again.shown == [3, 1, 0, 2]
