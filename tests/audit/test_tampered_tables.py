"""Whatever figure of a table is changed is noticed; small ones are never told."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from qualcode import Study, open_study
from qualcode.domain.errors import Confidential, InputError, NotFound
from qualcode.domain.weighted import Weighting
from tests.audit.tables import (
    as_json,
    differences,
    facts_of,
    recount,
    with_one_figure_changed,
)
from tests.support import study_b, study_c, study_d
from tests.support.cli import Desk, call

Make = Callable[[Study], Any]

ALL: dict[str, Any] = {"unsuppressed": True}
DESIGN = Weighting("weight", "stratum", "population")
OF_CASES: dict[str, Make] = {
    "frequencies": lambda study: study.frequencies(by="victim", **ALL),
    "segments": lambda study: study.frequencies(unit="segment", **ALL),
    "associations": lambda study: study.associations.table(
        outcome="statute=trafficking", stratum="offence", **ALL
    ),
    "of three values": lambda study: study.associations.table(
        by="offender", codes=["force"], **ALL
    ),
    "model": lambda study: study.associations.model(
        "statute=trafficking", ["code:testimony", "offence"], ["year"], **ALL
    ),
    "cooccurrence": lambda study: study.together.cooccurrence("overlap", **ALL),
    "near": lambda study: study.together.cooccurrence("near", level="theme", **ALL),
    "stops": lambda study: study.saturation.stops(**ALL),
    "words": lambda study: study.typical_words.table("debt", 5, **ALL),
}
OF_AGENCIES: dict[str, Make] = {
    "weighted": lambda study: study.frequencies("obstacles", by="size", weighting=DESIGN, **ALL),
    "closed": lambda study: study.frequencies("seriousness", by="size", base="all", **ALL),
    "answers": lambda study: study.scales.answers(weighting=DESIGN, **ALL),
    "means": lambda study: study.scales.means(by="location", **ALL),
    "correlations": lambda study: study.scales.correlations(**ALL),
    "two groups": lambda study: study.scales.differences(
        by="size", where='size != "to 10,000"', **ALL
    ),
    "three groups": lambda study: study.scales.differences(by="size", **ALL),
    "sample": lambda study: study.sample.response(**ALL),
}
OF_PROSECUTORS: dict[str, Make] = {
    "waves": lambda study: study.waves.table("wave", question="obstacles", by="site", **ALL),
    "ranks": lambda study: study.ranks.table("needs", by="wave", **ALL),
}


def begun(factory: pytest.TempPathFactory, codebook: str) -> Desk:
    """Begin a study with a codebook, ann being its lead."""
    folder = factory.mktemp("tables") / "study"
    assert call("init", folder, "--coder", "ann", "--title", "Tables").code == 0
    desk = Desk(folder)
    desk("codebook", "add", desk.written("codebook.yaml", codebook))
    return desk


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Give the study of case records."""
    desk, made = begun(tmp_path_factory, study_b.CODEBOOK), study_b.cases()
    attributes = [one for name in study_b.ATTRIBUTES for one in ("--attribute", name)]
    file = desk.written("cases.csv", study_b.survey(made))
    desk("import", "--yes", file, "--kind", "case", "--id", "case", "--text", "record", *attributes)
    file = desk.written("codings.csv", study_b.codings(made))
    desk("import", "--codings", file, "--coder", "ann")
    with open_study(desk.folder, coder="ann") as study:
        yield study


@pytest.fixture(scope="module")
def agencies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Give the weighted survey, with what became of its contacts."""
    desk, made = begun(tmp_path_factory, study_d.CODEBOOK), study_d.Survey()
    instrument = desk.written("instrument.yaml", study_d.INSTRUMENT)
    desk("import", "--yes", desk.written("s.csv", made.table()), "--instrument", instrument)
    file = desk.written("codings.csv", made.codings())
    desk("import", "--codings", file, "--coder", "ann", "--question", "obstacles")
    with (desk.folder / "study.toml").open("a") as toml:
        toml.write("\n[sample]\nineligible = 31\nrefused = 42\nnon_contact = 53\n")
    with open_study(desk.folder, coder="ann") as study:
        yield study


@pytest.fixture(scope="module")
def prosecutors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Give the survey of two waves."""
    desk, made = begun(tmp_path_factory, study_c.CODEBOOK), study_c.Prosecutors()
    instrument = desk.written("instrument.yaml", study_c.INSTRUMENT)
    desk("import", "--yes", desk.written("s.csv", made.table()), "--instrument", instrument)
    for question, codings in (("obstacles", made.obstacles()), ("needs", made.needs())):
        file = desk.written(f"{question}.csv", codings)
        desk("import", "--codings", file, "--coder", "ann", "--question", question)
    with open_study(desk.folder, coder="ann") as study:
        yield study


@pytest.mark.parametrize("name", OF_CASES)
def test_of_cases(cases: Study, name: str) -> None:
    every_change_is_noticed(cases, OF_CASES[name])


@pytest.mark.parametrize("name", OF_AGENCIES)
def test_of_agencies(agencies: Study, name: str) -> None:
    every_change_is_noticed(agencies, OF_AGENCIES[name])


@pytest.mark.parametrize("name", OF_PROSECUTORS)
def test_of_prosecutors(prosecutors: Study, name: str) -> None:
    every_change_is_noticed(prosecutors, OF_PROSECUTORS[name])


