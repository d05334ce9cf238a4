import pytest

from qualcode.domain.source import SegmentKind, SourceKind
from tests.exchange.readers.documents import only, quotations, read_content, turns

SAID = [("Ana", "Hello there."), ("Ben", "Good day."), ("Ana", "Go on."), ("Ben", "No: never.")]
STYLES = {
    "inline": "{n}: {w}\n",
    "inline, spaced": "{n}: {w}\n\n",
    "own line": "{n}:\n{w}\n\n",
    "Otter": "{n}  00:07\n{w}\n\n",
    "Otter, tab and hours": "{n}\t1:02:03\n{w}\n\n",
    "time before": "[00:01:02] {n}: {w}\n",
    "time after": "{n} (01:02): {w}\n",
    "time before, alone": "[00:01:02] {n}\n{w}\n\n",
    "bold, colon inside": "**{n}:** {w}\n\n",
    "bold, colon outside": "**{n}**: {w}\n\n",
    "f4 at the end": "{n}: {w} #00:00:04-5#\n",
    "f4 at the start": "#00:00:04-5# {n}: {w}\n",
    "full-width colon": "{n}：{w}\n",
    "indented": "   {n}: {w}\n",
    "in brackets": "[{n}] {w}\n\n",
    "name alone": "{n}\n{w}\n\n",
}


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_the_words_said_are_covered_but_not_the_label(style: str) -> None:
    written = "".join(style.format(n=name, w=words) for name, words in SAID)
    source = only(read_content("talk.txt", written))
    assert source.text == written
    assert turns(source) == SAID
    assert {segment.kind for segment in source.segments} == {SegmentKind.TURN}


@pytest.mark.parametrize("names", [("司会", "田中"), ("רות", "דן"), ("Dr. Ana O’Neil", "José"),
                                   ("SPEAKER 1", "SPEAKER 2"), ("P-01", "P-02"),
                                   ("participant a", "participant b")])  # fmt: skip
def test_names_of_any_script_are_speakers(names: tuple[str, str]) -> None:
    written = "".join(f"{names[i % 2]}: 言葉 {i} 👍🏽\n\n" for i in range(6))
    source = only(read_content("talk.txt", written))
    assert turns(source)[:2] == [(names[0], "言葉 0 👍🏽"), (names[1], "言葉 1 👍🏽")]


def test_a_turn_runs_over_lines_and_blank_lines_until_the_next_label() -> None:
    written = "Ana: One.\nTwo.\n\nThree.\n\nBen: Yes.\n\nAna: So.\nBen: Mm.\n"
    assert quotations(only(read_content("a.txt", written)))[0] == "One.\nTwo.\n\nThree."


def test_sentences_notes_and_addresses_are_no_speakers() -> None:
    written = (
        "Ana: See http://example.org and\nNote: this\nI told him this: no\nI told him this: yes\n"
        "Ben: At 10:30.\nhttp://example.org\nAna: Good.\nNote: that\nBen: Bye."
    )
    source = only(read_content("a.txt", written))
    assert {name for name, _ in turns(source)} == {"Ana", "Ben"}
    assert len(source.segments) == 4


def test_a_label_that_stands_once_is_words_and_told() -> None:
    written = (
        "Ana: One.\n\nBen: Two.\n\nReason: it rained.\n\nand so on\n\nAna: Three.\n\nBen: Four."
    )
    reading = read_content("a.txt", written)
    assert "Reason: it rained." in quotations(only(reading))[1]
    assert any("'Reason' (line 5)" in notice for notice in reading.notices)
    told = only(read_content("a.txt", written, speakers=("reason",)))
    assert ("Reason", "it rained.\n\nand so on") in turns(told)


def test_who_speaks_once_counts_where_every_block_has_its_label() -> None:
    written = "Moderator: Welcome.\nAna: Hello.\nBen: Hi.\nMs Ramos: Me too."
    reading = read_content("a.txt", written)
    assert [name for name, _ in turns(only(reading))] == ["Moderator", "Ana", "Ben", "Ms Ramos"]
    assert reading.moderators == ("Moderator",)


