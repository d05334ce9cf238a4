"""A national survey of agencies, from its import to weighted tables and a response rate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import fmean, variance
from typing import Any

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.weightstats import DescrStatsW

from tests.support.cli import Desk, call, flat, told_plainly
from tests.support.study_d import CODEBOOK, CODES, INSTRUMENT, SIZES, Agency, Survey

SURVEY = Survey()
DESIGN = ("--weight", "weight", "--stratum", "stratum", "--fpc", "population")

Carries = Callable[[Agency], bool]


@pytest.fixture(scope="module")
def agencies(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The survey with its codings, imported once; the tests only read it."""
    folder = tmp_path_factory.mktemp("agencies") / "study"
    assert call("init", folder, "--coder", "ann", "--title", "Agencies").code == 0
    desk = Desk(folder)
    desk("codebook", "add", desk.written("codebook.yaml", CODEBOOK))
    instrument = desk.written("instrument.yaml", INSTRUMENT)
    survey = desk.written("survey.csv", SURVEY.table())
    desk("import", "--yes", survey, "--instrument", instrument)
    codings = desk.written("codings.csv", SURVEY.codings())
    desk("import", "--codings", codings, "--coder", "ann", "--question", "obstacles")
    return desk


def names(code: str) -> Carries:
    """Return whether an agency names an obstacle; who left the question blank names none."""
    return lambda one: one.codes is not None and code in one.codes


def stratified(of: Iterable[Agency], carries: Carries) -> tuple[float, float]:
    """Return share and standard error of whole strata: Cochran (1977), equations 5.1 and 5.7."""
    strata = SURVEY.strata(of)
    population = sum(SURVEY.sizes[name][0] for name in strata)
    share = spread = 0.0
    for name, agencies in strata.items():
        whole, drawn = SURVEY.sizes[name]
        assert len(agencies) == drawn
        found = [float(carries(one)) for one in agencies]
        part = whole / population
        share += part * fmean(found)
        spread += part**2 * (1 - drawn / whole) * variance(found) / drawn
    return share, spread**0.5


