"""What the screen is given: pages whose positions lead back to the sources, and one's own work."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.domain.coding import LookState, MemoSubject
from qualcode.domain.errors import NotFound
from qualcode.study import Study, open_study


def test_a_questions_page_leads_back_to_every_source(study: Study) -> None:
    page = study.desk.question_page("what-helped")
    assert len(page.entries) == 4
    for entry in page.entries:
        text = study.sources.read(entry.source).text
        assert entry.span.of(page.text) == entry.segment.span.of(text)
        assert entry.in_source(entry.span) == entry.segment.span
        assert entry.on_page(entry.segment.span) == entry.span


def test_a_sources_page_has_the_sources_own_positions(study: Study) -> None:
    page = study.desk.source_page("talk")
    assert page.text == study.sources.read("talk").text
    assert [entry.span for entry in page.entries] == [one.segment.span for one in page.entries]


def test_an_answers_heading_names_the_respondent_words_first_then_numbers(
    study: Study, tmp_path: Path
) -> None:
    table = tmp_path / "attributes.csv"
    table.write_text("participant,cases,region,years\nP1,9,West,2.5\n", encoding="utf-8")
    study.import_attributes(table)
    page = study.desk.question_page("what-helped")
    assert page.entries[0].heading == "P1 · nurse · West · cases 9 · years 2.5"
    assert page.entries[1].heading == "P2 · driver"


def test_progress_counts_ones_own_work_only(study: Study, folder: Path) -> None:
    entries = study.desk.question_page("what-helped").entries
    study.codings.apply("money", entries[0].segment)
    study.codings.look([entries[1].segment.id], LookState.NOTHING)
    with open_study(folder, "ben") as other:
        other.codings.apply("office", entries[2].segment)
        other.memos.write(MemoSubject.SEGMENT, entries[2].segment.id, "ben's own")
        other.codings.look([entry.segment.id for entry in entries], LookState.DONE)
    progress = study.desk.questions()[0].progress
    assert (progress.segments, progress.looked, progress.finished, progress.coded) == (4, 2, 1, 1)
    work = study.desk.work(entry.segment.id for entry in entries)
    assert [one.code for one in work.codings] == ["money"]
    assert set(work.looks) == {entries[0].segment.id, entries[1].segment.id}
    assert work.memos == {}
    by_name = {one.source.name: one.progress for one in study.desk.sources()}
    assert (by_name["P1"].coded, by_name["P3"].coded, by_name["talk"].segments) == (1, 0, 2)


def test_codes_are_counted_and_remembered_newest_first(study: Study) -> None:
    entries = study.desk.question_page("what-helped").entries
    for code in ("money", "office", "money"):
        study.codings.apply(code, entries[len(study.codings.all())].segment)
    assert study.desk.code_counts() == {"money": 2, "office": 1}
    assert study.desk.recent_codes() == ["money", "office"]
    assert study.desk.recent_codes(1) == ["money"]


def test_what_is_not_there_is_told_with_the_nearest(study: Study) -> None:
    with pytest.raises(NotFound, match="Did you mean 'what-helped'"):
        study.desk.question_page("what-helps")
    with pytest.raises(NotFound, match="Did you mean 'talk'"):
        study.desk.source_page("tallk")
