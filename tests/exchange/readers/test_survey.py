from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.errors import ReadingError
from qualcode.domain.reading import DraftAnswer
from qualcode.domain.source import SegmentKind, SourceKind
from qualcode.exchange.readers import ReadingOptions
from qualcode.exchange.readers.columns import ColumnRole, SurveyPlan
from qualcode.exchange.readers.survey import read_survey
from qualcode.exchange.readers.survey_detection import plan_survey
from tests.exchange.readers.documents import (
    assert_well_formed,
    quotations,
    read_content,
    xlsx,
)

LONG = "They were moved every night and had no papers"
PLAIN = (
    "participant,position,years,What would make you suspicious?,Anything else\n"
    f'p1,officer,3,"{LONG}, he said.",None that I can think of now\n'
    f'p2,investigator,12,"  {LONG}\nat all. ",\n'
    f'p3,officer,,{LONG} 3,"It\'s the fear in their eyes, mostly"\n'
)


def planned(
    tmp_path: Path, content: str | bytes, name: str = "a.csv", **options: object
) -> SurveyPlan:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return plan_survey(path, ReadingOptions(**options))  # type: ignore[arg-type]


def roles(plan: SurveyPlan) -> dict[str, str]:
    return {column.header: column.role.value for column in plan.columns}


def test_columns_are_told_apart(tmp_path: Path) -> None:
    assert roles(planned(tmp_path, PLAIN)) == {
        "participant": "id",
        "position": "attribute",
        "years": "attribute",
        "What would make you suspicious?": "text",
        "Anything else": "text",
    }


def test_each_participant_is_a_source_and_each_open_answer_a_segment() -> None:
    reading = read_content("a.csv", PLAIN)
    first, second, third = reading.sources
    assert [source.name for source in reading.sources] == ["p1", "p2", "p3"]
    assert first.participant == "p1"
    assert first.kind is SourceKind.SURVEY
    assert first.attributes == {"position": "officer", "years": 3.0}
    assert "years" not in third.attributes
    assert quotations(first) == [f"{LONG}, he said.", "None that I can think of now"]
    # The blanks of the cell are part of the text, but outside what can be coded.
    assert second.text == f"  {LONG}\nat all. "
    assert quotations(second) == [f"{LONG}\nat all."]
    assert first.text == f"{LONG}, he said.\n\nNone that I can think of now"
    segment = first.segments[0]
    assert segment.kind is SegmentKind.ANSWER
    assert segment.question == segment.label == "what-would-make-you-suspicious"
    assert segment.heading == "What would make you suspicious?"
    assert second.answers[1] == DraftAnswer("anything-else")
    assert first.answers[1].segment == 1


def test_a_workbook_reads_like_its_csv() -> None:
    rows = [
        ["participant", "years", "words"],
        ["p1", 3.0, LONG],
        ["p2", 4, LONG + "!"],
        ["p3", 5, LONG + "?"],
    ]
    csv = "\n".join(
        ",".join(str(int(c) if isinstance(c, float) else c) for c in row) for row in rows
    )
    book, table = read_content("a.xlsx", xlsx(("S", rows))), read_content("a.csv", csv)
    assert book.sources == table.sources


def test_a_participant_twice_or_missing_names_the_rows() -> None:
    with pytest.raises(ReadingError, match=r"a\.csv, row 4: .*'p1' in 'participant' .* row 2"):
        read_content("a.csv", PLAIN.replace("p3", "p1"))
    with pytest.raises(ReadingError, match=r"a\.csv, row 3: The participant id .* missing"):
        read_content("a.csv", PLAIN.replace("p2", " "), id_column="participant")


def test_without_an_id_the_rows_are_named_after_the_file_and_that_is_told() -> None:
    reading = read_content("a.csv", f"mood,words\ngood,{LONG} a\nbad,{LONG} b\ngood,{LONG} c\n")
    assert [source.name for source in reading.sources] == ["a-0001", "a-0002", "a-0003"]
    assert any("--id" in notice for notice in reading.notices)


def test_a_person_decides_what_a_column_is(tmp_path: Path) -> None:
    plan = planned(tmp_path, PLAIN, text_columns=("anything ELSE",), ignored_columns=("years",))
    assert roles(plan) == {
        "participant": "id",
        "position": "attribute",
        "years": "ignore",
        "What would make you suspicious?": "ignore",
        "Anything else": "text",
    }
    changed = plan.changed("years", ColumnRole.ID).changed("2", ColumnRole.TEXT)
    assert roles(changed)["participant"] == "ignore"
    assert roles(changed)["years"] == "id"
    assert roles(changed)["position"] == "text"
    with pytest.raises(
        ReadingError, match=r"no column 'anythin els'\. Did you mean 'Anything else'"
    ):
        plan.changed("anythin els", ColumnRole.TEXT)


