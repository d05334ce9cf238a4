"""The journal on the screen: who, when, what and where; older deeds come while one goes down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qualcode.domain.codebook_changes import EditCode
from qualcode.domain.coding import LookState, MemoSubject
from qualcode.domain.provenance import Provenance
from qualcode.domain.span import Span
from qualcode.study import Study, open_study
from qualcode.study.suggestions.refusing import Refusing
from qualcode.tui.lists.deed_words import in_words
from qualcode.tui.registry.journal import JOURNAL
from qualcode.tui.screens.journal import JournalScreen
from tests.support import blind
from tests.tui.sitting import NARROW, WIDE, at_home, bench, press, seen
from tests.tui.test_look import compared

at_two_sizes = pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])


@pytest.fixture
def done(study: Study, folder: Path) -> Study:
    """Give the study after some deeds of two coders."""
    entries = study.desk.question_page("what-helped").entries
    coding = study.codings.apply("money", entries[0].segment)
    assert coding is not None
    study.codings.move(coding, Span(coding.span.start, coding.span.start + 10))
    study.memos.write(MemoSubject.SEGMENT, entries[1].segment.id, "Nobody!")
    with open_study(folder, "ben") as other:
        other.codings.apply_to_all("weather", [one.segment for one in entries])
        other.history.undo()
    study.codings.look([entries[3].segment.id], LookState.DONE)
    study.flags.put([entries[2].segment.id])
    study.codes.change(EditCode("money", {"short": "Coins."}))
    return study


def steady(shown: str) -> str:
    """Return a screen without the moments and the hashes of this very run."""
    shown = re.sub(r"\d\d:\d\d:\d\d", "hh:mm:ss", shown)
    shown = re.sub(r"\b[0-9a-f]{12}\b", "============", shown)
    return re.sub(r"\d{4}-\d\d-\d\d", "----date--", shown)


def rows(pilot) -> list:
    screen = pilot.app.screen
    assert isinstance(screen, JournalScreen)
    return list(screen.list.shown)


@at_two_sizes
async def test_the_journal_at_two_sizes(done: Study, name: str, size: tuple[int, int]) -> None:
    async with at_home(done, size) as pilot:
        await press(pilot, "g", "j", "j", "j", "j")
        compared(steady(seen(pilot)), f"journal-{name}")


async def test_what_was_made_of_suggestions_is_told_in_its_own_words(study: Study) -> None:
    first, second, *_ = study.desk.question_page("what-helped").entries
    refusing = Refusing(study._session)
    refusing.reject("weather", first.segment.id)
    refusing.strike("weather", "rain")
    study.codings.apply("weather", first.segment, provenance=Provenance(True, 1, 0.5))
    study.codings.apply("money", second.segment)
    refusing.unstrike("weather", "rain")
    codebook = study.catalogue.codebook
    name = codebook.by_id["weather"].name
    told = [in_words(study.history.events_of(one.deed), codebook) for one in study.history.deeds(5)]
    assert told[0] == [f"{name}: a word counts again"]
    assert told[1][0] == f"{codebook.by_id['money'].name} put on"
    assert {told[2][0], told[2][-1]} == {f"{name} accepted", f"{name} no longer rejected"}
    assert told[3:] == [[f"{name}: a word struck out of its reasons"], [f"{name} rejected"]]
    async with at_home(study, WIDE) as pilot:
        await press(pilot, "g", "j")
        shown = seen(pilot)
        assert "1 rejection added" in shown
        assert "1 struck word removed" in shown


async def test_every_action_can_be_done(done: Study) -> None:
    async with at_home(done) as pilot:
        await press(pilot, "g", "j")
        screen = pilot.app.screen
        assert isinstance(screen, JournalScreen)
        assert {*screen.verbs(), *screen._shared()} == set(JOURNAL.by_id)


async def test_what_was_before_and_after_is_told(done: Study) -> None:
    async with at_home(done) as pilot:
        await press(pilot, "g", "j")
        told = {}
        for _ in rows(pilot)[:8]:
            told[rows(pilot)[pilot.app.screen.list.place].told] = seen(pilot)
            await press(pilot, "j")
    shown = "\n".join(told.values())
    assert "looked at: not yet → done" in shown
    assert "flag added" in shown
    assert "memo added" in shown
    assert "4 × Weather put on" in shown
    assert "Money moved: " in shown
    assert "taking back" in shown
    assert "“The neighb”" in shown


async def test_enter_goes_to_the_place_or_says_that_there_is_none(done: Study) -> None:
    async with at_home(done) as pilot:
        await press(pilot, "g", "j", "enter")
        assert "not about one place" in seen(pilot)
        await press(pilot, "j", "enter")
        assert bench(pilot).page.title == "P3"
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, JournalScreen)


async def test_letters_narrow_by_coder_and_code(done: Study) -> None:
    async with at_home(done) as pilot:
        await press(pilot, "g", "j", "/", *"ben weather")
        assert {one.coder for one in rows(pilot)} == {done.team.find("ben").id}
        await press(pilot, "escape")
        assert len({one.coder for one in rows(pilot)}) > 1


async def test_older_deeds_are_read_while_one_goes_down(study: Study) -> None:
    segment = study.desk.question_page("what-helped").entries[0].segment
    for _ in range(130):
        study.codings.apply("money", segment)
        study.codings.take_off("money", [segment.id])
    async with at_home(study, NARROW) as pilot:
        await press(pilot, "g", "j")
        assert "100+" in seen(pilot)
        await press(pilot, "G")
        assert "200+" in seen(pilot)
        await press(pilot, "G", "G", "G")
        everything = rows(pilot)
        assert len(everything) == len(study.history.deeds(10_000))
        assert everything[-1].told.startswith("1 coder added")
        assert "+" not in seen(pilot).splitlines()[0]


async def test_what_others_do_in_a_blind_round_is_left_out(study: Study, folder: Path) -> None:
    study.team.add("cleo")
    drawn = blind.begin(study, "ben", "cleo")
    blind.work_inside(study, "ben", drawn)
    async with at_home(study.acting_as("cleo")) as pilot:
        await press(pilot, "g", "j")
        ben = study.team.find("ben").id
        told = [one.told for one in rows(pilot) if one.coder == ben]
        assert told == ["1 round added, 1 round changed"]
        assert "Left out is what others do" in seen(pilot)
