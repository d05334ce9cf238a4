"""The coding screen, used as a coder uses it; what counts is what the study then holds."""

from __future__ import annotations

import pytest

from qualcode.domain.coding import LookState, MemoSubject
from qualcode.study import Study
from qualcode.tui.actions import ACTIONS
from qualcode.tui.widgets.codebook_panel import CodebookPanel
from tests.tui.screen import NARROW, WIDE, coding_screen, lines, open_on, press, shown, target

QUESTION = "what-stands-in-the-way"


def coded(study: Study) -> list[tuple[str, str]]:
    """Return code and quotation of each coding in the store."""
    texts = {source.id: study.sources.read(source).text for source in study.sources}
    return [(one.code, one.span.of(texts[one.source])) for one in study.codings.all()]


def looks(study: Study) -> list[LookState]:
    return [look.state for look in study.codings.looks(study.coder.id)]


async def test_a_digit_codes_the_sentence_at_the_cursor_at_once(study: Study) -> None:
    async with open_on(study, "rosa") as pilot:
        await press(pilot, "j j 1")
        assert coded(study) == [("neighbours", "The nights.")]
        assert looks(study) == [LookState.SEEN]
        assert "▌" in next(line for line in lines(pilot) if "The nights." in line)
        assert "Neighbours" in shown(pilot).split("CODINGS HERE")[1]


async def test_moving_by_every_unit(study: Study) -> None:
    async with open_on(study, "rosa") as pilot:
        for keys, expected in {
            "j": "You may take your time.",
            "right_curly_bracket": "The nights.",
            "right_parenthesis": "The radiator 👩‍👩‍👧 knocked, and gave nothing.",
            "left_parenthesis": "The nights.",
            "space": "Who came to see you?",
            "k": "I slept in my coat.",
            "z w": "slept",
            "b": "I",
            "z l": " ",
            "z g g": INTERVIEWER,
            "z G": "Then he left.",
            "home": "What was the worst of it?",
            "pagedown": "Then he left.",
        }.items():
            await press(pilot, keys)
            assert expected in target(pilot), keys


INTERVIEWER = "What was the worst of it? You may take your time."


async def test_selecting_and_stretching_by_word_and_sentence(study: Study) -> None:
    async with open_on(study, "rosa") as pilot:
        await press(pilot, "j j shift+right")
        assert target(pilot) == "The nights. The"
        await press(pilot, "shift+down")
        assert target(pilot) == "The nights. The radiator 👩‍👩‍👧 knocked, and gave nothing."
        await press(pilot, "shift+up shift+left")
        assert target(pilot) == "The nights"
        await press(pilot, "escape v w w o w 1")
        assert coded(study) == [("neighbours", "nights. The radiator")]
        await press(pilot, "plus")
        assert target(pilot) == "The nights. The radiator 👩‍👩‍👧 knocked, and gave nothing."
        await press(pilot, "minus")
        assert target(pilot) == "The nights."


async def test_code_mode_takes_the_codes_own_keys(study: Study) -> None:
    async with open_on(study, "rosa") as pilot:
        await press(pilot, "j j C o")
        assert "CODE" in shown(pilot)
        assert "o …" in shown(pilot)
        await press(pilot, "f n down 3 y full_stop escape j")
        assert coded(study) == [
            ("neighbours", "The nights."),
            ("office", "The nights."),
            ("money", "The radiator 👩‍👩‍👧 knocked, and gave nothing."),
        ]
        assert "READ" in shown(pilot)
        assert target(pilot) == "I slept in my coat."


async def test_the_picker_finds_by_letters_and_takes_several(study: Study) -> None:
    async with open_on(study, "rosa", size=NARROW) as pilot:
        await press(pilot, "j j c o f f")
        assert "Office help" in shown(pilot)
        await press(pilot, "tab m o n enter")
        assert sorted(code for code, _ in coded(study)) == ["money", "office"]
        await press(pilot, "j c z z enter")
        assert "no code fits" in shown(pilot)
        await press(pilot, "escape c down up down enter")
        assert len(coded(study)) == 3


