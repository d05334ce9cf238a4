"""Suggestions that come while one works: asked in the right order, shown when they are there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from qualcode.domain.identity import Id
from qualcode.domain.provenance import WorkOrder
from qualcode.domain.suggestion import Reason, Suggestion
from qualcode.study import Study
from qualcode.study.desk import Page
from qualcode.study.suggestions.messages import Message, line_of, message_of, told
from qualcode.tui.app import CodingApp
from qualcode.tui.screens import coding
from qualcode.tui.screens.deck import DeckScreen
from qualcode.tui.suggesting.answers import Answer, Answers
from qualcode.tui.suggesting.asking import Wishes
from qualcode.tui.suggesting.live import LiveSuggesting
from qualcode.tui.suggesting.process import Beside
from tests.support import blind
from tests.tui.sitting import WIDE, bench, press, screen, seen

QUESTION = "what-helped"


class Asked(Beside):
    """Takes what would be sent to the process, and answers when the test says so."""

    def __init__(self, heard: Callable[[Message], object], ended: Callable[[str], object]) -> None:
        super().__init__(heard, ended, ())
        self.answer, self.stop = heard, ended
        self.said: list[Message] = []

    def begin(self, opening: Message) -> None:
        """Keep how it was opened."""
        self.say(opening)

    def say(self, message: Message) -> None:
        """Keep what is said, as it would arrive."""
        self.said.append(message_of(line_of(message)))

    def asked(self) -> list[Id]:
        """Return the segments that were asked about, in the order of asking."""
        return [one for message in self.said for one in message.get("ask", ())]

    def suggest(self, code: str, *segments: Id, none: tuple[Id, ...] = ()) -> None:
        """Answer what was asked last: the code on some segments, nothing on the others."""
        last = [one for one in self.said if "ask" in one][-1]
        found = [
            told(Suggestion(code, 1.0, None, (Reason("soup", 0.5),), segment=one))
            for one in segments
        ]
        self.answer(
            message_of(
                line_of(
                    {
                        "answer": last["ask"],
                        "suggestions": found,
                        "none": none,
                        "model": "0123456789abcdef",
                        "round": last["round"],
                    }
                )
            )
        )


class Sitting:
    """An app with something that suggests under the test's hand."""

    def __init__(self, study: Study) -> None:
        self.made: list[Asked] = []
        self.live = LiveSuggesting(study, self._make)

    def _make(self, heard: Callable[[Message], object], ended: Callable[[str], object]) -> Asked:
        self.made.append(Asked(heard, ended))
        return self.made[-1]

    @property
    def beside(self) -> Asked:
        (one,) = self.made
        return one


@pytest.fixture
def page(study: Study) -> Page:
    return study.desk.question_page(QUESTION)


@pytest.fixture
def ids(page: Page) -> list[Id]:
    return [one.segment.id for one in page.entries]


@pytest.fixture
def sitting(folder: Path, study: Study) -> Sitting:
    """Give what suggests in a study that shows suggestions at once."""
    say_in_toml(folder, "second_look", "false")
    return Sitting(study)


def say_in_toml(folder: Path, name: str, value: str) -> None:
    path = folder / "study.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    changed = [f"{name} = {value}" if one.startswith(f"{name} ") else one for one in lines]
    path.write_text("\n".join(changed) + "\n", encoding="utf-8")


@asynccontextmanager
async def at(study: Study, sitting: Sitting, page: Page | None, as_deck: bool = False) -> Any:
    app = CodingApp(study, page, as_deck=as_deck, suggesting=sitting.live)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield pilot


async def test_it_is_started_once_after_the_first_picture(
    study: Study, sitting: Sitting, page: Page, ids: list[Id]
) -> None:
    app = CodingApp(study, page, suggesting=sitting.live)
    assert sitting.made == []
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await press(pilot, "j", "k")
        assert sitting.beside.said[0] == {"place": str(study.folder), "coder": "anna"}
        assert sitting.beside.said[1]["round"] == ""
        assert set(sitting.beside.asked()) == set(ids)


async def test_what_arrives_is_painted_though_nobody_types(
    study: Study, sitting: Sitting, page: Page, ids: list[Id]
) -> None:
    async with at(study, sitting, page) as pilot:
        assert "┊" not in screen(pilot)._text._painter.strip(1).text
        sitting.beside.suggest("neighbours", ids[0], none=(ids[1],))
        await pilot.pause(0.2)
        shown = "\n".join(one.text for one in pilot.app.screen._compositor.render_strips())
        assert "Neighbours" in shown.split("SUGGESTIONS", 1)[1]
        await press(pilot, "a")
        assert study.codings.all()[0].provenance.model == "0123456789abcdef"
        assert sitting.beside.said[-1] == {"follow": True}


