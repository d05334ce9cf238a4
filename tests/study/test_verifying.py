"""What may be verified, and what is said of everything else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qualcode import Study, create_study
from qualcode.domain.codebook import Code
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.events import EventKind
from tests.support import blind
from tests.support.disputing import coded
from tests.support.studies import CODES, segments, small_survey


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with create_study(tmp_path / "study", "Trial", coder="Ana") as made:
        small_survey(made, tmp_path / "incoming")
        made.catalogue.add_codes(CODES)
        work = {"Ana": {0: ["data"], 1: ["time"], 2: []}, "Ben": {0: ["law"], 1: ["time"], 2: []}}
        coded(made, segments(made), "", work)
        yield made


@pytest.fixture
def report(study: Study, tmp_path: Path) -> Path:
    target = tmp_path / "report.json"
    target.write_text(json.dumps(study.agreement(n=20).to_json()), encoding="utf-8")
    return target


def test_a_report_in_a_file_is_verified(study: Study, report: Path) -> None:
    found = study.verifying.report(report)
    assert found.agrees
    assert found.report == str(report)
    assert found.to_json()["agrees"] is True


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"3", b"null", b'{"unit": "segment"}', b"\xff\xfe\x00", b"[" * 100_000,
     b'{"a": 1e999999}', b"%PDF-1.4"],
)  # fmt: skip
def test_another_file_is_refused_in_one_sentence(
    study: Study, tmp_path: Path, content: bytes
) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(content)
    with pytest.raises(InputError, match=r"other\.json"):
        study.verifying.report(other)
    with pytest.raises(InputError, match="cannot be read"):
        study.verifying.report(tmp_path / "none.json")
    with pytest.raises(InputError, match="cannot be read"):
        study.verifying.report(tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("unit", "page"), ("unit", []), ("level", None), ("by", "year"), ("coders", "Ana"),
        ("coders", ["Ana"]), ("coders", ["Ana", "Ana"]), ("coders", [1, 2]), ("round", None),
        ("question", 3), ("n_resamples", 0), ("n_resamples", 10**15), ("n_resamples", True),
        ("n_resamples", 20.5), ("seed", -1), ("seed", "0"), ("confidence", 1.5),
        ("confidence", None), ("confidence", float("nan")), ("interval", "bca"),
        ("without_accepted", "no"), ("without_accepted", None),
    ],
)  # fmt: skip
def test_a_report_that_cannot_be_asked_for_is_refused(
    study: Study, report: Path, name: str, value: Any
) -> None:
    content = json.loads(report.read_text()) | {name: value}
    report.write_text(json.dumps(content))
    with pytest.raises(InputError, match=f"report.json: '{name}' must be"):
        study.verifying.report(report)


ASKED = {
    "unit", "level", "by", "interval", "coders", "round", "question", "n_resamples", "seed",
    "confidence", "without_accepted",
}  # fmt: skip
TOLD_APART = {"software", "notice", "codebook", "methods"}


@pytest.mark.parametrize("value", [None, 3, "words", [], {}, [1], [None], [[]], {"a": 1}, 10**400])
def test_parts_that_are_something_else_are_differences(
    study: Study, report: Path, value: Any
) -> None:
    content = json.loads(report.read_text())
    for name in set(content) - ASKED:
        found = study.verifying.report(content | {name: value})
        if content[name] != value and name not in TOLD_APART:
            assert any(one.place.startswith(name) for one in found.differences)


def test_what_the_study_does_not_know_is_named(study: Study, report: Path) -> None:
    content = json.loads(report.read_text())
    for change, what in (
        ({"coders": ["Ana", "Bem"]}, "coder 'Bem'"),
        ({"round": "none"}, "round 'none'"),
        ({"question": "none"}, "question 'none'"),
    ):
        with pytest.raises(NotFound, match=what):
            study.verifying.report(content | change)


def test_a_changed_study_is_told_of(study: Study, report: Path) -> None:
    study.catalogue.add_codes([Code("late", "Late")])
    found = study.verifying.report(report)
    assert any("revision" in one for one in found.changes)
    assert "codes › late" in [one.place for one in found.differences]
    content = json.loads(report.read_text()) | {"software": "qualcode 0.0.1"}
    assert any("qualcode 0.0.1" in one for one in study.verifying.report(content).changes)


def test_a_blind_round_is_refused_like_its_report(study: Study) -> None:
    drawn = blind.begin(study, "Ana", "Ben")
    for name in ("Ana", "Ben"):
        blind.work_inside(study, name, drawn)
    for person in ("Ana", "Ben"):
        with pytest.raises(Refused, match="blind and open"):
            study.acting_as(person).verifying.agreement(round=blind.ROUND)
    unblinded = study.agreement(blind.ROUND, unblind=True, n=20)
    with pytest.raises(Refused, match="blind and open"):
        study.verifying.report(unblinded)
    with pytest.raises(Refused):
        study.acting_as("Ben").verifying.report(unblinded, unblind=True)
    before = len([one for one in study.history.latest(None) if one.kind is EventKind.ROUND])
    assert study.verifying.report(unblinded, unblind=True).differences == ()
    assert len([one for one in study.history.latest(None) if one.kind is EventKind.ROUND]) > before
    assert study.verifying.agreement(round=blind.ROUND, unblind=True, n=20).agrees
    blind.end(study)
    assert study.verifying.agreement(round=blind.ROUND, n=20).agrees
    assert study.verifying.report(unblinded).agrees


def test_progress_goes_to_its_end(study: Study) -> None:
    told: list[tuple[int, int]] = []
    study.verifying.agreement(lambda done, total, _: told.append((done, total)), n=20)
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_verifying_changes_nothing(study: Study, report: Path) -> None:
    before = [one.id for one in study.history.latest(None)]
    study.verifying.report(report)
    study.verifying.agreement(n=20)
    assert [one.id for one in study.history.latest(None)] == before