async def test_uncoding_undo_and_redo(study: Study) -> None:
    async with open_on(study, "rosa") as pilot:
        await press(pilot, "j j 1 2 d")
        assert [code for code, _ in coded(study)] == ["neighbours"]
        await press(pilot, "u")
        assert [code for code, _ in coded(study)] == ["neighbours", "office"]
        await press(pilot, "u")
        assert [code for code, _ in coded(study)] == ["neighbours"]
        await press(pilot, "ctrl+r")
        assert [code for code, _ in coded(study)] == ["neighbours", "office"]
        await press(pilot, "semicolon semicolon d")
        assert [code for code, _ in coded(study)] == ["neighbours"]
        await press(pilot, "semicolon")
        assert target(pilot) == "The nights."
        await press(pilot, "delete d")
        assert coded(study) == []
        assert "no coding here" in shown(pilot)


async def test_undo_never_takes_back_what_was_not_done_here(study: Study) -> None:
    async with open_on(study, "rosa") as pilot:
        await press(pilot, "u")
        assert len(list(study.sources)) == 5
        assert "not made here" in shown(pilot)


async def test_marking_segments_and_going_to_what_waits(study: Study) -> None:
    async with open_on(study, question=QUESTION) as pilot:
        await press(pilot, "x")
        assert target(pilot) == "The privacy law forbids sharing."
        await press(pilot, "1 enter")
        assert target(pilot).startswith("Time: there")
        await press(pilot, "s g g n")
        assert target(pilot).startswith("Time: there")
        assert sorted(looks(study)) == [LookState.DONE, LookState.NOTHING, LookState.SEEN]
        marks = "".join(line for line in lines(pilot) if "▌" in line or "∅" in line)
        assert "∅" in marks
        assert "✓" in marks
        await press(pilot, "right_square_bracket")
        assert "neither coded nor marked" in shown(pilot)
        await press(pilot, "u")
        assert "Nothing after this waits" in shown(pilot)
        await press(pilot, "left_square_bracket u")
        assert "Nothing waits to be coded before" in shown(pilot)


async def test_nothing_applies_is_refused_where_a_code_stands(study: Study) -> None:
    async with open_on(study, "rosa") as pilot:
        await press(pilot, "1 x")
        assert looks(study) == [LookState.SEEN]
        assert "uncode it first" in shown(pilot)


async def test_all_answers_to_one_question_with_who_gave_them(study: Study) -> None:
    async with open_on(study, question=QUESTION, size=NARROW) as pilot:
        rows = lines(pilot)
        assert [line.strip(" ░▒▓█") for line in rows if "position" in line] == [
            "R1 · position analyst",
            "R2 · position analyst",
            "R4 · position prosecutor",
        ]
        assert target(pilot) == "Reports come late and incomplete."
        await press(pilot, "1")
        assert coded(study) == [("data", "Reports come late and incomplete.")]


async def test_a_memo_on_a_segment_and_on_a_coding(study: Study) -> None:
    async with open_on(study, "rosa") as pilot:
        await press(pilot, "j j m c o l d escape 1 semicolon m w h y escape M o h ctrl+s")
        found = {memo.kind: memo.text for memo in study.memos.all()}
        assert found == {
            MemoSubject.SEGMENT: "cold",
            MemoSubject.CODING: "why",
            MemoSubject.SOURCE: "oh",
        }
        assert "● why" in shown(pilot)
        await press(pilot, "m exclamation_mark escape")
        assert "why!" in {memo.text for memo in study.memos.all()}
        await press(pilot, "m ctrl+shift+home backspace ctrl+a backspace delete escape")
        remaining = [memo for memo in study.memos.all() if memo.kind is MemoSubject.CODING]
        assert [memo.text for memo in remaining if memo.text] == []


