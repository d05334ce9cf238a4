"""What a unit is, how one goes by it, and what a code is put on by it."""

from __future__ import annotations

from pathlib import Path

from qualcode.study import Study, create_study
from qualcode.tui.app import CodingApp
from qualcode.tui.habits.outset import Outset
from qualcode.tui.habits.settings import Settings
from qualcode.tui.page.units import Step
from tests.tui.sitting import CODES, NARROW, at_question, at_source, bench, press, quotations, seen

ANSWER_1 = "The neighbours came. They brought soup [y] and a heater."


def target(pilot: object) -> str:
    """Return the words that the next code would be put on."""
    here = bench(pilot)  # type: ignore[arg-type]
    return here.target.of(here.page.text)


async def test_a_sentence_as_the_unit_is_the_target_and_what_j_and_k_go_by(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "z", "s")
        assert target(pilot) == "The neighbours came."
        assert "One unit is a sentence" in seen(pilot)
        await press(pilot, "j", "1")
        assert quotations(study) == [("neighbours", "They brought soup [y] and a heater.")]
        await press(pilot, "2", "j", "k")
        assert [code for code, _ in quotations(study)] == ["neighbours", "office"]
        assert " sentence " in seen(pilot)


async def test_z_z_goes_round_and_leaves_out_a_paragraph_that_is_all(study: Study) -> None:
    async with at_question(study) as pilot:
        seen_units = []
        for _ in range(3):
            await press(pilot, "z", "z")
            seen_units.append(bench(pilot).manner.unit)
        assert seen_units == [Step.SENTENCE, Step.WORD, Step.SEGMENT]
        await press(pilot, "z", "w", "w")
        assert target(pilot) == "neighbours"
        await press(pilot, "z", "t")
        assert target(pilot) == ANSWER_1


async def test_the_unit_stays_on_the_next_page(study: Study) -> None:
    async with at_source(study) as pilot:
        await press(pilot, "z", "s", "g", "h")
        await press(pilot, "enter")
        assert bench(pilot).manner.unit is Step.SENTENCE


async def test_a_page_begins_with_the_unit_of_the_settings(study: Study) -> None:
    outset = Outset(settings=Settings({"unit": "word", "auto_advance": True}))
    app = CodingApp(study, study.desk.question_page("what-helped"), outset=outset)
    async with app.run_test() as pilot:
        await pilot.pause()
        await press(pilot, "1", "1")
        assert [words for _, words in quotations(study)] == ["The", "neighbours"]


async def test_a_paragraph_is_a_unit_where_a_segment_holds_several(tmp_path: Path) -> None:
    with create_study(tmp_path / "s", "Letters", "anna") as study:
        study.catalogue.add_codes(CODES)
        survey = tmp_path / "letters.csv"
        survey.write_text('id,letter\nP1,"Dear all.\nIt was cold.\n\nYours,\nMara."\n')
        study.import_files(survey, id_column="id", text_columns=("letter",))
        async with at_question(study, question="letter") as pilot:
            await press(pilot, "z", "z")
            assert bench(pilot).manner.unit is Step.PARAGRAPH
            assert target(pilot) == "Dear all.\nIt was cold."
            await press(pilot, "j")
            assert target(pilot) == "Yours,\nMara."
            await press(pilot, "z", "s", "z", "p")
            assert target(pilot) == "Yours,\nMara."


async def test_segments_sentences_and_speakers_have_keys_whatever_the_unit(study: Study) -> None:
    async with at_source(study) as pilot:
        here = bench(pilot)
        await press(pilot, "z", "w", "}")
        assert here.cursor.segment == 1
        await press(pilot, "]", "t")
        assert here.cursor.segment == 3
        await press(pilot, "[", "t")
        assert here.cursor.segment == 1
        await press(pilot, "[", "t")
        assert "Nothing more by Mara before" in seen(pilot)
        await press(pilot, ")", "{")
        assert here.cursor.segment == 0
        await press(pilot, "}", ")")
        assert target(pilot) == "We"


async def test_the_ends_of_the_line_on_the_screen(study: Study) -> None:
    async with at_question(study, NARROW) as pilot:
        here = bench(pilot)
        await press(pilot, "$")
        assert here.page.text[here.cursor.position] == "."
        await press(pilot, "0")
        assert here.cursor.position == 0
        await press(pilot, "v", "end")
        assert target(pilot) == ANSWER_1
        await press(pilot, "home")
        assert target(pilot) == "T"


async def test_the_unit_in_the_status_line_turns_by_a_click(study: Study) -> None:
    async with at_question(study) as pilot:
        shown = seen(pilot).splitlines()
        row = next(line for line in shown if line.startswith(" READ "))
        await pilot.click("#status", offset=(row.index("answer") + 1, 0))
        await pilot.pause()
        assert bench(pilot).manner.unit is Step.SENTENCE
