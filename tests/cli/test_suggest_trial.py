"""`qualcode suggest trial` and `suggest --influence`, as processes."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from qualcode import open_study
from qualcode.domain.coding import LookState
from qualcode.domain.influence import InfluenceReport
from qualcode.domain.provenance import Provenance
from qualcode.domain.trial import Trial
from tests.support import winter
from tests.support.cli import Desk, Terminal, flat, run, told_plainly

SAID = {
    "neighbours": "The neighbours [bold]came[/bold] with soup",
    "office": "The office was shut and sent a form",
    "money": "Money and savings were gone",
}


@pytest.fixture
def winters(empty: Desk) -> Desk:
    """A study in which ann coded the answers of thirty people to the end, some with hints."""
    answers = {
        f"P{n}": ("nurse", f"{text}, {n} times that winter.")
        for n in range(30)
        for text in [list(SAID.values())[n % 3]]
    }
    empty("codebook", "add", empty.written("winter.yaml", winter.CODEBOOK))
    empty("import", "--yes", empty.written("survey.csv", winter.survey(answers)))
    with open_study(empty.folder, coder="ann") as study:
        for number, one in enumerate(study.sources.passages()):
            code = next(code for code, text in SAID.items() if one.text.startswith(text))
            hint = Provenance(True, 1, 1.0, 0.5, "0123456789abcdef") if number % 2 else Provenance()
            study.codings.apply(code, one.segment, provenance=hint)
            study.codings.look([one.segment.id], LookState.DONE)
    return empty


def trial(desk: Desk, *more: str) -> list[str | Path]:
    return ["-C", desk.folder, "--as", "ann", "suggest", "trial", "--folds", "2", *more]


def test_a_trial_reads_as_a_report(winters: Desk) -> None:
    answer = run(*trial(winters))
    assert answer.code == 0, answer.err
    told = flat(answer.out)
    for words in (
        "30 texts of 30 participants",
        "keyword match",
        "TF-IDF",
        "After so many coded",
        "Code by code",
        "Neighbours",
        "15 texts were coded while suggestions",
        "in sight. Codes were suggested by qualcode",
        "resamples of participants.",
    ):
        assert words in told, words
    assert max(map(len, answer.out.splitlines())) <= 80
    assert answer.err == ""


def test_a_trial_as_json_is_whole_and_the_same_again(winters: Desk) -> None:
    first, again = run(*trial(winters, "--json")), run(*trial(winters, "--json"))
    assert first.out == again.out
    content = first.json
    assert set(content) == {one.name for one in fields(Trial)}
    assert content["methods"][0]["method"] == "suggestions"
    assert set(content["methods"][0]["ece"]) == {"value", "low", "high", "n", "reason"}
    assert [one["code"] for one in content["codes"]][-1] == "money"
    assert content["hinted"] == 15
    rows = run(*trial(winters, "--csv", "--question", winter.QUESTION_ID)).rows
    assert {row["code"]: row["n"] for row in rows}["money"] == "10"
    assert {row["accepted"] for row in rows if row["code"] != "help"} == {"1.0"}


def test_mistakes_are_told_plainly(winters: Desk) -> None:
    told_plainly(run(*trial(winters, "--seed", "-1")), "A seed is a whole number")
    told_plainly(run(*trial(winters, "--question", "nothing")), "nothing")
    winters("coder", "add", "bo")
    told_plainly(run("-C", winters.folder, "--as", "bo", "suggest", "trial"), "coded to the end")


def test_progress_is_shown_and_ctrl_c_ends_it_cleanly(winters: Desk) -> None:
    at = Terminal(*trial(winters), cwd=winters.folder)
    at.until_match(r"reading the texts|fold 1 of 2")
    at.type("\x03")
    assert at.end() == 130
    assert "interrupted" in at.plain
    assert "Traceback" not in at.plain


def test_influence_reads_as_a_report(winters: Desk) -> None:
    answer = run("-C", winters.folder, "suggest", "--influence")
    assert answer.code == 0, answer.err
    told = flat(answer.out)
    for words in ("With hints: 15 segments", "15 accepted", "Without: 15 segments", "5/15 33 %",
                  "+0 [-31, +31]", "Nobody drew by lot"):  # fmt: skip
        assert words in told, words
    assert "ann, with hints" not in told, "there is nobody else to tell apart from"
    content = run("-C", winters.folder, "suggest", "--influence", "--json").json
    assert set(content) == {one.name for one in fields(InfluenceReport)}
    assert content["with_hints"]["segments"] == 15
    target = winters.folder.parent / "influence.json"
    assert run("-C", winters.folder, "suggest", "influence", "-o", target).code == 0
    assert json.loads(target.read_text(encoding="utf-8")) == content
