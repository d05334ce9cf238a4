"""Where somebody was: kept without a word of the texts, and gone back to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcode.domain.identity import Id
from qualcode.study import Study
from qualcode.tui.app import CodingApp
from qualcode.tui.deck.order import Order
from qualcode.tui.habits.going_on import going_on
from qualcode.tui.habits.outset import Outset
from qualcode.tui.habits.sitting_state import Sitting, Whereabouts, read_sitting, state_folder
from qualcode.tui.screens.deck import DeckScreen
from qualcode.tui.screens.home import HomeScreen
from tests.support.cli import call
from tests.tui.sitting import ANSWERS, CODES, INTERVIEW, WIDE, bench, press, screen, seen
from tests.tui.terminal import Terminal

ME = Id("0190-anna")


def test_the_folder_is_where_such_files_lie() -> None:
    assert state_folder({"QUALCODE_STATE": "/a"}) == Path("/a")
    assert state_folder({"XDG_STATE_HOME": "/b"}) == Path("/b/qualcode")
    assert state_folder({}) == Path("~/.local/state/qualcode").expanduser()


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    sitting = read_sitting(tmp_path / "new", ME)
    assert sitting.place is None
    place = Whereabouts("questions", "what-helped", 2, 71, deck=True)
    sitting.stand_at(place)
    sitting.keep("bookmarks", {"a": ["some-id", 3]})
    sitting.write()
    again = read_sitting(tmp_path / "new", ME)
    assert again.place == place
    assert again.kept("bookmarks") == {"a": ["some-id", 3]}
    assert read_sitting(tmp_path / "new", Id("0190-ben")).place is None
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["0190-anna.json"]


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    sitting = read_sitting(tmp_path, ME)
    sitting.write()
    assert not list(tmp_path.iterdir())
    sitting.stand_at(Whereabouts("sources", "x"))
    sitting.write()
    path = tmp_path / f"{ME}.json"
    path.unlink()
    sitting.stand_at(Whereabouts("sources", "x"))
    sitting.write()
    assert not path.exists()


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", '"x"', "{}", '{"version": 2}', '{"version": 1, "place": 3}',
        '{"version": 1, "place": {"kind": "sources"}}',
        '{"version": 1, "place": {"kind": "sources", "id": "a", "number": -1}}',
        '{"version": 1, "place": {"kind": "sources", "id": "a", "number": "1"}}',
        '{"version": 1, "place": {"kind": "sources", "id": "a", "more": 1}}',
        '{"version": 1, "place": {"kind": 5, "id": "a"}}', "\x00",
    ],
)  # fmt: skip
def test_a_damaged_file_is_told_once_and_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / f"{ME}.json").write_text(text, encoding="utf-8")
    sitting = read_sitting(tmp_path, ME)
    assert sitting.place is None
    assert "is damaged" in sitting.problem
    sitting.stand_at(Whereabouts("sources", "x"))
    sitting.write()
    assert not read_sitting(tmp_path, ME).problem


def test_a_folder_that_cannot_be_written_harms_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    sitting = Sitting(blocked / "x.json")
    sitting.stand_at(Whereabouts("sources", "x"))
    sitting.write()
    assert "cannot be kept" in sitting.problem


def begun_in(folder: Path, study: Study) -> Outset:
    """Return an outset whose sitting is kept in a folder."""
    return Outset(sitting=read_sitting(folder, study.coder.id))


async def test_the_place_in_a_text_is_gone_back_to(study: Study, tmp_path: Path) -> None:
    page = study.desk.source_page("talk")
    app = CodingApp(study, page, outset=begun_in(tmp_path, study))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "z", "s", "A", "}", "}", "}", "w", "w")
        number, position = bench(pilot).cursor.segment, bench(pilot).cursor.position
        assert number == 3
        await press(pilot, "g", "h")
        assert isinstance(app.screen, HomeScreen)
        going = going_on(study, app.sitting)
        assert going is not None
        assert (going.title, going.number) == ("talk", number)
        app.go_on(going)
        await pilot.pause()
        assert bench(pilot).cursor.position == position
    again = CodingApp(study, outset=begun_in(tmp_path, study), resume=True)
    async with again.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert screen(pilot).bench.page.title == "talk"
        assert bench(pilot).cursor.position == position
        assert bench(pilot).unit_name == "sentence"
        assert bench(pilot).manner.advance


async def test_each_text_opens_where_one_was_in_it(study: Study, tmp_path: Path) -> None:
    other = tmp_path / "second.txt"
    other.write_text("Interviewer: And you?\n\nJoon: Me too.\n", encoding="utf-8")
    study.import_files(other, kind="interview", moderators=("Interviewer",))
    page = study.desk.source_page("talk")
    app = CodingApp(study, page, outset=begun_in(tmp_path, study))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "j", "w", "w", "[", "[")
        assert bench(pilot).page.title == "second"
        await press(pilot, "j", "]", "]")
        assert bench(pilot).cursor.segment == 1
        position = bench(pilot).cursor.position
        await press(pilot, "ctrl+q")
    again = CodingApp(study, page, outset=begun_in(tmp_path, study))
    async with again.run_test(size=WIDE) as pilot:
        assert position == bench(pilot).cursor.position > page.entries.spans[1].start
        await press(pilot, "[", "[")
        assert bench(pilot).cursor.segment == 1


async def test_a_place_whose_segment_is_gone_is_forgotten(study: Study) -> None:
    kept = {"places": {study.desk.source_page("talk").source.id: ["gone", 3]}}
    page = study.desk.source_page("talk")
    app = CodingApp(study, page, outset=Outset(sitting=Sitting(content=kept)))
    async with app.run_test(size=WIDE) as pilot:
        assert bench(pilot).cursor.position == page.entries.spans[0].start


async def test_a_deck_is_gone_back_to_as_it_was_sorted(study: Study, tmp_path: Path) -> None:
    page = study.desk.question_page("what-helped")
    app = CodingApp(study, page, as_deck=True, outset=begun_in(tmp_path, study))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "s", "l", "f", "u", "j")
        deck = app.screen
        assert isinstance(deck, DeckScreen)
        shown, focus = deck.bench.rows.shown, deck.bench.rows.focus
        await press(pilot, "ctrl+q")
    again = CodingApp(study, outset=begun_in(tmp_path, study), resume=True)
    async with again.run_test(size=WIDE) as pilot:
        await pilot.pause()
        deck = again.screen
        assert isinstance(deck, DeckScreen)
        assert deck.bench.rows.order is Order.LENGTH
        assert deck.bench.rows.filter.uncoded
        assert (deck.bench.rows.shown, deck.bench.rows.focus) == (shown, focus)


async def test_no_word_of_the_texts_is_kept(study: Study, tmp_path: Path) -> None:
    page = study.desk.question_page("what-helped")
    app = CodingApp(study, page, as_deck=True, outset=begun_in(tmp_path, study))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "/", *"soup", "enter", "enter")
        await press(pilot, "v", "w", "1", "g", "h")
        await pilot.pause()
    (path,) = tmp_path.glob("*.json")
    kept = path.read_text(encoding="utf-8")
    said = {word for words in (*ANSWERS, (INTERVIEW,)) for word in " ".join(words).split()}
    # The ids of codes are the codebook's, and may be words that somebody used too.
    said -= {code.id for code in CODES}
    assert not {word for word in said if len(word) > 3 and word in kept}
    assert set(json.loads(kept)) <= {
        "version",
        "place",
        "places",
        "manner",
        "deck",
        "bookmarks",
        "pins",
    }


async def test_what_is_gone_is_not_offered(study: Study, tmp_path: Path) -> None:
    for place in (
        Whereabouts("sources", "0190-never"),
        Whereabouts("rounds", "never"),
        Whereabouts("questions", "never"),
        Whereabouts("nonsense", "never"),
    ):
        begun = begun_in(tmp_path, study)
        begun.sitting.stand_at(place)
        app = CodingApp(study, outset=begun, resume=True)
        async with app.run_test(size=WIDE) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, HomeScreen)
            assert "There is nothing to go on with" in seen(pilot)


async def test_a_number_beyond_the_end_is_the_last(study: Study, tmp_path: Path) -> None:
    begun = begun_in(tmp_path, study)
    begun.sitting.stand_at(Whereabouts("questions", "what-helped", 99, 9999))
    app = CodingApp(study, outset=begun, resume=True)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert bench(pilot).cursor.segment == 3


def test_resume_goes_where_the_last_window_was(folder: Path) -> None:
    words = ("-C", folder, "code", "--coder", "anna")
    at = Terminal(*words, "--question", "what-helped")
    at.until("The neighbours came")
    at.press("jj")
    at.until(" 3/4")
    at.press("\x11")
    assert at.end() == 0
    again = Terminal(*words, "--resume")
    again.until(" 3/4")
    again.press("\x11")
    assert again.end() == 0
    plain = call("-C", folder, "code", "--coder", "anna", "--plain", "--resume")
    assert "3 of 4" in plain.out


def test_resume_takes_nothing_else_to_open(folder: Path) -> None:
    answer = call("-C", folder, "code", "--coder", "anna", "--plain", "--resume", "talk")
    assert answer.code == 1
    assert "name nothing else to open" in answer.err
    answer = call("-C", folder, "code", "--coder", "ben", "--plain", "--resume")
    assert "There is nothing to go on with" in answer.err
