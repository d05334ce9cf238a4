import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.errors import ReadingError
from qualcode.domain.source import SegmentKind, SourceKind
from tests.exchange.readers.documents import (
    assert_well_formed,
    only,
    quotations,
    read_content,
    turns,
)


def test_voices_make_turns_and_markup_is_resolved() -> None:
    written = (
        "WEBVTT - made by a machine\n\nNOTE\nnothing to read\n\nSTYLE\n::cue { color: red }\n\n"
        "1\n00:00:01.000 --> 00:00:03.000 align:start\n<v Ana Li>They &amp; <i>we</i></v>\n\n"
        "00:00:03.100 --> 00:00:05.000\n<v Ana Li>left <00:00:04.000>early.\nAll.</v>\n\n"
        "id-7/2\n00:01:00.500 --> 00:01:02.000\n<v.loud Ben>Who?</v>\n"
    )
    reading = read_content("call.vtt", written)
    source = only(reading)
    assert turns(source) == [("Ana Li", "They & we left early. All."), ("Ben", "Who?")]
    assert source.text == "Ana Li: They & we left early. All.\n\nBen: Who?"
    assert [segment.time_ms for segment in source.segments] == [1000, 60_500]
    assert any("built from 3 captions" in notice for notice in reading.notices)


def test_names_inside_cues_go_on_until_the_next_name() -> None:
    written = "WEBVTT\n\n" + "".join(
        f"{i}\n00:00:0{i}.000 --> 00:00:0{i}.900\n{words}\n\n"
        for i, words in enumerate(["Ana: One.", "and two.", "Moderator: Three?", "Ana: Yes: four."])
    )
    reading = read_content("zoom.vtt", written)
    assert turns(only(reading)) == [
        ("Ana", "One. and two."), ("Moderator", "Three?"), ("Ana", "Yes: four.")
    ]  # fmt: skip
    assert reading.moderators == ("Moderator",)
    assert only(reading).kind is SourceKind.INTERVIEW
    assert only(reading).participant == "Ana"


def test_srt_without_blank_lines_or_with_too_many_is_read() -> None:
    written = (
        "1\r\n00:00:01,000 --> 00:00:02,000\r\nOne\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\ntwo\r\n"
        "\r\nthree.\r\n\r\n\r\n3\r\n00:00:09,000 --> 00:00:10,000\r\nFour."
    )
    source = only(read_content("a.srt", written))
    assert quotations(source) == ["One two three.", "Four."]
    assert [segment.time_ms for segment in source.segments] == [1000, 9000]
    assert {segment.kind for segment in source.segments} == {SegmentKind.PARAGRAPH}


def test_without_speakers_a_long_pause_or_a_long_run_of_sentences_makes_a_paragraph() -> None:
    cues = [(i * 2, i * 2 + 2, f"Sentence number {i} is of some length.") for i in range(20)]
    cues.append((60, 61, "After the pause"))
    written = "".join(
        f"{b // 60:02}:{b % 60:02}.000 --> {e // 60:02}:{e % 60:02}.000\n{w}\n\n"
        for b, e, w in cues
    )
    source = only(read_content("a.vtt", written))
    assert quotations(source)[-1] == "After the pause"
    assert 3 <= len(source.segments) <= 5
    assert all(words.endswith(".") for words in quotations(source)[:-1])


def test_a_file_without_cues_is_refused() -> None:
    with pytest.raises(ReadingError, match="no caption"):
        read_content("a.vtt", "WEBVTT\n\nNOTE only this\n")


ROWS = st.sampled_from(
    ["WEBVTT", "", "NOTE x", "00:01.000 --> 00:02.000", "00:00:03,000 --> 00:00:04,000", "1",
     "Ana: a", "Ben: b", "<v Ana>x</v>", "<v >x", "<i>", "&lt;&#0;&#xD800;", "👩🏽 e\u0301", "-->",
     "<v Ana"]
)  # fmt: skip


@given(st.lists(ROWS | st.text(max_size=6), max_size=30).map("\n".join))
def test_any_captions_give_ordered_segments_or_a_reading_error(written: str) -> None:
    try:
        source = only(read_content("a.vtt", written.encode("utf-8", "replace")))
    except ReadingError:
        return
    assert_well_formed(source)
    source.text.encode()
