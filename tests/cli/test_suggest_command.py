"""`qualcode suggest` and `qualcode code --order` as people and programs use them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from qualcode import open_study
from qualcode.domain.coding import LookState
from qualcode.domain.provenance import WorkOrder
from tests.stories.test_demo import WITHOUT_NETWORK
from tests.suggest.answers import CODEBOOK, CODES, TEXTS
from tests.support import blind
from tests.support.cli import Answer, Desk, Terminal, environment, flat, told_plainly
from tests.support.studies import segments

ITEM = {"segment", "source", "label", "question", "start", "end", "text", "none_fits",
        "suggestions"}  # fmt: skip
SUGGESTION = {"rank", "code", "name", "score", "probability", "start", "end", "reasons"}

COLUMNS = ["source", "segment", "question", "start", "end", "text", "rank", "code", "name", "score",
           "probability", "reasons"]  # fmt: skip


def offline(folder: Path, *words: str) -> Answer:
    """Run a command where every socket but a local one is refused."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK, "-C", str(folder), *words],
        env=environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False,
        timeout=120, text=True, encoding="utf-8",
    )  # fmt: skip
    return Answer(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def clinic(empty: Desk) -> Desk:
    """A study of 28 answers about a clinic, nothing of it coded."""
    lines = ["format: qualcode-codebook/1", "title: Clinic", 'version: "1"', "codes:"]
    for one in CODEBOOK:
        lines += [f"- id: {one['code']}", f"  name: {one['name']}",
                  f'  definition: "{one["definition"]}"']  # fmt: skip
    empty("codebook", "add", empty.written("clinic.yaml", "\n".join(lines) + "\n"))
    rows = ["id,How was it?", *(f'P{number:02},"{text}"' for number, text in enumerate(TEXTS))]
    empty("import", "--yes", empty.written("clinic.csv", "\n".join(rows) + "\n"))
    return empty


def finish(desk: Desk, count: int) -> None:
    with open_study(desk.folder, "ann") as study:
        for segment, codes in list(zip(segments(study), CODES, strict=True))[:count]:
            for code in codes:
                study.codings.apply(code, segment)
            study.codings.look([segment.id], LookState.DONE)


def test_it_suggests_without_any_network_for_what_is_not_finished(clinic: Desk) -> None:
    finish(clinic, 26)
    answer = offline(clinic.folder, "suggest", "--json")
    assert answer.code == 0, answer.err
    assert set(answer.json) == {"model", "note", "waiting", "segments"}
    assert answer.json["waiting"] == 2
    assert [one["source"] for one in answer.json["segments"]] == ["P26", "P27"]
    for one in answer.json["segments"]:
        assert set(one) == ITEM
        assert one["text"] == TEXTS[int(one["source"][1:])]
        assert [each["rank"] for each in one["suggestions"]] == [1, 2, 3]
        for each in one["suggestions"]:
            assert set(each) == SUGGESTION
            assert 0 <= each["probability"] <= 1
            assert all(set(reason) == {"words", "weight", "kind"} for reason in each["reasons"])
    assert answer.json["segments"][0]["suggestions"][0]["name"] == "Food and drink"
    again = clinic("suggest", "--json")
    assert again.json["model"] == answer.json["model"]
    assert again.out == answer.out


def test_people_see_code_figure_and_reasons(clinic: Desk) -> None:
    shown = flat(clinic("suggest", "--limit", "1", "--k", "1").out)
    for words in ("P00 “I waited", "Waiting times", "codebook", "“waited”"):
        assert words in shown
    assert "You have not finished 28 segments. Shown are the first 1: --limit N" in shown
    table = clinic("suggest", "--source", "P14", "--k", "1", "--csv")
    assert table.columns == COLUMNS
    row = table.rows
    assert [(one["source"], one["code"], one["rank"]) for one in row] == [("P14", "parking", "1")]
    assert row[0]["reasons"]
    question = clinic("suggest", "--json", "--limit", "1").json["segments"][0]["question"]
    assert len(clinic("suggest", "--question", question, "--json").json["segments"]) == 28


def test_the_review_queue_is_most_certain_first_and_applies_nothing(clinic: Desk) -> None:
    told_plainly(clinic.tried("suggest", "queue", "--above", "0.5"), "25 different texts", "0 are")
    finish(clinic, 25)
    answer = clinic("suggest", "queue", "--above", "0.05", "--json")
    sure = [one["suggestions"][0]["probability"] for one in answer.json["segments"]]
    assert sure == sorted(sure, reverse=True)
    every = [each for one in answer.json["segments"] for each in one["suggestions"]]
    assert all(each["probability"] >= 0.05 for each in every)
    told = flat(clinic("suggest", "queue", "--above", "0.05").out)
    assert "Nothing is applied by this: each still needs a coder's key" in told
    assert "at 100 % or above" in flat(clinic("suggest", "queue", "--above", "1").out)
    told_plainly(clinic.tried("suggest", "queue", "--above", "7"), "from 0 to 1")
    with open_study(clinic.folder, "ann") as study:
        assert len(study.codings.all()) == 25


def test_what_stands_in_the_way_is_one_clear_sentence(empty: Desk) -> None:
    told_plainly(empty.tried("suggest"), "no code to apply", "qualcode codebook add")
    empty("codebook", "add", empty.written("c.yaml", "format: qualcode-codebook/1\ntitle: C\n"
          'version: "1"\ncodes:\n- id: law\n  name: Law\n'))  # fmt: skip
    told_plainly(empty.tried("suggest"), "nothing to code yet", "qualcode import")
    file = empty.folder / "study.toml"
    written = file.read_text()
    file.write_text(written.replace("on = true", "on = false"))
    told_plainly(empty.tried("suggest"), "off in this study", "study.toml")
    file.write_text(written.replace("on = true", 'on = "yes"'))
    told_plainly(empty.tried("suggest"), "study.toml", "on is 'yes'", "true or false")
    for words in (("--k", "0"), ("--limit", "0")):
        told_plainly(empty.tried("suggest", *words), "counts of 1 or more")


def test_names_that_are_not_known(clinic: Desk) -> None:
    told_plainly(clinic.tried("suggest", "--source", "P99"), "'P99'")
    told_plainly(clinic.tried("suggest", "--question", "why"), "'why'")
    told_plainly(clinic.tried("suggest", "--round", "pilot"), "round 'pilot'")
    assert clinic.tried("suggest", "--round", "a", "--source", "b").code == 2


def test_rounds(clinic: Desk) -> None:
    clinic("coder", "add", "bo")
    clinic("--as", "ann", "round", "create", "talk", "--coders", "ann,bo", "--sample", "4")
    answer = clinic("--as", "ann", "suggest", "--round", "talk", "--json")
    assert answer.json["waiting"] == 4
    with open_study(clinic.folder, "ann") as study:
        drawn = blind.begin(study, "ann", "bo", size=2)
    told_plainly(
        clinic.tried("--as", "ann", "suggest", "--round", blind.ROUND), "blind and open", "pilot"
    )
    outside = clinic("--as", "bo", "suggest", "--json")
    assert not {one.id for one in drawn} & {one["segment"] for one in outside.json["segments"]}
    told = flat(clinic("--as", "bo", "suggest").out)
    assert "Nothing is suggested for 2 segments of them" in told


def test_influence_is_an_action_and_an_option(clinic: Desk) -> None:
    assert clinic("suggest", "--influence").out == clinic("suggest", "influence").out
    assert clinic("suggest", "--influence", "--json").json is not None


def test_reading_shows_how_far_it_is_and_ends_cleanly(clinic: Desk) -> None:
    terminal = Terminal("-C", clinic.folder, "suggest", "--limit", "1", cwd=clinic.folder)
    terminal.until("P00")
    assert terminal.end() == 0
    assert "reading" in terminal.plain
    (clinic.folder / "vectors.npz").unlink(missing_ok=True)
    terminal = Terminal("-C", clinic.folder, "suggest", cwd=clinic.folder)
    terminal.until("reading")
    terminal.type("\x03")
    assert terminal.end() in (0, 130)
    assert "Traceback" not in terminal.plain
    assert clinic("check").code == 0


@pytest.mark.parametrize("name", ["rare", "audit", "uncertain"])
def test_the_coding_screen_opens_in_an_order(clinic: Desk, name: str) -> None:
    finish(clinic, 20)
    order = {
        "rare": WorkOrder.RARE,
        "audit": WorkOrder.AUDIT,
        "uncertain": WorkOrder.UNCERTAIN,
    }[name]
    with open_study(clinic.folder, "ann") as study:
        first = study.suggestions.in_order(order, seed=2)[0]
        words = next(one.text for one in study.sources.passages() if one.segment.id == first)
    answer = clinic("code", "--plain", "--order", name, "--seed", "2")
    assert f"how-was-it, {order.value}" in flat(answer.out)
    assert "0 of 8 segments finished" in answer.out
    assert words in answer.out


def test_orders_that_cannot_be(clinic: Desk) -> None:
    told_plainly(clinic.tried("code", "--plain", "--order", "rare", "--round", "r"), "--order")
    told_plainly(clinic.tried("code", "--plain", "--order", "rare", "--resume"), "--resume")
    finish(clinic, 28)
    told_plainly(clinic.tried("code", "--plain", "--order", "rare"), "nothing left")
