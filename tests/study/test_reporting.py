"""Reports of a small study: what stands in them, of when they are, and what they leave behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qualcode import Study, create_study
from qualcode.domain.errors import Confidential, InputError, NotFound, Refused, StoreUnavailable
from qualcode.domain.events import EventKind
from tests.support import blind
from tests.support.studies import CODES, segments, write_survey

HELP, WAY = "What helps most?", "What stands in the way?"
PEOPLE = 24


class Clock:
    """A clock that goes on by a minute each time it is looked at."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """A study of 24 people with codes by Ana, without charts, which other tests look at."""
    monkeypatch.setattr("qualcode.reports.findings.possible", lambda: False)
    rows = [
        (f"R{at}", "analyst" if at % 2 else "officer", f"Time helps number {at}.", f"Law no {at}.")
        for at in range(PEOPLE)
    ]
    with create_study(tmp_path / "study", "Trial", coder="Ana", clock=Clock()) as made:
        made.team.add("Ben")
        made.catalogue.add_codes(CODES)
        made.import_files(
            write_survey(tmp_path / "survey.csv", rows),
            id_column="id", text_columns=(HELP, WAY), attribute_columns=("position",),
        )  # fmt: skip
        for at, one in enumerate(segments(made)):
            made.codings.apply("time" if at % 2 == 0 else "law", one)
        made.codings.apply("data", segments(made)[0])
        yield made


def told(study: Study, name: str = "r.md", **asked: object) -> str:
    """Return the findings as Markdown."""
    assert study.folder is not None
    target = study.folder / name
    study.reporting.write_findings(target, **asked)  # type: ignore[arg-type]
    return target.read_text(encoding="utf-8").replace("\\", "")


def test_each_question_has_its_codes_with_n_base_and_interval(study: Study) -> None:
    text = told(study)
    assert f"## {_question(study, 0)}" in text
    assert "| Time | 24 | 24 | 100 | [86, 100] |" in text
    assert "| Data quality | – | 24 | – | – |" in text
    assert "24 participants, 24 sources and 2 questions." in text
    assert "pip install 'qualcode[analysis]'" in text


def test_a_report_is_of_the_last_change_and_not_of_its_writing(study: Study) -> None:
    first = told(study)
    assert told(study, "again.md") == first
    study.codings.apply("data", segments(study)[2])
    assert told(study, "later.md") != first


def test_one_question_one_group_and_a_filter_can_be_asked_for(study: Study) -> None:
    question = str(segments(study)[0].question)
    text = told(study, questions=(question,), by="position", where='position = "analyst"')
    assert '- Only: position = "analyst"' in text
    assert "| Time | 12 | 12 | 100 |" in text
    assert "--where" in text
    assert "### By position" in text
    with pytest.raises(NotFound):
        told(study, questions=("no such",))
    with pytest.raises(NotFound):
        told(study, by="no such")
    with pytest.raises(InputError):
        told(study, where="position = ")


def test_small_cells_are_for_the_lead(study: Study) -> None:
    assert "| Data quality | 1 | 24 | 4 | [1, 20] |" in told(study, unsuppressed=True)
    with pytest.raises(Confidential):
        told(study.acting_as("Ben"), unsuppressed=True)


def test_a_quotation_is_printed_once_somebody_passed_it(study: Study) -> None:
    assert "none was passed for publication" in told(study)
    coding = next(one for one in study.codings.all() if one.code == "time")
    study.passing.pass_quotation(coding.id)
    text = told(study)
    assert "### In their words" in text
    (words,) = [one for one in text.splitlines() if one.startswith("> ")]
    assert words.startswith("> Time helps number")
    assert "none was passed" not in text


def test_what_left_is_noted_and_nothing_is_left_of_what_failed(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert study.folder is not None
    before = len(study.releasing.recorded())
    told(study)
    after = len(study.releasing.recorded())
    assert after > before
    assert EventKind.RELEASE in {one.kind for one in study.history.latest(1)}
    target = study.folder / "folder.md"
    (target / "in the way").mkdir(parents=True)
    with pytest.raises(StoreUnavailable):
        study.reporting.write_findings(target)
    assert len(study.releasing.recorded()) == after
    assert not list(study.folder.glob(".folder.md*"))


def test_an_empty_study_has_nothing_to_report(tmp_path: Path) -> None:
    with create_study(tmp_path / "empty", "Empty", coder="Ana") as empty:
        with pytest.raises(Refused):
            told(empty)
        with pytest.raises(InputError):
            empty.reporting.write_findings(tmp_path / "r.pdf")
        done = empty.reporting.write_codebook(tmp_path / "codebook.md")
        assert done.files == (tmp_path / "codebook.md",)


def test_a_blind_round_changes_nothing_in_the_reports_of_others(study: Study) -> None:
    study.team.add("Cyd")
    drawn = blind.begin(study, "Ben", "Cyd")
    for person in (study, study.acting_as("Cyd")):
        before = told(person), _codebook(person)
        blind.work_inside(study, "Ben", drawn)
        assert (told(person), _codebook(person)) == before


def _codebook(study: Study) -> bytes:
    assert study.folder is not None
    target = study.folder / "codebook.md"
    study.reporting.write_codebook(target)
    return target.read_bytes()


def _question(study: Study, at: int) -> str:
    question = str(segments(study)[at].question)
    known = study.catalogue.instrument.by_id.get(question)
    return known.text if known and known.text else question