def by_group(rows: Iterable[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """Map code and group to the row."""
    return {(row["code"], row["group"]): row for row in rows if not row["is_apart"]}


def test_weighted_shares_and_their_errors_are_those_of_the_textbook(agencies: Desk) -> None:
    table = agencies("frequencies", *DESIGN, "--json").json
    rows = by_group(table["rows"])
    assert set(rows) == {(code, "") for code in CODES}
    for code in CODES:
        row, carries = rows[code, ""], names(code)
        share, error = stratified(SURVEY.sample, carries)
        assert row["percent"] == pytest.approx(100 * share)
        assert row["standard_error"] == pytest.approx(100 * error)
        assert (row["n"], row["base"]) == (sum(map(carries, SURVEY.sample)), len(SURVEY.sample))
        assert row["df"] == len(SURVEY.sample) - len(SURVEY.sizes)
        weighed = DescrStatsW(
            np.array([carries(one) for one in SURVEY.sample], dtype=float),
            weights=np.array([SURVEY.weight(one) for one in SURVEY.sample]),
        )
        assert row["percent"] == pytest.approx(100 * weighed.mean)
    assert table["query"]["weight"] == "weight"
    assert any("12 strata, 4 of them taken whole" in note for note in table["notes"])


def test_weights_bring_the_sample_back_to_its_population(agencies: Desk) -> None:
    weighted = by_group(agencies("frequencies", *DESIGN, "--json").json["rows"])
    plain = by_group(agencies("frequencies", "--json").json["rows"])
    for code in CODES:
        truth = 100 * fmean(float(names(code)(one)) for one in SURVEY.population)
        row = weighted[code, ""]
        assert row["low"] <= truth <= row["high"]
        assert abs(row["percent"] - truth) < abs(plain[code, ""]["percent"] - truth)


def test_size_classes_keep_the_design_and_are_compared(agencies: Desk) -> None:
    rows = by_group(agencies("frequencies", *DESIGN, "--by", "size", "--json").json["rows"])
    for code in CODES:
        for size in SIZES:
            of = [one for one in SURVEY.sample if one.size == size]
            share, error = stratified(of, names(code))
            row = rows[code, size]
            assert row["percent"] == pytest.approx(100 * share)
            assert row["standard_error"] == pytest.approx(100 * error, abs=1e-9)
            assert row["base"] == len(of)
        assert rows[code, "above 75,000"]["low"] == rows[code, "above 75,000"]["percent"]
    assert rows["training", SIZES[0]]["p"] < 1e-6


def test_people_read_the_weighted_table(agencies: Desk) -> None:
    told = flat(agencies("frequencies", *DESIGN).out)
    row = by_group(agencies("frequencies", *DESIGN, "--json").json["rows"])["training", ""]
    figures = f"{row['n']}/2990 {row['percent']:.1f} ± {row['standard_error']:.1f}"
    assert f"Lack of training {figures}" in told
    assert "n and base are participants as they are" in told


def test_groups_that_do_not_fit_beside_each_other_stand_below(agencies: Desk) -> None:
    told = agencies("frequencies", *DESIGN, "--by", "size").out.splitlines()
    at = next(place for place, line in enumerate(told) if "Lack of training" in line)
    assert told[at].split()[-1] == "<0.001"
    assert [" ".join(line.split()[:2]) for line in told[at + 1 : at + 4]] == sorted(SIZES)
    answers = agencies("scales", "plan", "--by", "location").out.splitlines()
    assert [line.split()[0] for line in answers[5:9]] == ["yes", "Midwest", "Northeast", "South"]
    means = agencies("scales", "seriousness", "--means", "--by", "location").out
    assert "Spread, median and quartiles: --json, --csv." in means
    tests = flat(agencies("scales", "--compare", "--by", "location").out)
    assert "seriousness: Midwest – Northeast – South – West 2,814" in tests
    assert "Kruskal-Wallis: epsilon squared <0.001" in tests


def test_answers_of_closed_items_are_weighed_alike(agencies: Desk) -> None:
    rows = agencies("scales", "plan", *DESIGN, "--json").json["rows"]
    share, error = stratified(SURVEY.sample, lambda one: one.plan)
    yes = next(row for row in rows if row["answer"] == "yes")
    assert yes["percent"] == pytest.approx(100 * share)
    assert yes["standard_error"] == pytest.approx(100 * error)


def test_a_filter_keeps_the_whole_design(agencies: Desk) -> None:
    (west,) = (
        row
        for row in agencies("scales", "plan", *DESIGN, "--by", "location", "--json").json["rows"]
        if (row["group"], row["answer"]) == ("West", "yes")
    )
    where = ("--where", 'location = "West"', "--json")
    rows = agencies("scales", "plan", *DESIGN, *where).json["rows"]
    yes = next(row for row in rows if row["answer"] == "yes")
    for part in ("n", "base", "percent", "low", "high", "standard_error"):
        assert yes[part] == pytest.approx(west[part])


def test_turned_scales_are_counted_the_other_way_round(agencies: Desk) -> None:
    table = agencies("scales", "distance", "--by", "location", "--json").json
    turned = {(row["answer"], row["group"]): row["n"] for row in table["rows"] if not row["top"]}
    for (answer, location), n in turned.items():
        given = [one.distance for one in SURVEY.sample if one.location == location]
        assert n == given.count(6 - int(answer))
    upper = {row["group"]: row["n"] for row in table["rows"] if row["top"]}
    assert upper["West"] == turned["4", "West"] + turned["5", "West"]
    assert "Turned, so that high is most: distance." in table["notes"]


def test_means_tell_who_did_not_answer(agencies: Desk) -> None:
    rows = agencies("scales", "seriousness", "--means", "--by", "location", "--json").json["rows"]
    for row in rows:
        of = [one.seriousness for one in SURVEY.sample if one.location == row["group"]]
        given = [one for one in of if one is not None]
        assert (row["base"], row["not_answered"]) == (len(given), len(of) - len(given))
        assert row["mean"] == pytest.approx(fmean(given))
        assert row["sd"] == pytest.approx(variance(given) ** 0.5)


def test_weighted_means_are_those_of_statsmodels(agencies: Desk) -> None:
    (row,) = agencies("scales", "seriousness", "--means", *DESIGN, "--json").json["rows"]
    given = [one for one in SURVEY.sample if one.seriousness is not None]
    weighed = DescrStatsW(
        np.array([one.seriousness for one in given], dtype=float),
        weights=np.array([SURVEY.weight(one) for one in given]),
    )
    assert row["mean"] == pytest.approx(weighed.mean)
    assert row["low"] < row["mean"] < row["high"]
    assert row["sd"] is None


def test_scales_that_go_together_are_found(agencies: Desk) -> None:
    (row,) = agencies("scales", "--correlate", "--json").json["rows"]
    pairs = [
        (one.seriousness, 6 - one.distance)
        for one in SURVEY.sample
        if one.seriousness is not None and one.distance is not None
    ]
    spearman, kendall = stats.spearmanr(pairs), stats.kendalltau(*zip(*pairs, strict=True))
    assert row["n"] == len(pairs)
    assert row["rho"] == pytest.approx(spearman.statistic)
    assert row["tau"] == pytest.approx(kendall.statistic)
    assert 0 < row["rho_low"] < row["rho"] < row["rho_high"]
    assert row["rho_p"] < 0.001


def test_locations_are_compared(agencies: Desk) -> None:
    (row,) = agencies("scales", "seriousness", "--compare", "--by", "location", "--json").json[
        "rows"
    ]
    groups = [
        [one.seriousness for one in SURVEY.sample if one.location == name and one.seriousness]
        for name in row["groups"]
    ]
    found = stats.kruskal(*groups)
    assert (row["test"], row["df"]) == ("Kruskal-Wallis", 3)
    assert (row["statistic"], row["p"]) == pytest.approx((found.statistic, found.pvalue))
    where = 'location = "West" or location = "South"'
    two = agencies("scales", "seriousness", "--compare", "--by", "location", "--where", where,
                   "--json").json["rows"]  # fmt: skip
    assert [one["test"] for one in two] == ["Welch t", "Mann-Whitney", "Mann-Whitney"]


def test_who_was_contacted_is_accounted_for(agencies: Desk) -> None:
    file = agencies.folder / "study.toml"
    before = file.read_text(encoding="utf-8")
    told_plainly(agencies.tried("sample"), "does not know who was contacted")
    numbers = "\n[sample]\ncontacted = 3900\nineligible = 60\nrefused = 250\nnon_contact = 600\n"
    try:
        file.write_text(before + numbers, encoding="utf-8")
        rows = {row["part"]: row for row in agencies("sample", "--json").json["rows"]}
        file.write_text(before + numbers.replace("600", "601"), encoding="utf-8")
        told_plainly(agencies.tried("sample"), "60 ineligible + 250 refused + 601 non-contact")
    finally:
        file.write_text(before, encoding="utf-8")
    rate = rows["response rate"]
    assert (rate["n"], rate["base"]) == (2990, 3840)
    assert rate["percent"] == pytest.approx(100 * 2990 / 3840)


@pytest.fixture
def few(empty: Desk) -> Desk:
    """Twelve answers with weights of which two cannot be used, and what became of each contact."""
    rows = [f"P{at},{'' if at == 3 else 'x' if at == 4 else at},complete,yes" for at in range(12)]
    rows += ["P12,1,refused,", "P13,1,non-contact,", "P14,1,ineligible,"]
    table = "\n".join(["id,weight,disposition,plan", *rows]) + "\n"
    instrument = INSTRUMENT.replace("{agency: Q4}", "{agency: plan}")
    empty("import", "--yes", empty.written("few.csv", table), "--id", "id", "--attribute",
          "weight", "--attribute", "disposition", "--instrument",
          empty.written("instrument.yaml", instrument))  # fmt: skip
    return empty


def test_who_has_no_usable_weight_is_named(few: Desk) -> None:
    told_plainly(
        few.tried("scales", "plan", "--weight", "weight"),
        "3 participants have no usable 'weight': P0, P3, P4.",
    )
    told_plainly(few.tried("scales", "--weight", "wieght"), "no attribute 'wieght'")
    told_plainly(few.tried("scales", "--stratum", "weight"), "need --weight")


def test_contacts_with_a_disposition_are_counted(few: Desk) -> None:
    rows = {row["part"]: row for row in few("sample", "--json").json["rows"]}
    assert {part: row["n"] for part, row in rows.items()} == {
        "contacted": 15, "ineligible": 1, "eligible": 14, "refused": 1, "non-contact": 1,
        "response rate": 12, "cooperation": 12,
    }  # fmt: skip
    attributes = few.written("more.csv", "id,disposition\nP13,complete\n")
    few("import", "--attributes", attributes)
    told_plainly(few.tried("sample"), "P13 is 'complete', but no answer is there")
    few("import", "--attributes", few.written("more.csv", "id,disposition\nP13,moved\n"))
    told_plainly(few.tried("sample"), "P13 is 'moved'")


def test_scales_refuse_what_cannot_be_asked(agencies: Desk) -> None:
    for words, told in (
        (("obstacles",), "of type open"),
        (("seriousnes",), "Did you mean 'seriousness'?"),
        (("plan", "--means"), "of type choice"),
        (("seriousness", "--correlate"), "nothing to go with"),
        (("--compare",), "between groups"),
        (("--correlate", "--by", "size"), "take no --by"),
        (("--compare", "--by", "size", "--weight", "weight"), "take no weights"),
        (("--by", "sise"), "Did you mean 'size'?"),
    ):
        told_plainly(agencies.tried("scales", *words), told)


def test_answers_nobody_offered_and_single_numbers_are_not_listed(empty: Desk) -> None:
    rows = [f"P{at},{'maybe so' if at == 7 else 'yes'},{at * at}" for at in range(30)]
    instrument = INSTRUMENT.replace("{agency: Q4}", "{agency: plan}") + (
        "- title: More\n  questions:\n  - id: cases\n    type: number\n    text: How many?\n"
        "    numbers: {agency: cases}\n"
    )
    head, _, more = instrument.partition("versions:\n")
    versions, _, section = more.partition("- title: More")
    instrument = f"{head}- title: More{section}versions:\n{versions}"
    empty("import", "--yes", empty.written("all.csv", "\n".join(["id,plan,cases", *rows]) + "\n"),
          "--id", "id", "--instrument", empty.written("instrument.yaml", instrument))  # fmt: skip
    told = empty("scales", "plan", "cases", "--unsuppressed", "--json").json["rows"]
    counted = {(row["question"], row["answer"]): row["n"] for row in told}
    assert counted["plan", "(other)"] == 1
    assert counted["cases", "0"] == 1
    assert counted["cases", "100 or more"] == 20
    assert not any("maybe" in answer for _, answer in counted)