def test_text_with_a_few_colons_is_no_transcript() -> None:
    prose = "It was dark.\n\nWe went on.\n\n" * 20
    source = only(
        read_content("a.txt", f"Because: yes\n\n{prose}Because: no\n\nSo: x\n\nBecause: z")
    )
    assert {segment.kind for segment in source.segments} == {SegmentKind.PARAGRAPH}


def test_short_lines_and_noises_in_brackets_are_no_speakers() -> None:
    prose = "It was dark when they came for us and we went.\n\n"
    for line in ("Silence\n\n", "[laughs] Then.\n\n", "[Pause]\n\n"):
        source = only(read_content("a.txt", (prose * 5 + line) * 4))
        assert {segment.kind for segment in source.segments} == {SegmentKind.PARAGRAPH}


def test_spelling_of_a_label_does_not_part_a_speaker() -> None:
    written = "ANA: one\n\nBen: two\n\nAna: three\n\nBEN: four"
    assert [name for name, _ in turns(only(read_content("a.txt", written)))] == [
        "ANA", "Ben", "ANA", "Ben"
    ]  # fmt: skip


def test_times_tell_when_a_turn_begins() -> None:
    otter = only(
        read_content("a.txt", "Ana  00:07\nOne.\n\nBen  1:02:03\nTwo.\n\nAna  1:02:09\nOk.")
    )
    assert [segment.time_ms for segment in otter.segments] == [7000, 3_723_000, 3_729_000]
    # f4 puts the moment of each turn's end, where the next begins.
    f4 = "A: one #00:00:04-5#\nB: two #00:00:07-1#\nA: three #00:00:09-0#\nB: four"
    source = only(read_content("a.txt", f4))
    assert [segment.time_ms for segment in source.segments][1:] == [4500, 7100, 9000]
    assert quotations(source) == ["one", "two", "three", "four"]


def test_what_stands_before_the_first_speaker_is_kept_but_no_segment() -> None:
    written = (
        "Interview 7\nKEYWORDS\na, b\n\nAna  00:01\nOne.\n\nBen  00:04\nTwo.\n\nAna  00:09\nThree."
    )
    reading = read_content("a.txt", written)
    assert only(reading).text == written
    assert quotations(only(reading))[0] == "One."
    assert any(notice.startswith("5 words before the first speaker") for notice in reading.notices)


def test_a_name_with_a_time_rules_out_colons_inside_the_words() -> None:
    written = "".join(
        f"Ana  00:0{i}\nThought: no.\n\nBen  00:0{i}\nThought: yes.\n\n" for i in range(4)
    )
    assert {name for name, _ in turns(only(read_content("a.txt", written)))} == {"Ana", "Ben"}


def test_a_label_without_words_is_no_segment() -> None:
    assert turns(only(read_content("a.txt", "Ana: one\nBen:\nAna: two\nBen: x"))) == [
        ("Ana", "one"), ("Ana", "two"), ("Ben", "x")
    ]  # fmt: skip


def test_one_who_answers_makes_an_interview_several_a_forum() -> None:
    interview = read_content("a.txt", "I: One?\nR: Two.\nI: Three?\nR: Four.")
    assert only(interview).kind is SourceKind.INTERVIEW
    assert interview.moderators == ("I",)
    assert only(interview).participant == "R"
    forum = read_content("a.txt", "INT: One?\nAna: Two.\nBen: x\nINT: Three?\nBen: Four.\nAna: y")
    assert only(forum).kind is SourceKind.FORUM
    assert only(forum).participant is None


def test_questions_and_answers_make_the_questioner_a_moderator() -> None:
    reading = read_content("a.txt", "Q: Where?\nA: There.\nQ: When?\nA: Then.")
    assert reading.moderators == ("Q",)
    assert only(reading).kind is SourceKind.INTERVIEW


def test_named_moderators_are_found_whatever_their_case() -> None:
    written = "Sara M: One?\n\nBSR01: Two.\n\nSara M: Three?\n\nBSR01: Four."
    unnamed = read_content("a.txt", written)
    assert unnamed.moderators == ()
    assert any("--moderator" in notice for notice in unnamed.notices)
    named = read_content("a.txt", written, moderators=("sara m",))
    assert named.moderators == ("Sara M",)
    assert only(named).kind is SourceKind.INTERVIEW
