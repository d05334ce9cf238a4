"""A survey of prosecutors repeated after ten years: what changed, and what is needed most."""

from __future__ import annotations

from collections import Counter
from statistics import fmean

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from tests.support.cli import Desk, call, flat, told_plainly
from tests.support.study_c import (
    CODEBOOK,
    INSTRUMENT,
    NEEDS,
    OBSTACLES,
    PLACES,
    SITES,
    WAVES,
    Prosecutors,
)

SURVEY = Prosecutors()
EVERYTHING = ("--as", "ann", "frequencies", "--unsuppressed", "--json")


@pytest.fixture(scope="module")
def prosecutors(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Both waves with their codings, imported once; the tests only read it."""
    folder = tmp_path_factory.mktemp("prosecutors") / "study"
    assert call("init", folder, "--coder", "ann", "--title", "Prosecutors").code == 0
    desk = Desk(folder)
    desk("codebook", "add", desk.written("codebook.yaml", CODEBOOK))
    instrument = desk.written("instrument.yaml", INSTRUMENT)
    survey = desk.written("survey.csv", SURVEY.table())
    desk("import", "--yes", survey, "--instrument", instrument)
    for question, codings in (("obstacles", SURVEY.obstacles()), ("needs", SURVEY.needs())):
        file = desk.written(f"{question}.csv", codings)
        desk("import", "--codings", file, "--coder", "ann", "--question", question)
    return desk


def counts(code: str, wave: str, site: str | None = None) -> tuple[int, int]:
    """Count who names an obstacle and who was asked, on one's fingers."""
    asked = [one for one in SURVEY.all if one.wave == wave and site in (None, one.site)]
    return sum(code in (one.obstacles or ()) for one in asked), len(asked)


def test_the_change_between_the_waves_is_that_of_statsmodels(prosecutors: Desk) -> None:
    table = prosecutors(*EVERYTHING, "--question", "obstacles", "--wave", "wave").json
    assert (table["kind"], table["by"]) == ("waves", "wave")
    assert table["query"]["wave"] == "wave"
    assert [row["code"] for row in table["rows"]] == list(OBSTACLES)
    holding = set()
    for row in table["rows"]:
        before, after = (counts(row["code"], wave) for wave in WAVES)
        assert (row["n_before"], row["base_before"]) == before
        assert (row["n_after"], row["base_after"]) == after
        assert row["difference"] == pytest.approx(
            100 * (after[0] / after[1] - before[0] / before[1])
        )
        low, high = confint_proportions_2indep(*after, *before, compare="diff", method="newcomb")
        assert (row["low"], row["high"]) == pytest.approx((100 * low, 100 * high))
        if low > 0 or high < 0:
            holding.add(row["code"])
            assert row["reading"].startswith("rose" if low > 0 else "fell")
        else:
            assert row["reading"].startswith("no change that holds")
    assert holding >= {"training"}
    assert "interpreters" not in holding


def test_the_change_is_told_in_words(prosecutors: Desk) -> None:
    told = flat(prosecutors("frequencies", "--question", "obstacles", "--wave", "wave").out)
    assert "Before is wave 2008, after is wave 2018." in told
    assert "fell: the interval leaves out 0" in told
    assert "3 changes are told apart at 95 per cent each: about 1 in 20" in told


def test_each_site_changes_by_itself_and_small_cells_are_withheld(prosecutors: Desk) -> None:
    asked = ("--question", "obstacles", "--wave", "wave", "--by", "site")
    rows = prosecutors(*EVERYTHING, *asked).json["rows"]
    assert {(row["code"], row["group"]) for row in rows} == {
        (code, site) for code in OBSTACLES for site in SITES
    }
    for row in rows:
        before, after = (counts(row["code"], wave, row["group"]) for wave in WAVES)
        assert (row["n_before"], row["base_before"]) == before
        assert (row["n_after"], row["base_after"]) == after
    only = ("--where", 'site = "West"', "--question", "obstacles", "--wave", "wave")
    for row in prosecutors("frequencies", *only, "--json").json["rows"]:
        for when in ("before", "after"):
            assert row[f"n_{when}"] is None or row[f"n_{when}"] >= 10
        if row["suppressed"]:
            assert row["difference"] is None
            assert row["reading"] == "withheld"


def test_a_closed_question_is_compared_too(prosecutors: Desk) -> None:
    asked = ("--question", "task-force", "--wave", "wave")
    (yes, _) = prosecutors(*EVERYTHING, *asked).json["rows"]
    for wave, when in zip(WAVES, ("before", "after"), strict=True):
        given = Counter(one.task_force for one in SURVEY.all if one.wave == wave)
        found = yes[f"n_{when}"], yes[f"base_{when}"]
        assert found == (given["yes"], given["yes"] + given["no"])


def test_who_gives_no_answer_is_counted_apart(prosecutors: Desk) -> None:
    given = Counter(one.task_force for one in SURVEY.all)
    bases = {
        "answered": given["yes"] + given["no"],
        "asked": given["yes"] + given["no"] + given[""],
        "all": len(SURVEY.all),
    }
    for base, whole in bases.items():
        table = prosecutors(*EVERYTHING, "--question", "task-force", "--base", base).json
        rows = {row["code"]: row for row in table["rows"]}
        assert (rows["yes"]["n"], rows["yes"]["base"]) == (given["yes"], whole)
        assert rows["(left blank)"]["n"] == given[""]
        assert rows["(not asked)"]["n"] == given["not asked"]
        assert rows["(not asked)"]["base"] == (whole if base == "all" else None)
    told = prosecutors.tried("frequencies", "--question", "task-force", "--base", "coded")
    told_plainly(told, "'task-force' is answered by choosing", "--base answered")


@pytest.mark.parametrize("base", ["all", "asked", "answered", "coded"])
def test_bases_of_an_open_question(prosecutors: Desk, base: str) -> None:
    blank = sum(one.obstacles is None for one in SURVEY.all)
    nothing = sum(one.obstacles == () for one in SURVEY.all)
    everybody = len(SURVEY.all)
    whole = {
        "all": everybody,
        "asked": everybody,
        "answered": everybody - blank,
        "coded": everybody - blank - nothing,
    }[base]
    table = prosecutors(*EVERYTHING, "--question", "obstacles", "--base", base).json
    rows = {row["code"]: row for row in table["rows"]}
    assert {rows[code]["base"] for code in OBSTACLES} == {whole}
    assert (rows["(uncoded)"]["n"], rows["(left blank)"]["n"]) == (nothing, blank)
    low, high = proportion_confint(rows["trust"]["n"], whole, method="wilson")
    assert (rows["trust"]["low"], rows["trust"]["high"]) == pytest.approx((100 * low, 100 * high))


def test_groups_of_two_attributes(prosecutors: Desk) -> None:
    asked = ("--question", "obstacles", "--by", "site,wave")
    table = prosecutors(*EVERYTHING, *asked).json
    assert table["by"] == "site, wave"
    rows = [row for row in table["rows"] if not row["is_apart"]]
    assert len(rows) == len(OBSTACLES) * len(SITES) * len(WAVES)
    for row in rows:
        site, wave = row["groups"]
        assert row["group"] == f"{site} · {wave}"
        assert (row["n"], row["base"]) == counts(row["code"], wave, site)
        assert row["people"] == row["n"]


def test_ranks_are_those_of_the_answers(prosecutors: Desk) -> None:
    table = prosecutors(*EVERYTHING, "--question", "needs", "--ranked").json
    assert table["kind"] == "ranks"
    for row in table["rows"]:
        ranks = [one.needs.index(row["code"]) + 1 for one in SURVEY.all if row["code"] in one.needs]
        assert (row["n"], row["base"]) == (len(ranks), len(SURVEY.all))
        assert row["mean_rank"] == pytest.approx(fmean(ranks))
        assert row["first"] == ranks.count(1)
        low, high = proportion_confint(row["first"], row["base"], method="wilson")
        assert (row["low"], row["high"]) == pytest.approx((100 * low, 100 * high))
        assert row["borda"] == sum(PLACES + 1 - rank for rank in ranks)
        assert row["borda_mean"] == pytest.approx(row["borda"] / row["base"])
    shown = prosecutors("frequencies", "--question", "needs", "--ranked").out
    most = max(table["rows"], key=lambda row: row["borda"])
    lines = [line for line in shown.splitlines() if any(NEEDS[one][0] in line for one in NEEDS)]
    assert most["name"] in lines[0]
    assert "Borda points: 3 for the first rank" in flat(shown)


def test_what_cannot_be_ranked_or_compared_is_told(prosecutors: Desk) -> None:
    told_plainly(prosecutors.tried("frequencies", "--ranked"), "--question")
    not_ranked = prosecutors.tried("frequencies", "--ranked", "--question", "obstacles")
    told_plainly(not_ranked, "Nobody ranked the answers to 'obstacles'")
    three = prosecutors.tried("frequencies", "--question", "obstacles", "--wave", "site")
    told_plainly(three, "Northeast, South, West", "--where 'site in (...)'")
    told_plainly(prosecutors.tried("frequencies", "--wave", "wav"), "Did you mean 'wave'")
