"""The second route finds the same figures as the first, whatever a report is asked for."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import Study, create_study
from qualcode.domain.people import Role
from tests.audit.worked_study import ROUND, batches, codebook, work, worked
from tests.support.disputing import closed
from tests.support.studies import segments, small_survey

UNITS = ("segment", "sentence", "token", "character", "source")


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("level", ["leaf", "theme"])
@pytest.mark.parametrize("by", [None, "question", "source", "week"])
def test_nothing_differs(study: Study, unit: str, level: str, by: str | None) -> None:
    report = study.agreement(ROUND, unit=unit, level=level, by=by, n=60)
    found = study.verifying.report(report)
    assert found.differences == ()
    assert found.changes == ()
    assert [one.place for one in found.left] == ["methods"]
    assert found.figures > 200


@pytest.mark.parametrize(
    "asked",
    [
        {"round": "", "seed": 5},
        {"coders": ["Cyd", "Ana"]},
        {"question": "what-helps-most", "by": "source"},
        {"question": "what-stands-in-the-way", "unit": "character", "coders": ["Ana", "Ben"]},
        {"round": "", "coders": ["Ben", "Ana"], "unit": "token"},
        {"n": 1},
        {"without_accepted": True, "by": "week"},
        {"without_accepted": True, "unit": "character", "round": ""},
        {"without_accepted": True, "unit": "source", "level": "theme", "coders": ["Ben", "Cyd"]},
        {"without_accepted": True, "unit": "sentence", "question": "what-helps-most"},
    ],
)
def test_nothing_differs_for_a_part(study: Study, asked: dict[str, Any]) -> None:
    assert study.verifying.agreement(**{"round": ROUND, "n": 40, **asked}).differences == ()


def test_a_report_from_before_there_were_suggestions_is_verified(tmp_path: Path) -> None:
    with create_study(tmp_path / "study", "Trial", coder="Ana") as study:
        small_survey(study, tmp_path / "incoming")
        some = segments(study)
        study.catalogue.add_codes(codebook(""))
        closed(study, some, "one", {"Ana": {0: ["data"], 1: []}, "Ben": {0: ["law"], 1: []}})
        content = study.agreement("one", n=20).to_json()
        assert (content.pop("without_accepted"), content.pop("accepted")) == (False, 0)
        assert study.verifying.report(content).differences == ()


def test_a_report_that_hides_accepted_codings_is_found_out(study: Study) -> None:
    content = study.agreement(ROUND, n=20, without_accepted=True).to_json()
    assert content["accepted"] > 20
    del content["accepted"]
    differences = study.verifying.report(content).differences
    # The paragraph tells the number too.
    assert {one.place for one in differences} == {"accepted", "methods"}


def test_a_report_tells_of_everything(study: Study) -> None:
    """The other tests would prove little if these parts were empty."""
    content = study.agreement(ROUND, by="week", n=60).to_json()
    assert all(len(content["drift"][name]) > 1 for name in ("intra", "rolling", "by_revision"))
    for part in ("groups", "pairs", "leave_one_out", "confusion", "disagreements"):
        assert len(content[part]) > 1
    assert content["overall"]["low"] is not None
    assert content["sampling"]["sampling"]["share"] == 0.5
    by_character = study.agreement(ROUND, unit="character", n=60).to_json()
    spans = [one["spans"] for one in by_character["codes"]]
    assert all(any(one[name] for one in spans) for name in ("f1_exact", "f1_overlap", "u"))


def test_codes_that_exclude_each_other_have_all_unitizing_figures(tmp_path: Path) -> None:
    with create_study(tmp_path / "study", "Trial", coder="Ana") as study:
        small_survey(study, tmp_path / "incoming")
        some = segments(study)
        study.catalogue.add_codes(codebook(""))
        closed(
            study,
            some,
            "one",
            {
                "Ana": {0: [("data", 0, 5), ("law", 8, 20)], 1: [("law", 2, 9)], 2: []},
                "Ben": {0: [("data", 2, 9), ("law", 9, 14)], 1: [("data", 4, 12)], 2: ["time"]},
                "Cyd": {0: [("law", 0, 9), ("data", 9, 12), ("data", 12, 14)], 1: []},
            },
        )
        content = study.agreement("one", unit="character", n=20).to_json()
        spans = {one["code"]: one["spans"] for one in content["codes"]}
        assert content["overall"]["spans"]["cu"] is not None
        assert spans["data"]["ku"] is not None
        assert study.verifying.report(content).differences == ()


@settings(max_examples=25)
@given(data=st.data())
def test_nothing_differs_in_small_studies(study_of_four: Study, data: st.DataObject) -> None:
    some = segments(study_of_four)
    codes = st.lists(
        st.sampled_from(["data", "law", "privacy", "time"]).flatmap(
            lambda code: st.one_of(
                st.just(code),
                st.tuples(st.just(code), st.integers(0, 6), st.integers(7, 12)),
            )
        ),
        max_size=3,
        unique_by=lambda one: one,
    )
    work_of = st.dictionaries(st.integers(0, len(some) - 1), codes, max_size=7)
    names = data.draw(st.sampled_from([("Ana", "Ben"), ("Ana", "Ben", "Cyd")]))
    name = f"round {len(study_of_four.rounds.all())}"
    closed(study_of_four, some, name, {who: data.draw(work_of) for who in names})
    unit, level, by = (
        data.draw(st.sampled_from(choices))
        for choices in (UNITS, ("leaf", "theme"), (None, "question", "source"))
    )
    report = study_of_four.agreement(name, unit, names, level=level, by=by, n=15)
    assert study_of_four.verifying.report(report).differences == ()


@pytest.fixture(scope="module")
def study_of_four(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("four")
    with create_study(folder / "study", "Trial", coder="Ana") as made:
        small_survey(made, folder / "incoming")
        made.catalogue.add_codes(codebook(segments(made)[0].question or ""))
        for name in ("Ben", "Cyd"):
            made.team.add(name, Role.CODER)
        yield made


def test_one_source_is_resampled_by_its_units(tmp_path: Path) -> None:
    text = tmp_path / "talk.txt"
    text.write_text("\n\n".join(f"Paragraph {n} is about time. It is late." for n in range(12)))
    with create_study(tmp_path / "study", "Trial", coder="Ana") as study:
        study.import_files(text, kind="interview")
        study.catalogue.add_codes(codebook(""))
        ben = study.team.add("Ben").id
        for coder in (study.coder.id, ben):
            for part in batches(segments(study)):
                work(study, part, coder, "", Random(4), "first")
        for unit in UNITS:
            report = study.agreement(unit=unit, n=50)
            assert study.verifying.report(report).differences == ()


def test_a_larger_team_agrees_too(tmp_path: Path) -> None:
    with worked(tmp_path, 8, 3, ("Ben", "Cyd", "Dan", "Eva")) as study:
        for unit in UNITS:
            found = study.verifying.agreement(round=ROUND, unit=unit, by="source", n=30)
            assert found.differences == ()