def test_a_file_is_read_as_its_plan_says_and_only_that_file(tmp_path: Path) -> None:
    plan = planned(tmp_path, PLAIN).changed("position", ColumnRole.TEXT)
    reading = read_survey(tmp_path / "a.csv", plan)
    assert quotations(reading.sources[0])[0] == "officer"
    (tmp_path / "b.csv").write_text("id,words\n1,x\n")
    with pytest.raises(ReadingError, match="not those of the plan"):
        read_survey(tmp_path / "b.csv", plan)


def test_qualtrics_has_three_header_rows(tmp_path: Path) -> None:
    content = (
        "StartDate,IPAddress,ResponseId,Q1,Q2\n"
        'Start Date,IP Address,Response ID,How old are you?,"What, in your view, helps?"\n'
        '"{""ImportId"":""startDate""}","{""ImportId"":""ip""}","{""ImportId"":""_recordId""}",'
        '"{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}"\n'
        f"2024-01-01 10:00:00,1.2.3.4,R_a1,34,{LONG} x\n"
        f"2024-01-02 10:00:00,1.2.3.5,R_b2,51,{LONG} y\n"
    )
    plan = planned(tmp_path, content)
    assert (plan.layout, plan.header_rows, plan.rows) == ("Qualtrics", 3, 2)
    assert list(roles(plan).values()) == ["ignore", "ignore", "id", "attribute", "text"]
    source = read_survey(tmp_path / "a.csv", plan).sources[0]
    assert (source.name, source.segments[0].question) == ("R_a1", "q2")
    assert source.segments[0].heading == "What, in your view, helps?"
    edited = "\n".join(line for line in content.split("\n") if "ImportId" not in line)
    assert planned(tmp_path, edited).header_rows == 2


def test_surveymonkey_goes_on_with_the_question_to_the_left(tmp_path: Path) -> None:
    content = (
        "Respondent ID,Collector ID,What helps?,Which of these?,\n"
        ",,Open-Ended Response,Police,Shelter\n"
        f"118,9,{LONG} x,yes,\n119,9,{LONG} y,,yes\n"
    )
    plan = planned(tmp_path, content)
    assert (plan.layout, plan.header_rows) == ("SurveyMonkey", 2)
    assert list(roles(plan)) == [
        "Respondent ID", "Collector ID", "What helps?",
        "Which of these? - Police", "Which of these? - Shelter",
    ]  # fmt: skip
    assert roles(plan)["Respondent ID"] == "id"
    assert roles(plan)["Collector ID"] == "ignore"


def test_google_forms_headers_repeat_and_ticked_boxes_are_no_text(tmp_path: Path) -> None:
    ticks = ["I am a parent, I am a teacher of children", "I am a teacher of children"]
    rows = "".join(
        f'8/{day}/2019 13:10:31,Yes,"{LONG} {day}","{ticks[day % 2]}",It was {LONG} {day}\n'
        for day in range(1, 9)
    )
    plan = planned(tmp_path, f"Timestamp,I agree,Comments,Who are you,Comments\n{rows}")
    assert plan.layout == "Google Forms"
    assert roles(plan) == {
        "Timestamp": "ignore", "I agree": "ignore", "Comments": "text",
        "Who are you": "attribute", "Comments 2": "text",
    }  # fmt: skip
    assert any("'Comments 2'" in notice for notice in plan.notices)
    questions = [
        segment.question for segment in read_survey(tmp_path / "a.csv", plan).sources[0].segments
    ]
    assert questions == ["comments", "comments-2"]


def test_columns_without_a_header_bear_their_letter(tmp_path: Path) -> None:
    plan = planned(tmp_path, "id,,\na1,x,y\na2,y,y\na3,x,z\n")
    assert list(roles(plan)) == ["id", "column B", "column C"]


def test_formulas_and_signs_of_a_cell_come_in_as_written() -> None:
    content = (
        'id,words\n1,"=1+1 is what they said to me"\n2,"-I did not like it at all"\n'
        '3,"@them: no, never"\n'
    )
    reading = read_content("a.csv", content, text_columns=("words",))
    assert [source.text for source in reading.sources] == [
        "=1+1 is what they said to me", "-I did not like it at all", "@them: no, never"
    ]  # fmt: skip


def test_a_header_alone_is_refused() -> None:
    with pytest.raises(ReadingError, match="no row below the header"):
        read_content("a.csv", "id,words\n")


CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(" \n\t"), max_size=12
)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6))
def test_every_filled_cell_is_quoted_by_its_segment(rows: list[list[str]]) -> None:
    lines = ["id,a,b,c"]
    for number, row in enumerate(rows):
        quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in row)
        lines.append(f"{number},{quoted}")
    reading = read_content("a.csv", "\n".join(lines), id_column="id", text_columns=("a", "b", "c"))
    for source, row in zip(reading.sources, rows, strict=True):
        assert_well_formed(source)
        assert quotations(source) == [cell.strip() for cell in row if cell.strip()]
        assert [answer.value is None for answer in source.answers] == [not c.strip() for c in row]
        assert source.text == "\n\n".join(cell for cell in row if cell.strip())