async def test_a_key_still_makes_one_frame(
    study: Study,
    sitting: Sitting,
    page: Page,
    ids: list[Id],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(coding, "CALM", 600.0)
    monkeypatch.setattr(coding, "_REST", 600.0)
    async with at(study, sitting, page) as pilot:
        sitting.beside.suggest("neighbours", *ids)
        await press(pilot, "j")
        frames: list[object] = []
        display = pilot.app._display

        def counted(on: Any, picture: Any) -> None:
            if picture is not None:
                frames.append(picture)
            display(on, picture)

        monkeypatch.setattr(pilot.app, "_display", counted)
        for name in ("l", "w", "j", "k", "2", "a", "x", "u"):
            frames.clear()
            await press(pilot, name)
            assert len(frames) == 1, name


async def test_a_second_look_asks_about_a_segment_after_ones_own_choice(
    study: Study, page: Page, ids: list[Id]
) -> None:
    sitting = Sitting(study)
    async with at(study, sitting, page) as pilot:
        assert sitting.beside.asked() == []
        assert "after your own first choice" in seen(pilot)
        await press(pilot, "1")
        assert sitting.beside.asked() == ids[:1]
        sitting.beside.suggest("weather", ids[0])
        await pilot.pause(0.1)
        assert "Weather" in seen(pilot).split("SUGGESTIONS", 1)[1]
        pilot.app.change_setting("suggestions", "at once")
        await press(pilot, "j", "k")
        assert set(sitting.beside.asked()) == set(ids)


async def test_while_newer_answers_are_worked_out_the_older_ones_stand(
    study: Study, sitting: Sitting, page: Page, ids: list[Id]
) -> None:
    async with at(study, sitting, page) as pilot:
        sitting.beside.suggest("neighbours", ids[0])
        sitting.beside.said.clear()
        sitting.beside.answer({"fresh": True})
        await pilot.pause()
        assert [one.suggestion.code for one in bench(pilot).suggestions.on(0)] == ["neighbours"]
        assert set(sitting.beside.asked()) == set(ids)
        sitting.beside.suggest("office", ids[0])
        await pilot.pause()
        assert [one.suggestion.code for one in bench(pilot).suggestions.on(0)] == ["office"]


async def test_an_end_that_nobody_wanted_is_told_once_and_the_screen_goes_on(
    study: Study, sitting: Sitting, page: Page, ids: list[Id]
) -> None:
    async with at(study, sitting, page) as pilot:
        sitting.beside.suggest("neighbours", ids[0])
        sitting.beside.stop("MemoryError: no room")
        await pilot.pause(0.1)
        assert "Suggestions have stopped: MemoryError: no room." in seen(pilot)
        await press(pilot, "1")
        assert "Neighbours put on P1" in seen(pilot)
        assert "stopped" not in seen(pilot)
        await press(pilot, "]", "s")
        assert "stopped" in seen(pilot)
        assert len(sitting.made) == 1


async def test_in_a_blind_round_nothing_is_started_and_that_is_said(
    folder: Path, study: Study, sitting: Sitting
) -> None:
    blind.begin(study, "anna")
    inside = study.in_round(blind.ROUND)
    async with at(inside, sitting, inside.desk.round_page()) as pilot:
        assert "No suggestions in a blind round" in seen(pilot)
        await press(pilot, "1")
        assert "No suggestions" not in seen(pilot)
        await press(pilot, "]", "s")
        assert "No suggestions in a blind round" in seen(pilot)
        await press(pilot, "O", "r")
        assert "The queue of a round keeps its order" in seen(pilot)
    assert sitting.made == []


async def test_where_the_study_has_them_off_nothing_is_started(
    folder: Path, study: Study, page: Page
) -> None:
    say_in_toml(folder, "on", "false")
    sitting = Sitting(study)
    async with at(study, sitting, page) as pilot:
        await press(pilot, "a")
        assert "Suggestions are off in this study" in seen(pilot)
        await press(pilot, "O", "r")
        assert "Suggestions are off in this study" in seen(pilot)
    assert sitting.made == []


async def test_another_order_opens_when_it_is_worked_out(
    study: Study, sitting: Sitting, page: Page, ids: list[Id]
) -> None:
    async with at(study, sitting, None) as pilot:
        await press(pilot, *["j"] * len(pilot.app.screen.list.shown), "k")
        pilot.app.screen.list.choose(lambda row: row.name == QUESTION)
        await press(pilot, "O", "r")
        assert "Putting in order: rare codes first" in seen(pilot)
        await press(pilot, "O", "u")
        first, last = (one for one in sitting.beside.said if "order" in one)
        assert (last["order"], last["question"], last["source"]) == (
            WorkOrder.UNCERTAIN, QUESTION, None,
        )  # fmt: skip
        sitting.beside.answer({"ordered": ids, "number": first["number"]})
        await pilot.pause(0.1)
        assert pilot.app.screen.name == "home"
        sitting.beside.answer({"ordered": [ids[2], ids[0]], "number": last["number"]})
        await pilot.pause(0.1)
        order = [one.segment.id for one in bench(pilot).page.entries]
        assert order == [ids[2], ids[0]]
        assert "least certain first" in seen(pilot)
        assert bench(pilot).cursor.segment == 0
        await press(pilot, "q")
        assert pilot.app.screen.name == "home"
        await press(pilot, "O", "c")
        number = sitting.beside.said[-1]["number"]
        sitting.beside.answer({"refused": "No probability means anything yet.", "number": number})
        await pilot.pause(0.1)
        assert "No probability means anything yet." in seen(pilot)
        await press(pilot, "O", "c")
        sitting.beside.answer({"ordered": [], "number": number + 1})
        await pilot.pause(0.1)
        assert "Nothing is left to code here in this order." in seen(pilot)


async def test_an_order_that_comes_when_one_has_gone_elsewhere_opens_nothing(
    study: Study, sitting: Sitting, page: Page, ids: list[Id]
) -> None:
    async with at(study, sitting, page) as pilot:
        await press(pilot, "O", "a")
        number = sitting.beside.said[-1]["number"]
        await press(pilot, "f2")
        sitting.beside.answer({"ordered": ids, "number": number})
        await pilot.pause(0.1)
        assert pilot.app.screen.name == "settings"


async def test_an_order_that_comes_while_one_goes_on_waits_for_the_same_keys(
    study: Study, sitting: Sitting, page: Page, ids: list[Id]
) -> None:
    async with at(study, sitting, page) as pilot:
        await press(pilot, "O", "a")
        asked = [one for one in sitting.beside.said if "order" in one]
        await press(pilot, "j")
        sitting.beside.answer({"ordered": [ids[2], ids[0]], "number": asked[-1]["number"]})
        await pilot.pause(0.1)
        assert bench(pilot).page.title == page.title
        assert "In order by now (random audit): the same keys open it." in seen(pilot)
        await press(pilot, "O", "a")
        assert [one.segment.id for one in bench(pilot).page.entries] == [ids[2], ids[0]]
        assert [one for one in sitting.beside.said if "order" in one] == asked
        await press(pilot, "q")
        assert "Putting in order" not in seen(pilot)


async def test_in_the_review_queue_suggestions_do_not_wait(
    study: Study, page: Page, ids: list[Id]
) -> None:
    sitting = Sitting(study)
    async with at(study, sitting, page, as_deck=True) as pilot:
        await press(pilot, "O", "c")
        number = sitting.beside.said[-1]["number"]
        sitting.beside.answer({"ordered": ids[:2], "number": number})
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, DeckScreen)
        assert set(sitting.beside.asked()) == set(ids[:2])
        sitting.beside.suggest("money", *ids[:2])
        await pilot.pause(0.1)
        assert "┊ Money" in seen(pilot)
        await press(pilot, "a")
    assert study.codings.all()[0].provenance.order is WorkOrder.CERTAIN


