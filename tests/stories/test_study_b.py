"""Study B, from its import to its findings: what goes with being prosecuted as trafficking.

The figures of the tool are held against statsmodels, which is given the raw synthetic cases.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import chi2, chi2_contingency
from scipy.stats.contingency import odds_ratio
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.multitest import multipletests

from tests.support import study_b
from tests.support.cli import Answer, Desk, run, told_plainly

CASES = study_b.cases()
OUTCOME = "statute=trafficking"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study as a person makes it, each step a process of its own."""
    desk = tmp_path_factory.mktemp("study-b")
    (desk / "book.yaml").write_text(study_b.CODEBOOK)
    (desk / "cases.csv").write_text(study_b.survey(CASES))
    (desk / "codings.csv").write_text(study_b.codings(CASES))
    attributes = [word for name in study_b.ATTRIBUTES for word in ("--attribute", name)]

    def done(*words: str) -> str:
        answer = run(*words, cwd=desk)
        assert answer.code == 0, answer.err
        return answer.out

    done("init", "study", "--coder", "lena", "--title", "State and local cases")
    done("-C", "study", "codebook", "add", "book.yaml")
    told = done("-C", "study", "import", "--yes", "cases.csv", "--kind", "case", "--id", "case",
                "--text", "record", *attributes)  # fmt: skip
    assert told == f"cases.csv: {study_b.CASES} sources added.\n"
    told = done("-C", "study", "import", "--codings", "codings.csv", "--coder", "lena")
    assert f"{study_b.CASES} segments looked at" in told
    return desk / "study"


@pytest.fixture(scope="module")
def ask(folder: Path) -> Callable[..., Answer]:
    """Ask for associations, as a process."""
    return lambda *words: run("associations", *words, cwd=folder)


def carried(code: str) -> Any:
    codes = {"control": {"force", "papers", "debt"}, "investigating": {"testimony", "taskforce"}}
    wanted = codes.get(code, {code})
    return np.array([bool(wanted & one.codes) for one in CASES])


HIT = np.array([one.is_trafficking for one in CASES])


def crossed(code: str, among: Any = True) -> Any:
    """Return the two by two of a code and the outcome from the raw cases."""
    return np.array(
        [
            [int((carries & hit & among).sum()) for hit in (HIT, ~HIT)]
            for carries in (carried(code), ~carried(code))
        ]
    )


def rows(answer: Answer) -> Sequence[dict[str, Any]]:
    assert answer.code == 0, answer.err
    content = answer.json
    assert list(content)[:4] == ["kind", "unit", "base", "coder_rule"]
    assert {"suppressed", "disclosure", "by", "query", "notes", "rows"} <= set(content)
    found: Sequence[dict[str, Any]] = content["rows"]
    return found


def test_each_code_against_the_outcome(ask: Callable[..., Answer]) -> None:
    found = rows(ask("--outcome", OUTCOME, "--kind", "case", "--json"))
    assert len(found) == 7
    for row in found:
        table = crossed(row["code"])
        assert [row[one] for one in ("both", "code_only", "value_only", "neither")] == list(
            table.ravel()
        )
        assert row["odds_ratio"] == pytest.approx(sm.stats.Table2x2(table).oddsratio)
        interval = odds_ratio(table).confidence_interval()
        assert (row["low"], row["high"]) == pytest.approx((interval.low, interval.high), rel=1e-5)
        tested = sm.stats.Table(table, shift_zeros=False).test_nominal_association()
        assert (row["test"], row["p"]) == ("chi-square", pytest.approx(tested.pvalue))
        assert row["statistic"] == pytest.approx(tested.statistic)
        share = chi2_contingency(table, correction=False).statistic / len(CASES)
        assert row["cramers_v"] == pytest.approx(math.sqrt(share))
    corrected = multipletests([row["p"] for row in found], method="fdr_bh")[1]
    assert [row["q"] for row in found] == pytest.approx(list(corrected))


def test_what_was_put_in_is_found_and_read_in_plain_words(ask: Callable[..., Answer]) -> None:
    found = {row["code"]: row for row in rows(ask("--outcome", OUTCOME, "--json"))}
    (both, code_only), (value_only, neither) = crossed("testimony")
    assert found["testimony"]["reading"].startswith(
        f"{both} of {both + code_only} participants with 'Victim testified' have statute = "
        f"trafficking, {value_only} of {value_only + neither} without it; the odds are"
    )
    assert "; holds after correction (p < 0.001" in found["testimony"]["reading"]
    assert "no sign of an association" in found["taskforce"]["reading"]
    shown = ask("--outcome", OUTCOME).out
    assert "Associations with statute = trafficking" in shown
    assert f"{both}/{both + code_only}" in shown
    assert "What goes together need not cause each other." in " ".join(shown.split())


