"""Files are taken in whole, word for word, once; a grown survey brings only what is new."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from qualcode import Study
from qualcode.domain.codebook import Code
from qualcode.domain.coding import LookState
from qualcode.domain.errors import NotFound, ReadingError
from qualcode.domain.instrument import Instrument
from qualcode.domain.span import Span
from qualcode.exchange.readers import ReadingOptions
from tests.support.studies import ROWS, segments, small_survey, state, write_survey

STRANGE = (
    "Ana: e\u0301 👩‍👩‍👧‍👦 مرحبا 漢字\tä\u00a0b \u200b ok.\r\n\r\n"
    "Ben: “So”…  two  blanks \r\n\r\nAna: x\r\n"
)


def test_bytes_and_text_are_kept_word_for_word(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes(STRANGE.encode())
    (source,) = study.import_files(path, kind="interview")
    assert study.sources.original(source) == path.read_bytes()
    assert source.original == hashlib.sha256(path.read_bytes()).hexdigest()
    text = study.sources.read(source)
    assert source.digest == hashlib.sha256(text.text.encode()).hexdigest()
    assert source.length == len(text.text)
    assert [one.span.of(text.text) for one in text.segments] == [
        "e\u0301 👩‍👩‍👧‍👦 مرحبا 漢字\tä\u00a0b \u200b ok.",
        "“So”…  two  blanks",
        "x",
    ]
    assert (tmp_path / "study" / "sources" / "talk.txt").read_bytes() == path.read_bytes()


def test_the_same_file_twice_is_recognised(study: Study, tmp_path: Path) -> None:
    path = small_survey(study, tmp_path)
    before, told = state(study), len(study.history.latest(None))
    (tmp_path / "copies").mkdir()
    copy = tmp_path / "copies" / "another name.csv"
    copy.write_bytes(path.read_bytes())
    from qualcode.study.imports.importing import reading_options

    results = study.take_in([path, copy], reading_options())
    assert [(one.known, one.unchanged, one.added) for one in results] == [(True, 4, ())] * 2
    assert state(study) == before
    assert len(study.history.latest(None)) == told
    assert study.import_files(tmp_path / "study" / "sources") == []


def test_a_grown_survey_adds_and_replaces(surveyed: Study, tmp_path: Path) -> None:
    ids = {one.name: one.id for one in surveyed.sources}
    passages = {
        (one.source.name, one.segment.label[:9]): one.segment for one in surveyed.sources.passages()
    }
    for (name, _), segment in passages.items():
        if name in ("R1", "R2"):
            first = Span(segment.span.start, segment.span.start + 7)
            surveyed.codings.apply("data", segment, first)
            surveyed.codings.look([segment.id], LookState.DONE)
    rows = [
        ["R1", "analyst", ROWS[0][2], "Late and incomplete, those reports."],
        ["R2", "analyst", "Feedback from the police would help, and time.", ROWS[1][3]],
        ROWS[2],
        ROWS[3],
        ["R5", "analyst", "Lists of what to look for.", "We never hear back."],
    ]
    path = write_survey(tmp_path / "grown" / "survey.csv", rows)
    from qualcode.study.imports.importing import reading_options

    options = reading_options(
        id_column="id",
        text_columns=("What helps most?", "What stands in the way?"),
        attribute_columns=("position",),
    )
    (result,) = surveyed.take_in([path], options)
    assert [one.name for one in result.added] == ["R5"]
    assert [one.name for one in result.replaced] == ["R1", "R2"]
    assert result.unchanged == 2
    touched = {(one.source, one.code, one.quotation): one.kept for one in result.touched}
    assert [one for one, kept in touched.items() if not kept] == [("R1", "data", "Reports")]
    assert touched["R2", "data", "Feedbac"]
    assert {one.name for one in surveyed.sources} == {*ids, "R5"}
    texts = {one.name: surveyed.sources.read(one) for one in surveyed.sources}
    quotations = sorted(
        (one.code, next(t for t in texts.values() if t.source.id == one.source).quotation(one.span))
        for one in surveyed.codings.all()
    )
    assert quotations == [("data", "Feedbac"), ("data", "The pri"), ("data", "Trainin")]
    done = {one.segment for one in surveyed.codings.looks() if one.state is LookState.DONE}
    said = [one.text for one in surveyed.sources.passages() if one.segment.id in done]
    assert said == [ROWS[0][2], ROWS[1][3]]
    assert surveyed.check() == []
    (again,) = surveyed.take_in([path], options)
    assert again.known


def test_two_surveys_with_the_same_ids_stay_apart(study: Study, tmp_path: Path) -> None:
    options = {"id_column": "id", "text_columns": ("Why?",)}
    wave_1 = write_survey(tmp_path / "wave1.csv", [["1", "Because."], ["2", "So."]], "id", "Why?")
    wave_2 = write_survey(tmp_path / "wave2.csv", [["1", "Still."], ["2", "No."]], "id", "Why?")
    study.import_files([wave_1, wave_2], **options)
    assert sorted(one.name for one in study.sources) == ["1", "1 (wave2)", "2", "2 (wave2)"]
    rows = [["1", "Still."], ["2", "No more."], ["3", "New."]]
    write_survey(wave_2, rows, "id", "Why?")
    study.import_files(wave_2, **options)
    assert sorted(one.name for one in study.sources) == ["1", "1 (wave2)", "2", "2 (wave2)", "3"]
    assert [one.name for one in study.participants] == ["1", "2", "3"]


def test_two_files_of_one_name_are_two_files(study: Study, tmp_path: Path) -> None:
    paths = []
    for place in ("north", "south"):
        path = tmp_path / place / "interview.txt"
        path.parent.mkdir()
        path.write_text(f"Ana: We are in the {place}.\n\nBen: Yes.\n\nAna: Good.\n")
        paths.append(path)
    study.import_files(paths, kind="interview")
    assert sorted(one.name for one in study.sources) == ["interview", "interview (2)"]
    kept = {one.read_text() for one in (tmp_path / "study" / "sources").iterdir()}
    assert kept == {path.read_text() for path in paths}


def test_a_changed_transcript_carries_its_codings(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("Ana: One thing is time.\n\nBen: And the law.\n\nAna: And time.\n")
    study.import_files(path, kind="interview")
    first, second, third = segments(study)
    study.codings.apply("time", first)
    study.codings.apply("law", second)
    study.codings.apply("data", third)
    path.write_text(
        "Ana: Hello all.\n\nAna: One thing is time.\n\nBen: And the rules.\n\nAna: And time.\n"
    )
    (replaced,) = study.import_files(path, kind="interview")
    text = study.sources.read(replaced)
    kept = {one.code: text.quotation(one.span) for one in study.codings.all()}
    assert kept == {"time": "One thing is time.", "data": "And time."}
    looked = {one.segment for one in study.codings.looks()}
    assert {one.span.of(text.text) for one in text.segments if one.id in looked} == set(
        kept.values()
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("double.csv", b"id,why\n1,because it is so\n1,because it is not\n"),
        ("empty.txt", b""),
        ("picture.png", b"\x89PNG"),
        ("broken.docx", b"PK\x03\x04 no archive"),
        ("broken.xlsx", b"PK\x03\x04 no archive"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_nothing(
    surveyed: Study, tmp_path: Path, name: str, content: bytes
) -> None:
    good, bad = tmp_path / "a.txt", tmp_path / name
    good.write_text("Ana: A good interview.\n\nBen: Yes.\n\nAna: Really.\n")
    bad.write_bytes(content)
    before = state(surveyed)
    with pytest.raises(ReadingError):
        surveyed.import_files(bad)
    assert state(surveyed) == before
    with pytest.raises(ReadingError):
        surveyed.import_files([good, bad])
    assert {one.name for one in surveyed.sources} == {row[0] for row in ROWS} | {"a"}


def test_a_failure_in_the_middle_of_a_file_leaves_nothing(
    surveyed: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcode.store import search

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    before, told = state(surveyed), len(surveyed.history.latest(None))
    path = tmp_path / "a.txt"
    path.write_text("Ana: A good interview.\n\nBen: Yes.\n\nAna: Really.\n")
    monkeypatch.setattr(search, "add", interrupted)
    with pytest.raises(KeyboardInterrupt):
        surveyed.import_files(path)
    monkeypatch.undo()
    assert state(surveyed) == before
    assert len(surveyed.history.latest(None)) == told
    surveyed.import_files(path)
    assert "a" in {one.name for one in surveyed.sources}


def test_a_nul_in_a_text_is_no_mystery(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "nul.txt"
    path.write_bytes(b"Ana: A nul\x00 here.\n\nBen: Yes.\n\nAna: Really.\n")
    (source,) = study.import_files(path, kind="interview")
    text = study.sources.read(source)
    assert "\x00" not in text.text
    assert study.sources.original(source) == path.read_bytes()
    assert study.check() == []


def test_what_is_not_there_is_told(study: Study, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        study.import_files(tmp_path / "nowhere.txt", instrument=Instrument("Trial"))
    assert study.catalogue.instrument.title == ""
    (tmp_path / "nothing").mkdir()
    with pytest.raises(ReadingError, match="holds no file"):
        study.import_files(tmp_path / "nothing")


def test_a_renamed_source_and_participant_are_recognised_when_the_survey_has_grown(
    study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "wave.csv"
    path.write_text("participant,mood,words\np1,good,It was a long day and a good one\n")
    study.import_files([path])
    study.sources.rename("p1", "First of all")
    study.participants.rename("p1", "Ada")
    path.write_text(
        "participant,mood,words\np1,good,It was a long day and a good one indeed\n"
        "p2,bad,It rained on the whole way home again\n"
    )
    study.import_files([path])
    assert [one.name for one in study.sources] == ["First of all", "p2"]
    assert [one.name for one in study.participants] == ["Ada", "p2"]
    assert study.check() == []


def test_a_removed_participant_stays_removed_when_named_again(study: Study, tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("participant,mood,words\np1,good,It was a long day and a good one\n")
    second.write_text("participant,mood,more\np1,good,Another answer of the very same one\n")
    study.import_files([first])
    study.participants.remove("p1")
    (result,) = study.take_in([second], ReadingOptions())
    assert study.participants.all() == []
    assert any("p1" in notice for notice in result.notices)


def test_those_who_ask_in_an_interview_are_not_those_who_answer(
    study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "Kim.txt"
    path.write_text(
        "Interviewer: How was it?\n\nKim: Long.\n\nInterviewer: And then?\n\nKim: Longer.\n"
    )
    study.import_files([path])
    assert {one.name: one.counted for one in study.participants} == {
        "Interviewer": False,
        "Kim": True,
    }
    said = {
        passage.text: passage.participant.name if passage.participant else ""
        for passage in study.sources.passages()
    }
    assert said["How was it?"] == "Interviewer"
    assert said["Longer."] == "Kim"


def test_a_code_on_a_whole_answer_stays_when_a_slip_in_it_is_mended(
    study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "wave.csv"
    path.write_text("participant,mood,words\np1,good,It was a lnog day and a good one\n")
    study.import_files([path])
    study.catalogue.add_codes([Code("day", "Day")])
    (passage,) = study.sources.passages()
    study.codings.apply("day", passage.segment)
    study.codings.look([passage.segment.id], LookState.DONE)
    path.write_text("participant,mood,words\np1,good,It was a long day and a good one\n")

    (result,) = study.take_in([path], ReadingOptions())

    assert [(one.code, one.kept) for one in result.touched] == [("day", True)]
    (coding,) = study.codings.all()
    text = study.sources.read("p1")
    assert text.quotation(coding.span) == "It was a long day and a good one"
    assert [look.state for look in study.codings.looks()] == [LookState.SEEN]
    assert study.check() == []