async def test_a_deck_waits_for_answers_before_it_sorts_by_certainty(
    study: Study, sitting: Sitting, page: Page, ids: list[Id]
) -> None:
    async with at(study, sitting, page, as_deck=True) as pilot:
        await press(pilot, "s", "c")
        assert "asking for suggestions, 0 of 4" in seen(pilot)
        beside = sitting.beside
        beside.answer(
            {
                "answer": ids,
                "suggestions": [
                    told(Suggestion("money", 1.0, sure, segment=one))
                    for one, sure in zip(ids, (0.9, 0.5, 0.7, 0.2), strict=True)
                ],
                "none": [],
                "model": "m",
                "round": "",
            }
        )
        await pilot.pause(0.1)
        assert "least certain first" in seen(pilot)
        shown = [
            pilot.app.screen.bench.answers[row].who for row in pilot.app.screen.bench.rows.shown
        ]
        assert shown == ["P2", "P3", "P4", "P1"]


def test_what_somebody_looks_at_is_asked_before_what_is_only_asked_ahead() -> None:
    wishes = Wishes()
    for number in range(30):
        wishes.want(("", Id(f"ahead{number}")), ahead=True)
    for name in ("a", "b"):
        wishes.want(("", Id(name)), ahead=False)
    wishes.want(("pilot", Id("c")), ahead=False)
    assert wishes.next() == [("pilot", "c")]
    assert wishes.next() == []
    wishes.done()
    wishes.want(("", Id("ahead7")), ahead=False)
    assert wishes.next() == [("", "ahead7"), ("", "b"), ("", "a")]
    wishes.done()
    left = []
    while asked := wishes.next():
        left += asked
        wishes.done()
    assert len(left) == 29
    assert not wishes.are_open


def test_only_answers_that_differ_are_news() -> None:
    answers, key = Answers(), ("", Id("s"))
    one = Answer((Suggestion("money", 1.0, segment=Id("s")),), False, "m")
    answers.put([(key, Answer((), False, "m"))])
    assert answers.revision == 0
    answers.put([(key, one)])
    assert (answers.revision, answers.news(0)) == (1, frozenset({"s"}))
    answers.put([(key, one._replace(model="n"))])
    assert answers.revision == 1
    assert answers.about(key).model == "n"
    answers.reject(key, "money")
    assert answers.of(key) == []
    answers.restore(key, "money")
    assert answers.of(key) == list(one.suggestions)
    answers.show_otherwise()
    assert answers.news(0) is None
    assert answers.news(answers.revision) == frozenset()