async def test_another_coders_codings_are_not_shown(study: Study) -> None:
    ben = study.acting_as("ben")
    segment = study.sources.read("rosa").segments[1]
    ben.codings.apply("money", segment)
    async with open_on(study, "rosa") as pilot:
        await press(pilot, "j j")
        assert "▌" not in "".join(line for line in lines(pilot) if "The nights" in line)[30:]
        await press(pilot, "d")
        assert len(coded(study)) == 1


async def test_control_characters_never_reach_the_terminal(study: Study) -> None:
    async with open_on(study, "rosa") as pilot:
        assert "\x1b" not in shown(pilot)
        assert "·[31mThen he left." in shown(pilot)


@pytest.mark.parametrize("size", [(40, 12), NARROW, (110, 30), WIDE, (200, 60)])
async def test_every_size_shows_the_text_and_a_resize_keeps_the_place(
    study: Study, size: tuple[int, int]
) -> None:
    async with open_on(study, "rosa", size=size) as pilot:
        await press(pilot, "j j 1")
        await pilot.resize_terminal(66, 18)
        await press(pilot, "j")
        assert target(pilot).startswith("The radiator")
        assert "radiator" in shown(pilot)
        assert all(len(line) <= 66 for line in lines(pilot))


async def test_the_mouse_points_and_selects(study: Study) -> None:
    async with open_on(study, "rosa") as pilot:
        y = next(row for row, line in enumerate(lines(pilot)) if "The nights." in line)
        view = coding_screen(pilot)._text
        x = lines(pilot)[y].index("nights")
        here = (x - view.region.x, y - view.region.y)
        await pilot.click(view, offset=here)
        assert coding_screen(pilot).cursor.position == coding_screen(pilot).desk.sheet.text.index(
            "nights"
        )
        await pilot.mouse_down(view, offset=here)
        await pilot.hover(view, offset=(here[0] + 9, here[1]))
        await pilot.mouse_up(view, offset=(here[0] + 9, here[1]))
        await press(pilot, "1")
        assert coded(study) == [("neighbours", "nights. Th")]


async def test_codes_can_be_chosen_in_the_codebook(study: Study) -> None:
    async with open_on(study, "rosa", size=NARROW) as pilot:
        assert not pilot.app.screen.query_one(CodebookPanel).display
        await press(pilot, "j j t down enter")
        assert len(coded(study)) == 1
        await press(pilot, "t")
        assert "Help" in shown(pilot)
        await press(pilot, "escape j")
        assert target(pilot).startswith("The radiator")


async def test_help_names_every_action(study: Study) -> None:
    async with open_on(study, "rosa", size=(100, 80)) as pilot:
        await press(pilot, "question_mark")
        for action in ACTIONS:
            assert action.help in shown(pilot)
        await press(pilot, "escape j")
        assert target(pilot) == "You may take your time."


async def test_every_action_of_the_registry_can_be_done(study: Study) -> None:
    for action in ACTIONS:
        async with open_on(study, "rosa") as pilot:
            coding_screen(pilot).run_action_named(action.id)
            await pilot.pause()
            assert pilot.app._exception is None


async def test_the_palette_offers_every_action(study: Study) -> None:
    async with open_on(study, "rosa") as pilot:
        commands = list(pilot.app.get_system_commands(pilot.app.screen))
        titles = " ".join(command.title for command in commands)
        assert all(action.help in titles for action in ACTIONS)
        next(one for one in commands if one.title.startswith("Go to the next segment ")).callback()
        assert target(pilot) == "The nights."


async def test_work_is_there_when_the_screen_is_opened_again(study: Study) -> None:
    async with open_on(study, "rosa") as pilot:
        await press(pilot, "j j 1 q")
    async with open_on(study, "rosa", at=2) as pilot:
        assert target(pilot) == "The nights."
        assert "Neighbours" in shown(pilot).split("CODINGS HERE")[1]
        await press(pilot, "1")
        assert "on this passage already" in shown(pilot)
        await press(pilot, "9")
        assert "No code is pinned to 9" in shown(pilot)