def every_change_is_noticed(study: Study, make: Make) -> None:
    """Hold that a table is as recounted, and that no value of it can be changed unseen."""
    facts = facts_of(study)
    content = as_json(make(study))
    made = recount(content, facts)
    assert content["rows"]
    assert differences(content, made, facts) == []
    unnoticed = [
        place
        for place, changed in with_one_figure_changed(content)
        if not differences(changed, made, facts)
    ]
    assert unnoticed == []


SOME: dict[str, Make] = {
    "frequencies": lambda study: study.frequencies(by="year"),
    "associations": lambda study: study.associations.table(by="year", codes=["force"]),
    "model": lambda study: study.associations.model("statute", ["code:force", "year=2008"]),
}


@pytest.mark.parametrize("name", SOME)
def test_of_cases_with_something_withheld(cases: Study, name: str) -> None:
    assert any(row.suppressed for row in SOME[name](cases))
    every_change_is_noticed(cases, SOME[name])


def test_rows_gone_or_twice_or_out_of_order_are_noticed(cases: Study) -> None:
    facts = facts_of(cases)
    content = as_json(cases.frequencies(**ALL))
    made = recount(content, facts)
    rows = content["rows"]
    for wrong in (rows[1:], [*rows, rows[0]], rows[::-1]):
        assert differences({**content, "rows": wrong}, made, facts)


@pytest.mark.parametrize("name", ["unit", "coder_rule", "by", "without_accepted"])
def test_the_head_is_compared(cases: Study, name: str) -> None:
    facts = facts_of(cases)
    content = as_json(cases.frequencies(by="victim", **ALL))
    wrong = {**content, name: "another"}
    assert [one.place for one in differences(wrong, recount(wrong, facts), facts)] == [name]


def small(study: Study) -> dict[str, Any]:
    """Return a table of which something is withheld."""
    content = as_json(study.frequencies(by="year"))
    assert any(row["suppressed"] for row in content["rows"])
    return content


def test_a_figure_of_few_that_is_shown_is_found_and_not_told(cases: Study) -> None:
    facts = facts_of(cases)
    content, whole = small(cases), as_json(cases.frequencies(by="year", **ALL))
    made = recount(content, facts)
    assert differences(content, made, facts) == []
    at = next(at for at, row in enumerate(whole["rows"]) if 0 < row["people"] < 10)
    row = content["rows"][at]
    assert row["n"] is None
    for shown in (whole["rows"][at]["n"], 4321):
        wrong = copy.deepcopy(content)
        wrong["rows"][at]["n"] = shown
        found = [one for one in differences(wrong, made, facts) if one.place.endswith("› n")]
        told = "withheld: fewer than 10 persons"
        assert [(one.reported, one.recounted) for one in found] == [(shown, told)]


def test_a_withheld_figure_is_never_told(cases: Study) -> None:
    facts = facts_of(cases)
    content = small(cases)
    made = recount(content, facts)
    for row in content["rows"]:
        row["suppressed"] = False
        row["n"] = row["n"] or 4321
    numbers = [one.recounted for one in differences(content, made, facts)]
    assert numbers
    assert not any(isinstance(one, int | float) and not isinstance(one, bool) for one in numbers)


def test_what_is_withheld_without_need_is_noticed(cases: Study) -> None:
    facts = facts_of(cases)
    content = as_json(cases.frequencies())
    assert not any(row["suppressed"] for row in content["rows"])
    row = content["rows"][0]
    row.update(n=None, percent=None, low=None, high=None, people=None, suppressed=True)
    content["suppressed"] = [["control"]]
    found = differences(content, recount(content, facts), facts)
    assert [one.place for one in found] == ["suppressed"]


def test_small_figures_are_recounted_for_the_lead_only(cases: Study) -> None:
    content = as_json(cases.frequencies(by="year", **ALL))
    assert cases.verifying.report(content).agrees
    assert cases.verifying.report(cases.frequencies(by="year")).agrees
    cases.team.add("ben")
    verifying = cases.acting_as("ben").verifying
    with pytest.raises(Confidential, match="only the lead"):
        verifying.report(content)
    with pytest.raises(Confidential, match="only the lead"):
        verifying.tables(unsuppressed=True)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "poem"}, "poem"),
        ({"rows": [1]}, "rows"),
        ({"query": []}, "query"),
        ({"query": {"by": 3}}, "query › by"),
        ({"query": {"unit": "word"}}, "query › unit"),
        ({"disclosure": {"threshold": "x"}}, "threshold"),
    ],
)
def test_what_is_no_table_is_refused(cases: Study, change: dict[str, Any], told: str) -> None:
    content = as_json(cases.frequencies(by="victim"))
    with pytest.raises(InputError, match=told):
        cases.verifying.report({**content, **change})


@pytest.mark.parametrize(
    "query", [{"by": ["shoes"]}, {"coder_rule": "Nobody"}, {"where": "code under shoes"}]
)
def test_what_the_study_does_not_know_any_more_is_named(
    cases: Study, query: dict[str, Any]
) -> None:
    content = as_json(cases.frequencies())
    with pytest.raises(NotFound):
        cases.verifying.report({**content, "query": query})


def test_a_table_by_words_is_left(cases: Study) -> None:
    found = cases.verifying.report(cases.frequencies(where='words "passport"', **ALL))
    assert (found.figures, found.agrees) == (0, True)
    assert "search index" in found.left[0].why