def test_within_kinds_of_offence(ask: Callable[..., Answer]) -> None:
    for row in rows(ask("--outcome", OUTCOME, "--stratum", "offence", "--json")):
        kinds = (np.array([one.offence == kind for one in CASES]) for kind in ("labour", "sex"))
        made = StratifiedTable([crossed(row["code"], kind).astype(float) for kind in kinds])
        assert (row["strata"], row["common"]) == (2, pytest.approx(made.oddsratio_pooled))
        assert (row["common_low"], row["common_high"]) == pytest.approx(
            made.oddsratio_pooled_confint()
        )
        assert row["common_p"] == pytest.approx(made.test_null_odds(correction=False).pvalue)
        assert row["homogeneity_p"] == pytest.approx(made.test_equal_odds(adjust=True).pvalue)


def test_several_predictors_at_once(ask: Callable[..., Answer]) -> None:
    found = rows(
        ask("--outcome", OUTCOME, "--model", "code:force, code:testimony, offence=labour",
            "--predictor", "victim=adult", "--control", "year", "--json")
    )  # fmt: skip
    columns = [
        carried("force"), carried("testimony"), [one.offence == "sex" for one in CASES],
        [one.victim == "minor" for one in CASES], [one.year for one in CASES],
    ]  # fmt: skip
    matrix = sm.add_constant(np.column_stack([np.array(one, dtype=float) for one in columns]))
    fit = sm.Logit(HIT.astype(float), matrix).fit(disp=False, tol=1e-12, maxiter=100)
    assert [math.log(row["odds_ratio"]) for row in found] == pytest.approx(
        list(fit.params[1:]), abs=1e-6
    )
    for at, row in enumerate(found, 1):
        less = sm.Logit(HIT.astype(float), np.delete(matrix, at, axis=1)).fit(disp=False)
        assert row["p"] == pytest.approx(chi2.sf(2 * (fit.llf - less.llf), 1))
        assert (row["n"], row["events"]) == (len(CASES), int(HIT.sum()))
        assert row["low"] < row["odds_ratio"] < row["high"]
    assert [row["is_control"] for row in found] == [False] * 4 + [True]
    assert found[2]["reading"].startswith("With offence = sex instead of labour the odds of")


def test_small_cells_stay_inside(ask: Callable[..., Answer]) -> None:
    few = ("--outcome", OUTCOME, "--where", "offender = pair and victim = minor", "--json")
    hidden = rows(ask(*few))
    assert any(row["suppressed"] for row in hidden)
    for row in hidden:
        cells = [row[one] for one in ("both", "code_only", "value_only", "neither")]
        assert not any(cell in range(1, 10) for cell in cells if cell is not None)
        if row["suppressed"]:
            assert (row["odds_ratio"], row["p"], row["base"]) == (None, None, None)
            assert row["reading"].startswith("Withheld: too few people")


def test_the_table_goes_into_files(folder: Path, tmp_path: Path) -> None:
    desk = Desk(folder)
    told = desk("associations", "--outcome", OUTCOME, "--csv")
    assert told.columns[:7] == ["code", "name", "level", "attribute", "value", "against", "base"]
    assert len(told.rows) == 7
    desk("--as", "lena", "associations", "--outcome", OUTCOME, "-o", tmp_path / "b.xlsx")
    assert (tmp_path / "b.xlsx").stat().st_size > 1000


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--outcome or --by"),
        (("--outcome", "statut"), "Did you mean 'statute'?"),
        (("--outcome", "offender", "--model", "year"), "'offender' has 3 values"),
        (
            ("--outcome", OUTCOME, "--model", "year", "--code", "force"),
            "A model takes an --outcome",
        ),
        (("--outcome", OUTCOME, "--predictor", "offence=x"), "no value of 'offence'"),
    ],
)
def test_mistakes_are_told_plainly(folder: Path, words: tuple[str, ...], told: str) -> None:
    told_plainly(Desk(folder).tried("associations", *words), told)
